import { type Kysely, type Transaction, sql } from 'kysely'
import type { ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** A place in the outbox; `xid` as text, it has 64 bits. */
export type OutboxPlace = { readonly xid: string; readonly id: string }

export type OutboxEntry = OutboxPlace & { readonly proposalId: ProposalId; readonly seq: number }

/** Where a reader stands, held until the transaction ends; undefined while another process holds it. */
export async function lockReader(trx: Transaction<Database>, name: string): Promise<OutboxPlace | undefined> {
  const { rows } = await sql<OutboxPlace>`
    select last_xid::text as xid, last_id::text as id from outbox_reader where name = ${name} for update skip locked
  `.execute(trx)
  return rows[0]
}

/**
 * What happened after a place, in an order without gaps: only transactions below the oldest one still running are read,
 * so nothing can appear later before what was read already.
 */
export async function listAfter(
  db: Kysely<Database>,
  place: OutboxPlace,
  limit: number,
): Promise<readonly OutboxEntry[]> {
  const { rows } = await sql<OutboxEntry>`
    select xid::text as xid, id::text as id, proposal_id as "proposalId", seq from outbox_event
    where (xid, id) > (${place.xid}::xid8, ${place.id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by outbox_event.xid, outbox_event.id limit ${limit}`.execute(db)
  return rows
}

/** Moves a reader on; in the transaction of what it did with what it read. */
export async function moveReader(trx: Transaction<Database>, name: string, to: OutboxPlace): Promise<void> {
  await sql`update outbox_reader set last_xid = ${to.xid}::xid8, last_id = ${to.id}::bigint where name = ${name}`.execute(
    trx,
  )
}
