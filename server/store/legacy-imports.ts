import { type Kysely, type Transaction, sql } from 'kysely'
import type { Pool } from 'pg'
import type { Instant, PersonId, Sha256, UnitCode } from '../domain/ids.ts'
import type { LegacyCounts } from '../domain/legacy/counts.ts'
import type { LegacyProblem } from '../domain/legacy/problem.ts'
import type { Database } from './database.ts'
import { takesCases } from './filing.ts'

export type LegacyRun = {
  readonly id: string
  readonly source: string
  readonly manifestName: string
  readonly manifestSha256: Sha256
  readonly startedAt: Instant
  readonly startedBy: PersonId
  readonly decision?: string
}

/** Begins a run. */
export async function insertRun(db: Kysely<Database>, run: LegacyRun): Promise<void> {
  await db
    .insertInto('legacy_run')
    .values({
      id: run.id,
      source: run.source,
      manifest_name: run.manifestName,
      manifest_sha256: run.manifestSha256,
      started_at: run.startedAt,
      started_by: run.startedBy,
      decision: run.decision ?? null,
    })
    .execute()
}

/** How far a run is; with an outcome it has ended. */
export async function noteRun(
  db: Kysely<Database>,
  id: string,
  counts: LegacyCounts,
  ended?: { readonly at: Instant; readonly outcome: 'done' | 'stopped' | 'failed' },
): Promise<void> {
  await db
    .updateTable('legacy_run')
    .set({
      counts: JSON.stringify(counts),
      ...(ended === undefined ? {} : { ended_at: ended.at, outcome: ended.outcome }),
    })
    .where('id', '=', id)
    .execute()
}

/** A run as it is listed. */
type ListedRun = LegacyRun & {
  readonly counts: Partial<LegacyCounts>
  readonly ended?: { readonly at: Instant; readonly outcome: 'done' | 'stopped' | 'failed' }
}

/** Runs, the newest first. */
export async function listRuns(db: Kysely<Database>, atMost: number): Promise<readonly ListedRun[]> {
  const rows = await db
    .selectFrom('legacy_run')
    .selectAll()
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(atMost)
    .execute()
  return rows.map((it) => ({
    ...{ id: it.id, source: it.source, manifestName: it.manifest_name },
    manifestSha256: it.manifest_sha256 as Sha256,
    startedAt: new Date(it.started_at).toISOString() as Instant,
    startedBy: it.started_by as PersonId,
    ...(it.decision === null ? {} : { decision: it.decision }),
    counts: it.counts as Partial<LegacyCounts>,
    ...(it.ended_at === null || it.outcome === null
      ? {}
      : {
          ended: {
            at: new Date(it.ended_at).toISOString() as Instant,
            outcome: it.outcome as 'done' | 'stopped' | 'failed',
          },
        }),
  }))
}

/** Who began a run; undefined when there is no such run. */
export async function findRunStarter(db: Kysely<Database>, id: string): Promise<PersonId | undefined> {
  const row = await db.selectFrom('legacy_run').select('started_by').where('id', '=', id).executeTakeFirst()
  return row?.started_by as PersonId | undefined
}

/** What a run did not take, in the order of the manifest. */
export async function listRejects(db: Kysely<Database>, run: string): Promise<readonly LegacyReject[]> {
  const rows = await db
    .selectFrom('legacy_reject')
    .select(['line', 'key', 'problems', 'rows'])
    .where('run_id', '=', run)
    .orderBy('line')
    .orderBy('ordinal')
    .execute()
  return rows as unknown as readonly LegacyReject[]
}

/** A record that was not taken. */
export type LegacyReject = {
  readonly line: number
  readonly key: string
  readonly problems: readonly LegacyProblem[]
  /** As it came: cells by heading. */
  readonly rows: readonly Readonly<Record<string, string>>[]
}

/** Keeps what was not taken; `from` is how many of the run were kept before. */
export async function insertRejects(
  db: Kysely<Database>,
  run: string,
  from: number,
  rejects: readonly LegacyReject[],
): Promise<void> {
  if (rejects.length === 0) return
  await db
    .insertInto('legacy_reject')
    .values(
      rejects.map((it, index) => ({
        run_id: run,
        ordinal: from + index,
        line: it.line,
        key: it.key,
        problems: JSON.stringify(it.problems),
        rows: JSON.stringify(it.rows),
      })),
    )
    .execute()
}

