import { createHash } from 'node:crypto'
import type { UploadedAttachment } from '../contract/attachments.ts'
import { type NameRefusal, parseFileName } from '../domain/files/file-name.ts'
import type { AttachmentId, PersonId, ProposalId, RevisionId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from './converter-version.ts'
import { findAttachmentByKey } from '../store/attachment-by-key.ts'
import { findManifest, insertAttachment, lockDraft, requestRendition } from '../store/attachments.ts'
import { refreshManifest } from '../store/manifests.ts'
import { attachmentViews } from './attachment-view.ts'
import { type EditRefusal, editable, mayEditFiles } from './edit-files.ts'
import { isRenderable } from './file-sentences.ts'
import type { MayReadDeps } from './may-read.ts'
import type { Clock, JobQueue, NewId } from './ports.ts'
import { type FileRefusal, type StoreFileDeps, type StoredFile, storeFile } from './store-file.ts'

export type AddAttachmentDeps = MayReadDeps &
  StoreFileDeps & {
    readonly jobs: JobQueue
    readonly now: Clock
    readonly newId: NewId
  }

export type AddAttachment = {
  readonly proposalId: ProposalId
  readonly by: PersonId
  readonly name: string
  readonly source: AsyncIterable<Uint8Array>
  /** What the client calls this upload: a second one of the same key answers the first. */
  readonly clientKey?: string
  /** Refuses another file under a key that was used; it has to be read for that. Absent: the first one is answered. */
  readonly comparesRepeats?: boolean
  readonly signal?: AbortSignal
}

export type AddRefusal =
  | EditRefusal
  | NameRefusal
  | FileRefusal
  /** Another file came under this key before. */
  | { readonly code: 'idempotency_key_reused' }

/** Whether an earlier request of this key added a file to the proposal. */
export async function wasAdded(
  { db }: Pick<AddAttachmentDeps, 'db'>,
  proposalId: ProposalId,
  clientKey: string,
): Promise<boolean> {
  return (await findAttachmentByKey(db, { proposal: proposalId }, clientKey)) !== undefined
}

/**
 * Stores a file with a proposal: bytes first, then the row, then its rendition. A crash in between leaves bytes that
 * nobody refers to, never a row without bytes. The source may be left unread when the answer is known before.
 */
export async function addAttachment(
  deps: AddAttachmentDeps,
  request: AddAttachment,
): Promise<Result<UploadedAttachment, AddRefusal>> {
  const name = parseFileName(request.name)
  if (!name.ok) return name
  const may = await mayEditFiles(deps, request.proposalId, request.by)
  if (!may.ok) return may
  if (request.clientKey !== undefined) {
    const earlier = await findAttachmentByKey(deps.db, { proposal: request.proposalId }, request.clientKey)
    if (earlier !== undefined) {
      if (request.comparesRepeats === true && !(await isContent(request.source, earlier)))
        return no({ code: 'idempotency_key_reused' })
      return answerOf(deps, request.proposalId, earlier.id)
    }
  }
  const stored = await storeFile(deps, { ...request, name: name.value })
  if (!stored.ok) return stored
  return record(deps, request, { ...stored.value, name: name.value })
}

async function record(
  deps: AddAttachmentDeps,
  request: AddAttachment,
  file: StoredFile & { readonly name: string },
): Promise<Result<UploadedAttachment, AddRefusal>> {
  const { proposalId, by, clientKey } = request
  const { sha256, inspection } = file
  const id = deps.newId() as AttachmentId
  const done = await deps.db.transaction().execute(async (trx): Promise<Result<AttachmentId, AddRefusal>> => {
    // Submitted, or uploaded a second time with the same key, while the bytes came in.
    const may = editable(await lockDraft(trx, proposalId), by)
    if (!may.ok) return may
    if (clientKey !== undefined) {
      const earlier = await findAttachmentByKey(trx, { proposal: proposalId }, clientKey)
      if (earlier !== undefined) {
        const isOther = request.comparesRepeats === true && earlier.sha256 !== sha256
        return isOther ? no({ code: 'idempotency_key_reused' }) : yes(earlier.id)
      }
    }
    await insertAttachment(trx, {
      id,
      revisionId: deps.newId() as RevisionId,
      holder: { proposal: proposalId },
      name: file.name,
      clientKey,
      sha256,
      sizeBytes: file.sizeBytes,
      kind: inspection.kind,
      warnings: inspection.warnings,
      by,
      at: deps.now(),
    })
    if (isRenderable(inspection.kind)) {
      await requestRendition(trx, { sha256, kind: inspection.kind, converter: converterVersion })
    }
    await refreshManifest(trx, proposalId)
    return yes(id)
  })
  if (!done.ok) return done
  if (isRenderable(inspection.kind)) {
    // A waiting row without a job is found by the worker: a crash here loses nothing.
    await deps.jobs.send(
      'rendition',
      { sha256, kind: inspection.kind },
      `${sha256}:${inspection.kind}:${converterVersion}`,
    )
  }
  return answerOf(deps, proposalId, done.value)
}

/** Whether these bytes are a content we have; reads no further than it is long. */
async function isContent(
  source: AsyncIterable<Uint8Array>,
  { sha256, sizeBytes }: { readonly sha256: string; readonly sizeBytes: number },
): Promise<boolean> {
  const hash = createHash('sha256')
  let read = 0
  for await (const chunk of source) {
    read += chunk.byteLength
    if (read > sizeBytes) return false
    hash.update(chunk)
  }
  return hash.digest('hex') === sha256
}

/** A file that was added before, as its request was answered, for whoever may still change the files of its case. */
export async function viewAdded(
  deps: AddAttachmentDeps,
  { proposalId, by }: Pick<AddAttachment, 'proposalId' | 'by'>,
  id: AttachmentId,
): Promise<Result<UploadedAttachment, AddRefusal>> {
  const may = await mayEditFiles(deps, proposalId, by)
  return may.ok ? answerOf(deps, proposalId, id) : may
}

async function answerOf(
  deps: AddAttachmentDeps,
  proposalId: ProposalId,
  id: AttachmentId,
): Promise<Result<UploadedAttachment, AddRefusal>> {
  const manifestSha256 = await findManifest(deps.db, proposalId)
  const attachment = (await attachmentViews(deps.db, proposalId)).find((it) => it.id === id)
  // Removed since, by another tab perhaps.
  if (attachment === undefined || manifestSha256 === undefined) return no({ code: 'not_found' })
  return yes({ attachment, manifestSha256 })
}
