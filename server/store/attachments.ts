import { type Kysely, type RawBuilder, type Selectable, type Transaction, sql } from 'kysely'
import type { ProposalStatus } from '../domain/approval/proposal.ts'
import type { FileHolder } from '../domain/files/holder.ts'
import type {
  AttachmentId,
  LocalDate,
  Instant,
  PersonId,
  ProposalId,
  RevisionId,
  Sha256,
} from '../domain/ids.ts'
import { insertBlob } from './blobs.ts'
import type { Database } from './database.ts'
import { within } from './run-query.ts'

/** What decides whether somebody may change the files of a proposal. */
export type Draft = {
  readonly drafter: PersonId
  readonly status: ProposalStatus
  readonly title: string
  readonly version: number
}

/** Who may change the files of a proposal, as it is now; undefined when there is none. */
export async function findDraft(db: Kysely<Database>, id: ProposalId): Promise<Draft | undefined> {
  return db
    .selectFrom('proposal')
    .select(['drafter_id as drafter', 'status', 'title', 'version'])
    .where('id', '=', id)
    .$narrowType<{ drafter: PersonId; status: ProposalStatus }>()
    .executeTakeFirst()
}

/** Holds the proposal until the transaction ends: its files change one after the other, never while it is acted on. */
export async function lockDraft(trx: Transaction<Database>, id: ProposalId): Promise<Draft | undefined> {
  return trx
    .selectFrom('proposal')
    .select(['drafter_id as drafter', 'status', 'title', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .$narrowType<{ drafter: PersonId; status: ProposalStatus }>()
    .executeTakeFirst()
}

/** The proposal an attachment belongs to; undefined for one that was removed, and for a file of a 収受文書. */
export async function findProposalOfAttachment(
  db: Kysely<Database>,
  id: AttachmentId,
): Promise<ProposalId | undefined> {
  const row = await db
    .selectFrom('attachment')
    .select('proposal_id')
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return (row?.proposal_id ?? undefined) as ProposalId | undefined
}

export type NewAttachment = {
  readonly id: AttachmentId
  readonly revisionId: RevisionId
  readonly holder: FileHolder
  readonly name: string
  readonly clientKey: string | undefined
  readonly sha256: Sha256
  readonly sizeBytes: number
  readonly kind: string
  readonly warnings: readonly string[]
  readonly by: PersonId
  readonly at: Instant
}

/** Adds an attachment at the end of the book with its first revision. The caller holds what it belongs to. */
export async function insertAttachment(trx: Transaction<Database>, added: NewAttachment): Promise<void> {
  await insertBlob(trx, added)
  await trx
    .insertInto('attachment')
    .values((it) => ({
      id: added.id,
      ...columnsOf(added.holder),
      place: it
        .selectFrom('attachment')
        .select(it.fn.coalesce(sql<number>`max(place) + 1`, it.val(0)).as('next'))
        .where(heldBy(added.holder)),
      name: added.name,
      current_revision: added.revisionId,
      client_key: added.clientKey ?? null,
      created_at: added.at,
    }))
    .execute()
  await trx
    .insertInto('revision')
    .values({
      id: added.revisionId,
      attachment_id: added.id,
      number: 1,
      sha256: added.sha256,
      kind: added.kind,
      warnings: [...added.warnings],
      made_by: added.by,
      made_at: added.at,
    })
    .execute()
}

function columnsOf(holder: FileHolder): { readonly proposal_id: string } | { readonly receipt_id: string } {
  return 'proposal' in holder ? { proposal_id: holder.proposal } : { receipt_id: holder.receipt }
}

/** That a row of `attachment` belongs to it. */
export function heldBy(holder: FileHolder): RawBuilder<boolean> {
  return 'proposal' in holder
    ? sql<boolean>`attachment.proposal_id = ${holder.proposal}`
    : sql<boolean>`attachment.receipt_id = ${holder.receipt}`
}

/** How a content came about besides its bytes: by what, from which one (default: the one before it), and why. */
export type Making = {
  readonly how: 'upload' | 'browser' | 'webdav' | 'wopi' | 'restored'
  readonly from?: RevisionId
  readonly reason?: string
}

/** Gives an attachment its next content; earlier ones stay. The caller holds the proposal. */
export async function insertRevision(
  trx: Transaction<Database>,
  added: Omit<NewAttachment, 'holder' | 'clientKey'> & { readonly making: Making },
): Promise<void> {
  await insertBlob(trx, added)
  const { current_revision: from, last } = await trx
    .selectFrom('attachment')
    .select((eb) => [
      'current_revision',
      eb
        .selectFrom('revision')
        .select((it) => it.fn.max('number').as('last'))
        .where('attachment_id', '=', added.id)
        .as('last'),
    ])
    .where('id', '=', added.id)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('revision')
    .values({
      id: added.revisionId,
      attachment_id: added.id,
      number: (last ?? 0) + 1,
      sha256: added.sha256,
      kind: added.kind,
      warnings: [...added.warnings],
      from_revision: added.making.from ?? from,
      made_by: added.by,
      made_at: added.at,
      made_how: added.making.how,
      reason: added.making.reason ?? null,
    })
    .execute()
  await trx
    .updateTable('attachment')
    .set({ current_revision: added.revisionId, name: added.name })
    .where('id', '=', added.id)
    .execute()
}

/** The content that an attachment has now. */
export type NewestRevision = {
  readonly id: RevisionId
  readonly sha256: Sha256
  readonly by: PersonId
  readonly at: Instant
}

/** What an attachment holds now, and who made it; undefined when there is no such attachment. */
export async function findNewest(
  db: Kysely<Database>,
  id: AttachmentId,
): Promise<NewestRevision | undefined> {
  return db
    .selectFrom('attachment')
    .innerJoin('revision', 'revision.id', 'attachment.current_revision')
    .select(['revision.id', 'revision.sha256', 'revision.made_by as by', 'revision.made_at as at'])
    .where('attachment.id', '=', id)
    .$narrowType<NewestRevision>()
    .executeTakeFirst()
}

/** Notes that a content waits for its rendition; false when there is one, or one is on its way. */
export async function requestRendition(
  trx: Transaction<Database>,
  content: { readonly sha256: Sha256; readonly kind: string; readonly converter: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('rendition')
    .values(content)
    .onConflict((it) => it.columns(['sha256', 'kind', 'converter']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Gives an attachment another name. */
export async function renameAttachment(
  trx: Transaction<Database>,
  id: AttachmentId,
  name: string,
): Promise<void> {
  await trx.updateTable('attachment').set({ name }).where('id', '=', id).execute()
}

/** Takes an attachment out of the book. Its revisions stay; its key is free again, so the same file can come back. */
export async function removeAttachment(
  trx: Transaction<Database>,
  id: AttachmentId,
  at: Instant,
): Promise<void> {
  await trx.updateTable('attachment').set({ removed_at: at, client_key: null }).where('id', '=', id).execute()
}

/** Gives the attachments the places 0, 1, 2 … in this order. */
export async function orderAttachments(
  trx: Transaction<Database>,
  ids: readonly AttachmentId[],
): Promise<void> {
  await sql`
    update attachment set place = wanted.place - 1
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, place)
    where attachment.id = wanted.id
  `.execute(trx)
}

export type StoredAttachment = {
  readonly id: AttachmentId
  readonly revisionId: RevisionId
  readonly revisionNumber: number
  readonly name: string
  readonly kind: string
  readonly sizeBytes: number
  readonly sha256: Sha256
  readonly warnings: readonly string[]
  /** The day it was disposed of with its 簿冊: nothing of it is shown any more. */
  readonly disposedOn?: LocalDate
  /** Absent when nobody asked for one: the kind cannot be shown as pages. */
  readonly rendition?: Pick<
    Selectable<Database['rendition']>,
    'status' | 'page_count' | 'failure' | 'pdf_sha256' | 'attempts' | 'remarks'
  >
}

/** Of `attachmentsColumn` and of `listAttachments`. */
export type AttachmentRow = Omit<StoredAttachment, 'rendition' | 'disposedOn'> & {
  readonly disposedOn: LocalDate | null
} & {
  readonly [Key in keyof NonNullable<StoredAttachment['rendition']>]:
    NonNullable<StoredAttachment['rendition']>[Key] | null
}

const filesOf = (column: 'proposal_id' | 'receipt_id') => `coalesce((select json_agg(json_build_object(
      'id', a.id, 'name', a.name, 'revisionId', v.id, 'revisionNumber', v.number, 'kind', v.kind, 'sha256', v.sha256,
      'warnings', v.warnings, 'sizeBytes', b.size_bytes, 'status', r.status, 'page_count', r.page_count,
      'failure', r.failure, 'pdf_sha256', r.pdf_sha256, 'attempts', r.attempts, 'remarks', r.remarks,
      'disposedOn', ${column === 'proposal_id' ? '(select q.disposed_on from proposal q where q.id = p.id)' : 'null'}
    ) order by a.place, a.id)
    from attachment a join revision v on v.id = a.current_revision join blob b on b.sha256 = v.sha256
      left join rendition r on r.sha256 = v.sha256 and r.kind = v.kind and r.converter = $2
    where a.${column} = p.id and a.removed_at is null and not a.is_issued), '[]') as attachments`

/** The attachments of a proposal `p` in their order as JSON, with their rendition of the converter version `$2`. */
export const attachmentsColumn = filesOf('proposal_id')

/** The attachment in a row. */
export function toAttachment(row: AttachmentRow): StoredAttachment {
  const { status, page_count, failure, pdf_sha256, attempts, remarks, disposedOn, ...facts } = row
  const rest = disposedOn === null ? facts : { ...facts, disposedOn }
  if (status === null) return rest
  const rendition = {
    status,
    page_count,
    failure,
    pdf_sha256,
    attempts: attempts ?? 0,
    remarks: remarks ?? [],
  }
  return { ...rest, rendition }
}

/** The attachments of a proposal in their order, with the rendition of this converter version. */
export async function listAttachments(
  db: Kysely<Database>,
  proposalId: ProposalId,
  converter: string,
): Promise<readonly StoredAttachment[]> {
  return listFiles(db, { proposal: proposalId }, converter)
}

/** The files of a case or a 収受文書 in their order, with the rendition of this converter version. */
export async function listFiles(
  db: Kysely<Database>,
  holder: FileHolder,
  converter: string,
): Promise<readonly StoredAttachment[]> {
  const [row] = await within(db)<{ readonly attachments: readonly AttachmentRow[] }>(
    'proposal' in holder
      ? {
          name: 'attachments',
          text: `select ${attachmentsColumn} from (select $1::uuid as id) p`,
          values: [holder.proposal, converter],
        }
      : {
          name: 'receipt-files',
          text: `select ${filesOf('receipt_id')} from (select $1::uuid as id) p`,
          values: [holder.receipt, converter],
        },
  )
  return (row?.attachments ?? []).map(toAttachment)
}

/** The manifest as last computed; undefined before there was anything to compute. */
export async function findManifest(
  db: Kysely<Database>,
  proposalId: ProposalId,
): Promise<Sha256 | undefined> {
  const row = await db
    .selectFrom('proposal')
    .select('manifest_sha256')
    .where('id', '=', proposalId)
    .executeTakeFirst()
  return (row?.manifest_sha256 ?? undefined) as Sha256 | undefined
}
