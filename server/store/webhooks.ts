import type { Pool } from 'pg'
import { type Kysely, type Selectable, type Transaction, sql } from 'kysely'
import type { WebhookEndpoint } from '../../db/schema.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Failing } from '../domain/news/back-off.ts'
import type { Database } from './database.ts'
import type { OutboxPlace } from './outbox.ts'

/** Why nothing is sent any more until somebody turns it on again. */
export type PauseReason = 'failing' | 'gone'

export type StoredEndpoint = {
  readonly id: string
  readonly clientId: string
  readonly url: string
  /** Types of CloudEvents; empty: all. */
  readonly types: readonly string[]
  readonly description: string
  readonly contact: string
  readonly enabled: boolean
  readonly place: OutboxPlace
  readonly failures: number
  readonly failing?: Failing
  readonly retryAt?: Instant
  readonly paused?: { readonly at: Instant; readonly because: PauseReason }
  readonly createdAt: Instant
  readonly changedAt: Instant
}

export type StoredSecret = {
  readonly id: string
  /** As the secret box keeps it. */
  readonly secret: string
  readonly madeAt: Instant
  readonly endsAt?: Instant
}

function toEndpoint(row: Selectable<WebhookEndpoint>): StoredEndpoint {
  return {
    id: row.id,
    clientId: row.client_id,
    url: row.url,
    types: row.types,
    description: row.description,
    contact: row.contact,
    enabled: row.enabled,
    place: { xid: row.last_xid, id: String(row.last_id) },
    failures: row.failures,
    ...(row.failing_since === null || row.last_failed_at === null
      ? {}
      : { failing: { since: row.failing_since as Instant, lastAt: row.last_failed_at as Instant } }),
    ...(row.retry_at === null ? {} : { retryAt: row.retry_at as Instant }),
    ...(row.paused_at === null
      ? {}
      : { paused: { at: row.paused_at as Instant, because: row.pause_reason as PauseReason } }),
    createdAt: row.created_at as Instant,
    changedAt: row.changed_at as Instant,
  }
}

/** The endpoints of an application, or of all; the oldest first. */
export async function listEndpoints(
  db: Kysely<Database>,
  clientId?: string,
): Promise<readonly StoredEndpoint[]> {
  const all = db.selectFrom('webhook_endpoint').selectAll().orderBy('created_at').orderBy('id')
  const rows = await (clientId === undefined ? all : all.where('client_id', '=', clientId)).execute()
  return rows.map(toEndpoint)
}

/** One endpoint; undefined when there is none. */
export async function findEndpoint(db: Kysely<Database>, id: string): Promise<StoredEndpoint | undefined> {
  const row = await db.selectFrom('webhook_endpoint').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toEndpoint(row)
}

export type NewEndpoint = Pick<
  StoredEndpoint,
  'id' | 'clientId' | 'url' | 'types' | 'description' | 'contact' | 'enabled' | 'place'
>
/** Who wrote it; undefined: the application itself. */
export type WrittenBy = { readonly by: PersonId | undefined; readonly at: Instant }

/** Keeps a new endpoint. */
export async function insertEndpoint(
  trx: Transaction<Database>,
  it: NewEndpoint,
  { by, at }: WrittenBy,
): Promise<void> {
  await trx
    .insertInto('webhook_endpoint')
    .values({
      ...{ id: it.id, client_id: it.clientId, url: it.url, types: [...it.types] },
      ...{ description: it.description, contact: it.contact, enabled: it.enabled },
      ...{ last_xid: it.place.xid, last_id: Number(it.place.id) },
      ...{ created_by: by ?? null, created_at: at, changed_by: by ?? null, changed_at: at },
    })
    .execute()
}

/** Changes what is given; turning it on forgets that it was paused and failed. */
export async function changeEndpoint(
  db: Kysely<Database>,
  id: string,
  {
    types,
    ...change
  }: Partial<Pick<StoredEndpoint, 'url' | 'types' | 'description' | 'contact' | 'enabled'>>,
  { by, at }: WrittenBy,
): Promise<void> {
  await db
    .updateTable('webhook_endpoint')
    .set({
      ...change,
      ...(types === undefined ? {} : { types: [...types] }),
      ...(change.enabled === true || change.url !== undefined ? afresh : {}),
      ...{ changed_by: by ?? null, changed_at: at },
    })
    .where('id', '=', id)
    .execute()
}

const afresh = {
  paused_at: null,
  pause_reason: null,
  pause_told_at: null,
  failing_since: null,
  last_failed_at: null,
  failures: 0,
  retry_at: null,
} as const

/** Takes an endpoint away with its keys and its log. */
export async function deleteEndpoint(db: Kysely<Database>, id: string): Promise<void> {
  await db.deleteFrom('webhook_endpoint').where('id', '=', id).execute()
}

/** The keys that count at an instant, the newest first. */
export async function listSecrets(
  db: Kysely<Database>,
  endpoint: string,
  at: Instant,
): Promise<readonly StoredSecret[]> {
  const rows = await db
    .selectFrom('webhook_secret')
    .selectAll()
    .where('endpoint_id', '=', endpoint)
    .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', at)]))
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((it) => ({
    id: it.id,
    secret: it.secret,
    madeAt: it.made_at as Instant,
    ...(it.ends_at === null ? {} : { endsAt: it.ends_at as Instant }),
  }))
}

