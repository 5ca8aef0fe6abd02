import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** What is kept of a session for the provider; `sealed` can be read only with the session's secret. */
export type StoredTokens = {
  readonly sealed: Buffer
  /** When the provider is asked again; absent when it cannot be. */
  readonly renewAt?: Instant
  readonly confirmedAt: Instant
}

/** Keeps the tokens of a session, in place of those before. */
export async function putTokens(
  trx: Transaction<Database>,
  idHash: Buffer,
  { sealed, renewAt, confirmedAt }: StoredTokens,
): Promise<void> {
  const row = { sealed, renew_at: renewAt ?? null, confirmed_at: confirmedAt }
  await trx
    .insertInto('session_token')
    .values({ id_hash: idHash, ...row })
    .onConflict((conflict) => conflict.column('id_hash').doUpdateSet(row))
    .execute()
}

/** The tokens of a session, over or not. */
export async function findTokens(db: Kysely<Database>, idHash: Buffer): Promise<StoredTokens | undefined> {
  return toTokens(await tokens(db, idHash).executeTakeFirst())
}

/**
 * The tokens of a living session, held until the transaction ends: of several tabs and processes one asks the provider,
 * and the others find what it brought.
 */
export async function lockTokens(
  trx: Transaction<Database>,
  idHash: Buffer,
  now: Instant,
): Promise<(StoredTokens & { readonly subject: string | undefined }) | undefined> {
  const row = await tokens(trx, idHash)
    .innerJoin('session', 'session.id_hash', 'session_token.id_hash')
    .select('subject')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .forUpdate('session_token')
    .executeTakeFirst()
  const found = toTokens(row)
  return found && { ...found, subject: row?.subject ?? undefined }
}

function tokens(db: Kysely<Database>, idHash: Buffer) {
  return db
    .selectFrom('session_token')
    .select(['sealed', 'renew_at', 'confirmed_at'])
    .where('session_token.id_hash', '=', idHash)
}

function toTokens(
  row: { sealed: Buffer; renew_at: string | null; confirmed_at: string } | undefined,
): StoredTokens | undefined {
  if (row === undefined) return undefined
  return {
    sealed: row.sealed,
    ...(row.renew_at === null ? {} : { renewAt: row.renew_at as Instant }),
    confirmedAt: row.confirmed_at as Instant,
  }
}
