import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Kysely, type Migration, type MigrationProvider, Migrator, sql } from 'kysely'
import { projectFile } from '../project-root.ts'
import type { Database } from './database.ts'

const folder = projectFile('db/migrations')

/** The plain SQL files of db/migrations, in order of name. They are frozen once merged. */
class SqlFiles implements MigrationProvider {
  async getMigrations(): Promise<Record<string, Migration>> {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
    const migrations: Record<string, Migration> = {}
    for (const name of names) {
      const text = await readFile(join(folder, name), 'utf8')
      migrations[name.slice(0, -'.sql'.length)] = {
        up: async (db) => {
          await sql.raw(text).execute(db)
        },
      }
    }
    return migrations
  }
}

/**
 * Brings the database to the newest schema; safe when several processes start at once. Throws the first failure,
 * which leaves nothing of its file behind.
 */
export async function migrate(db: Kysely<Database>): Promise<readonly string[]> {
  const migrator = new Migrator({ db, provider: new SqlFiles() })
  const { error, results } = await migrator.migrateToLatest()
  if (error !== undefined) throw new Error('migration failed', { cause: error })
  return (results ?? []).map((it) => it.migrationName)
}

/** How many migrations this program knows that the database has not had. */
export async function pendingMigrations(db: Kysely<Database>): Promise<number> {
  const migrator = new Migrator({ db, provider: new SqlFiles() })
  return (await migrator.getMigrations()).filter((it) => it.executedAt === undefined).length
}

/** One hash over all migrations: names a template database in tests. */
export async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of (await readdir(folder)).filter((it) => it.endsWith('.sql')).sort()) {
    hash.update(name).update(await readFile(join(folder, name)))
  }
  return hash.digest('hex').slice(0, 16)
}
