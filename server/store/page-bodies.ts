import type { Kysely } from 'kysely'
import type { Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** The words of every page of a PDF, in order; lines end with \n. '' for a page without words. */
export async function listBodies(db: Kysely<Database>, pdf: Sha256): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('page')
    .select('body')
    .where('pdf_sha256', '=', pdf)
    .orderBy('page_index')
    .execute()
  return rows.map((row) => row.body)
}

/** The words of some pages of a PDF, by their indexes from 0; pages that do not exist are left out. */
export async function findBodies(
  db: Kysely<Database>,
  pdf: Sha256,
  pages: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await db
    .selectFrom('page')
    .select(['page_index', 'body'])
    .where('pdf_sha256', '=', pdf)
    .where('page_index', 'in', [...pages])
    .execute()
  return new Map(rows.map((row) => [row.page_index, row.body]))
}
