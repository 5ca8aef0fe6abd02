import { type Kysely, type Transaction, sql } from 'kysely'
import type { ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** A file of the 施行 or a decided one, by its content. */
export type FileOfCase = {
  readonly revisionId: RevisionId
  readonly name: string
  readonly sha256: Sha256
  readonly kind: string
  readonly isIssued: boolean
  readonly sizeBytes: number
  /** The PDF its pages are shown by, once they can be looked at. */
  readonly pdf: Sha256 | null
}

/** Every file of a case, decided or made for its 施行: the newest revision of each content. */
export async function listFilesOfCase(
  db: Kysely<Database>,
  proposalId: ProposalId,
  converter: string,
): Promise<readonly FileOfCase[]> {
  const { rows } = await sql<FileOfCase>`
    select revision.id as "revisionId", attachment.name, revision.sha256, revision.kind,
      attachment.is_issued as "isIssued", blob.size_bytes::float8 as "sizeBytes",
      case when rendition.status in ('visible', 'done') then rendition.pdf_sha256 end as pdf
    from attachment join revision on revision.attachment_id = attachment.id
      join blob on blob.sha256 = revision.sha256
      left join rendition on rendition.sha256 = revision.sha256 and rendition.kind = revision.kind
        and rendition.converter = ${converter}
    where attachment.proposal_id = ${proposalId} and attachment.removed_at is null
      and (attachment.is_issued or revision.id = attachment.current_revision)
    order by revision.made_at desc, revision.id`.execute(db)
  return rows
}

/** Notes that an attachment was made after the 決裁, and is none of those that were decided upon. */
export async function markIssued(trx: Transaction<Database>, attachmentId: string): Promise<void> {
  await trx.updateTable('attachment').set({ is_issued: true }).where('id', '=', attachmentId).execute()
}

/** Notes the 完結日 of a case. */
export async function noteCompletion(
  trx: Transaction<Database>,
  proposalId: ProposalId,
  on: string,
): Promise<void> {
  await trx.updateTable('proposal').set({ completed_on: on }).where('id', '=', proposalId).execute()
}
