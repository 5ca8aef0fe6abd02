import type { Kysely } from 'kysely'
import type { Book, BookFile, ReceiptBook } from '../contract/book.ts'
import type { FileHolder } from '../domain/files/holder.ts'
import type { PersonId, ProposalId, ReceiptId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from './converter-version.ts'
import { type StoredAttachment, listFiles } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { type ShownPages, shownPages } from '../store/shown-pages.ts'
import { attachmentView, hasPages } from './attachment-view.ts'
import { type MayReadDeps, mayReadProposal } from './may-read.ts'
import { findReceiptReading } from './receipt-reading.ts'

/** All attachments in the drafter's order with the size of every page; a file without pages has no sizes. */
export async function viewBook(
  deps: MayReadDeps,
  request: { readonly id: ProposalId; readonly by: PersonId },
): Promise<Result<Book, { readonly code: 'not_found' }>> {
  const [readable, book] = await Promise.all([
    mayReadProposal(deps, request.by, request.id),
    bookOf(deps.db, request.id),
  ])
  return readable ? yes(book) : no({ code: 'not_found' })
}

/** The same without asking who wants it. `files` are its attachments where the caller is reading them as well. */
export async function bookOf(
  db: Kysely<Database>,
  id: ProposalId,
  files?: Promise<readonly StoredAttachment[]>,
): Promise<Book> {
  return { proposalId: id, files: await bookFiles(db, { proposal: id }, files) }
}

/** The same of a 収受文書, in the order its files came. */
export async function viewReceiptBook(
  deps: MayReadDeps,
  request: { readonly id: ReceiptId; readonly by: PersonId },
): Promise<Result<ReceiptBook, { readonly code: 'not_found' }>> {
  const [reading, files] = await Promise.all([
    findReceiptReading(deps, request.by, request.id),
    bookFiles(deps.db, { receipt: request.id }),
  ])
  return reading === undefined ? no({ code: 'not_found' }) : yes({ receiptId: request.id, files })
}

const nothingShown: ShownPages = { sizes: [], scans: [] }

async function bookFiles(
  db: Kysely<Database>,
  holder: FileHolder,
  files: Promise<readonly StoredAttachment[]> = listFiles(db, holder, converterVersion),
): Promise<BookFile[]> {
  const [stored, pages] = await Promise.all([files, shownPages(db, holder, converterVersion)])
  const pdfOf = (it: StoredAttachment): Sha256 | undefined =>
    hasPages(it) ? ((it.rendition?.pdf_sha256 ?? undefined) as Sha256 | undefined) : undefined
  return stored.map((it) => {
    const { id, revisionId, name, kind, sizeBytes, warnings, rendition } = attachmentView(it)
    const pdf = pdfOf(it)
    const { sizes, scans } = (pdf === undefined ? undefined : pages.get(pdf)) ?? nothingShown
    return {
      attachmentId: id,
      revisionId,
      name,
      kind,
      sizeBytes,
      warnings,
      rendition,
      sizes: [...sizes],
      ...(scans.length === 0 ? {} : { scans: [...scans] }),
    }
  })
}
