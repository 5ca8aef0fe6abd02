import type { AttachmentsChanged } from '../contract/attachments.ts'
import { type NameRefusal, parseFileName } from '../domain/files/file-name.ts'
import type { AttachmentId, PersonId } from '../domain/ids.ts'
import { type Result, yes } from '../domain/result.ts'
import { renameAttachment as rename } from '../store/attachments.ts'
import { type EditRefusal, editAttachment } from './edit-files.ts'
import type { MayReadDeps } from './may-read.ts'

/** Gives an attachment another name; what is after a path separator counts. */
export async function renameAttachment(
  deps: MayReadDeps,
  request: { readonly id: AttachmentId; readonly by: PersonId; readonly name: string },
): Promise<Result<AttachmentsChanged, EditRefusal | NameRefusal>> {
  const name = parseFileName(request.name)
  if (!name.ok) return name
  return editAttachment(deps, request, async (trx) => {
    await rename(trx, request.id, name.value)
    return yes(undefined)
  })
}
