import type { Transaction } from 'kysely'
import type { Instant, LocalDate } from '../domain/ids.ts'
import type { Database } from './database.ts'

/**
 * Begins what is done once a day; false when it was done, or another process is about it. The transaction that does the
 * work takes the mark back when it fails.
 */
export async function beginRound(
  trx: Transaction<Database>,
  name: string,
  day: LocalDate,
  at: Instant,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('daily_round')
    .values({ name, day, done_at: at })
    .onConflict((it) => it.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
