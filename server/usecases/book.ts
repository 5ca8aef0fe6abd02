import type { Kysely } from 'kysely'
import type { Book } from '../contract/book.ts'
import type { PersonId, ProposalId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from './converter-version.ts'
import { type StoredAttachment, listAttachments } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { pageSizes } from '../store/renditions.ts'
import { attachmentView, hasPages } from './attachment-view.ts'
import { type MayReadDeps, mayReadProposal } from './may-read.ts'

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
  files: Promise<readonly StoredAttachment[]> = listAttachments(db, id, converterVersion),
): Promise<Book> {
  const [stored, sizes] = await Promise.all([files, pageSizes(db, id, converterVersion)])
  const pdfOf = (it: StoredAttachment): Sha256 | undefined =>
    hasPages(it) ? ((it.rendition?.pdf_sha256 ?? undefined) as Sha256 | undefined) : undefined
  return {
    proposalId: id,
    files: stored.map((it) => {
      const { id, revisionId, name, kind, sizeBytes, warnings, rendition } = attachmentView(it)
      const pdf = pdfOf(it)
      return {
        attachmentId: id,
        revisionId,
        name,
        kind,
        sizeBytes,
        warnings,
        rendition,
        sizes: pdf === undefined ? [] : [...(sizes.get(pdf) ?? [])],
      }
    }),
  }
}
