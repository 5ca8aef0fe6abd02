import { type Kysely, sql } from 'kysely'
import type { Instant } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** One request of an application and how it was answered. */
export type ApplicationCall = {
  readonly at: Instant
  readonly clientId: string
  readonly method: string
  /** The pattern of the address, without what was asked for. */
  readonly route: string
  readonly status: number
  /** The code of the problem it was answered with. */
  readonly problem?: string
  readonly officer?: string
  readonly proposalId?: string
  readonly durationMs: number
}

/** Notes calls, several in one statement. */
export async function insertCalls(db: Kysely<Database>, calls: readonly ApplicationCall[]): Promise<void> {
  await db
    .insertInto('application_call')
    .values(
      calls.map((it) => ({
        at: it.at,
        client_id: it.clientId,
        method: it.method,
        route: it.route,
        status: it.status,
        problem: it.problem ?? null,
        officer: it.officer ?? null,
        proposal_id: it.proposalId ?? null,
        duration_ms: it.durationMs,
      })),
    )
    .execute()
}

/** Forgets calls and stored answers from before an instant. */
export async function sweepCalls(
  db: Kysely<Database>,
  before: { readonly calls: Instant; readonly answers: Instant },
): Promise<void> {
  await db.deleteFrom('application_call').where('at', '<', before.calls).execute()
  await db.deleteFrom('idempotent_answer').where('begun_at', '<', before.answers).execute()
}

/** What was answered under a key. */
export type StoredAnswer = {
  readonly status: number
  readonly answer: string
  readonly headers: Readonly<Record<string, string>>
}

/** How a key was found: ours to work on, in the hands of another request, answered, or of another request altogether. */
export type Claim =
  { readonly state: 'ours' | 'in_flight' | 'other_request' } | ({ readonly state: 'answered' } & StoredAnswer)

/** Longer than any request takes: whoever holds a key for longer is gone. */
const lease = sql<Instant>`now() - interval '60 seconds'`

/** Takes a key for a request, or says what became of it. */
export async function claimKey(
  db: Kysely<Database>,
  asked: { readonly clientId: string; readonly key: string; readonly sha256: string },
): Promise<Claim> {
  const { clientId, key, sha256 } = asked
  const taken = await db
    .insertInto('idempotent_answer')
    .values({ client_id: clientId, key, request_sha256: sha256, begun_at: sql<Instant>`now()` })
    // One whose process died is taken over; what it did is found by the use cases under the same key.
    .onConflict((it) =>
      it
        .columns(['client_id', 'key'])
        .doUpdateSet({ begun_at: sql<Instant>`now()` })
        .where('idempotent_answer.status', 'is', null)
        .where('idempotent_answer.request_sha256', '=', sha256)
        .where('idempotent_answer.begun_at', '<', lease),
    )
    .returning('key')
    .executeTakeFirst()
  if (taken !== undefined) return { state: 'ours' }
  const row = await db
    .selectFrom('idempotent_answer')
    .select(['request_sha256', 'status', 'answer', 'headers'])
    .where('client_id', '=', clientId)
    .where('key', '=', key)
    .executeTakeFirst()
  // Refused and let go between the two questions.
  if (row === undefined) return { state: 'in_flight' }
  if (row.request_sha256 !== sha256) return { state: 'other_request' }
  if (row.status === null) return { state: 'in_flight' }
  const headers = (row.headers ?? {}) as Readonly<Record<string, string>>
  return { state: 'answered', status: row.status, answer: row.answer ?? '', headers }
}

/** Keeps the answer under a key; undefined lets the key go, so that it can be used once more. */
export async function settleKey(
  db: Kysely<Database>,
  { clientId, key }: { readonly clientId: string; readonly key: string },
  stored: StoredAnswer | undefined,
): Promise<void> {
  if (stored === undefined) {
    await db
      .deleteFrom('idempotent_answer')
      .where('client_id', '=', clientId)
      .where('key', '=', key)
      .where('status', 'is', null)
      .execute()
    return
  }
  const { status, answer, headers } = stored
  await db
    .updateTable('idempotent_answer')
    .set({ status, answer, headers: JSON.stringify(headers) })
    .where('client_id', '=', clientId)
    .where('key', '=', key)
    .execute()
}