/**
 * Holds an old system for one import at a time, until `release` or the end of the process; undefined while another one has it.
 */
export async function holdSource(pool: Pool, source: string): Promise<(() => Promise<void>) | undefined> {
  const client = await pool.connect()
  const lock = `hashtextextended($1, 72)`
  const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${lock}) as held`, [
    source,
  ])
  if (rows[0]?.held !== true) {
    client.release()
    return undefined
  }
  return async () => {
    await client.query(`select pg_advisory_unlock(${lock})`, [source])
    client.release()
  }
}

/** A 簿冊 as an import finds it. */
export type FoundFolder = {
  readonly id: string
  readonly name: string
  readonly fiscalYear: number
  readonly classification: string
  readonly owner: UnitCode | null
  readonly disposition: string
  /** It takes cases: kept, and nobody judged yet what becomes of it. */
  readonly isOpen: boolean
}

const foundFolder = sql`id, name, fiscal_year as "fiscalYear", classification_code as classification, owner_unit as owner,
  disposition, ${takesCases} as "isOpen"`

/** 簿冊 of some names; of several that are alike those that take cases come last. */
export async function findFoldersNamed(
  db: Kysely<Database>,
  names: readonly string[],
): Promise<readonly FoundFolder[]> {
  const { rows } = await sql<FoundFolder>`select ${foundFolder} from record_folder
    where name = any(${[...names]}::text[])
    order by "isOpen", id`.execute(db)
  return rows
}

/** Which of some 簿冊 take cases now; each stays so until the transaction ends. */
export async function holdOpenFolders(
  trx: Transaction<Database>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<FoundFolder>`select ${foundFolder} from record_folder
    where id = any(${[...ids].toSorted()}::text[]) order by id for share`.execute(trx)
  return new Set(rows.filter((it) => it.isOpen).map((it) => it.id))
}

/** Why a number of an old system was not entered in its book. */
export type NumberNotEntered = 'taken' | 'in_use'

/**
 * Enters a number in its book as one that an old system gave. It is not entered when it is given, skipped or reserved here, nor
 * beyond the last one of a book in which numbers were given here: that book counts on by itself.
 */
export async function weighNumber(
  trx: Transaction<Database>,
  scope: { readonly kind: string; readonly unit: UnitCode; readonly fiscalYear: number },
  number: number,
): Promise<NumberNotEntered | undefined> {
  const where = sql`kind = ${scope.kind} and unit_code = ${scope.unit} and fiscal_year = ${scope.fiscalYear}`
  await sql`insert into number_counter (kind, unit_code, fiscal_year, last_number)
    values (${scope.kind}, ${scope.unit}, ${scope.fiscalYear}, 0) on conflict do nothing`.execute(trx)
  const { rows } = await sql<{ last: number; legacy: number; taken: boolean }>`
    select c.last_number as last,
      coalesce((select last_number from legacy_number_book where ${where}), 0) as legacy,
      exists (select from document_number where ${where} and number = ${number})
        or exists (select from number_skipped where ${where} and number = ${number})
        or exists (select from number_block where ${where} and ${number}::int between first_number and last_number)
        as taken
    from number_counter c where ${where} for update of c`.execute(trx)
  const [row] = rows
  if (row === undefined) throw new Error(`no counter of ${scope.kind}`)
  if (row.taken) return 'taken'
  if (number <= row.last) return undefined
  if (row.last !== row.legacy) return 'in_use'
  await sql`update number_counter set last_number = ${number} where ${where}`.execute(trx)
  await sql`insert into legacy_number_book (kind, unit_code, fiscal_year, last_number)
    values (${scope.kind}, ${scope.unit}, ${scope.fiscalYear}, ${number})
    on conflict (kind, unit_code, fiscal_year) do update set last_number = excluded.last_number`.execute(trx)
  return undefined
}
