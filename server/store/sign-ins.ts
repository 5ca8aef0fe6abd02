import type { Kysely, Transaction } from 'kysely'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** What has to be remembered while the person is at the provider. */
export type StartedSignIn = {
  readonly nonce: string
  readonly codeVerifier: string
  /** Path on this site to go on to. */
  readonly returnTo: string
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
    .returning(['nonce', 'code_verifier', 'return_to', 'expires_at'])
    .executeTakeFirst()
  if (row === undefined || row.expires_at <= now) return undefined
  return { nonce: row.nonce, codeVerifier: row.code_verifier, returnTo: row.return_to }
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

/** The person with this sign-in name (職員番号). */
export async function findPersonByLogin(db: Kysely<Database>, login: string): Promise<PersonId | undefined> {
  const row = await db.selectFrom('person').select('id').where('login', '=', login).executeTakeFirst()
  return row?.id as PersonId | undefined
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
