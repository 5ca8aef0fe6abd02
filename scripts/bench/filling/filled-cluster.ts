import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../server/adapters/embedded-postgres.ts'
import { createPool } from '../../../server/store/database.ts'
import { migrationsHash } from '../../../server/store/migrate.ts'
import { type RunningServer, freePort, startServer } from '../../../server/testing/running-server.ts'
import { officeAt } from './office-at.ts'
import { type Filled, fillOffice } from './fill-office.ts'

const kept = join(import.meta.dirname, '../../../.cache/bench')

const keptFrom = 10_000

/** A server of this program on a database with so many cases. */
export type FilledServer = Filled & {
  readonly cases: number
  readonly server: RunningServer
  readonly databaseUrl: string
}

/**
 * Starts a PostgreSQL with one database for each size and a server on each. Filling a million takes many minutes, so the
 * cluster stays in .cache/bench until the migrations change. A small database is filled anew each time: what earlier runs
 * added would count there.
 */
export async function openFilled(
  sizes: readonly number[],
): Promise<{ readonly servers: readonly FilledServer[]; readonly close: () => Promise<void> }> {
  const folder = join(kept, `filled-${await migrationsHash()}`)
  await removeOthers(folder)
  await mkdir(folder, { recursive: true })
  const silent = { info() {}, warn() {} }
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: silent })
  const servers: FilledServer[] = []
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((it) => it.server.stop()))
    await postgres.stop()
  }
  try {
    for (const cases of sizes) servers.push(await openOne(postgres, folder, cases))
    return { servers, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Of another schema: nothing can be compared with it, and it is large. */
async function removeOthers(folder: string): Promise<void> {
  if (!existsSync(kept)) return
  for (const name of await readdir(kept)) {
    if (name.startsWith('filled-') && join(kept, name) !== folder)
      await rm(join(kept, name), { recursive: true })
  }
}

async function openOne(postgres: EmbeddedPostgres, folder: string, cases: number): Promise<FilledServer> {
  const databaseUrl = postgres.url(`kessai_${cases}`)
  // Written last: a fill that was broken off begins again.
  const note = join(folder, `${cases}.json`)
  if (cases < keptFrom) await rm(note, { force: true })
  if (!existsSync(note)) await makeDatabase(postgres, `kessai_${cases}`)
  const server = await startServer({
    dataDir: join(folder, `data-${cases}`),
    port: await freePort(),
    env: {
      DATABASE_URL: databaseUrl,
      KESSAI_DEMO: 'organisation',
      KESSAI_ROLE: 'app',
      KESSAI_WRITES_PER_MINUTE: '0',
    },
  })
  try {
    if (!existsSync(note)) await fill(databaseUrl, server, cases, note)
    return { ...(JSON.parse(await readFile(note, 'utf8')) as Filled), cases, server, databaseUrl }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function makeDatabase(postgres: EmbeddedPostgres, name: string): Promise<void> {
  const admin = createPool(postgres.url('postgres'), { max: 1 })
  try {
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.query(`create database ${name}`)
  } finally {
    await admin.end()
  }
}

async function fill(databaseUrl: string, server: RunningServer, cases: number, note: string): Promise<void> {
  const pool = createPool(databaseUrl)
  try {
    // Fewer checkpoints while it is filled; what a crash would lose begins again anyway.
    await pool.query(`alter system set max_wal_size = '16GB'`)
    await pool.query('select pg_reload_conf()')
    const filled = await fillOffice(pool, officeAt(server.url), cases)
    await pool.query('vacuum (analyze)')
    await pool.query('alter system reset max_wal_size')
    await pool.query('select pg_reload_conf()')
    await pool.query('checkpoint')
    await writeFile(note, JSON.stringify(filled))
  } finally {
    await pool.end()
  }
}
