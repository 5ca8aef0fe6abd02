import type { Kysely } from 'kysely'
import type { FileHolder } from '../domain/files/holder.ts'
import type { AttachmentId, LocalDate, ProposalId, ReceiptId, RevisionId, Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'

export type StoredRevision = HeldRevision & { readonly proposalId: ProposalId }

/** A content, of a case or of a 収受文書. */
export type HeldRevision = {
  readonly holder: FileHolder
  readonly attachmentId: AttachmentId
  readonly name: string
  /** Which revision (版) of its file it is, from 1. */
  readonly number: number
  readonly kind: string
  readonly sha256: Sha256
  readonly sizeBytes: number
  /** The day it was disposed of with its 簿冊; absent while it is kept. */
  readonly disposedOn?: LocalDate
  /** The rendition, when its pages can be looked at; `isRead` when their words and small pictures are there, too. */
  readonly pdf?: { readonly sha256: Sha256; readonly sizeBytes: number; readonly isRead: boolean }
}

/** Revisions with their attachment, and with their rendition of this converter version where that has come so far. */
export function revisionsWith(db: Kysely<Database>, converter: string, states: readonly string[]) {
  return db
    .selectFrom('revision')
    .innerJoin('attachment', 'attachment.id', 'revision.attachment_id')
    .leftJoin('rendition', (join) =>
      join
        .onRef('rendition.sha256', '=', 'revision.sha256')
        .onRef('rendition.kind', '=', 'revision.kind')
        .on('rendition.converter', '=', converter)
        .on('rendition.status', 'in', states),
    )
}

/** A content of a case by its revision, also of an attachment that was removed later. */
export async function findRevision(
  db: Kysely<Database>,
  id: RevisionId,
  converter: string,
): Promise<StoredRevision | undefined> {
  const found = await findHeldRevision(db, id, converter)
  return found !== undefined && 'proposal' in found.holder
    ? { ...found, proposalId: found.holder.proposal }
    : undefined
}

/** The same of whatever it belongs to. */
export async function findHeldRevision(
  db: Kysely<Database>,
  id: RevisionId,
  converter: string,
): Promise<HeldRevision | undefined> {
  const row = await revisionsWith(db, converter, ['visible', 'done'])
    .innerJoin('blob', 'blob.sha256', 'revision.sha256')
    .leftJoin('proposal', 'proposal.id', 'attachment.proposal_id')
    .leftJoin('blob as pdf', 'pdf.sha256', 'rendition.pdf_sha256')
    .select([
      'attachment.proposal_id',
      'attachment.receipt_id',
      'attachment.id as attachmentId',
      'attachment.name',
      'revision.number',
      'revision.kind',
      'revision.sha256',
      'blob.size_bytes as sizeBytes',
      'pdf.sha256 as pdfSha256',
      'pdf.size_bytes as pdfBytes',
      'rendition.status',
      'proposal.disposed_on',
    ])
    .where('revision.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const {
    pdfSha256,
    pdfBytes,
    status,
    proposal_id: proposal,
    receipt_id: receipt,
    disposed_on,
    ...rest
  } = row
  return {
    ...rest,
    holder: proposal === null ? { receipt: receipt as ReceiptId } : { proposal: proposal as ProposalId },
    attachmentId: row.attachmentId as AttachmentId,
    sha256: row.sha256 as Sha256,
    ...(disposed_on === null ? {} : { disposedOn: disposed_on as LocalDate }),
    ...(pdfSha256 === null || pdfBytes === null
      ? {}
      : { pdf: { sha256: pdfSha256 as Sha256, sizeBytes: pdfBytes, isRead: status === 'done' } }),
  }
}

/** Every revision that the files of a proposal have or had, by its content: the newest of one content. */
export async function listRevisions(
  db: Kysely<Database>,
  proposalId: ProposalId,
  converter: string,
): Promise<ReadonlyMap<Sha256, { readonly revisionId: RevisionId; readonly isPdf: boolean }>> {
  const rows = await revisionsWith(db, converter, ['done'])
    .select(['revision.id', 'revision.sha256', 'rendition.status'])
    .where('attachment.proposal_id', '=', proposalId)
    .orderBy('revision.made_at')
    .execute()
  return new Map(
    rows.map((row) => [
      row.sha256 as Sha256,
      { revisionId: row.id as RevisionId, isPdf: row.status !== null },
    ]),
  )
}
