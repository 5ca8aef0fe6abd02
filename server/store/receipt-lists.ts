import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { Instant, LocalDate, ReceiptId, UnitCode } from '../domain/ids.ts'
import type { Arrival, Channel, ReceiptStatus } from '../domain/receiving/receipt.ts'
import type { Database } from './database.ts'
import { readableReceipt } from './receipts.ts'

export type ReceiptScope = 'entering' | 'arrived' | 'section' | 'shown' | 'done' | 'all'

export type ListedReceipt = {
  readonly id: ReceiptId
  readonly status: ReceiptStatus | 'draft'
  readonly number: string | null
  readonly arrival: Arrival
  readonly holder: UnitCode
  readonly createdAt: Instant
  readonly listedAt: Instant
  readonly fileCount: number
}

/** Where a list goes on: after this row, newest first. */
export type ReceiptCursor = { readonly listedAt: Instant; readonly id: ReceiptId }

/** Counting goes no further. */
const receiptsCountedUpTo = 1000

function inScope(scope: ReceiptScope, { person, posts, sections, roles }: Reader): RawBuilder<boolean> {
  const mine = sql`any(${[...sections]}::text[])`
  switch (scope) {
    case 'entering':
      return sql<boolean>`(receipt.status = 'draft' and receipt.registrar_id = ${person})`
    case 'arrived':
      return sql<boolean>`(receipt.status = 'arrived'
        and (receipt.section_code = ${mine} or ${roles.includes('records_manager')}::boolean))`
    case 'section':
      return sql<boolean>`(receipt.status in ('handed', 'accepted') and receipt.holder_code = ${mine})`
    case 'shown':
      return sql<boolean>`exists (select from receipt_viewer v where v.receipt_id = receipt.id and v.waits
        and (v.person_id = ${person} or v.post_id = any(${[...posts]}::text[])))`
    case 'done':
      return sql<boolean>`receipt.status in ('drafted', 'closed', 'cancelled')`
    case 'all':
      return sql<boolean>`receipt.status not in ('draft', 'discarded')`
  }
}

const listedAt = sql<Instant>`coalesce(receipt.registered_at, receipt.created_at)`

/** What of a scope the reader may open, newest first. */
export async function listReceipts(
  db: Kysely<Database>,
  wanted: {
    readonly scope: ReceiptScope
    readonly reader: Reader
    readonly words?: string
    readonly channel?: Channel
    /** Only those whose 処理期限 is before this day, and that somebody still has to deal with. */
    readonly dueBefore?: LocalDate
    readonly after?: ReceiptCursor
    readonly limit: number
  },
): Promise<readonly ListedReceipt[]> {
  const { scope, reader, words, channel, dueBefore, after, limit } = wanted
  const pattern = words === undefined ? null : `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const { rows } = await sql<ListedReceipt>`
    select receipt.id, receipt.status, receipt.number, receipt.arrival, receipt.holder_code as holder,
      receipt.created_at as "createdAt", ${listedAt} as "listedAt",
      (select count(*)::int from attachment a where a.receipt_id = receipt.id and a.removed_at is null) as "fileCount"
    from receipt
    where ${inScope(scope, reader)} and ${readableReceipt(reader)}
      and (${pattern}::text is null or receipt.title ilike ${pattern} or receipt.sender ilike ${pattern}
        or receipt.number ilike ${pattern} or receipt.arrival ->> 'senderNumber' ilike ${pattern})
      and (${channel ?? null}::text is null or receipt.arrival ->> 'channel' = ${channel ?? null}::text)
      and (${dueBefore ?? null}::date is null
        or (receipt.due_on < ${dueBefore ?? null}::date and receipt.status in ('arrived', 'handed', 'accepted')))
      and (${after?.listedAt ?? null}::timestamptz is null
        or (${listedAt}, receipt.id) < (${after?.listedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by ${listedAt} desc, receipt.id desc
    limit ${limit}`.execute(db)
  return rows
}

/** How many of each scope the reader may open, up to `receiptsCountedUpTo` each. */
export async function countReceipts<Scope extends ReceiptScope>(
  db: Kysely<Database>,
  reader: Reader,
  scopes: readonly Scope[],
): Promise<ReadonlyMap<Scope, number>> {
  const counts = scopes.map(
    (scope) => sql`select ${scope}::text as scope, (select count(*)::int from (
      select from receipt where ${inScope(scope, reader)} and ${readableReceipt(reader)}
      limit ${receiptsCountedUpTo}) found) as count`,
  )
  const { rows } = await sql<{ scope: Scope; count: number }>`${sql.join(counts, sql` union all `)}`.execute(
    db,
  )
  return new Map(rows.map((it) => [it.scope, it.count]))
}
