import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { seedExampleOrganisation } from '../../db/seed/import.ts'
import { type Instant, type LocalDate, localDateOf } from '../domain/ids.ts'
import { type Database, createKysely, createPool } from '../store/database.ts'
import { migrate, migrationsHash } from '../store/migrate.ts'

export type TestDatabase = { readonly url: string; readonly pool: pg.Pool; readonly db: Kysely<Database> }

/** Where tests find a PostgreSQL they may create databases in: `npm test` starts one and says where. */
function adminUrl(): string {
  const url = process.env['KESSAI_TEST_DATABASE_URL']
  if (url === undefined)
    throw new Error('KESSAI_TEST_DATABASE_URL is not set: run the tests through npm test')
  return url
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${name}`
  return parsed.toString()
}

/** Makes a template unless another test file has: a database cloned from `from` and filled, under its name once it is whole. */
async function ensureTemplate(
  admin: pg.Client,
  name: string,
  from: string,
  fill: (db: Kysely<Database>) => Promise<unknown>,
): Promise<string> {
  const found = await admin.query('select 1 from pg_database where datname = $1', [name])
  if (found.rowCount !== 0) return name
  const building = `${name}_building`
  await admin.query(`drop database if exists ${building} with (force)`)
  await admin.query(`create database ${building} template ${from} encoding 'UTF8'`)
  const db = createKysely(createPool(withDatabase(adminUrl(), building)))
  await fill(db)
  await db.destroy()
  await admin.query(`alter database ${building} rename to ${name}`)
  return name
}

let hashed: Promise<string> | undefined

/** The day on which the example prefecture of most tests is seeded. */
const seededOn = '2026-05-11' as LocalDate

/**
 * A private database of this test, cloned from the migrated template, or from one that has the example prefecture, too:
 * of a day in May 2026, or of today, as a server makes it that starts now. Dropped when the test ends.
 */
export async function createTestDatabase(
  t: { teardown(fn: () => unknown): void },
  holding: 'nothing' | 'example' | 'example of today' = 'nothing',
): Promise<TestDatabase> {
  const day = holding === 'example' ? seededOn : localDateOf(new Date().toISOString() as Instant)
  const admin = new pg.Client({ connectionString: adminUrl() })
  await admin.connect()
  const hash = await (hashed ??= migrationsHash())
  const name = `kessai_test_${randomUUID().replaceAll('-', '')}`
  try {
    // Test files run side by side: one makes the template, the others wait here.
    await admin.query('select pg_advisory_lock(727274)')
    const migrated = await ensureTemplate(admin, `kessai_template_${hash}`, 'template0', migrate)
    const template =
      holding === 'nothing'
        ? migrated
        : await ensureTemplate(admin, `kessai_example_${hash}_${day.replaceAll('-', '')}`, migrated, (db) =>
            seedExampleOrganisation(db, day),
          )
    // File by file: through the log it takes several times the processor, and this cluster is gone with the suite.
    await admin.query(`create database ${name} template ${template} strategy file_copy`)
    await admin.query('select pg_advisory_unlock(727274)')
  } finally {
    await admin.end()
  }
  const url = withDatabase(adminUrl(), name)
  const pool = createPool(url)
  const db = createKysely(pool)
  t.teardown(async () => {
    // A pool counts as ended while its last connections still say goodbye; the drop may end them first.
    pool.on('error', () => undefined)
    await db.destroy()
    // Kysely ends a pool only when it used it; a connection left open would be killed by the drop, and say so loudly.
    if (!pool.ended) await pool.end()
    const closing = new pg.Client({ connectionString: adminUrl() })
    await closing.connect()
    await closing.query(`drop database if exists ${name} with (force)`)
    await closing.end()
  })
  return { url, pool, db }
}
