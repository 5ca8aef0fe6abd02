import { type Kysely, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'
import type { NumberScope } from './document-numbers.ts'
import { readable } from './readable.ts'
import { readableReceipt } from './receipts.ts'

/** A line of a 番号簿. */
export type RegisterRow = {
  readonly number: number
  /** 0: a number of its own. */
  readonly branch: number
  readonly state: 'given' | 'skipped' | 'reserved'
  /** As it was written; null where none was. */
  readonly text: string | null
  /** 件名 of the case or the 収受文書; null where the reader may not open it. */
  readonly title: string | null
  /** Why a 欠番, what a 予約 is for. */
  readonly reason: string | null
  readonly by: PersonId | null
  readonly at: Instant
}

/** Every number of a book, in order; the permission to read is part of the question. */
export async function readRegister(
  db: Kysely<Database>,
  { kind, unit, fiscalYear }: NumberScope,
  reader: Reader,
): Promise<readonly RegisterRow[]> {
  const where = sql`kind = ${kind} and unit_code = ${unit} and fiscal_year = ${fiscalYear}`
  const found = await sql<RegisterRow>`
    select n.number, n.branch, 'given' as state, n.text, null as reason, null as by, n.allocated_at as at,
      case when n.proposal_id is not null
        then (select proposal.title from proposal where proposal.id = n.proposal_id and ${readable(reader)})
        else (select receipt.title from receipt where receipt.id = n.receipt_id and ${readableReceipt(reader)})
      end as title
    from document_number n where ${where}
    union all
    select number, 0, 'skipped', null, reason, person_id, at, null from number_skipped where ${where}
    union all
    select n, 0, 'reserved', null, purpose, made_by, made_at, null
    from number_block, generate_series(next_number, last_number) as n
    where ${where} and closed_at is null
    order by number, branch`.execute(db)
  return found.rows
}
