import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import { createDiskBlobs } from './adapters/blobs-disk.ts'
import { createAuth } from './adapters/identity/create-auth.ts'
import { createLiveBus } from './adapters/live-bus.ts'
import { readTable } from './adapters/read-table.ts'
import { writeTable } from './adapters/write-table.ts'
import { inspectFile } from './adapters/sniff/inspect.ts'
import type { AppDeps } from './app.ts'
import type { Config } from './config.ts'
import type { Instant } from './domain/ids.ts'
import { createJobQueue } from './jobs/queue.ts'
import { projectFile } from './project-root.ts'
import { createKysely, createPool } from './store/database.ts'
import { createOrganisationSource } from './store/organisation.ts'

export type OpenDeps = {
  readonly deps: AppDeps
  /** Closes every connection; call it after the application has closed. */
  close(): Promise<void>
}

/** Builds every concrete adapter of the application for a database that is migrated already. */
export async function openDeps(
  config: Config,
  databaseUrl: string,
  log: FastifyBaseLogger,
): Promise<OpenDeps> {
  const pool = createPool(databaseUrl, { application_name: 'kessai-app' })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ event: 'database.connection_lost', err: error }))
  const db = createKysely(pool)
  const onError = (event: string) => (error: unknown) => log.warn({ event, err: error })
  const [live, jobs] = await Promise.all([
    createLiveBus({ connectionString: databaseUrl, onError: onError('live.error') }),
    createJobQueue({ connectionString: databaseUrl, supervise: false, onError: onError('jobs.error') }),
  ])
  const now = (): Instant => new Date().toISOString() as Instant
  const organisation = createOrganisationSource(db)
  // What another process wrote is read before anybody is told of it here.
  live.subscribe((event) => {
    if (event.type === 'organisation') organisation.changed()
  })
  const auth = createAuth({
    db,
    organisation,
    now,
    publicUrl: config.publicUrl,
    provider: config.oidc ?? {
      demo: { production: config.production, host: config.host },
      keyFile: join(config.dataDir, 'demo-sign-in.key'),
    },
    onError: onError('auth.error'),
  })
  return {
    deps: {
      db,
      pool,
      now,
      newId: randomUUID,
      blobs: createDiskBlobs(join(config.dataDir, 'blobs')),
      inspect: inspectFile,
      readTable,
      writeTable,
      organisation,
      live,
      jobs,
      // Fonts and all: loaded when somebody prints the first slip, not at the start.
      makePaperSlip: async (slip) => (await import('./adapters/pdf/paper-slip.ts')).makePaperSlip(slip),
      isMailing: config.mail !== undefined,
      authenticate: auth.authenticate,
      auth,
      log,
      security: {
        publicUrl: config.publicUrl,
        writesPerMinute: config.writesPerMinute,
        ...(config.oidc === undefined ? {} : { issuerOrigin: new URL(config.oidc.issuer).origin }),
      },
      webClient: projectFile('dist/web'),
      ...(config.trustedProxies === undefined ? {} : { trustedProxies: config.trustedProxies }),
    },
    async close() {
      await Promise.allSettled([jobs.stop(1_000), live.close()])
      await db.destroy()
    },
  }
}
