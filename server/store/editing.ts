import type { Kysely, Selectable, Transaction } from 'kysely'
import type { EditCopy, EditLease } from '../../db/schema.ts'
import type { Weighed } from '../domain/approval/commands.ts'
import type { Lease } from '../domain/editing/lease.ts'
import type { AttachmentId, Instant, PersonId, ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import { revisionsWith } from './held-revisions.ts'
import { weighedOf } from './edit-passes.ts'
import { insertBlob } from './blobs.ts'
import type { Database } from './database.ts'

/** A file that somebody edits, or edited and never said so. */
export type LeaseOf = Lease & { readonly attachmentId: AttachmentId }

function toLease(row: Selectable<EditLease>): LeaseOf {
  return {
    attachmentId: row.attachment_id as AttachmentId,
    id: row.id,
    person: row.person_id as PersonId,
    name: row.person_name,
    title: row.person_title,
    from: row.from_revision as RevisionId,
    how: row.how as Lease['how'],
    takenAt: row.taken_at as Instant,
    expiresAt: row.expires_at as Instant,
    ...(row.pass_id === null || row.lock_token === null
      ? {}
      : { lock: { pass: row.pass_id, token: row.lock_token, owner: row.lock_owner ?? '' } }),
  }
}

/** The lease of a file, also one whose time is over; undefined when there is none. `hold` keeps it until the end of the transaction. */
export async function findLease(
  db: Kysely<Database>,
  id: AttachmentId,
  hold?: 'hold',
): Promise<LeaseOf | undefined> {
  const query = db.selectFrom('edit_lease').selectAll().where('attachment_id', '=', id)
  const row = await (hold === undefined ? query : query.forUpdate()).executeTakeFirst()
  return row && toLease(row)
}

/** Gives a file to whoever edits it from now on, in place of whoever did. */
export async function putLease(trx: Transaction<Database>, lease: LeaseOf): Promise<void> {
  const values = {
    id: lease.id,
    person_id: lease.person,
    person_name: lease.name,
    person_title: lease.title,
    from_revision: lease.from,
    how: lease.how,
    taken_at: lease.takenAt,
    expires_at: lease.expiresAt,
    pass_id: lease.lock?.pass ?? null,
    lock_token: lease.lock?.token ?? null,
    lock_owner: lease.lock?.owner ?? null,
  }
  await trx
    .insertInto('edit_lease')
    .values({ attachment_id: lease.attachmentId, ...values })
    .onConflict((it) => it.column('attachment_id').doUpdateSet(values))
    .execute()
}

/** Lets a lease of that person go on; undefined when it is not there any more. */
export async function extendLease(
  db: Kysely<Database>,
  lease: { readonly id: string; readonly by: PersonId; readonly expiresAt: Instant },
): Promise<LeaseOf | undefined> {
  const row = await db
    .updateTable('edit_lease')
    .set({ expires_at: lease.expiresAt })
    .where('id', '=', lease.id)
    .where('person_id', '=', lease.by)
    .returningAll()
    .executeTakeFirst()
  return row && toLease(row)
}

/** Ends a lease of that person, with `of` only on that file; undefined when it is not there any more. */
export async function endLease(
  db: Kysely<Database>,
  lease: { readonly id: string; readonly by: PersonId; readonly of?: AttachmentId },
): Promise<AttachmentId | undefined> {
  const query = db
    .deleteFrom('edit_lease')
    .where('id', '=', lease.id)
    .where('person_id', '=', lease.by)
    .returning('attachment_id')
  const row = await (
    lease.of === undefined ? query : query.where('attachment_id', '=', lease.of)
  ).executeTakeFirst()
  return row?.attachment_id as AttachmentId | undefined
}

/** Leases of the files of a proposal that still hold. */
export async function listLeases(
  db: Kysely<Database>,
  proposalId: ProposalId,
  at: Instant,
): Promise<readonly LeaseOf[]> {
  const rows = await db
    .selectFrom('edit_lease')
    .innerJoin('attachment', 'attachment.id', 'edit_lease.attachment_id')
    .selectAll('edit_lease')
    .where('attachment.proposal_id', '=', proposalId)
    .where('edit_lease.expires_at', '>', at)
    .orderBy('edit_lease.taken_at')
    .execute()
  return rows.map(toLease)
}

export type StoredCopy = Selectable<EditCopy>

/** Keeps what somebody could not save. Of what a program could not save of one content, in one editing, only the latest is kept. */
export async function insertCopy(
  trx: Transaction<Database>,
  copy: StoredCopy & { readonly sizeBytes: number },
): Promise<void> {
  const { sizeBytes, ...row } = copy
  if (row.pass_id !== null)
    await trx
      .deleteFrom('edit_copy')
      .where('pass_id', '=', row.pass_id)
      .where('from_revision', '=', row.from_revision)
      .where('lease_id', 'is not distinct from', row.lease_id)
      .execute()
  await insertBlob(trx, { sha256: row.sha256 as Sha256, sizeBytes, at: row.at as Instant })
  await trx
    .insertInto('edit_copy')
    // Its pass may have been ended while the bytes came in.
    .values((it) => ({
      ...row,
      pass_id: it.selectFrom('edit_pass').select('id').where('id', '=', row.pass_id).forKeyShare(),
    }))
    .execute()
}

/** What a person could not save in a proposal, oldest first; without what an office server saved by itself in an editing that goes on. */
export async function listCopies(
  db: Kysely<Database>,
  proposalId: ProposalId,
  of: PersonId,
  at: Instant,
): Promise<readonly StoredCopy[]> {
  return db
    .selectFrom('edit_copy')
    .innerJoin('attachment', 'attachment.id', 'edit_copy.attachment_id')
    .selectAll('edit_copy')
    .where('attachment.proposal_id', '=', proposalId)
    .where('edit_copy.person_id', '=', of)
    .where((it) =>
      it.not(
        it.exists(
          it
            .selectFrom('edit_lease')
            .select('edit_lease.id')
            .whereRef('edit_lease.id', '=', 'edit_copy.lease_id')
            .where('edit_lease.expires_at', '>', at),
        ),
      ),
    )
    .orderBy('edit_copy.at')
    .execute()
}

/** Keeps what an office server saved by itself during an editing, in place of what it saved before. */
export async function putPending(
  trx: Transaction<Database>,
  copy: StoredCopy & { readonly lease_id: string; readonly sizeBytes: number },
): Promise<void> {
  await trx.deleteFrom('edit_copy').where('lease_id', '=', copy.lease_id).execute()
  await insertCopy(trx, copy)
}

/** What an office server saved by itself and nobody else has yet. */
export type Pending = {
  readonly id: string
  readonly from: RevisionId
  readonly name: string
  readonly sha256: Sha256
  readonly sizeBytes: number
  readonly at: Instant
  readonly person: PersonId
  /** What its writer said of the correction beforehand; absent where nothing was to be said. */
  readonly weighed?: Weighed
  /** Absent when the pass is gone. */
  readonly pass?: string
}

/** What an office server saved by itself during an editing; undefined when that is nothing, or in a revision already. */
export async function findPending(db: Kysely<Database>, leaseId: string): Promise<Pending | undefined> {
  const row = await db
    .selectFrom('edit_copy')
    .innerJoin('blob', 'blob.sha256', 'edit_copy.sha256')
    .selectAll('edit_copy')
    .select('blob.size_bytes as sizeBytes')
    .where('lease_id', '=', leaseId)
    .executeTakeFirst()
  return (
    row && {
      ...{ id: row.id, name: row.name, sizeBytes: row.sizeBytes },
      from: row.from_revision as RevisionId,
      sha256: row.sha256 as Sha256,
      at: row.at as Instant,
      person: row.person_id as PersonId,
      ...weighedOf(row),
      ...(row.pass_id === null ? {} : { pass: row.pass_id }),
    }
  )
}

export type KeptCopy = {
  readonly attachmentId: AttachmentId
  readonly from: RevisionId
  readonly name: string
  readonly sha256: Sha256
  readonly sizeBytes: number
}

/** One of them, with its size; undefined when it is not that person's. */
export async function findCopy(
  db: Kysely<Database>,
  id: string,
  of: PersonId,
): Promise<KeptCopy | undefined> {
  const row = await db
    .selectFrom('edit_copy')
    .innerJoin('blob', 'blob.sha256', 'edit_copy.sha256')
    .select([
      'edit_copy.attachment_id',
      'edit_copy.from_revision',
      'edit_copy.name',
      'edit_copy.sha256',
      'blob.size_bytes',
    ])
    .where('edit_copy.id', '=', id)
    .where('edit_copy.person_id', '=', of)
    .executeTakeFirst()
  return (
    row && {
      attachmentId: row.attachment_id as AttachmentId,
      from: row.from_revision as RevisionId,
      name: row.name,
      sha256: row.sha256 as Sha256,
      sizeBytes: row.size_bytes,
    }
  )
}

/** Forgets one; the content itself stays stored. False when it is not that person's, or with `file` of another file. */
export async function deleteCopy(
  db: Kysely<Database>,
  id: string,
  of: PersonId,
  file?: AttachmentId,
): Promise<boolean> {
  const query = db.deleteFrom('edit_copy').where('id', '=', id).where('person_id', '=', of)
  const done = await (file === undefined ? query : query.where('attachment_id', '=', file)).executeTakeFirst()
  return done.numDeletedRows === 1n
}

export type StoredMaking = {
  readonly id: RevisionId
  readonly number: number
  readonly kind: string
  readonly sha256: Sha256
  readonly sizeBytes: number
  readonly by: PersonId
  readonly at: Instant
  readonly how: string
  readonly reason: string | null
  readonly fromNumber: number | null
  readonly isReadable: boolean
  readonly isCurrent: boolean
}

/** All contents an attachment has had, newest first. */
export async function listMakings(
  db: Kysely<Database>,
  id: AttachmentId,
  converter: string,
): Promise<readonly StoredMaking[]> {
  const rows = await revisionsWith(db, converter, ['done'])
    .innerJoin('blob', 'blob.sha256', 'revision.sha256')
    .leftJoin('revision as source', 'source.id', 'revision.from_revision')
    .select([
      'revision.id',
      'revision.number',
      'revision.kind',
      'revision.sha256',
      'blob.size_bytes as sizeBytes',
      'revision.made_by as by',
      'revision.made_at as at',
      'revision.made_how as how',
      'revision.reason',
      'source.number as fromNumber',
      'rendition.status',
      'attachment.current_revision as current',
    ])
    .where('revision.attachment_id', '=', id)
    .orderBy('revision.number', 'desc')
    .execute()
  return rows.map(({ status, current, ...row }) => ({
    ...row,
    id: row.id as RevisionId,
    sha256: row.sha256 as Sha256,
    by: row.by as PersonId,
    at: row.at as Instant,
    isReadable: status !== null,
    isCurrent: current === row.id,
  }))
}
