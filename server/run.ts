import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './adapters/embedded-postgres.ts'
import { type WorkerProcess, superviseWorker } from './adapters/worker-process.ts'
import type { App } from './app.ts'
import type { Config } from './config.ts'
import type { OpenDeps } from './deps.ts'
import type { DemoNews } from './fill-demo.ts'
import { withoutSecretFiles } from './secret-settings.ts'

type Environment = Readonly<Record<string, string | undefined>>

export type Running = {
  /** How browsers reach it; undefined in a process that is only a worker. */
  readonly url: string | undefined
  /** Stops in order: no new requests, those under way finished, worker, connections, database. */
  stop(): Promise<void>
}

export type StartOptions = {
  readonly env: Environment
  readonly log: FastifyBaseLogger
  /** Hears of the long work of a first start. */
  readonly tell: (news: DemoNews) => void
  /** Gives up a start that is still under way: it stops what has started, and throws. */
  readonly signal: AbortSignal
}

/** How long requests under way may take when we are told to stop. */
const finishMs = 4_000

/** Lets requests under way finish, then closes what is still open: a line for live updates never ends by itself. */
async function closeApp(app: App): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), finishMs)
  try {
    await app.close()
  } finally {
    clearTimeout(timer)
  }
}

/** The greater part of the program. Read from disk while PostgreSQL starts: each takes about as long as the other. */
async function loadParts() {
  const [{ prepareDatabase }, { openDeps }, { buildApp }, { fillDemo }] = await Promise.all([
    import('./prepare-database.ts'),
    import('./deps.ts'),
    import('./app.ts'),
    import('./fill-demo.ts'),
  ])
  return { prepareDatabase, openDeps, buildApp, fillDemo }
}

/** Starts the parts of Kessai this process is for. Throws when one cannot start, with all started before stopped. */
export async function startKessai(config: Config, options: StartOptions): Promise<Running> {
  const { log, signal } = options
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
    const loading = loadParts()
    // Awaited below; until then a PostgreSQL that fails is the error to tell.
    loading.catch(() => undefined)
    if (config.databaseUrl === undefined) {
      postgres = await startEmbeddedPostgres({ dataDir: join(config.dataDir, 'postgres'), log })
    }
    const databaseUrl = config.databaseUrl ?? (postgres as EmbeddedPostgres).url('kessai')
    const parts = await loading
    signal.throwIfAborted()
    await parts.prepareDatabase(databaseUrl, log, config.databaseAdminUrl)
    if (config.role !== 'worker') {
      open = await parts.openDeps(config, databaseUrl, log)
      if (config.demo !== 'none') await parts.fillDemo(open.deps, { ...options, demo: config.demo })
      app = await parts.buildApp(open.deps)
      signal.throwIfAborted()
      await app.listen({ host: config.host, port: config.port, listenTextResolver: () => 'listening' })
      log.info({ event: 'app.listening', host: config.host, port: config.port })
    }
    if (config.role !== 'app') {
      const { workerApplicationName } = await import('./usecases/find-health.ts')
      const workerUrl = new URL(databaseUrl)
      workerUrl.searchParams.set('application_name', workerApplicationName)
      worker = superviseWorker({
        entry: 'worker',
        env: {
          ...{ ...options.env, DATABASE_URL: workerUrl.toString(), KESSAI_DATA_DIR: config.dataDir },
          // It migrates nothing, and opens files of strangers: the owner's password is not for it.
          DATABASE_ADMIN_URL: undefined,
          ...withoutSecretFiles(['DATABASE_URL', 'DATABASE_ADMIN_URL']),
        },
        log,
      })
    }
    return { url: config.role === 'worker' ? undefined : config.publicUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
