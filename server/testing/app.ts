import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { createDiskBlobs } from '../adapters/blobs-disk.ts'
import { readTable } from '../adapters/read-table.ts'
import { writeTable } from '../adapters/write-table.ts'
import { makePaperSlip } from '../adapters/pdf/paper-slip.ts'
import { inspectFile } from '../adapters/sniff/inspect.ts'
import { type App, type AppDeps, buildApp } from '../app.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { type TestDatabase, createTestDatabase } from './database.ts'

export type TestApp = TestDatabase & {
  readonly app: App
  readonly deps: AppDeps
  /** Sends a request as that person (`u0505`), or as nobody with null. */
  readonly inject: (person: string | null, options: InjectOptions | string) => Promise<LightMyRequestResponse>
}

type Teardown = { teardown(fn: () => unknown): void }

/**
 * The whole application over a private database. Who sends a request is said by the header `x-test-person`, so there
 * is no session and no CSRF check; routes/auth.test.ts proves those on the real thing.
 */
export async function createTestApp(
  t: Teardown,
  overrides:
    Partial<AppDeps> | ((database: TestDatabase) => Partial<AppDeps> | Promise<Partial<AppDeps>>) = {},
): Promise<TestApp> {
  const database = await createTestDatabase(t)
  const given = typeof overrides === 'function' ? await overrides(database) : overrides
  const folder = await mkdtemp(join(tmpdir(), 'kessai-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const deps: AppDeps = {
    db: database.db,
    pool: database.pool,
    now: () => new Date().toISOString() as Instant,
    newId: randomUUID,
    blobs: createDiskBlobs(folder),
    inspect: inspectFile,
    readTable,
    writeTable,
    // Asks at every use: a test that moves somebody sees it at once.
    organisation: createOrganisationSource(database.db, { freshForMs: 0 }),
    live: { publish() {}, subscribe: () => () => {} },
    jobs: { async send() {} },
    makePaperSlip,
    authenticate: async (request) => {
      const person = request.headers['x-test-person']
      return typeof person === 'string' ? (person as PersonId) : undefined
    },
    log: false,
    ...given,
  }
  const app = await buildApp(deps)
  // Before the database goes: tap runs teardowns last in, first out.
  t.teardown(() => app.close())
  return {
    ...database,
    app,
    deps,
    inject: async (person, options) => {
      const request: InjectOptions = typeof options === 'string' ? { method: 'GET', url: options } : options
      const headers = { ...request.headers, ...(person === null ? {} : { 'x-test-person': person }) }
      return app.inject({ ...request, headers })
    },
  }
}
