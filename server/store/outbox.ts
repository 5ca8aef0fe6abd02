import { type Kysely, type Transaction, sql } from 'kysely'
import type { Instant, ProposalId, ReceiptId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** A place in the outbox; `xid` as text, it has 64 bits. */
export type OutboxPlace = { readonly xid: string; readonly id: string }

/** What something happened to: a case or a 収受文書, by its id. */
export type OutboxSubject =
  | { readonly of: 'proposal'; readonly subject: ProposalId }
  | { readonly of: 'receipt'; readonly subject: ReceiptId }

/** An act on a case. */
export type OutboxEntry = OutboxPlace & { readonly proposalId: ProposalId; readonly seq: number }

/** Where a reader stands, held until the transaction ends; undefined while another process holds it. */
async function lockReader(trx: Transaction<Database>, name: string): Promise<OutboxPlace | undefined> {
  const { rows } = await sql<OutboxPlace>`
    select last_xid::text as xid, last_id::text as id from outbox_reader where name = ${name} for update skip locked
  `.execute(trx)
  return rows[0]
}

/**
 * What happened to cases after a place, in an order without gaps: only transactions below the oldest one still running are read,
 * so nothing can appear later before what was read already.
 */
async function listAfter(
  db: Kysely<Database>,
  place: OutboxPlace,
  limit: number,
): Promise<readonly OutboxEntry[]> {
  const { rows } = await sql<OutboxEntry>`
    select xid::text as xid, id::text as id, proposal_id as "proposalId", seq from outbox_event
    where (xid, id) > (${place.xid}::xid8, ${place.id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot()) and proposal_id is not null
    order by outbox_event.xid, outbox_event.id limit ${limit}`.execute(db)
  return rows
}

/** Tells the outside world what happened to a 収受文書, in the transaction that writes its chain up to `end`. */
export async function noteReceiptActs(
  trx: Transaction<Database>,
  id: ReceiptId,
  {
    events,
    end,
  }: { readonly events: readonly { readonly type: string; readonly at: Instant }[]; readonly end: number },
): Promise<void> {
  const from = end - events.length + 1
  await trx
    .insertInto('outbox_event')
    .values(events.map(({ type, at }, index) => ({ receipt_id: id, seq: from + index, type, at })))
    .execute()
}

/** Moves a reader on; in the transaction of what it did with what it read. */
async function moveReader(trx: Transaction<Database>, name: string, to: OutboxPlace): Promise<void> {
  await sql`update outbox_reader set last_xid = ${to.xid}::xid8, last_id = ${to.id}::bigint where name = ${name}`.execute(
    trx,
  )
}

/**
 * Hands what happened since the last time, at most `limit` events, to `work`, and moves the reader on in the transaction of that
 * work: whatever ends the process, nothing is lost or done twice. Undefined when nothing happened, or another process is at it.
 */
export async function readOn<Done>(
  db: Kysely<Database>,
  { reader, limit }: { readonly reader: string; readonly limit: number },
  work: (trx: Transaction<Database>, entries: readonly OutboxEntry[]) => Promise<Done>,
): Promise<{ readonly count: number; readonly done: Done } | undefined> {
  return db.transaction().execute(async (trx) => {
    const place = await lockReader(trx, reader)
    const entries = place === undefined ? [] : await listAfter(trx, place, limit)
    const last = entries.at(-1)
    if (last === undefined) return undefined
    const done = await work(trx, entries)
    await moveReader(trx, reader, last)
    return { count: entries.length, done }
  })
}
