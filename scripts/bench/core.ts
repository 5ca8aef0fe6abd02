import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { startEmbeddedPostgres } from '../../server/adapters/embedded-postgres.ts'
import { createPool } from '../../server/store/database.ts'
import { freePort, startServer } from '../../server/testing/running-server.ts'
import { ensureServer } from '../lib/server-build.ts'
import { ensureWeb } from '../lib/web-build.ts'
import { measureDecisions } from './decisions.ts'
import { measureFirstPage } from './first-page.ts'
import { measureMillion } from './million.ts'
import type { Measure } from './results.ts'
import { measureStartUp } from './start-up.ts'
import { measureUploads } from './uploads.ts'

/** A real server on a database and a folder of its own. */
export type Bench = {
  readonly url: string
  readonly databaseUrl: string
  /** One connection, so that `begin` and `commit` stay together. */
  readonly pool: Pool
  readonly dataDir: string
}

/** Starts a server, built as `npm start` has it, for a group of measures and takes everything away afterwards; `port`: where it has to listen. */
export async function withServer<Value>(
  env: Readonly<Record<string, string>>,
  use: (bench: Bench) => Promise<Value>,
  port?: number,
): Promise<Value> {
  await Promise.all([ensureServer(), ensureWeb()])
  const dataDir = await mkdtemp(join(tmpdir(), `kessai-bench-${randomUUID().slice(0, 8)}-`))
  const silent = { info() {}, warn() {}, error() {}, debug() {} }
  const postgres = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres'), log: silent })
  const databaseUrl = postgres.url('kessai')
  try {
    const server = await startServer({
      dataDir,
      port: port ?? (await freePort()),
      env: { DATABASE_URL: databaseUrl, KESSAI_DEMO: 'organisation', KESSAI_WRITES_PER_MINUTE: '0', ...env },
    })
    const pool = createPool(databaseUrl, { max: 1 })
    try {
      return await use({ url: server.url, databaseUrl, pool, dataDir })
    } finally {
      await pool.end()
      await server.stop()
    }
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

const parts: readonly (() => Promise<readonly Measure[]>)[] = [
  async () => [await measureStartUp()],
  async () => withServer({ KESSAI_ROLE: 'app' }, async (bench) => [await measureUploads(bench)]),
  async () => withServer({ KESSAI_ROLE: 'app' }, measureDecisions),
  async () => [await withServer({}, measureFirstPage)],
  () => measureMillion(),
]

/** The group core, the quick parts first. */
export async function measureCore(keep: (measures: readonly Measure[]) => void): Promise<void> {
  for (const part of parts) keep(await part())
}
