import type { Kysely, Selectable, Transaction } from 'kysely'
import type { EditPass } from '../../db/schema.ts'
import type { Weighed } from '../domain/approval/commands.ts'
import type { EditEffect } from '../domain/approval/events.ts'
import { type PassWay, passAloneMs } from '../domain/editing/pass.ts'
import type { AttachmentId, Instant, PersonId, PostId, ProposalId, RevisionId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** A pass (編集用の鍵) as it is kept; its secret is not. */
export type StoredPass = {
  readonly id: string
  readonly attachmentId: AttachmentId
  readonly person: PersonId
  readonly way: PassWay
  readonly mayWrite: boolean
  /** What the person said of a correction on the way, before the program was given the file. */
  readonly weighed?: Weighed
  /** The name the file had when the pass was made; absent for passes older than that column. */
  readonly openedAs?: string
  /** The content its program was given last, or saved last. */
  readonly seen: RevisionId
  readonly madeAt: Instant
  readonly expiresAt: Instant
}

/** What was said of a correction beforehand, as columns hold it; empty for nothing. */
export function weighedOf({
  effect,
  reason,
  as_post: as,
}: Pick<Selectable<EditPass>, 'effect' | 'reason' | 'as_post'>): { readonly weighed?: Weighed } {
  if (effect === null || reason === null) return {}
  return { weighed: { effect: effect as EditEffect, reason, ...(as === null ? {} : { as: as as PostId }) } }
}

function toPass(row: Omit<Selectable<EditPass>, 'token_hash' | 'session_hash'>): StoredPass {
  return {
    id: row.id,
    attachmentId: row.attachment_id as AttachmentId,
    person: row.person_id as PersonId,
    way: row.way as PassWay,
    mayWrite: row.may_write,
    ...weighedOf(row),
    ...(row.opened_as === null ? {} : { openedAs: row.opened_as }),
    seen: row.seen_revision as RevisionId,
    madeAt: row.made_at as Instant,
    expiresAt: row.expires_at as Instant,
  }
}

const columns = [
  'id',
  'attachment_id',
  'person_id',
  'way',
  'may_write',
  'effect',
  'reason',
  'as_post',
  'opened_as',
  'seen_revision',
  'made_at',
  'expires_at',
] as const

/** Keeps a pass, and forgets those whose time is over. */
export async function insertPass(
  db: Kysely<Database>,
  pass: StoredPass & { readonly tokenHash: Buffer; readonly sessionHash?: Buffer },
): Promise<void> {
  await db.deleteFrom('edit_pass').where('expires_at', '<=', pass.madeAt).execute()
  await db
    .insertInto('edit_pass')
    .values({
      id: pass.id,
      token_hash: pass.tokenHash,
      attachment_id: pass.attachmentId,
      person_id: pass.person,
      way: pass.way,
      session_hash: pass.sessionHash ?? null,
      may_write: pass.mayWrite,
      effect: pass.weighed?.effect ?? null,
      reason: pass.weighed?.reason ?? null,
      as_post: pass.weighed?.as ?? null,
      opened_as: pass.openedAs ?? null,
      seen_revision: pass.seen,
      made_at: pass.madeAt,
      expires_at: pass.expiresAt,
    })
    .execute()
}

/**
 * The pass of a secret, as long as its time is not over. One that was made in a session lives while its person has one, and
 * `passAloneMs` longer.
 */
export async function findPassByToken(
  db: Kysely<Database>,
  { tokenHash, way, at }: { readonly tokenHash: Buffer; readonly way: PassWay; readonly at: Instant },
): Promise<StoredPass | undefined> {
  const alone = new Date(Date.parse(at) - passAloneMs).toISOString()
  const row = await db
    .selectFrom('edit_pass')
    .select(columns)
    .where('token_hash', '=', tokenHash)
    .where('way', '=', way)
    .where('expires_at', '>', at)
    .where((it) =>
      it.or([
        it('session_hash', 'is', null),
        it.exists(
          it
            .selectFrom('session')
            .select('session.id')
            .whereRef('session.person_id', '=', 'edit_pass.person_id')
            .where('session.revoked_at', 'is', null)
            .where('session.expires_at', '>', alone),
        ),
      ]),
    )
    .executeTakeFirst()
  return row && toPass(row)
}

/** Notes that a pass was used. */
export async function extendPass(db: Kysely<Database>, id: string, expiresAt: Instant): Promise<void> {
  await db.updateTable('edit_pass').set({ expires_at: expiresAt }).where('id', '=', id).execute()
}

/**
 * Notes which content the program of a pass has now, and with it that of its lock, which it may share with others. Without an id
 * (the pass is gone): of the lock alone.
 */
export async function noteSeen(
  db: Kysely<Database>,
  { id, attachmentId }: { readonly id?: string; readonly attachmentId: AttachmentId },
  seen: RevisionId,
  lock?: string,
): Promise<void> {
  if (id !== undefined)
    await db.updateTable('edit_pass').set({ seen_revision: seen }).where('id', '=', id).execute()
  await db
    .updateTable('edit_lease')
    .set({ from_revision: seen })
    .where('attachment_id', '=', attachmentId)
    .where((it) =>
      it.or([
        ...(id === undefined ? [] : [it('pass_id', '=', id)]),
        ...(lock === undefined ? [] : [it('lock_token', '=', lock)]),
      ]),
    )
    .execute()
}

/** Gives the passes a person made in one session to the one that follows it; both by the hash of their secret id. */
export async function handPassesOn(
  trx: Transaction<Database>,
  { person, from, to }: { readonly person: PersonId; readonly from: Buffer; readonly to: Buffer },
): Promise<void> {
  await trx
    .updateTable('edit_pass')
    .set({ session_hash: to })
    .where('session_hash', '=', from)
    .where('person_id', '=', person)
    .execute()
}

/** Ends a pass of that person, with the lock taken by it; undefined when it is not there any more. */
export async function deletePass(
  db: Kysely<Database>,
  id: string,
  of: PersonId,
): Promise<AttachmentId | undefined> {
  const row = await db
    .deleteFrom('edit_pass')
    .where('id', '=', id)
    .where('person_id', '=', of)
    .returning('attachment_id')
    .executeTakeFirst()
  return row?.attachment_id as AttachmentId | undefined
}

/** The passes that a person has for the files of a proposal, in the order they were made. */
export async function listPasses(
  db: Kysely<Database>,
  proposalId: ProposalId,
  of: PersonId,
  at: Instant,
): Promise<readonly StoredPass[]> {
  const rows = await db
    .selectFrom('edit_pass')
    .innerJoin('attachment', 'attachment.id', 'edit_pass.attachment_id')
    .select(columns.map((it) => `edit_pass.${it}` as const))
    .where('attachment.proposal_id', '=', proposalId)
    .where('edit_pass.person_id', '=', of)
    .where('edit_pass.expires_at', '>', at)
    .orderBy('edit_pass.made_at')
    .execute()
  return rows.map(toPass)
}
