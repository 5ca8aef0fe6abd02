import { type Kysely, type Transaction, sql } from 'kysely'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** What has to be remembered while the person is at the provider. */
export type StartedSignIn = {
  readonly nonce: string
  readonly codeVerifier: string
  /** Path on this site to go on to. */
  readonly returnTo: string
  /** Whether the person has to show anew who it is. */
  readonly fresh: boolean
  readonly startedAt: Instant
}

/** Notes a sign-in that was started, until it expires. */
export async function insertSignIn(
  db: Kysely<Database>,
  keyHash: Buffer,
  started: StartedSignIn,
  expiresAt: Instant,
): Promise<void> {
  await db
    .insertInto('sign_in')
    .values({
      key_hash: keyHash,
      nonce: started.nonce,
      code_verifier: started.codeVerifier,
      return_to: started.returnTo,
      fresh: started.fresh,
      started_at: started.startedAt,
      expires_at: expiresAt,
    })
    .execute()
}

/** Takes a started sign-in away: of two callbacks with the same state only one finds it. */
export async function takeSignIn(
  db: Kysely<Database>,
  keyHash: Buffer,
  now: Instant,
): Promise<StartedSignIn | undefined> {
  const row = await db
    .deleteFrom('sign_in')
    .where('key_hash', '=', keyHash)
    .returning(['nonce', 'code_verifier', 'return_to', 'fresh', 'started_at', 'expires_at'])
    .executeTakeFirst()
  if (row === undefined || row.expires_at <= now) return undefined
  return {
    nonce: row.nonce,
    codeVerifier: row.code_verifier,
    returnTo: row.return_to,
    fresh: row.fresh,
    startedAt: row.started_at as Instant,
  }
}

/** The person an account was joined to at its first sign-in. */
export async function findLinkedPerson(
  db: Kysely<Database>,
  issuer: string,
  subject: string,
): Promise<PersonId | undefined> {
  const row = await db
    .selectFrom('identity_link')
    .select('person_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.person_id as PersonId | undefined
}

/**
 * The people with this sign-in name (職員番号): the one who has it letter by letter, else all whose number differs only
 * in case or in how wide its characters are.
 */
export async function findPeopleByLogin(db: Kysely<Database>, login: string): Promise<readonly PersonId[]> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'login'])
    .where((it) =>
      it.or([
        it('login', '=', login),
        it(sql<string>`lower(normalize(login, NFKC))`, '=', foldedLogin(login)),
      ]),
    )
    .execute()
  return withLogin(rows, login)
}

/** Of people whose sign-in name is the same when folded, the one who has it letter by letter, or all. */
export function withLogin(
  rows: readonly { readonly id: string; readonly login: string }[],
  login: string,
): readonly PersonId[] {
  const exact = rows.find((row) => row.login === login)
  return (exact === undefined ? rows : [exact]).map((row) => row.id as PersonId)
}

/** ｕ０５０５ and U0505 are written for u0505. */
export function foldedLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase()
}

/** The accounts a person is joined to, one a provider; none before the first sign-in. */
export async function findLinksOf(
  db: Kysely<Database>,
  person: PersonId,
): Promise<readonly { readonly issuer: string; readonly subject: string; readonly linkedAt: Instant }[]> {
  const rows = await db
    .selectFrom('identity_link')
    .select(['issuer', 'subject', 'linked_at'])
    .where('person_id', '=', person)
    .orderBy('linked_at')
    .execute()
  return rows.map((row) => ({
    issuer: row.issuer,
    subject: row.subject,
    linkedAt: row.linked_at as Instant,
  }))
}

/** Parts a person from the accounts it is joined to; the next sign-in joins anew. Gives what was parted. */
export async function unlinkPerson(
  trx: Transaction<Database>,
  person: PersonId,
): Promise<readonly { readonly issuer: string; readonly subject: string }[]> {
  return trx
    .deleteFrom('identity_link')
    .where('person_id', '=', person)
    .returning(['issuer', 'subject'])
    .execute()
}

/** Joins an account to a person; false when the person is joined to another account of the same provider. */
export async function linkPerson(
  trx: Transaction<Database>,
  link: {
    readonly issuer: string
    readonly subject: string
    readonly person: PersonId
    readonly at: Instant
  },
): Promise<boolean> {
  await trx
    .insertInto('identity_link')
    .values({ issuer: link.issuer, subject: link.subject, person_id: link.person, linked_at: link.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await findLinkedPerson(trx, link.issuer, link.subject)) === link.person
}
