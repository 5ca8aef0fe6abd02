import { type Kysely, type Transaction, sql } from 'kysely'
import type { HashLink } from '../domain/audit/links.ts'
import type { RecordEvent } from '../domain/audit/record-chain.ts'
import type { LocalDate } from '../domain/ids.ts'
import type { Classification } from '../domain/records/classification.ts'
import type { RetentionYears } from '../domain/records/folder-term.ts'
import type { Database } from './database.ts'
import { appendToRecord, lockRecord } from './record-log.ts'

/** The 文書分類表, by code; classes that ended are in it. */
export async function loadClassifications(
  db: Kysely<Database>,
): Promise<ReadonlyMap<string, Classification>> {
  const rows = await db.selectFrom('classification').selectAll().orderBy('code').execute()
  return new Map(
    rows.map((it) => [
      it.code,
      {
        code: it.code,
        name: it.name,
        ...(it.parent_code === null ? {} : { parent: it.parent_code }),
        ...(it.ended_on === null ? {} : { endedOn: it.ended_on as LocalDate }),
      },
    ]),
  )
}

/** Holds the whole scheme until the transaction ends: whether a class may be added hangs on the others. */
export async function lockClassifications(trx: Transaction<Database>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('classification'))`.execute(trx)
}

/** Writes a class as it is now, and what happened to it into its chain. */
export async function writeClassification(
  trx: Transaction<Database>,
  { code, name, parent, endedOn }: Classification,
  event: RecordEvent,
  hashLink: HashLink,
): Promise<void> {
  const row = { name, parent_code: parent ?? null, ended_on: endedOn ?? null }
  await trx
    .insertInto('classification')
    .values({ code, ...row })
    .onConflict((on) => on.column('code').doUpdateSet(row))
    .execute()
  const subject = { kind: 'classification', id: code } as const
  await appendToRecord(trx, subject, await lockRecord(trx, subject), [event], hashLink)
}

export type RetentionPeriod = {
  readonly code: string
  readonly name: string
  /** As `retentionEndsOn` takes it. */
  readonly years: number | null
}

/** 保存期間, the longest first as the body lists them. */
export async function loadRetentionPeriods(db: Kysely<Database>): Promise<readonly RetentionPeriod[]> {
  return db.selectFrom('retention_period').select(['code', 'name', 'years']).orderBy('sort_order').execute()
}

/** Years of each 保存期間 by its code. */
export function yearsByCode(periods: readonly RetentionPeriod[]): RetentionYears {
  return new Map(periods.map((it) => [it.code, it.years]))
}
