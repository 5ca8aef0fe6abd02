import { type Kysely, type Selectable, sql } from 'kysely'
import type { WebhookAttempt, WebhookDelivery } from '../../db/schema.ts'
import type { Instant, ProposalId, ReceiptId } from '../domain/ids.ts'
import type { Failing } from '../domain/news/back-off.ts'
import type { Database } from './database.ts'
import type { OutboxSubject } from './outbox.ts'
import type { PauseReason } from './webhooks.ts'

/** `dropped`: what it was about may not be told any more. */
export type DeliveryState = 'waiting' | 'delivered' | 'dead' | 'dropped'

export type StoredDelivery = {
  readonly id: number
  readonly endpoint: string
  readonly eventId: string
  /** Absent of a test event. */
  readonly about?: OutboxSubject & { readonly seq: number; readonly part: number }
  readonly type: string
  readonly state: DeliveryState
  readonly refusals: number
  readonly nextAt?: Instant
  readonly queuedAt: Instant
  readonly endedAt?: Instant
}

export type StoredAttempt = {
  readonly at: Instant
  readonly durationMs: number
  readonly status?: number
  readonly error?: string
  readonly answer: string
}

function toDelivery(row: Selectable<WebhookDelivery>): StoredDelivery {
  const subject = subjectOf(row)
  const { seq, part } = row
  return {
    id: row.id,
    endpoint: row.endpoint_id,
    eventId: row.event_id,
    ...(subject === undefined || seq === null || part === null ? {} : { about: { ...subject, seq, part } }),
    type: row.type,
    state: row.state as DeliveryState,
    refusals: row.refusals,
    ...(row.next_at === null ? {} : { nextAt: row.next_at as Instant }),
    queuedAt: row.queued_at as Instant,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at as Instant }),
  }
}

function subjectOf(
  row: Pick<Selectable<WebhookDelivery>, 'proposal_id' | 'receipt_id'>,
): OutboxSubject | undefined {
  if (row.proposal_id !== null) return { of: 'proposal', subject: row.proposal_id as ProposalId }
  return row.receipt_id === null ? undefined : { of: 'receipt', subject: row.receipt_id as ReceiptId }
}

/** Queues events for an endpoint, in this order; one it had already waits once more. */
export async function queueDeliveries(
  db: Kysely<Database>,
  endpoint: string,
  items: readonly (Required<Pick<StoredDelivery, 'eventId' | 'about'>> & Pick<StoredDelivery, 'type'>)[],
  at: Instant,
): Promise<void> {
  if (items.length === 0) return
  await db
    .insertInto('webhook_delivery')
    .values(
      items.map(({ eventId, about, type }) => ({
        ...{ endpoint_id: endpoint, event_id: eventId, type, queued_at: at },
        ...{ proposal_id: about.of === 'proposal' ? about.subject : null },
        ...{ receipt_id: about.of === 'receipt' ? about.subject : null },
        ...{ seq: about.seq, part: about.part },
      })),
    )
    .onConflict((it) => it.columns(['endpoint_id', 'event_id']).doUpdateSet({ ...again, queued_at: at }))
    .execute()
}

const again = { state: 'waiting', refusals: 0, next_at: null, ended_at: null } as const

/** Lets one delivery wait once more, whatever became of it. */
export async function queueAgain(db: Kysely<Database>, id: number, at: Instant): Promise<void> {
  await db
    .updateTable('webhook_delivery')
    .set({ ...again, queued_at: at })
    .where('id', '=', id)
    .execute()
}

/** One delivery of an endpoint, by its place in the log or by its event; undefined when there is none. */
export async function findDelivery(
  db: Kysely<Database>,
  endpoint: string,
  by: { readonly id: number } | { readonly eventId: string },
): Promise<StoredDelivery | undefined> {
  const all = db.selectFrom('webhook_delivery').selectAll().where('endpoint_id', '=', endpoint)
  const one = 'id' in by ? all.where('id', '=', by.id) : all.where('event_id', '=', by.eventId)
  const row = await one.executeTakeFirst()
  return row && toDelivery(row)
}

/** The next delivery of an endpoint that is due, in the order of the feed. */
export async function nextDue(
  db: Kysely<Database>,
  endpoint: string,
  now: Instant,
): Promise<StoredDelivery | undefined> {
  const row = await db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('endpoint_id', '=', endpoint)
    .where('state', '=', 'waiting')
    .where((eb) => eb.or([eb('next_at', 'is', null), eb('next_at', '<=', now)]))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && toDelivery(row)
}

