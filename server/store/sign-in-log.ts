import type { Kysely } from 'kysely'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'
import type { Whence } from './sessions.ts'

/** What サインインの記録 holds: who came in or was refused, how a session ended, an account parted from its person. */
export type SignInEntry = Whence & {
  readonly at: Instant
  readonly what: 'signed_in' | 'refused' | 'ended' | 'unlinked'
  /** Code of the refusal, or of the reason it ended. */
  readonly because?: string
  readonly person?: PersonId
  readonly login?: string
  readonly issuer?: string
  readonly subject?: string
  readonly session?: string
  readonly authenticatedAt?: Instant
  /** Who did it, when it was somebody else. */
  readonly by?: PersonId
  readonly reason?: string
}

export type StoredSignInEntry = SignInEntry & { readonly id: number }

/** Longer ones are no browser's; what is cut off says nothing. */
const longestUserAgent = 400
const longestLogin = 100

/** Writes down entries, in the transaction that made them true. */
export async function logSignIns(db: Kysely<Database>, entries: readonly SignInEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((it) => ({
    at: it.at,
    what: it.what,
    because: it.because ?? null,
    person_id: it.person ?? null,
    login: it.login?.slice(0, longestLogin) ?? null,
    issuer: it.issuer ?? null,
    subject: it.subject ?? null,
    session_id: it.session ?? null,
    authenticated_at: it.authenticatedAt ?? null,
    address: it.address ?? null,
    user_agent: it.userAgent?.slice(0, longestUserAgent) ?? null,
    by_person: it.by ?? null,
    reason: it.reason ?? null,
  }))
  await db.insertInto('sign_in_log').values(rows).execute()
}

/** Which entries: those of a person, or the refusals of accounts that are nobody of ours. */
export type WhichEntries = {
  readonly person: PersonId | null
  readonly before?: number
  readonly limit: number
}

/** Entries, newest first; `before` goes on from the last one shown. */
export async function listSignIns(
  db: Kysely<Database>,
  { person, before, limit }: WhichEntries,
): Promise<readonly StoredSignInEntry[]> {
  let query = db.selectFrom('sign_in_log').selectAll()
  query = person === null ? query.where('person_id', 'is', null) : query.where('person_id', '=', person)
  if (before !== undefined) query = query.where('id', '<', before)
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    id: row.id,
    at: row.at as Instant,
    what: row.what as SignInEntry['what'],
    ...(row.because === null ? {} : { because: row.because }),
    ...(row.person_id === null ? {} : { person: row.person_id as PersonId }),
    ...(row.login === null ? {} : { login: row.login }),
    ...(row.issuer === null ? {} : { issuer: row.issuer }),
    ...(row.subject === null ? {} : { subject: row.subject }),
    ...(row.session_id === null ? {} : { session: row.session_id }),
    ...(row.authenticated_at === null ? {} : { authenticatedAt: row.authenticated_at as Instant }),
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.user_agent === null ? {} : { userAgent: row.user_agent }),
    ...(row.by_person === null ? {} : { by: row.by_person as PersonId }),
    ...(row.reason === null ? {} : { reason: row.reason }),
  }))
}
