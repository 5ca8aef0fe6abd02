import type { Readable } from 'node:stream'
import type { DataStore, Upload } from '@tus/server'
import type { UploadedAttachment } from '../contract/attachments.ts'
import { parseFileName } from '../domain/files/file-name.ts'
import { type AttachmentId, type PersonId, type ProposalId, parseProposalId } from '../domain/ids.ts'
import { type Result, no } from '../domain/result.ts'
import { isUnstorable } from '../domain/text/storable.ts'
import { type AddAttachmentDeps, type AddRefusal, addAttachment, viewAdded } from './add-attachment.ts'
import { mayEditFiles } from './edit-files.ts'

/** What a file that arrives in pieces is to become: whose it is, where it belongs, and once it is there, its attachment. */
export type UploadPlan = {
  readonly by: PersonId
  /** The program that sends it on behalf of `by`; absent: a page of ours does. */
  readonly application?: string
  readonly proposalId: ProposalId
  readonly name: string
  /** What the client calls it (Idempotency-Key): a second one of the same name becomes the same attachment. */
  readonly clientKey: string
  readonly attachment?: string
}

/** Where the pieces of uploads lie, as tus wants it, and what becomes of them. */
export type UploadStore = DataStore & {
  /** The bytes of a complete upload. */
  bytes(id: string): Readable
  /** Remembers what it has become, and lets the bytes go. */
  become(upload: Upload, attachment: string): Promise<void>
}

export type FinishUploadDeps = AddAttachmentDeps & { readonly uploads: UploadStore }

export type UploadRefusal = AddRefusal | { readonly code: 'upload_plan' }

/** What is written beside the bytes, where everything is a text: tus knows nothing else. */
export function planOf({ id, metadata }: Pick<Upload, 'id' | 'metadata'>): UploadPlan {
  const said = (name: string): string => metadata?.[name] ?? ''
  const [attachment, application] = [said('attachment'), said('application')]
  return {
    by: said('owner') as PersonId,
    ...(application === '' ? {} : { application }),
    proposalId: said('proposalId') as ProposalId,
    name: said('filename'),
    clientKey: said('key') || id,
    ...(attachment === '' ? {} : { attachment }),
  }
}

/** A plan as it is written; what it becomes is added by `become`. */
export function metadataOf(plan: UploadPlan): Record<string, string> {
  const { by, application = '', proposalId, name, clientKey } = plan
  return { owner: by, application, proposalId, filename: name, key: clientKey }
}

/** Whether an upload was begun by whoever asks now; somebody else's is not there. */
export function isOwnUpload(
  upload: Pick<Upload, 'id' | 'metadata'>,
  asking: { readonly by: PersonId; readonly application?: string },
): boolean {
  const { by, application } = planOf(upload)
  return by === asking.by && application === asking.application
}

/** Whether an upload may begin: asked before a byte is sent, and once more when all of it is here. */
export async function mayUpload(
  deps: AddAttachmentDeps,
  plan: UploadPlan,
): Promise<Result<undefined, UploadRefusal>> {
  const { clientKey } = plan
  if (parseProposalId(plan.proposalId) === undefined || clientKey.length > 200 || isUnstorable(clientKey))
    return no({ code: 'upload_plan' })
  const name = parseFileName(plan.name)
  if (!name.ok) return name
  return mayEditFiles(deps, plan.proposalId, plan.by)
}

/**
 * Makes the attachment of an upload that is complete. Asked twice, it answers the same attachment, and opens no bytes:
 * they are gone by then. One that was taken away since is not there.
 */
export async function finishUpload(
  deps: FinishUploadDeps,
  upload: Upload,
): Promise<Result<UploadedAttachment, AddRefusal>> {
  async function* source(): AsyncGenerator<Uint8Array> {
    yield* deps.uploads.bytes(upload.id)
  }
  const plan = planOf(upload)
  if (plan.attachment !== undefined) return viewAdded(deps, plan, plan.attachment as AttachmentId)
  const done = await addAttachment(deps, { ...plan, source: source() })
  if (done.ok) await deps.uploads.become(upload, done.value.attachment.id)
  return done
}
