import type { Kysely, Transaction } from 'kysely'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** What every request needs to know of a session; the provider's token stays in the database. */
export type SessionRow = {
  readonly person: PersonId
  readonly createdAt: Instant
  readonly seenAt: Instant
  /** First instant at which the session is over, by idleness or by age. */
  readonly expiresAt: Instant
}

/** Opens a session; the secret id itself is never stored, only its hash. */
export async function insertSession(
  trx: Transaction<Database>,
  session: SessionRow & { readonly idHash: Buffer; readonly idToken: string; readonly providerSid?: string },
): Promise<void> {
  await trx
    .insertInto('session')
    .values({
      id_hash: session.idHash,
      person_id: session.person,
      provider_sid: session.providerSid ?? null,
      data: JSON.stringify({ idToken: session.idToken }),
      created_at: session.createdAt,
      seen_at: session.seenAt,
      expires_at: session.expiresAt,
    })
    .execute()
}

/** A session that is neither revoked nor over. */
export async function findSession(
  db: Kysely<Database>,
  idHash: Buffer,
  now: Instant,
): Promise<SessionRow | undefined> {
  const row = await db
    .selectFrom('session')
    .select(['person_id', 'created_at', 'seen_at', 'expires_at'])
    .where('id_hash', '=', idHash)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined || row.person_id === null) return undefined
  return {
    person: row.person_id as PersonId,
    createdAt: row.created_at as Instant,
    seenAt: row.seen_at as Instant,
    expiresAt: row.expires_at as Instant,
  }
}

/**
 * Notes that the session was used. False when it has meanwhile been revoked or run out: a late note never brings a
 * session back.
 */
export async function touchSession(
  db: Kysely<Database>,
  idHash: Buffer,
  seenAt: Instant,
  expiresAt: Instant,
): Promise<boolean> {
  const done = await db
    .updateTable('session')
    .set({ seen_at: seenAt, expires_at: expiresAt })
    .where('id_hash', '=', idHash)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', seenAt)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Ends a session for good; gives the ID token it was opened with, undefined when it was over already. */
export async function revokeSession(
  db: Kysely<Database>,
  idHash: Buffer,
  at: Instant,
): Promise<string | undefined> {
  const row = await db
    .updateTable('session')
    .set({ revoked_at: at })
    .where('id_hash', '=', idHash)
    .where('revoked_at', 'is', null)
    .returning('data')
    .executeTakeFirst()
  return (row?.data as { idToken?: string } | undefined)?.idToken
}

/** Forgets sessions and started sign-ins that are over; gives how many. */
export async function sweepSessions(db: Kysely<Database>, now: Instant): Promise<number> {
  const sessions = await db.deleteFrom('session').where('expires_at', '<=', now).executeTakeFirst()
  const signIns = await db.deleteFrom('sign_in').where('expires_at', '<=', now).executeTakeFirst()
  return Number(sessions.numDeletedRows + signIns.numDeletedRows)
}
