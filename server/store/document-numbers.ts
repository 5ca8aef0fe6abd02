import { type Kysely, type Transaction, sql } from 'kysely'
import type { FileHolder } from '../domain/files/holder.ts'
import type { Instant, PersonId, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** One book of numbers: of a kind, in a 課 (or the topmost unit), in a 年度, or in a 暦年 where its format says so. */
export type NumberScope = { readonly kind: string; readonly unit: UnitCode; readonly fiscalYear: number }

/**
 * The next number of a 課 in a fiscal year, from 1; with `count` the last of so many. The counter stays held until the
 * transaction ends: a number whose transaction fails is given to the next one, so there are no gaps.
 */
export async function takeNumber(trx: Transaction<Database>, scope: NumberScope, count = 1): Promise<number> {
  const { last_number } = await trx
    .insertInto('number_counter')
    .values({
      kind: scope.kind,
      unit_code: scope.unit,
      fiscal_year: scope.fiscalYear,
      last_number: count,
    })
    .onConflict((it) =>
      it.columns(['kind', 'unit_code', 'fiscal_year']).doUpdateSet({
        last_number: sql`number_counter.last_number + ${count}`,
      }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow()
  return last_number
}

/**
 * The next 枝番 of a number, from 2, with the text of the number it stands beside; undefined when the book has not given that
 * number. Holds the counter likewise.
 */
export async function takeBranch(
  trx: Transaction<Database>,
  { kind, unit, fiscalYear }: NumberScope,
  number: number,
): Promise<{ readonly branch: number; readonly of: string } | undefined> {
  await sql`select from number_counter
    where kind = ${kind} and unit_code = ${unit} and fiscal_year = ${fiscalYear} for update`.execute(trx)
  const given = await trx
    .selectFrom('document_number')
    .select(['branch', 'text'])
    .where('kind', '=', kind)
    .where('unit_code', '=', unit)
    .where('fiscal_year', '=', fiscalYear)
    .where('number', '=', number)
    .orderBy('branch')
    .execute()
  const [first, last] = [given[0], given.at(-1)]
  if (first === undefined || last === undefined) return undefined
  return { branch: Math.max(1, last.branch) + 1, of: first.text }
}

/** Records which case or 収受文書 a number went to; `branch`: 0 for a number of its own. */
export async function recordNumber(
  trx: Transaction<Database>,
  given: NumberScope & {
    readonly number: number
    readonly branch: number
    readonly text: string
    readonly holder: FileHolder
    readonly at: Instant
  },
): Promise<void> {
  await trx
    .insertInto('document_number')
    .values({
      kind: given.kind,
      unit_code: given.unit,
      fiscal_year: given.fiscalYear,
      number: given.number,
      branch: given.branch,
      text: given.text,
      ...('proposal' in given.holder
        ? { proposal_id: given.holder.proposal }
        : { receipt_id: given.holder.receipt }),
      allocated_at: given.at,
    })
    .execute()
}

/** Records numbers that go to no document, with the reason. */
export async function recordSkipped(
  trx: Transaction<Database>,
  skipped: NumberScope & {
    readonly numbers: readonly number[]
    readonly reason: string
    readonly by: PersonId
    readonly at: Instant
  },
): Promise<void> {
  const { kind, unit, fiscalYear, numbers, reason, by, at } = skipped
  await trx
    .insertInto('number_skipped')
    .values(
      numbers.map((number) => ({
        kind,
        unit_code: unit,
        fiscal_year: fiscalYear,
        number,
        reason,
        person_id: by,
        at,
      })),
    )
    .execute()
}

/** What of a book went to no document, in order; `unexplained` (not given, not 欠番, not 予約, not of an old system) is empty unless somebody wrote past the program. */
export async function readNumberBook(
  db: Kysely<Database>,
  { kind, unit, fiscalYear }: NumberScope,
): Promise<{
  readonly last: number
  readonly skipped: readonly { number: number; reason: string; by: PersonId; at: Instant }[]
  readonly unexplained: readonly number[]
}> {
  const where = sql`kind = ${kind} and unit_code = ${unit} and fiscal_year = ${fiscalYear}`
  const skipped = await sql<{ number: number; reason: string; by: PersonId; at: Instant }>`
    select number, reason, person_id as by, at from number_skipped where ${where} order by number`.execute(db)
  const counter = await sql<{ last: number }>`
    select last_number as last from number_counter where ${where}`.execute(db)
  const last = counter.rows[0]?.last ?? 0
  const unexplained = await sql<{ number: number }>`
    select n as number from generate_series(1, ${last}::int) as n
    where n > coalesce((select last_number from legacy_number_book where ${where}), 0)
      and n not in (select number from document_number where ${where})
      and n not in (select number from number_skipped where ${where})
      and not exists (select from number_block
        where ${where} and closed_at is null and n between next_number and last_number) order by n`.execute(
    db,
  )
  return { last, skipped: skipped.rows, unexplained: unexplained.rows.map((it) => it.number) }
}
