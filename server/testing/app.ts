import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { createDiskBlobs } from '../adapters/blobs-disk.ts'
import { createFileEditors } from '../adapters/editing/file-editors.ts'
import { createPrintShelf } from '../adapters/print-shelf.ts'
import { createLegacyShelf } from '../adapters/legacy-shelf.ts'
import { createTransferShelf } from '../adapters/transfer-shelf.ts'
import { UploadShelf } from '../adapters/upload-shelf.ts'
import { readTable } from '../adapters/read-table.ts'
import { writeTable } from '../adapters/write-table.ts'
import { writeCalendar } from '../adapters/write-calendar.ts'
import { withoutSecret } from '../adapters/without-secret.ts'
import { networksOf } from '../adapters/webhooks/addresses.ts'
import { createGuardedPost } from '../adapters/webhooks/guarded-post.ts'
import { createSecretBox } from '../adapters/webhooks/secret-box.ts'
import { urlFault } from '../adapters/webhooks/url-fault.ts'
import { readMailHead } from '../adapters/converter/mail-head.ts'
import { inspectFile } from '../adapters/sniff/inspect.ts'
import { type App, type AppDeps, buildApp } from '../app.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { type TestDatabase, createTestDatabase } from './database.ts'
import { assertDocumented } from './documented-answer.ts'

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
  holding?: Parameters<typeof createTestDatabase>[1],
): Promise<TestApp> {
  const database = await createTestDatabase(t, holding)
  const given = typeof overrides === 'function' ? await overrides(database) : overrides
  const folder = await mkdtemp(join(tmpdir(), 'kessai-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  // Starts nothing until somebody edits a file.
  const editors = createFileEditors({
    onBroken: (detail) => {
      throw new Error(detail)
    },
  })
  t.teardown(() => editors.close())
  // A receiver of a test is on this machine.
  const allowed = networksOf(['127.0.0.1/32'])
  const deps: AppDeps = {
    db: database.db,
    pool: database.pool,
    now: () => new Date().toISOString() as Instant,
    newId: randomUUID,
    blobs: createDiskBlobs(folder),
    shelf: createPrintShelf(join(folder, 'prints')),
    transfers: createTransferShelf(join(folder, 'transfers')),
    legacy: createLegacyShelf(join(folder, 'legacy')),
    uploads: new UploadShelf(join(folder, 'uploads')),
    inspect: inspectFile,
    readMailHead,
    withoutSecret,
    editors,
    readTable,
    writeTable,
    writeCalendar,
    // Asks at every use: a test that moves somebody sees it at once.
    organisation: createOrganisationSource(database.db, { freshForMs: 0 }),
    live: { publish() {}, subscribe: () => () => {} },
    jobs: { async send() {} },
    // Loaded when a slip is drawn, as the server does: its fonts and drawing are a third of what a test would load.
    makePaperSlip: async (slip) => (await import('../adapters/pdf/paper-slip.ts')).makePaperSlip(slip),
    folderPapers: {
      index: async (it) => (await import('../adapters/pdf/folder-index.ts')).makeFolderIndex(it),
      spine: async (it) => (await import('../adapters/pdf/folder-spine.ts')).makeFolderSpine(it),
    },
    authenticate: async (request) => {
      const person = request.headers['x-test-person']
      return typeof person === 'string' ? (person as PersonId) : undefined
    },
    webhooks: {
      post: createGuardedPost({ allowed, timeoutMs: 1_000 }),
      box: createSecretBox([]),
      checkUrl: (url) => urlFault(url, allowed),
      source: 'https://kessai.mihon.example',
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
      const response = await app.inject({ ...request, headers })
      if (typeof request.url === 'string') assertDocumented(request.method ?? 'GET', request.url, response)
      return response
    },
  }
}
