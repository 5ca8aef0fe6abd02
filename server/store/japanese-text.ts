import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'

/**
 * Throws when this database cannot search Japanese text: with LC_CTYPE `C`, pg_trgm yields no trigram for it, and
 * every search would answer "nothing found" without an error. Checked at every start, whatever PostgreSQL it is.
 */
export async function refuseDatabaseWithoutJapanese(db: Kysely<Database>): Promise<void> {
  await sql`create extension if not exists pg_trgm`.execute(db)
  const { rows } = await sql<{ trigrams: number; encoding: string; ctype: string }>`
    select cardinality(show_trgm('道路占用')) as trigrams, getdatabaseencoding() as encoding,
      (select datctype from pg_database where datname = current_database()) as ctype
  `.execute(db)
  const found = rows[0]
  if (found === undefined || found.encoding !== 'UTF8' || found.trigrams === 0) {
    throw new Error(
      `this database cannot search Japanese text (encoding ${found?.encoding}, LC_CTYPE ${found?.ctype}): ` +
        `create it anew with encoding UTF8 and LC_CTYPE C.UTF-8 or ja_JP.UTF-8`,
    )
  }
}
