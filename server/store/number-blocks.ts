import { type Kysely, type Transaction, sql } from 'kysely'
import type { Instant, PersonId, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'
import type { NumberScope } from './document-numbers.ts'

/** 予約: numbers from `first` to `last` set aside for a purpose; `next` is given next, `last + 1` when all are. */
export type NumberBlock = {
  readonly id: string
  readonly scope: NumberScope
  readonly first: number
  readonly last: number
  readonly next: number
  readonly purpose: string
  /** The 課 that alone takes from it, in the book of the whole body; absent: every one. */
  readonly section?: UnitCode
  readonly made: { readonly by: PersonId; readonly at: Instant }
  /** 返却; absent as long as numbers may be taken. */
  readonly closed?: { readonly by: PersonId; readonly at: Instant; readonly reason: string }
}

/** Sets aside numbers that were taken from the counter in the same transaction. */
export async function insertBlock(
  trx: Transaction<Database>,
  { scope, made, ...block }: Omit<NumberBlock, 'next' | 'closed'>,
): Promise<void> {
  await trx
    .insertInto('number_block')
    .values({
      id: block.id,
      kind: scope.kind,
      unit_code: scope.unit,
      fiscal_year: scope.fiscalYear,
      first_number: block.first,
      last_number: block.last,
      next_number: block.first,
      purpose: block.purpose,
      section_code: block.section ?? null,
      made_by: made.by,
      made_at: made.at,
    })
    .execute()
}

/** The next number of a block of that book for a 課; undefined when it is used up, given back, of another book or for another 課. */
export async function takeFromBlock(
  trx: Transaction<Database>,
  id: string,
  { kind, unit, fiscalYear }: NumberScope,
  section: UnitCode,
): Promise<number | undefined> {
  const taken = await trx
    .updateTable('number_block')
    .set({ next_number: sql`next_number + 1` })
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('unit_code', '=', unit)
    .where('fiscal_year', '=', fiscalYear)
    .where('closed_at', 'is', null)
    .where((eb) => eb.or([eb('section_code', 'is', null), eb('section_code', '=', section)]))
    .whereRef('next_number', '<=', 'last_number')
    .returning(sql<number>`next_number - 1`.as('number'))
    .executeTakeFirst()
  return taken?.number
}

/** The block, held until the transaction ends. */
export async function lockBlock(trx: Transaction<Database>, id: string): Promise<NumberBlock | undefined> {
  const row = await trx
    .selectFrom('number_block')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? undefined : blockOf(row)
}

/** 返却: no more numbers are taken from it. */
export async function closeBlock(
  trx: Transaction<Database>,
  id: string,
  { by, at, reason }: NonNullable<NumberBlock['closed']>,
): Promise<void> {
  await trx
    .updateTable('number_block')
    .set({ closed_by: by, closed_at: at, close_reason: reason })
    .where('id', '=', id)
    .execute()
}

/** The blocks of a book, in the order of their numbers. */
export async function listBlocks(
  db: Kysely<Database>,
  { kind, unit, fiscalYear }: NumberScope,
): Promise<readonly NumberBlock[]> {
  const rows = await db
    .selectFrom('number_block')
    .selectAll()
    .where('kind', '=', kind)
    .where('unit_code', '=', unit)
    .where('fiscal_year', '=', fiscalYear)
    .orderBy('first_number')
    .execute()
  return rows.map(blockOf)
}

type Row = {
  readonly id: string
  readonly kind: string
  readonly unit_code: string
  readonly fiscal_year: number
  readonly first_number: number
  readonly last_number: number
  readonly next_number: number
  readonly purpose: string
  readonly section_code: string | null
  readonly made_by: string
  readonly made_at: string
  readonly closed_by: string | null
  readonly closed_at: string | null
  readonly close_reason: string | null
}

function blockOf(row: Row): NumberBlock {
  const { closed_by: by, closed_at: at, close_reason: reason } = row
  return {
    id: row.id,
    scope: { kind: row.kind, unit: row.unit_code as UnitCode, fiscalYear: row.fiscal_year },
    first: row.first_number,
    last: row.last_number,
    next: row.next_number,
    purpose: row.purpose,
    ...(row.section_code === null ? {} : { section: row.section_code as UnitCode }),
    made: { by: row.made_by as PersonId, at: row.made_at as Instant },
    ...(by === null || at === null || reason === null
      ? {}
      : { closed: { by: by as PersonId, at: at as Instant, reason } }),
  }
}