/** Keeps a new key; those before it end at an instant, or when they would have. */
export async function insertSecret(
  trx: Transaction<Database>,
  endpoint: string,
  { id, secret, madeAt }: StoredSecret,
  formerEndAt: Instant,
): Promise<void> {
  await trx
    .updateTable('webhook_secret')
    .set({ ends_at: sql`least(ends_at, ${formerEndAt}::timestamptz)` })
    .where('endpoint_id', '=', endpoint)
    .execute()
  await trx.deleteFrom('webhook_secret').where('ends_at', '<=', madeAt).execute()
  await trx
    .insertInto('webhook_secret')
    .values({ id, endpoint_id: endpoint, secret, made_at: madeAt })
    .execute()
}

/** Turned on, of an application that is, not paused, and past its wait. */
function openEndpoints(db: Kysely<Database>, now: Instant) {
  return db
    .selectFrom('webhook_endpoint')
    .innerJoin('application', 'application.client_id', 'webhook_endpoint.client_id')
    .where('webhook_endpoint.enabled', '=', true)
    .where('application.enabled', '=', true)
    .where('paused_at', 'is', null)
    .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', now)]))
}

/** Endpoints to which something may be sent now and perhaps is: a delivery is due, or something happened anywhere. */
export async function listDueEndpoints(db: Kysely<Database>, now: Instant): Promise<readonly string[]> {
  const rows = await openEndpoints(db, now)
    .select('id')
    .where(
      sql<boolean>`(exists (select from webhook_delivery d where d.endpoint_id = webhook_endpoint.id
          and d.state = 'waiting' and (d.next_at is null or d.next_at <= ${now}::timestamptz))
        or exists (select from outbox_event o where (o.xid, o.id) > (last_xid, last_id)
          and o.xid < pg_snapshot_xmin(pg_current_snapshot())))`,
    )
    .execute()
  return rows.map((it) => it.id)
}

/** One endpoint, if something may be sent to it now. */
export async function findOpenEndpoint(
  db: Kysely<Database>,
  id: string,
  now: Instant,
): Promise<StoredEndpoint | undefined> {
  const row = await openEndpoints(db, now)
    .selectAll('webhook_endpoint')
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toEndpoint(row)
}

/**
 * Works on an endpoint while nobody else does; undefined when somebody else is at it. Held by a connection and not by a
 * transaction: a receiver that is slow holds back no reader of the outbox, and a process that is killed lets go.
 */
export async function holdingEndpoint<Value>(
  pool: Pool,
  id: string,
  work: () => Promise<Value>,
): Promise<Value | undefined> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock(727277, hashtext($1)) as mine',
      [id],
    )
    if (rows[0]?.mine !== true) return undefined
    try {
      return await work()
    } finally {
      await client.query('select pg_advisory_unlock(727277, hashtext($1))', [id]).catch((error: Error) => {
        broken = error
      })
    }
  } finally {
    client.release(broken)
  }
}

/** Moves an endpoint on from the place it was read at; false: somebody has moved it meanwhile, and it stays there. */
export async function moveEndpoint(
  db: Kysely<Database>,
  id: string,
  { from, to }: { readonly from: OutboxPlace; readonly to: OutboxPlace },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('webhook_endpoint')
    .set({ last_xid: to.xid, last_id: Number(to.id) })
    .where('id', '=', id)
    .where(sql<boolean>`(last_xid, last_id) = (${from.xid}::xid8, ${from.id}::bigint)`)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Moves an endpoint back to a place it has passed, so that what came since is sent again; one that has not stays. */
export async function moveEndpointBack(db: Kysely<Database>, id: string, to: OutboxPlace): Promise<void> {
  await db
    .updateTable('webhook_endpoint')
    .set({ last_xid: to.xid, last_id: Number(to.id) })
    .where('id', '=', id)
    .where(sql<boolean>`(last_xid, last_id) > (${to.xid}::xid8, ${to.id}::bigint)`)
    .execute()
}

/** The names of these applications, and whether each may call and is told anything; who is not registered is missing. */
export async function namedApplications(
  db: Kysely<Database>,
  clientIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly enabled: boolean }>> {
  if (clientIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('application')
    .select(['client_id', 'name', 'enabled'])
    .where('client_id', 'in', clientIds)
    .execute()
  return new Map(rows.map(({ client_id, name, enabled }) => [client_id, { name, enabled }]))
}

/** Whether an application is registered under a client id. */
export async function hasApplication(db: Kysely<Database>, clientId: string): Promise<boolean> {
  const found = await db
    .selectFrom('application')
    .select('client_id')
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return found !== undefined
}

/** Paused endpoints nobody was told of yet. */
export async function listUntoldPauses(db: Kysely<Database>): Promise<readonly StoredEndpoint[]> {
  const rows = await db
    .selectFrom('webhook_endpoint')
    .selectAll()
    .where('paused_at', 'is not', null)
    .where('pause_told_at', 'is', null)
    .execute()
  return rows.map(toEndpoint)
}

/** Notes that whoever must know of a pause was told. */
export async function notePauseTold(db: Kysely<Database>, id: string, at: Instant): Promise<void> {
  await db.updateTable('webhook_endpoint').set({ pause_told_at: at }).where('id', '=', id).execute()
}
