import { type Kysely, sql } from 'kysely'
import type { ProposalId, ReceiptId } from '../domain/ids.ts'
import { groupBy } from '../domain/group-by.ts'
import type { Database } from './database.ts'
import type { OutboxPlace, OutboxSubject } from './outbox.ts'

/** Whose feed: the cases and 収受文書 it made, and whatever was last submitted under these matters (専決事項). */
export type FeedReader = { readonly clientId: string; readonly follows: readonly string[] }

/** `own`: the application made the case or 収受文書 itself. */
export type FeedEntry = OutboxPlace & OutboxSubject & { readonly seq: number; readonly own: boolean }

export type FeedPage = {
  readonly entries: readonly FeedEntry[]
  /** Everything before it is in this page or an earlier one, or is not for this reader. */
  readonly next: OutboxPlace
  readonly more: boolean
}

/** The place before everything. */
export const feedStart: OutboxPlace = { xid: '0', id: '0' }

/**
 * What happened after a place to the cases and 収受文書 of a reader, at most `limit` acts, in the order `(xid, id)` and only up to the
 * oldest transaction still running. Undefined: the place is of another database cluster, or of this one before it was
 * restored: its transactions have not begun yet.
 */
export async function readFeed(
  db: Kysely<Database>,
  { clientId, follows }: FeedReader,
  place: OutboxPlace,
  limit: number,
): Promise<FeedPage | undefined> {
  // One statement, hence one snapshot: the horizon is that of the rows. It comes back also where no row does.
  const { rows } = await sql<{
    readonly horizon: string
    readonly known: boolean
    readonly entry: FeedEntry | null
  }>`
    with seen as materialized (select pg_current_snapshot() as it)
    select pg_snapshot_xmin(seen.it)::text as horizon, ${place.xid}::xid8 <= pg_snapshot_xmax(seen.it) as known,
      to_jsonb(entry) as entry
    from seen left join lateral (
      select o.xid::text as xid, o.id::text as id, o.seq,
        case when o.receipt_id is null then 'proposal' else 'receipt' end as of,
        coalesce(o.proposal_id, o.receipt_id) as subject,
        coalesce(p.application_id, r.application_id) is not distinct from ${clientId} as own
      from outbox_event o left join proposal p on p.id = o.proposal_id left join receipt r on r.id = o.receipt_id
      where (o.xid, o.id) > (${place.xid}::xid8, ${place.id}::bigint) and o.xid < pg_snapshot_xmin(seen.it)
        and (p.application_id = ${clientId} or r.application_id = ${clientId}
          or p.submitted_authority_code = any(${[...follows]}::text[]))
      order by o.xid, o.id limit ${limit + 1}
    ) entry on true`.execute(db)
  const [first] = rows
  if (first === undefined || !first.known) return undefined
  const found = rows.flatMap(({ entry }) => (entry === null ? [] : [entry]))
  const entries = found.slice(0, limit)
  const last = entries.at(-1)
  // A page that is not full has seen everything below the horizon: whatever comes is at it or beyond.
  return found.length > limit && last !== undefined
    ? { entries, next: { xid: last.xid, id: last.id }, more: true }
    : { entries, next: later({ xid: first.horizon, id: '0' }, place), more: false }
}

/** The later of two places: a horizon may lie before a place that was reached with a newer one. */
function later(one: OutboxPlace, other: OutboxPlace): OutboxPlace {
  return isAfter(one, other) ? one : other
}

/** Whether a place of the outbox lies behind another. */
export function isAfter(one: OutboxPlace, other: OutboxPlace): boolean {
  const [a, b] = [BigInt(one.xid), BigInt(other.xid)]
  return a > b || (a === b && BigInt(one.id) > BigInt(other.id))
}

/** What an application hears of. Throws when there is none: a token for it was refused before. */
export async function findFeedReader(db: Kysely<Database>, clientId: string): Promise<FeedReader> {
  const row = await db
    .selectFrom('application')
    .select('may_follow')
    .where('client_id', '=', clientId)
    .executeTakeFirstOrThrow()
  return { clientId, follows: row.may_follow }
}

/** Which of these are in a reader's feed, by their id, and whether it made each itself; the others are missing. */
export async function listHearings(
  db: Kysely<Database>,
  { clientId, follows }: FeedReader,
  subjects: readonly OutboxSubject[],
): Promise<ReadonlyMap<string, Pick<FeedEntry, 'own'>>> {
  const { proposal = [], receipt = [] } = idsBySubject(subjects)
  const cases =
    proposal.length === 0
      ? []
      : await db
          .selectFrom('proposal')
          .select(['id', 'application_id', 'submitted_authority_code as matter'])
          .where('id', 'in', proposal)
          .execute()
  const receipts =
    receipt.length === 0
      ? []
      : await db
          .selectFrom('receipt')
          .select('id')
          .where('id', 'in', receipt)
          .where('application_id', '=', clientId)
          .execute()
  return new Map([
    ...cases.flatMap(({ id, application_id, matter }): [string, Pick<FeedEntry, 'own'>][] => {
      const own = application_id === clientId
      return own || (matter !== null && follows.includes(matter)) ? [[id, { own }]] : []
    }),
    ...receipts.map(({ id }): [string, Pick<FeedEntry, 'own'>] => [id, { own: true }]),
  ])
}

/** Ids without repetition, apart by what they are of. */
export function idsBySubject(subjects: readonly OutboxSubject[]): {
  readonly proposal?: readonly ProposalId[]
  readonly receipt?: readonly ReceiptId[]
} {
  const found = groupBy(subjects, (it) => it.of)
  return Object.fromEntries([...found].map(([of, some]) => [of, [...new Set(some.map((it) => it.subject))]]))
}

/** The place right before the first act at or after an instant; the horizon's when there is none. */
export async function placeBefore(db: Kysely<Database>, at: string): Promise<OutboxPlace> {
  const { rows } = await sql<OutboxPlace>`
    select xid::text as xid, (id - 1)::text as id from outbox_event where at >= ${at}::timestamptz
    order by outbox_event.xid, outbox_event.id limit 1`.execute(db)
  return rows[0] ?? horizonOf(db)
}

/** The place after everything that is over now: a reader that begins here hears of what comes. */
export async function horizonOf(db: Kysely<Database>): Promise<OutboxPlace> {
  const { rows } = await sql<{ xid: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(db)
  return { xid: rows[0]?.xid ?? '0', id: '0' }
}

/** The chains of these cases, each from its first event, as the texts that were hashed. */
export async function listChains(
  db: Kysely<Database>,
  ids: readonly ProposalId[],
): Promise<ReadonlyMap<ProposalId, readonly { readonly body: string }[]>> {
  const chains = new Map<ProposalId, { body: string }[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return chains
  const rows = await db
    .selectFrom('approval_event')
    .select(['proposal_id', 'body'])
    .where('proposal_id', 'in', [...chains.keys()])
    .orderBy('proposal_id')
    .orderBy('seq')
    .execute()
  for (const { proposal_id, body } of rows) chains.get(proposal_id as ProposalId)?.push({ body })
  return chains
}

/** The chains of these 収受文書, each from its first event. */
export async function listReceiptChains(
  db: Kysely<Database>,
  ids: readonly ReceiptId[],
): Promise<ReadonlyMap<string, readonly { readonly body: string }[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('record_event')
    .select(['id', 'body'])
    .where('kind', '=', 'receipt')
    .where('id', 'in', ids)
    .orderBy('id')
    .orderBy('seq')
    .execute()
  return groupBy(rows, (it) => it.id)
}
