import { type Kysely, type Transaction, sql } from 'kysely'
import { passAloneMs } from '../domain/editing/pass.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** What every request needs to know of a session; the provider's tokens stay in the database. */
export type SessionRow = {
  /** Its name in lists and records; opens nothing. */
  readonly id: string
  readonly person: PersonId
  readonly createdAt: Instant
  readonly seenAt: Instant
  /** First instant at which the session is over, by idleness or by age. */
  readonly expiresAt: Instant
  /** When the person last showed the provider who it is; absent when it does not say. */
  readonly authenticatedAt?: Instant
  /** How, in the provider's words; absent when it did not say. */
  readonly acr?: string
  /** When the provider is asked again; absent for a session it cannot be asked about. */
  readonly renewAt?: Instant
  /** When it last stood by the session. */
  readonly confirmedAt: Instant
}

/** Whose session it is at the provider. */
export type ProviderSession = {
  readonly issuer: string
  readonly subject: string
  readonly sid?: string
}

/** Where a request comes from, as lists and records show it. */
export type Whence = { readonly address?: string; readonly userAgent?: string }

/** Why a session ended before its time. */
export type EndReason =
  | 'signed_out'
  /** The same browser signed in again. */
  | 'replaced'
  /** The provider told us so (back-channel logout). */
  | 'provider_ended'
  /** The provider, asked again, no longer stands by it: the account is disabled, or its session is over. */
  | 'provider_refused'
  /** By its owner, from another device. */
  | 'ended_by_owner'
  | 'ended_by_administrator'
  /** The account was parted from the person. */
  | 'unlinked'

/** A session that has just been ended. */
export type EndedSession = ProviderSession & {
  readonly id: string
  readonly idHash: Buffer
  readonly person: PersonId
}

export type NewSession = Omit<SessionRow, 'id' | 'renewAt' | 'confirmedAt'> & {
  readonly idHash: Buffer
  readonly at?: ProviderSession
  readonly whence?: Whence
}

/** Opens a session and gives its name; the secret id itself is never stored, only its hash. */
export async function insertSession(trx: Transaction<Database>, session: NewSession): Promise<string> {
  const row = await trx
    .insertInto('session')
    .values({
      id_hash: session.idHash,
      person_id: session.person,
      issuer: session.at?.issuer ?? null,
      subject: session.at?.subject ?? null,
      provider_sid: session.at?.sid ?? null,
      authenticated_at: session.authenticatedAt ?? null,
      acr: session.acr ?? null,
      address: session.whence?.address ?? null,
      user_agent: session.whence?.userAgent ?? null,
      created_at: session.createdAt,
      seen_at: session.seenAt,
      expires_at: session.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** A session that is neither revoked nor over. */
export async function findSession(
  db: Kysely<Database>,
  idHash: Buffer,
  now: Instant,
): Promise<SessionRow | undefined> {
  const row = await db
    .selectFrom('session')
    .leftJoin('session_token', 'session_token.id_hash', 'session.id_hash')
    .select([
      'id',
      'person_id',
      'created_at',
      'seen_at',
      'expires_at',
      'authenticated_at',
      'acr',
      'renew_at',
      'confirmed_at',
    ])
    .where('session.id_hash', '=', idHash)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    id: row.id,
    person: row.person_id as PersonId,
    createdAt: row.created_at as Instant,
    seenAt: row.seen_at as Instant,
    expiresAt: row.expires_at as Instant,
    ...(row.authenticated_at === null ? {} : { authenticatedAt: row.authenticated_at as Instant }),
    ...(row.acr === null ? {} : { acr: row.acr }),
    ...(row.renew_at === null ? {} : { renewAt: row.renew_at as Instant }),
    confirmedAt: (row.confirmed_at ?? row.created_at) as Instant,
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

/** Which living sessions are meant: one by its secret or its name, those of an account or of a provider's session, all of a person. */
export type WhichSessions =
  | { readonly idHash: Buffer }
  | { readonly id: string; readonly person: PersonId }
  | { readonly issuer: string; readonly sid: string }
  | { readonly issuer: string; readonly subject: string }
  | { readonly person: PersonId; readonly except?: string }

/** Ends after which nothing of the person goes on, in whichever session it was begun. */
const accountIsShut: readonly EndReason[] = ['provider_refused', 'ended_by_administrator', 'unlinked']

/**
 * Ends sessions for good, with the passes (編集用の鍵) that were made in them and the tokens kept for them; gives those
 * that were not over already.
 */
export async function revokeSessions(
  trx: Transaction<Database>,
  which: WhichSessions,
  { at, because }: { readonly at: Instant; readonly because: EndReason },
): Promise<readonly EndedSession[]> {
  // With those that ran out: their passes may live longer, and end with them.
  let update = trx.updateTable('session').set({ revoked_at: at, ended_because: because })
  if ('idHash' in which) update = update.where('id_hash', '=', which.idHash)
  else if ('id' in which) update = update.where('id', '=', which.id).where('person_id', '=', which.person)
  else if ('sid' in which)
    update = update.where('issuer', '=', which.issuer).where('provider_sid', '=', which.sid)
  else if ('subject' in which)
    update = update.where('issuer', '=', which.issuer).where('subject', '=', which.subject)
  else {
    update = update.where('person_id', '=', which.person)
    if (which.except !== undefined) update = update.where('id', '!=', which.except)
  }
  const all = await update
    .where('revoked_at', 'is', null)
    .returning(['id', 'id_hash', 'person_id', 'issuer', 'subject', 'provider_sid', 'expires_at'])
    .execute()
  // Also of one that was forgotten already.
  const ofPasses = 'idHash' in which ? [which.idHash] : all.map((row) => row.id_hash)
  if (ofPasses.length > 0) await trx.deleteFrom('edit_pass').where('session_hash', 'in', ofPasses).execute()
  const people = accountIsShut.includes(because) ? all.map((row) => row.person_id) : []
  if (people.length > 0) await trx.deleteFrom('edit_pass').where('person_id', 'in', people).execute()
  const rows = all.filter((row) => row.expires_at > at)
  return rows.map((row) => ({
    id: row.id,
    idHash: row.id_hash,
    person: row.person_id as PersonId,
    issuer: row.issuer ?? '',
    subject: row.subject ?? '',
    ...(row.provider_sid === null ? {} : { sid: row.provider_sid }),
  }))
}

/** One living session, for the list of them. */
export type ListedSession = {
  readonly id: string
  readonly createdAt: Instant
  readonly seenAt: Instant
  readonly expiresAt: Instant
  readonly authenticatedAt?: Instant
  readonly address?: string
  readonly userAgent?: string
}

/** The living sessions of a person, the one used last first. */
export async function listSessions(
  db: Kysely<Database>,
  person: PersonId,
  now: Instant,
): Promise<readonly ListedSession[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'created_at', 'seen_at', 'expires_at', 'authenticated_at', 'address', 'user_agent'])
    .where('person_id', '=', person)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    createdAt: row.created_at as Instant,
    seenAt: row.seen_at as Instant,
    expiresAt: row.expires_at as Instant,
    ...(row.authenticated_at === null ? {} : { authenticatedAt: row.authenticated_at as Instant }),
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.user_agent === null ? {} : { userAgent: row.user_agent }),
  }))
}

