import type { Kysely, Transaction } from 'kysely'
import type { Instant, PersonId, PositionCode } from '../domain/ids.ts'
import type { Position } from '../domain/organisation/organisation.ts'
import type { Database } from './database.ts'

type Recorded = { readonly by: PersonId; readonly at: Instant }

/** Who added which position; what came with the installation is not among them. */
export async function listRecordedPositions(
  db: Kysely<Database>,
): Promise<ReadonlyMap<PositionCode, Recorded>> {
  const rows = await db
    .selectFrom('position')
    .select(['code', 'recorded_by', 'recorded_at'])
    .where('recorded_by', 'is not', null)
    .execute()
  return new Map(
    rows.map((it) => [
      it.code as PositionCode,
      { by: it.recorded_by as PersonId, at: it.recorded_at as Instant },
    ]),
  )
}

/** Adds a 職位. */
export async function insertPosition(
  trx: Transaction<Database>,
  { code, name, rank, isLine, isDecider, by, at }: Position & Recorded,
): Promise<void> {
  await trx
    .insertInto('position')
    .values({
      code,
      name,
      rank,
      is_line: isLine,
      is_decider: isDecider,
      recorded_by: by,
      recorded_at: at,
    })
    .execute()
}
