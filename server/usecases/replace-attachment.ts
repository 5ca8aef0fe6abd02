import type { AttachmentsChanged } from '../contract/attachments.ts'
import { type NameRefusal, parseFileName } from '../domain/files/file-name.ts'
import type { AttachmentId, PersonId } from '../domain/ids.ts'
import { type Result, no } from '../domain/result.ts'
import { findProposalOfAttachment } from '../store/attachments.ts'
import type { ActRefusal } from './commit-act.ts'
import type { Correction } from './correct.ts'
import type { EditRefusal } from './edit-files.ts'
import { type KeepRevisionDeps, keepRevision, whyNotRevise } from './keep-revision.ts'
import { type FileRefusal, storeFile } from './store-file.ts'

export type Replace = {
  readonly id: AttachmentId
  readonly by: PersonId
  readonly name: string
  readonly source: AsyncIterable<Uint8Array>
  readonly signal?: AbortSignal
  /** Absent: the drafter replaces a file of a draft or of what was returned. */
  readonly correction?: Correction
}

export type ReplaceRefusal = EditRefusal | NameRefusal | FileRefusal | ActRefusal

/** Gives an attachment a file that somebody brings as its new content (差替え). */
export async function replaceAttachment(
  deps: KeepRevisionDeps,
  request: Replace,
): Promise<Result<AttachmentsChanged, ReplaceRefusal>> {
  const name = parseFileName(request.name)
  if (!name.ok) return name
  const proposalId = await findProposalOfAttachment(deps.db, request.id)
  if (proposalId === undefined) return no({ code: 'not_found' })
  const refused = await whyNotRevise(deps, proposalId, request)
  if (refused !== undefined) return no(refused)
  const file = await storeFile(deps, { ...request, name: name.value })
  if (!file.ok) return file
  const { id, by, correction } = request
  const reason = correction?.reason
  return keepRevision(deps, {
    ...{ id, by, proposalId, correction, name: name.value, file: file.value },
    making: { how: 'upload', ...(reason === undefined ? {} : { reason }) },
  })
}
