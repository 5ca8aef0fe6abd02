import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { PersonId, RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from '../jobs/converter-version.ts'
import { findRevision } from '../store/attachments.ts'
import { findPicture, listPageRuns, listPlaceholders } from '../store/renditions.ts'
import { type MayReadDeps, mayReadProposal } from './may-read.ts'

type Request = { readonly id: RevisionId; readonly by: PersonId }
/** Why a page has no text or picture to answer. */
export type NotThere = { readonly code: 'not_found' | 'pdf_not_ready' }

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
): Promise<Result<{ readonly json: string; readonly pdf: Sha256 }, NotThere>> {
  const pdf = await readablePdf(deps, request)
  if (!pdf.ok) return pdf
  const to = Math.min(request.to, request.from + maxTextPages)
  const pages = await listPageRuns(deps.db, pdf.value, request.from, to)
  const parts = await Promise.all(
    pages.map(async ({ pageIndex, runs }) => {
      const json = runs === null ? '[]' : (await unzip(runs)).toString()
      return `{"pageIndex":${pageIndex},"runs":${json}}`
    }),
  )
  return yes({ json: `{"pages":[${parts.join(',')}]}`, pdf: pdf.value })
}

/** The small pictures of all pages in one piece; the format is in contract/book.ts. */
export async function placeholders(
  deps: MayReadDeps,
  request: Request,
): Promise<Result<{ readonly bytes: Buffer; readonly pdf: Sha256 }, NotThere>> {
  const pdf = await readablePdf(deps, request)
  if (!pdf.ok) return pdf
  return yes({ bytes: packPlaceholders(await listPlaceholders(deps.db, pdf.value)), pdf: pdf.value })
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

/** The ready WebP picture of a page. */
export async function pagePicture(
  deps: MayReadDeps,
  request: Request & { readonly pageIndex: number },
): Promise<Result<{ readonly bytes: Buffer; readonly pdf: Sha256 }, NotThere>> {
  const pdf = await readablePdf(deps, request)
  if (!pdf.ok) return pdf
  const bytes = await findPicture(deps.db, pdf.value, request.pageIndex)
  return bytes === undefined ? no({ code: 'not_found' }) : yes({ bytes, pdf: pdf.value })
}

async function readablePdf(deps: MayReadDeps, request: Request): Promise<Result<Sha256, NotThere>> {
  const revision = await findRevision(deps.db, request.id, converterVersion)
  if (revision === undefined || !(await mayReadProposal(deps, request.by, revision.proposalId))) {
    return no({ code: 'not_found' })
  }
  return revision.pdf === undefined ? no({ code: 'pdf_not_ready' }) : yes(revision.pdf.sha256)
}