/** From when on a sign-in of this person counts: one that is older is asked for anew; undefined when any does. */
export async function findSignInFloor(db: Kysely<Database>, person: PersonId): Promise<Instant | undefined> {
  const row = await db
    .selectFrom('sign_in_floor')
    .select('after')
    .where('person_id', '=', person)
    .executeTakeFirst()
  return row?.after as Instant | undefined
}

/** Whether a session at the provider is over by its own word, or by the person’s who signed out here. */
export async function isSignedOutThere(
  db: Kysely<Database>,
  { issuer, sid }: { readonly issuer: string; readonly sid: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('session')
    .select('id')
    .where('issuer', '=', issuer)
    .where('provider_sid', '=', sid)
    .where('ended_because', 'in', ['signed_out', 'provider_ended'] satisfies EndReason[])
    .executeTakeFirst()
  return row !== undefined
}

/** Whoever comes back as this person shows again who it is. */
export async function raiseSignInFloor(
  trx: Transaction<Database>,
  person: PersonId,
  after: Instant,
): Promise<void> {
  await trx
    .insertInto('sign_in_floor')
    .values({ person_id: person, after })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ after }))
    .execute()
}

/** Notes a logout token; false when it was used before. */
export async function useLogoutToken(
  trx: Transaction<Database>,
  token: { readonly issuer: string; readonly tokenId: string; readonly expiresAt: Instant },
): Promise<boolean> {
  const done = await trx
    .insertInto('logout_token')
    .values({ issuer: token.issuer, token_id: token.tokenId, expires_at: token.expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Forgets sessions, started sign-ins, used tokens and records that are over; gives how many. */
export async function sweepSessions(db: Kysely<Database>, now: Instant): Promise<number> {
  // A session that ran out is known as long as a pass may go on without it.
  const over = new Date(Date.parse(now) - passAloneMs).toISOString()
  const gone = [
    await db.deleteFrom('session').where('expires_at', '<=', over).executeTakeFirst(),
    await db.deleteFrom('sign_in').where('expires_at', '<=', now).executeTakeFirst(),
    await db.deleteFrom('logout_token').where('expires_at', '<=', now).executeTakeFirst(),
    // The database guards it by its own clock.
    await db
      .deleteFrom('sign_in_log')
      .where('at', '<', sql<string>`now() - interval '3 years'`)
      .executeTakeFirst(),
  ]
  return gone.reduce((sum, it) => sum + Number(it.numDeletedRows), 0)
}
