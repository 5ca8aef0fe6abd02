import { createReadStream } from 'node:fs'
import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import type { Sha256 } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import {
  type NewPage,
  type RenditionKey,
  failRendition,
  finishRendition,
  insertBlob,
  listShownAt,
  listUnfinished,
  postponeRendition,
  requestMissing,
  startRendition,
  upsertPages,
  upsertPicture,
} from '../store/renditions.ts'
import type { BlobStore, Clock, JobQueue, LiveBus, PageRenderer } from '../usecases/ports.ts'
import { RenderFailure, type RenderFailureCode } from '../usecases/render-failure.ts'
import { converterVersion } from './converter-version.ts'

export type RenditionDeps = {
  readonly db: Kysely<Database>
  readonly blobs: BlobStore
  readonly live: LiveBus
  readonly renderer: PageRenderer
  readonly now: Clock
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn'>
  /** Width of the pictures the renderer gives, in px. */
  readonly pictureWidthPx: number
}

const maxAttempts = 3
/** Pages written in one statement; also how often the browsers hear of progress. */
const pagesAtOnce = 25
/** Another try may end otherwise; everything else is a property of the file or of the server. */
const passing: ReadonlySet<RenderFailureCode> = new Set(['timeout', 'internal'])

/**
 * Makes the pages of one content. Safe to run twice, at once or after a crash: what is half made is written again, and
 * nobody sees pages before the last step. Throws when it should be tried again.
 */
export async function makeRendition(
  deps: RenditionDeps,
  key: RenditionKey,
  signal?: AbortSignal,
): Promise<void> {
  const attempt = await startRendition(deps.db, key, deps.now())
  if (attempt === undefined) return
  const startedAt = performance.now()
  const facts = () => ({
    sha256: key.sha256,
    kind: key.kind,
    attempt,
    ms: Math.round(performance.now() - startedAt),
  })
  try {
    // Counted before it is tried, so that a file that kills the worker each time comes to an end, too.
    if (attempt > maxAttempts) throw new RenderFailure('internal', 'the worker ended during each try')
    await tell(deps, key, { status: 'running' })
    const pageCount = await storePages(deps, key, signal)
    deps.log.info({ event: 'rendition.done', ...facts(), pageCount })
    await tell(deps, key, { status: 'done', pagesDone: pageCount, pageCount })
  } catch (error) {
    if (signal?.aborted === true) {
      // Told to stop, which is nobody's fault: the next worker takes it up.
      await postponeRendition(deps.db, key)
      throw error
    }
    const failure = error instanceof RenderFailure ? error : new RenderFailure('internal', String(error))
    const again = passing.has(failure.code) && attempt < maxAttempts
    deps.log.warn({
      event: 'rendition.failed',
      ...facts(),
      code: failure.code,
      detail: failure.detail,
      again,
    })
    if (again) {
      await postponeRendition(deps.db, key)
      throw failure
    }
    await failRendition(deps.db, key, failure.code, deps.now())
    await tell(deps, key, { status: 'failed' })
  }
}

async function storePages(
  deps: RenditionDeps,
  key: RenditionKey,
  signal: AbortSignal | undefined,
): Promise<number> {
  let pdf: Sha256 | undefined
  let pageCount = 0
  let waiting: NewPage[] = []
  const flush = async (of: Sha256): Promise<void> => {
    const pages = waiting
    waiting = []
    await upsertPages(deps.db, of, pages)
  }
  await deps.renderer.render(
    { path: await deps.blobs.path(key.sha256), kind: key.kind },
    {
      async pdf(path, count) {
        pageCount = count
        if (path === undefined) {
          pdf = key.sha256
        } else {
          const stored = await deps.blobs.put(createReadStream(path))
          await insertBlob(deps.db, { ...stored, at: deps.now() })
          pdf = stored.sha256
        }
        await tell(deps, key, { status: 'running', pagesDone: 0, pageCount })
      },
      async page(page) {
        if (pdf === undefined) throw new RenderFailure('internal', 'a page came before its PDF')
        waiting.push(page)
        if (page.picture !== undefined) {
          const { pageIndex, picture: webp } = page
          await upsertPicture(deps.db, { pdf, pageIndex, widthPx: deps.pictureWidthPx, webp })
        }
        if (waiting.length < pagesAtOnce) return
        await flush(pdf)
        await tell(deps, key, { status: 'running', pagesDone: page.pageIndex + 1, pageCount })
      },
    },
    signal,
  )
  if (pdf === undefined) throw new RenderFailure('internal', 'no PDF came')
  await flush(pdf)
  await finishRendition(deps.db, key, { pdf, pageCount, at: deps.now() })
  return pageCount
}

type Progress = {
  readonly status: 'running' | 'done' | 'failed'
  readonly pagesDone?: number
  readonly pageCount?: number
}

async function tell(deps: RenditionDeps, key: RenditionKey, progress: Progress): Promise<void> {
  for (const { proposalId, revisionId } of await listShownAt(deps.db, key)) {
    deps.live.publish({ type: 'rendition', proposalId, revisionId, ...progress })
  }
}

/** Kinds that never become pages. */
const notShown = ['zip', 'unknown'] as const

/**
 * Gives a job to every rendition that waits without one: a job is sent after the commit that made the row, and a process
 * may end in between; and after an upgrade of the converter nobody has asked yet. Those that have a job keep it.
 */
export async function requeueRenditions(deps: {
  readonly db: Kysely<Database>
  readonly jobs: JobQueue
}): Promise<number> {
  await requestMissing(deps.db, converterVersion, notShown)
  const unfinished = await listUnfinished(deps.db, converterVersion)
  for (const { sha256, kind } of unfinished) {
    await deps.jobs.send('rendition', { sha256, kind }, `${sha256}:${kind}:${converterVersion}`)
  }
  return unfinished.length
}
