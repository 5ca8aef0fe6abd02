import { type Transaction, sql } from 'kysely'
import type { Instant, ProposalId, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** The format of a kind of number, for example `{unit.symbol}起第{n}号`; undefined when the body has none. */
export async function findNumberFormat(
  trx: Transaction<Database>,
  kind: string,
): Promise<string | undefined> {
  const row = await trx
    .selectFrom('number_format')
    .select('format')
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row?.format
}

/**
 * The next number of a 課 in a fiscal year, from 1. The counter stays held until the transaction ends: a number whose
 * transaction fails is given to the next one, so there are no gaps.
 */
export async function takeNumber(
  trx: Transaction<Database>,
  scope: { readonly kind: string; readonly unit: UnitCode; readonly fiscalYear: number },
): Promise<number> {
  const { last_number } = await trx
    .insertInto('number_counter')
    .values({ kind: scope.kind, unit_code: scope.unit, fiscal_year: scope.fiscalYear, last_number: 1 })
    .onConflict((it) =>
      it.columns(['kind', 'unit_code', 'fiscal_year']).doUpdateSet({
        last_number: sql`number_counter.last_number + 1`,
      }),
    )
    .returning('last_number')
    .executeTakeFirstOrThrow()
  return last_number
}

/** Records which proposal a number went to. */
export async function recordNumber(
  trx: Transaction<Database>,
  given: {
    readonly kind: string
    readonly unit: UnitCode
    readonly fiscalYear: number
    readonly number: number
    readonly text: string
    readonly proposalId: ProposalId
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
      text: given.text,
      proposal_id: given.proposalId,
      allocated_at: given.at,
    })
    .execute()
}
