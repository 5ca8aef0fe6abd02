import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './adapters/embedded-postgres.ts'
import { type WorkerProcess, superviseWorker } from './adapters/worker-process.ts'
import { type App, type AppDeps, buildApp } from './app.ts'
import type { Config } from './config.ts'
import { type OpenDeps, openDeps } from './deps.ts'
import type { LocalDate } from './domain/ids.ts'
import { createKysely, createPool } from './store/database.ts'
import { refuseDatabaseWithoutJapanese } from './store/japanese-text.ts'
import { migrate } from './store/migrate.ts'
import { workerApplicationName } from './usecases/find-health.ts'

type Environment = Readonly<Record<string, string | undefined>>

export type Running = {
  /** How browsers reach it; undefined in a process that is only a worker. */
  readonly url: string | undefined
  /** Stops in order: no new requests, those under way finished, worker, connections, database. */
  stop(): Promise<void>
}

/** How long a database that is starting, too, is waited for. */
const databaseWaitMs = 60_000
/** How long requests under way may take when we are told to stop. */
const finishMs = 4_000
const japanIsAheadMs = 9 * 60 * 60 * 1000

const notThereYet = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET', '57P03'])

/** Makes the database ready: waits for it, checks that it knows Japanese, and brings it to the newest schema. */
async function prepareDatabase(url: string, log: FastifyBaseLogger): Promise<void> {
  const pool = createPool(url, { max: 2, connectionTimeoutMillis: 10_000 })
  const db = createKysely(pool)
  try {
    const end = performance.now() + databaseWaitMs
    for (;;) {
      try {
        await sql`select 1`.execute(db)
        break
      } catch (error) {
        const { code } = error as { code?: string }
        if (code === undefined || !notThereYet.has(code) || performance.now() > end) {
          throw new Error(`the database does not answer (${code ?? (error as Error).message})`, {
            cause: error,
          })
        }
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    }
    await refuseDatabaseWithoutJapanese(db)
    const applied = await migrate(db)
    if (applied.length > 0) log.info({ event: 'database.migrated', applied })
  } finally {
    await db.destroy()
  }
}

/**
 * Fills an empty database with the example prefecture and its living proposals. Only one process does it at a time,
 * and proposals half made when it was killed are not made again: half a demo is a demo, too.
 */
async function fillDemo({ deps }: OpenDeps, demo: Config['demo'], log: FastifyBaseLogger): Promise<void> {
  const client = await deps.pool.connect()
  try {
    await client.query('select pg_advisory_lock(727275)')
    const found = await client.query('select 1 from proposal limit 1')
    if (found.rowCount === 0) {
      // Loaded only now: what makes the example's files is of no use to any later start.
      const { seedExampleOrganisation } = await import('../db/seed/import.ts')
      if (await seedExampleOrganisation(deps.db)) log.info({ event: 'demo.organisation_made' })
      if (demo === 'proposals') await fillProposals(deps, log)
    }
    await client.query('select pg_advisory_unlock(727275)')
  } finally {
    client.release()
  }
}

async function fillProposals(deps: AppDeps, log: FastifyBaseLogger): Promise<void> {
  const startedAt = performance.now()
  const today = new Date(Date.now() + japanIsAheadMs).toISOString().slice(0, 10) as LocalDate
  try {
    const { makeDemoProposals } = await import('../db/seed/demo-proposals.ts')
    // Played within this process: there is no browser whose forged requests and haste are to be feared.
    const { auth: _auth, security: _security, webClient: _webClient, ...plain } = deps
    await makeDemoProposals(plain, today)
    log.info({ event: 'demo.proposals_made', ms: Math.round(performance.now() - startedAt) })
  } catch (error) {
    // An example without proposals can still be tried out; a server that does not start cannot.
    log.error({ event: 'demo.proposals_not_made', err: error })
  }
}

/** Lets requests under way finish, then closes what is still open: a line for live updates never ends by itself. */
async function closeApp(app: App): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), finishMs)
  try {
    await app.close()
  } finally {
    clearTimeout(timer)
  }
}

/** Starts the parts of Kessai this process is for. Throws when one cannot start, with all started before stopped. */
export async function startKessai(
  config: Config,
  env: Environment,
  log: FastifyBaseLogger,
): Promise<Running> {
  // Others may pass through to reach the database's own folder; what is private below is private itself.
  await mkdir(config.dataDir, { recursive: true, mode: 0o755 })
  let postgres: EmbeddedPostgres | undefined
  let open: OpenDeps | undefined
  let app: App | undefined
  let worker: WorkerProcess | undefined
  async function stop(): Promise<void> {
    await Promise.all([app === undefined ? undefined : closeApp(app), worker?.stop()])
    await open?.close()
    await postgres?.stop()
  }
  try {
    if (config.databaseUrl === undefined) {
      postgres = await startEmbeddedPostgres({ dataDir: join(config.dataDir, 'postgres'), log })
    }
    const databaseUrl = config.databaseUrl ?? (postgres as EmbeddedPostgres).url('kessai')
    await prepareDatabase(databaseUrl, log)
    if (config.role !== 'worker') {
      open = await openDeps(config, databaseUrl, log)
      if (config.oidc === undefined) await fillDemo(open, config.demo, log)
      app = await buildApp(open.deps)
      await app.listen({ host: config.host, port: config.port, listenTextResolver: () => 'listening' })
      log.info({ event: 'app.listening', host: config.host, port: config.port })
    }
    if (config.role !== 'app') {
      const workerUrl = new URL(databaseUrl)
      workerUrl.searchParams.set('application_name', workerApplicationName)
      worker = superviseWorker({
        file: 'worker.ts',
        env: { ...env, DATABASE_URL: workerUrl.toString(), KESSAI_DATA_DIR: config.dataDir },
        log,
      })
    }
    return { url: config.role === 'worker' ? undefined : config.publicUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
