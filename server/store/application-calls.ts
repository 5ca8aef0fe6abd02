import { type Kysely, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { Instant, PersonId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { readable } from './readable.ts'

/** One request of an application and how it was answered. */
export type ApplicationCall = {
  readonly at: Instant
  readonly clientId: string
  /** Roles of our API that its token carried. */
  readonly roles: readonly string[]
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

/** Notes calls, any number in one statement. */
export async function insertCalls(db: Kysely<Database>, calls: readonly ApplicationCall[]): Promise<void> {
  const rows = calls.map(({ clientId, proposalId, durationMs, ...it }) => ({
    ...it,
    ...{ client_id: clientId, proposal_id: proposalId, duration_ms: durationMs },
  }))
  await sql`
    insert into application_call (at, client_id, roles, method, route, status, problem, officer, proposal_id, duration_ms)
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as t (at timestamptz, client_id text, roles text[], method text,
      route text, status integer, problem text, officer text, proposal_id text, duration_ms integer)`.execute(
    db,
  )
}

export type NotedCall = Omit<ApplicationCall, 'clientId' | 'roles' | 'proposalId' | 'officer'> & {
  readonly id: number
  readonly officer?: PersonId
  /** The case it was about; absent too for one the reader may not open. */
  readonly proposal?: { readonly id: ProposalId; readonly title: string }
}

/** Calls of an application, the newest first; those noted before another where one is given. */
export async function listCalls(
  db: Kysely<Database>,
  wanted: {
    readonly clientId: string
    readonly onlyRefused: boolean
    readonly reader: Reader
    readonly before?: number
    readonly limit: number
  },
): Promise<readonly NotedCall[]> {
  const { clientId, onlyRefused, reader, before, limit } = wanted
  const rows = await db
    .selectFrom('application_call as call')
    .leftJoin(
      (from) => from.selectFrom('proposal').select(['id', 'title']).where(readable(reader)).as('seen'),
      (join) => join.on(sql`seen.id::text`, '=', sql.ref('call.proposal_id')),
    )
    .select([
      'call.id',
      'call.at',
      'call.method',
      'call.route',
      'call.status',
      'call.problem',
      'call.officer',
    ])
    .select(['call.duration_ms', 'seen.id as proposal_id', 'seen.title'])
    .where('call.client_id', '=', clientId)
    .$if(onlyRefused, (it) => it.where('call.status', '>=', 400))
    .$if(before !== undefined, (it) => it.where('call.id', '<', before ?? 0))
    .orderBy('call.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    at: row.at as Instant,
    method: row.method,
    route: row.route,
    status: row.status,
    ...(row.problem === null ? {} : { problem: row.problem }),
    ...(row.officer === null ? {} : { officer: row.officer as PersonId }),
    ...(row.proposal_id === null
      ? {}
      : { proposal: { id: row.proposal_id as ProposalId, title: row.title ?? '' } }),
    durationMs: row.duration_ms,
  }))
}

/** Clients that called with a genuine token and are registered nowhere, the latest first. */
export async function listUnregisteredCallers(
  db: Kysely<Database>,
  limit: number,
): Promise<readonly { readonly clientId: string; readonly calls: number; readonly lastCallAt: Instant }[]> {
  const rows = await db
    .selectFrom('application_call as call')
    .leftJoin('application', 'application.client_id', 'call.client_id')
    .select(['call.client_id', sql<number>`count(*)::int`.as('calls'), sql<Instant>`max(call.at)`.as('last')])
    .where('application.client_id', 'is', null)
    .groupBy('call.client_id')
    .orderBy('last', 'desc')
    .limit(limit)
    .execute()
  return rows.map((it) => ({ clientId: it.client_id, calls: it.calls, lastCallAt: it.last }))
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
  | { readonly state: 'in_flight' | 'other_request' }
  /** `isTakenOver`: whoever had it before died over it, and may have done what was asked. */
  | { readonly state: 'ours'; readonly isTakenOver: boolean }
  | ({ readonly state: 'answered' } & StoredAnswer)

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
    // One whose process died is taken over; what it did is found by the use cases.
    .onConflict((it) =>
      it
        .columns(['client_id', 'key'])
        .doUpdateSet({ begun_at: sql<Instant>`now()` })
        .where('idempotent_answer.status', 'is', null)
        .where('idempotent_answer.request_sha256', '=', sha256)
        .where('idempotent_answer.begun_at', '<', lease),
    )
    // A row that was there is held before it is changed, a new one is not.
    .returning(sql<boolean>`xmax <> 0`.as('isTakenOver'))
    .executeTakeFirst()
  if (taken !== undefined) return { state: 'ours', ...taken }
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

/**
 * Keeps the answer under a key; undefined lets the key go, so that it can be used once more. `unknown`: whether it was done nobody
 * knows, and whoever asks again takes it over.
 */
export async function settleKey(
  db: Kysely<Database>,
  { clientId, key }: { readonly clientId: string; readonly key: string },
  stored: StoredAnswer | 'unknown' | undefined,
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
  if (stored === 'unknown') {
    await db
      .updateTable('idempotent_answer')
      .set({ begun_at: lease })
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
