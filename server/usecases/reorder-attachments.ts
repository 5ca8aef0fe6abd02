import type { AttachmentsChanged } from '../contract/attachments.ts'
import type { AttachmentId, PersonId, ProposalId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { listAttachments, orderAttachments } from '../store/attachments.ts'
import { type EditRefusal, editFiles } from './edit-files.ts'
import type { MayReadDeps } from './may-read.ts'

export type ReorderRefusal = EditRefusal | { readonly code: 'other_files' }

/** Puts all attachments in the wanted order; refused when another tab added or removed one meanwhile. */
export async function reorderAttachments(
  deps: MayReadDeps,
  request: { readonly proposalId: ProposalId; readonly by: PersonId; readonly ids: readonly AttachmentId[] },
): Promise<Result<AttachmentsChanged, ReorderRefusal>> {
  return editFiles(deps, request, async (trx): Promise<Result<undefined, ReorderRefusal>> => {
    const present = await listAttachments(trx, request.proposalId, '')
    const wanted = new Set(request.ids)
    const same = wanted.size === request.ids.length && present.length === wanted.size
    if (!same || !present.every((it) => wanted.has(it.id))) return no({ code: 'other_files' })
    await orderAttachments(trx, request.ids)
    return yes(undefined)
  })
}
