import { type Insertable, type Kysely, type Selectable, sql } from 'kysely'
import type { Print } from '../../db/schema.ts'
import type { PageRange } from '../domain/reading/page-ranges.ts'
import type { Instant, ProposalId, RevisionId } from '../domain/ids.ts'
import type { Database } from './database.ts'

export type StoredPrint = Selectable<Print>

/** What of a file was asked for; `of` is how many pages it had, 0 for one that has none. */
export type PrintedFile = {
  readonly revisionId: RevisionId
  readonly name: string
  readonly pages: readonly PageRange[]
  readonly of: number
}

/** The files of a print as they were stored. */
export function filesOf({ files }: Pick<StoredPrint, 'files'>): readonly PrintedFile[] {
  return files as unknown as readonly PrintedFile[]
}

export async function insertPrint(
  db: Kysely<Database>,
  print: Omit<Insertable<Print>, 'files'> & { readonly files: readonly PrintedFile[] },
): Promise<void> {
  await db
    .insertInto('print')
    .values({ ...print, files: JSON.stringify(print.files) })
    .execute()
}

/** A print by its id; undefined when there is none. */
export async function findPrint(db: Kysely<Database>, id: string): Promise<StoredPrint | undefined> {
  return db.selectFrom('print').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Notes how far it is; false when it is over already, made or not. */
export async function advancePrint(
  db: Kysely<Database>,
  id: string,
  change: {
    readonly status: 'running' | 'done' | 'failed' | 'cancelled'
    readonly pages_done?: number
    readonly size_bytes?: number
    readonly finished_at?: Instant
  },
): Promise<boolean> {
  const done = await db
    .updateTable('print')
    .set(change)
    .where('id', '=', id)
    .where('status', 'in', ['waiting', 'running'])
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Prints that were asked for after an instant and are neither made nor given up: their job may be lost. */
export async function listUnfinishedPrints(db: Kysely<Database>, since: Instant): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('print')
    .select('id')
    .where('status', 'in', ['waiting', 'running'])
    .where('at', '>', since)
    .orderBy('at')
    .execute()
  return rows.map((it) => it.id)
}

/** How often a case was printed or saved. */
export async function countPrints(db: Kysely<Database>, proposalId: ProposalId): Promise<number> {
  const row = await db
    .selectFrom('print')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('proposal_id', '=', proposalId)
    .where('status', '=', 'done')
    .executeTakeFirstOrThrow()
  return row.count
}

/** Every print of a case, newest first, also those that came to nothing. */
export async function listPrints(
  db: Kysely<Database>,
  proposalId: ProposalId,
  limit: number,
): Promise<readonly StoredPrint[]> {
  return db
    .selectFrom('print')
    .selectAll()
    .where('proposal_id', '=', proposalId)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}
