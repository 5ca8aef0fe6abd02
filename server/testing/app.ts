import { randomUUID } from 'node:crypto'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { type App, type AppDeps, buildApp } from '../app.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import { type TestDatabase, createTestDatabase } from './database.ts'

export type TestApp = TestDatabase & {
  readonly app: App
  readonly deps: AppDeps
  /** Sends a request as that person (`u0505`), or as nobody with null. */
  inject(person: string | null, options: InjectOptions | string): Promise<LightMyRequestResponse>
}

type Teardown = { teardown(fn: () => unknown): void }

/**
 * The whole application over a private database. Who sends a request is said by the header `x-test-person`, so there
 * is no session and no CSRF check; `sign-in.test.ts` proves those on the real thing.
 */
export async function createTestApp(
  t: Teardown,
  overrides:
    Partial<AppDeps> | ((database: TestDatabase) => Partial<AppDeps> | Promise<Partial<AppDeps>>) = {},
): Promise<TestApp> {
  const database = await createTestDatabase(t)
  const given = typeof overrides === 'function' ? await overrides(database) : overrides
  const deps: AppDeps = {
    db: database.db,
    pool: database.pool,
    now: () => new Date().toISOString() as Instant,
    newId: randomUUID,
    blobs: notGiven('blobs'),
    inspect: notGiven('inspect'),
    organisation: notGiven('organisation'),
    live: { publish() {}, subscribe: () => () => {} },
    jobs: { async send() {} },
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

/** Stands where a test gave nothing, and says so the moment somebody asks. */
function notGiven<Port extends object>(name: string): Port {
  const complain = (): never => {
    throw new Error(`createTestApp was given no ${name}; pass it in overrides`)
  }
  return new Proxy(complain, { get: complain, apply: complain }) as unknown as Port
}
