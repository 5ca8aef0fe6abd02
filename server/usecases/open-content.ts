import type { Readable } from 'node:stream'
import type { PersonId, RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from './converter-version.ts'
import { findHeldRevision } from '../store/held-revisions.ts'
import type { CameThrough } from './application-caller.ts'
import { type MayReadDeps, findReading } from './may-read.ts'
import type { BlobStore } from './blob-store.ts'
import { type DisposedRefusal, findReadableOrGone } from './readable-revision.ts'
import { findReceiptReading, noteReceiptRead } from './receipt-reading.ts'
import { noteAccess } from './reading-purpose.ts'

export type OpenContentDeps = MayReadDeps & { readonly blobs: BlobStore }

/** Bytes ready to be sent; `open` takes a range with both ends inclusive. */
export type Content = {
  readonly name: string
  readonly sha256: Sha256
  readonly sizeBytes: number
  readonly open: (range?: { readonly start: number; readonly end: number }) => Promise<Readable>
}

/** The original of a revision, for somebody who may read its proposal; taking it is noted as a read. */
export async function openOriginal(
  deps: OpenContentDeps,
  request: { readonly id: RevisionId; readonly by: PersonId; readonly through?: CameThrough },
): Promise<Result<Content, { readonly code: 'not_found' } | DisposedRefusal>> {
  const revision = await findHeldRevision(deps.db, request.id, converterVersion)
  if (revision === undefined) return no({ code: 'not_found' })
  const { through } = request
  const read = { what: 'original', ...(through === undefined ? {} : { through }) }
  const { holder } = revision
  if ('receipt' in holder) {
    const reading = await findReceiptReading(deps, request.by, holder.receipt)
    if (reading === undefined) return no({ code: 'not_found' })
    await noteReceiptRead(deps, reading.reader, { id: holder.receipt, ...read })
  } else {
    const reading = await findReading(deps, request.by, holder.proposal)
    if (reading === undefined) return no({ code: 'not_found' })
    if (revision.disposedOn !== undefined) return no({ code: 'case_disposed', on: revision.disposedOn })
    await noteAccess(deps, reading.matter, reading.reader, { id: holder.proposal, ...read })
  }
  return yes(contentOf(deps, revision.name, revision))
}

/** The rendition of a revision as PDF. */
export async function openRendition(
  deps: OpenContentDeps,
  request: { readonly id: RevisionId; readonly by: PersonId },
): Promise<Result<Content, { readonly code: 'not_found' | 'pdf_not_ready' } | DisposedRefusal>> {
  const found = await findReadableOrGone(deps, request)
  if (!found.ok) return found
  const { pdf, name } = found.value
  return pdf === undefined ? no({ code: 'pdf_not_ready' }) : yes(contentOf(deps, `${name}.pdf`, pdf))
}

/** Content by its hash, to be sent under a name. */
export function contentOf(
  deps: { readonly blobs: BlobStore },
  name: string,
  blob: { readonly sha256: Sha256; readonly sizeBytes: number },
): Content {
  const { sha256, sizeBytes } = blob
  return { name, sha256, sizeBytes, open: (range) => deps.blobs.open(sha256, range) }
}
