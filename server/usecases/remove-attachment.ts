import type { AttachmentsChanged } from '../contract/attachments.ts'
import type { AttachmentId, PersonId } from '../domain/ids.ts'
import { type Result, yes } from '../domain/result.ts'
import { removeAttachment as remove } from '../store/attachments.ts'
import { type EditRefusal, editAttachment } from './edit-files.ts'
import type { Clock } from './ports.ts'
import type { MayReadDeps } from './may-read.ts'

/** Takes an attachment out of the book; its bytes stay, other proposals may have the same content. */
export async function removeAttachment(
  deps: MayReadDeps & { readonly now: Clock },
  request: { readonly id: AttachmentId; readonly by: PersonId },
): Promise<Result<AttachmentsChanged, EditRefusal>> {
  return editAttachment(deps, request, async (trx) => {
    await remove(trx, request.id, deps.now())
    return yes(undefined)
  })
}
