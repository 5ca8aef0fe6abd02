import type { UploadedAttachment } from '../contract/attachments.ts'
import { type NameRefusal, parseFileName } from '../domain/files/file-name.ts'
import type { AttachmentId, PersonId, ProposalId, RevisionId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from '../jobs/converter-version.ts'
import {
  findAttachmentByKey,
  findManifest,
  insertAttachment,
  lockDraft,
  requestRendition,
} from '../store/attachments.ts'
import { refreshManifest } from '../store/manifests.ts'
import { attachmentViews } from './attachment-view.ts'
import { type EditRefusal, editable, mayEditFiles } from './edit-files.ts'
import { isRenderable } from './file-sentences.ts'
import type { MayReadDeps } from './may-read.ts'
import {
  BlobTooLarge,
  type BlobStore,
  type Clock,
  type InspectFile,
  type Inspection,
  type JobQueue,
  type NewId,
} from './ports.ts'

export type AddAttachmentDeps = MayReadDeps & {
  readonly blobs: BlobStore
  readonly inspect: InspectFile
  readonly jobs: JobQueue
  readonly now: Clock
  readonly newId: NewId
  /** Largest file accepted; default 4 GiB. */
  readonly maxUploadBytes?: number
}

export type AddAttachment = {
  readonly proposalId: ProposalId
  readonly by: PersonId
  readonly name: string
  readonly source: AsyncIterable<Uint8Array>
  /** What the client calls this upload: a second one of the same key answers the first. */
  readonly clientKey?: string
  readonly signal?: AbortSignal
}

export type AddRefusal =
  | EditRefusal
  | NameRefusal
  | { readonly code: 'file_too_large'; readonly maxBytes: number }
  | { readonly code: 'empty_file' | 'zip_bomb' }

const defaultMaxUploadBytes = 4 * 1024 ** 3

/** Thrown into the blob store to leave nothing behind; never leaves this file. */
class Refused extends Error {
  readonly code: 'empty_file' | 'zip_bomb'
  constructor(code: 'empty_file' | 'zip_bomb') {
    super(code)
    this.code = code
  }
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
    const earlier = await findAttachmentByKey(deps.db, request.proposalId, request.clientKey)
    if (earlier !== undefined) return answerOf(deps, request.proposalId, earlier)
  }
  const stored = await storeBytes(deps, request, name.value)
  if (!stored.ok) return stored
  return record(deps, request, { ...stored.value, name: name.value })
}

type StoredFile = {
  readonly sha256: Awaited<ReturnType<BlobStore['put']>>['sha256']
  readonly sizeBytes: number
  readonly inspection: Inspection
}

async function storeBytes(
  deps: AddAttachmentDeps,
  request: AddAttachment,
  name: string,
): Promise<Result<StoredFile, AddRefusal>> {
  let inspection: Inspection = { kind: 'unknown', warnings: [] }
  try {
    const put = await deps.blobs.put(request.source, {
      maxBytes: deps.maxUploadBytes ?? defaultMaxUploadBytes,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      accept: async (file) => {
        inspection = await deps.inspect({ ...file, name })
        if (inspection.refused !== undefined) throw new Refused(inspection.refused)
      },
    })
    return yes({ ...put, inspection })
  } catch (error) {
    if (error instanceof Refused) return no({ code: error.code })
    if (error instanceof BlobTooLarge) return no({ code: 'file_too_large', maxBytes: error.maxBytes })
    throw error
  }
}

async function record(
  deps: AddAttachmentDeps,
  request: AddAttachment,
  file: StoredFile & { readonly name: string },
): Promise<Result<UploadedAttachment, AddRefusal>> {
  const { proposalId, by, clientKey } = request
  const { sha256, inspection } = file
  const id = deps.newId() as AttachmentId
  const done = await deps.db
    .transaction()
    .execute(async (trx): Promise<Result<AttachmentId, EditRefusal>> => {
      // Submitted, or uploaded a second time with the same key, while the bytes came in.
      const may = editable(await lockDraft(trx, proposalId), by)
      if (!may.ok) return may
      if (clientKey !== undefined) {
        const earlier = await findAttachmentByKey(trx, proposalId, clientKey)
        if (earlier !== undefined) return yes(earlier)
      }
      await insertAttachment(trx, {
        id,
        revisionId: deps.newId() as RevisionId,
        proposalId,
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

async function answerOf(
  deps: AddAttachmentDeps,
  proposalId: ProposalId,
  id: AttachmentId,
): Promise<Result<UploadedAttachment, AddRefusal>> {
  const manifestSha256 = await findManifest(deps.db, proposalId)
  const attachment = (await attachmentViews(deps.db, proposalId)).find((it) => it.id === id)
  // Removed by another tab in this very moment.
  if (attachment === undefined || manifestSha256 === undefined) return no({ code: 'not_found' })
  return yes({ attachment, manifestSha256 })
}