/** How many wait of an endpoint, counted up to `most`. */
export async function countWaiting(db: Kysely<Database>, endpoint: string, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from webhook_delivery where endpoint_id = ${endpoint} and state = 'waiting' limit ${most}
    ) as waiting`.execute(db)
  return rows[0]?.count ?? 0
}

/** What an attempt leaves behind: of the delivery, and of its endpoint. */
export type AttemptEnd = {
  readonly delivery: Pick<StoredDelivery, 'state' | 'refusals'> & { readonly nextAt?: Instant }
  readonly endpoint: {
    readonly failures: number
    /** Absent: it arrived. */
    readonly failing?: Failing
    readonly retryAt?: Instant
    readonly pause?: PauseReason
  }
}

/**
 * Notes an attempt with what follows from it; all of it or nothing. A delivery that was queued again meanwhile goes on
 * waiting.
 */
export async function noteAttempt(
  db: Kysely<Database>,
  { id, queuedAt }: Pick<StoredDelivery, 'id' | 'queuedAt'>,
  {
    endpoint,
    attempt,
    end,
    type,
  }: {
    /** As it was when the attempt began: what was set since is not overwritten. */
    readonly endpoint: { readonly id: string; readonly changedAt: Instant }
    readonly attempt: StoredAttempt
    readonly end: AttemptEnd
    /** As what it was sent. */
    readonly type: string
  },
): Promise<void> {
  const { at, durationMs, status, error, answer } = attempt
  const { state, refusals, nextAt } = end.delivery
  const { failures, failing, retryAt, pause } = end.endpoint
  await sql`
    with noted as (
      insert into webhook_attempt (delivery_id, at, duration_ms, status, error, answer)
      select id, ${at}::timestamptz, ${durationMs}::int, ${status ?? null}::int, ${error ?? null}::text, ${answer}::text
      from webhook_delivery where id = ${id}
    ), moved as (
      update webhook_endpoint set failures = ${failures}, failing_since = ${failing?.since ?? null}::timestamptz,
        last_failed_at = ${failing?.lastAt ?? null}::timestamptz, retry_at = ${retryAt ?? null}::timestamptz,
        paused_at = case when ${pause ?? null}::text is null then paused_at else ${at}::timestamptz end,
        pause_reason = coalesce(${pause ?? null}::text, pause_reason)
      where id = ${endpoint.id} and changed_at = ${endpoint.changedAt}::timestamptz
    )
    update webhook_delivery set type = ${type}, state = ${state}, refusals = ${refusals}, next_at = ${nextAt ?? null}::timestamptz,
      ended_at = case when ${state} = 'waiting' then null else ${at}::timestamptz end
    where id = ${id} and queued_at = ${queuedAt}::timestamptz`.execute(db)
}

/** Ends a delivery that is not sent: what it was about may not be told any more. */
export async function dropDelivery(db: Kysely<Database>, id: number, at: Instant): Promise<void> {
  await db
    .updateTable('webhook_delivery')
    .set({ state: 'dropped', next_at: null, ended_at: at })
    .where('id', '=', id)
    .execute()
}

/** Keeps a test event with its one attempt. */
export async function insertPing(
  db: Kysely<Database>,
  endpoint: string,
  {
    eventId,
    type,
    state,
    attempt,
  }: Pick<StoredDelivery, 'eventId' | 'type' | 'state'> & {
    readonly attempt: StoredAttempt
  },
): Promise<void> {
  const { at, durationMs, status, error, answer } = attempt
  await sql`
    with kept as (
      insert into webhook_delivery (endpoint_id, event_id, type, state, queued_at, ended_at)
      values (${endpoint}, ${eventId}, ${type}, ${state}, ${at}, ${at}) returning id
    )
    insert into webhook_attempt (delivery_id, at, duration_ms, status, error, answer)
    select id, ${at}::timestamptz, ${durationMs}::int, ${status ?? null}::int, ${error ?? null}::text, ${answer}::text
    from kept`.execute(db)
}

/** The log of an endpoint, the newest first, in this state or any; before a delivery. */
export async function listDeliveries(
  db: Kysely<Database>,
  endpoint: string,
  wanted: { readonly state?: DeliveryState; readonly before?: number; readonly limit: number },
): Promise<readonly StoredDelivery[]> {
  const { state, before, limit } = wanted
  let query = db.selectFrom('webhook_delivery').selectAll().where('endpoint_id', '=', endpoint)
  if (state !== undefined) query = query.where('state', '=', state)
  if (before !== undefined) query = query.where('id', '<', before)
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map(toDelivery)
}

/** The attempts of these deliveries, the newest first, at most twenty of each. */
export async function listAttempts(
  db: Kysely<Database>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly StoredAttempt[]>> {
  const found = new Map<number, StoredAttempt[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return found
  const { rows } = await sql<Selectable<WebhookAttempt>>`
    select a.* from unnest(${[...ids]}::bigint[]) as wanted (id) cross join lateral (
      select * from webhook_attempt where delivery_id = wanted.id order by id desc limit 20
    ) as a`.execute(db)
  for (const row of rows) {
    found.get(row.delivery_id)?.push({
      ...{ at: row.at as Instant, durationMs: row.duration_ms, answer: row.answer },
      ...(row.status === null ? {} : { status: row.status }),
      ...(row.error === null ? {} : { error: row.error }),
    })
  }
  return found
}

/** How many deliveries of each endpoint wait and are dead letters, and when one arrived last. */
export async function countDeliveries(
  db: Kysely<Database>,
  endpoints: readonly string[],
): Promise<ReadonlyMap<string, { waiting: number; dead: number; lastAt: Instant | null }>> {
  const { rows } = await sql<{ id: string; waiting: number; dead: number; lastAt: Instant | null }>`
    select e.id, count(*) filter (where d.state = 'waiting')::int as waiting,
      count(*) filter (where d.state = 'dead')::int as dead,
      max(d.ended_at) filter (where d.state = 'delivered') as "lastAt"
    from unnest(${[...endpoints]}::uuid[]) as e (id) left join webhook_delivery d on d.endpoint_id = e.id
    group by e.id`.execute(db)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

/** Forgets what ended before an instant; answers how many. Dead letters stay. */
export async function forgetDeliveries(db: Kysely<Database>, before: Instant): Promise<number> {
  const gone = await db
    .deleteFrom('webhook_delivery')
    .where('state', 'in', ['delivered', 'dropped'])
    .where('ended_at', '<', before)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}
