import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { FileOutline } from '../contract/book.ts'
import type { FileHolder } from '../domain/files/holder.ts'
import type { PersonId, RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from './converter-version.ts'
import type { HeldRevision } from '../store/held-revisions.ts'
import {
  type PagesOfRevision,
  findOutline,
  findPicture,
  listPageRuns,
  listPlaceholders,
  listPlaceholdersOf,
} from '../store/renditions.ts'
import { findSkeleton } from '../store/skeletons.ts'
import type { MayReadDeps } from './may-read.ts'
import { mayReadHolder } from './may-read-holder.ts'
import { type DisposedRefusal, findReadable, findReadableOrGone } from './readable-revision.ts'

type Request = { readonly id: RevisionId; readonly by: PersonId }
/** Why a page has no text or picture to answer. */
export type NotThere = { readonly code: 'not_found' | 'pdf_not_ready' } | DisposedRefusal

/** Most pages in one answer. */
export const maxTextPages = 500

const unzip = promisify(gunzip)

/**
 * Positioned text of the pages from `from` to before `to`, as JSON of contract PageTexts: it is stored as JSON, and
 * reading it only to write it again would cost more than everything else.
 */
export async function pageTextsJson(
  deps: MayReadDeps,
  request: Request & { readonly from: number; readonly to: number },
): Promise<Result<{ readonly json: string; readonly pdf: Sha256; readonly isWhole: boolean }, NotThere>> {
  const pdf = await readablePdf(deps, request)
  return pdf.ok ? textOfPdf(deps, pdf.value, request) : pdf
}

/** The same of a PDF that somebody may look at. */
export async function textOfPdf(
  deps: Pick<MayReadDeps, 'db'>,
  { sha256, isRead }: { readonly sha256: Sha256; readonly isRead: boolean },
  { from, to: wanted }: { readonly from: number; readonly to: number },
): Promise<Result<{ readonly json: string; readonly pdf: Sha256; readonly isWhole: boolean }, NotThere>> {
  const to = Math.min(wanted, from + maxTextPages)
  const pages = await listPageRuns(deps.db, sha256, from, to)
  const parts = await Promise.all(
    pages.map(async ({ pageIndex, runs }) =>
      runs === null && !isRead ? [] : [`{"pageIndex":${pageIndex},"runs":${await runsJson(runs)}}`],
    ),
  )
  return yes({
    json: `{"pages":[${parts.flat().join(',')}],"isWhole":${isRead}}`,
    pdf: sha256,
    isWhole: isRead,
  })
}

async function runsJson(runs: Buffer | null): Promise<string> {
  return runs === null ? '[]' : (await unzip(runs)).toString()
}

/** Headings and bookmarks of a file; none for one that has no pages (yet). */
export async function fileOutline(
  deps: MayReadDeps,
  request: Request,
): Promise<Result<FileOutline, { readonly code: 'not_found' }>> {
  const revision = await findReadable(deps, request)
  if (revision === undefined) return no({ code: 'not_found' })
  const { sha256, kind } = revision
  return yes({ entries: await findOutline(deps.db, { sha256, kind, converter: converterVersion }) })
}

/** The small pictures of the pages from `from` to before `to` (all of them without) in one piece; the format is in contract/book.ts. */
export async function placeholders(
  deps: MayReadDeps,
  request: Request & { readonly from: number; readonly to: number | undefined },
): Promise<Result<{ readonly bytes: Buffer; readonly pdf: Sha256 }, NotThere>> {
  const pdf = await readablePdf(deps, request)
  if (!pdf.ok) return pdf
  if (!pdf.value.isRead) return no({ code: 'pdf_not_ready' })
  const { sha256 } = pdf.value
  return yes({ bytes: packPlaceholders(await listPlaceholders(deps.db, sha256, request)), pdf: sha256 })
}

/** The small pictures of pages of several files of one case or 収受文書, asked for together; the format is in contract/book.ts. */
export async function placeholdersOf(
  deps: MayReadDeps,
  request: {
    readonly holder: FileHolder
    readonly by: PersonId
    readonly wanted: readonly PagesOfRevision[]
  },
): Promise<Result<{ readonly bytes: Buffer; readonly isWhole: boolean }, { readonly code: 'not_found' }>> {
  const { holder, by, wanted } = request
  if (!(await mayReadHolder(deps, by, holder))) return no({ code: 'not_found' })
  const found = await listPlaceholdersOf(deps.db, { holder, converter: converterVersion }, wanted)
  const parts = found.flatMap((pictures) => {
    const packed = packPlaceholders(pictures)
    const length = Buffer.alloc(4)
    length.writeUInt32LE(packed.length)
    return [length, packed]
  })
  return yes({ bytes: Buffer.concat(parts), isWhole: found.every((it) => it.length > 0) })
}

/** u32le count, u32le offsets[count + 1] from the start, then the pictures; one that is missing has equal offsets. */
function packPlaceholders(pictures: readonly (Buffer | null)[]): Buffer {
  const head = Buffer.alloc(4 * (pictures.length + 2))
  head.writeUInt32LE(pictures.length, 0)
  let offset = head.length
  for (const [index, picture] of pictures.entries()) {
    head.writeUInt32LE(offset, 4 * (index + 1))
    offset += picture?.length ?? 0
  }
  head.writeUInt32LE(offset, 4 * (pictures.length + 1))
  return Buffer.concat([head, ...pictures.flatMap((it) => it ?? [])])
}

/** The pieces of a large PDF that tell where its pages are, gzip; undefined where there are none (yet). */
export async function pdfSkeleton(
  deps: MayReadDeps,
  request: Request,
): Promise<
  Result<{ readonly gzip: Buffer; readonly pdf: Sha256 } | undefined, { readonly code: 'not_found' }>
> {
  const revision = await findReadable(deps, request)
  if (revision === undefined) return no({ code: 'not_found' })
  const { sha256, kind, pdf } = revision
  const gzip = await findSkeleton(deps.db, { sha256, kind, converter: converterVersion })
  return yes(gzip === undefined || pdf === undefined ? undefined : { gzip, pdf: pdf.sha256 })
}

/** The ready picture of a page, PNG or WebP. */
export async function pagePicture(
  deps: MayReadDeps,
  request: Request & { readonly pageIndex: number },
): Promise<Result<{ readonly bytes: Buffer; readonly pdf: Sha256 }, NotThere>> {
  const pdf = await readablePdf(deps, request)
  if (!pdf.ok) return pdf
  const { sha256 } = pdf.value
  const bytes = await findPicture(deps.db, sha256, request.pageIndex)
  return bytes === undefined ? no({ code: 'not_found' }) : yes({ bytes, pdf: sha256 })
}

async function readablePdf(
  deps: MayReadDeps,
  request: Request,
): Promise<Result<NonNullable<HeldRevision['pdf']>, NotThere>> {
  const found = await findReadableOrGone(deps, request)
  if (!found.ok) return found
  const { pdf } = found.value
  return pdf === undefined ? no({ code: 'pdf_not_ready' }) : yes(pdf)
}
