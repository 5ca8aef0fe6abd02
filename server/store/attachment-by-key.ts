import type { Kysely } from 'kysely'
import type { FileHolder } from '../domain/files/holder.ts'
import type { AttachmentId, Sha256 } from '../domain/ids.ts'
import { heldBy } from './attachments.ts'
import type { Database } from './database.ts'

/** The file of a case or a 収受文書 that an earlier request of the same key made, and the content that request brought. */
export async function findAttachmentByKey(
  db: Kysely<Database>,
  holder: FileHolder,
  clientKey: string,
): Promise<{ readonly id: AttachmentId; readonly sha256: Sha256; readonly sizeBytes: number } | undefined> {
  const row = await db
    .selectFrom('attachment')
    .innerJoin('revision', (it) =>
      it.onRef('revision.attachment_id', '=', 'attachment.id').on('revision.number', '=', 1),
    )
    .innerJoin('blob', 'blob.sha256', 'revision.sha256')
    .select(['attachment.id', 'revision.sha256', 'blob.size_bytes'])
    .where(heldBy(holder))
    .where('attachment.client_key', '=', clientKey)
    .executeTakeFirst()
  return (
    row && {
      id: row.id as AttachmentId,
      sha256: row.sha256 as Sha256,
      sizeBytes: row.size_bytes,
    }
  )
}
