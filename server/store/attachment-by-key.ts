import type { Kysely } from 'kysely'
import type { AttachmentId, ProposalId, Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** The attachment an earlier request of the same key made, and the content that request brought. */
export async function findAttachmentByKey(
  db: Kysely<Database>,
  proposalId: ProposalId,
  clientKey: string,
): Promise<{ readonly id: AttachmentId; readonly sha256: Sha256; readonly sizeBytes: number } | undefined> {
  const row = await db
    .selectFrom('attachment')
    .innerJoin('revision', (it) =>
      it.onRef('revision.attachment_id', '=', 'attachment.id').on('revision.number', '=', 1),
    )
    .innerJoin('blob', 'blob.sha256', 'revision.sha256')
    .select(['attachment.id', 'revision.sha256', 'blob.size_bytes'])
    .where('attachment.proposal_id', '=', proposalId)
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
