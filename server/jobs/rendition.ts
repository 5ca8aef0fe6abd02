import { createReadStream } from 'node:fs'
import type { FastifyBaseLogger } from 'fastify'
import type { Kysely } from 'kysely'
import type { Sha256 } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import { insertBlob } from '../store/blobs.ts'
import {
  type NewPage,
  type RenditionKey,
  failRendition,
  finishRendition,
  giveBackRendition,
  listShownAt,
  listUnfinished,
  postponeRendition,
  requestMissing,
  showRendition,
  startRendition,
  upsertPages,
  upsertPicture,
} from '../store/renditions.ts'
import type { BlobStore } from '../usecases/blob-store.ts'
import type { PageRenderer, RenderedPage } from '../usecases/page-renderer-port.ts'
import type { Clock, JobQueue, LiveBus } from '../usecases/ports.ts'
import { kindsWithoutPages } from '../usecases/file-sentences.ts'
import { RenderFailure, type RenderFailureCode } from '../usecases/render-failure.ts'
import { converterVersion } from '../usecases/converter-version.ts'

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
/**
 * Another try may end otherwise; everything else is a property of the file or of the server. So is running out of time:
 * three tries would hold the others up for six minutes, and whoever waits for the file has a button.
 */
const passing: ReadonlySet<RenderFailureCode> = new Set(['internal'])

/**
 * Makes the pages of one content: they can be looked at as soon as their PDF is there, their words and small pictures follow.
 * Safe to run twice, at once or after a crash: what is half made is written again, and pages that are shown stay the same.
 * Throws when it should be tried again.
 */
export async function makeRendition(
  deps: RenditionDeps,
  key: RenditionKey,
  signal?: AbortSignal,
): Promise<void> {
  const begun = await startRendition(deps.db, key, deps.now())
  if (begun === undefined) return
  const { attempt, shown } = begun
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
    if (shown === undefined) await tell(deps, key, { status: 'running' })
    const pageCount = await storePages(deps, key, shown, signal)
    if (pageCount === undefined) return
    deps.log.info({ event: 'rendition.done', ...facts(), pageCount })
    await tell(deps, key, { status: 'done', pagesDone: pageCount, pageCount })
  } catch (error) {
    if (signal?.aborted === true) {
      // Told to stop, which is nobody's fault: the next worker takes it up.
      await giveBackRendition(deps.db, key)
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

/** Answers the number of pages; undefined when another worker, which shows other pages of this content, goes on with them. */
async function storePages(
  deps: RenditionDeps,
  key: RenditionKey,
  shown: Sha256 | undefined,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const { renderer, blobs } = deps
  const pages = new PageWriter(deps, key)
  if (shown === undefined) {
    const source = { path: await blobs.path(key.sha256), kind: key.kind }
    const shows = showPages(deps, key, pages)
    try {
      await renderer.render(source, { ...shows, ...pages.sinks }, signal)
    } catch (error) {
      if (error instanceof ShownByAnother) return undefined
      throw error
    }
  } else {
    // What was read is what is kept: another conversion could look different.
    const source = { path: await blobs.path(shown), kind: 'pdf' }
    const into = {
      pdf: async (_path: string | undefined, sizes: readonly number[]) => pages.begin(shown, sizes),
      about: async () => {},
      ...pages.sinks,
    }
    await renderer.render(source, into, signal)
  }
  return pages.finish()
}

class ShownByAnother extends Error {}

/** Shows the pages when their PDF is safe and it is known what they do not show. */
function showPages(
  deps: RenditionDeps,
  key: RenditionKey,
  pages: PageWriter,
): Pick<Parameters<PageRenderer['render']>[1], 'pdf' | 'about'> {
  const { db, blobs, now } = deps
  let pdf: ReturnType<BlobStore['put']> | undefined
  let sizes: readonly number[] = []
  return {
    async pdf(path, told) {
      sizes = told
      if (path === undefined) return
      // Stored while the file is looked through.
      pdf = blobs.put(createReadStream(path))
      pdf.catch(() => {})
    },
    async about(facts) {
      const stored = await pdf
      const { sha256 } = stored ?? key
      const isShown = await db.transaction().execute(async (trx) => {
        if (stored !== undefined) await insertBlob(trx, { ...stored, at: now() })
        return showRendition(trx, key, { pdf: sha256, sizes, ...facts })
      })
      if (!isShown) throw new ShownByAnother()
      pages.begin(sha256, sizes)
      await tell(deps, key, { status: 'visible', pagesDone: 0, pageCount: sizes.length / 2 })
    },
  }
}

/** Writes the words and small pictures of pages that are shown, some at a time. */
class PageWriter {
  readonly #deps: RenditionDeps
  readonly #key: RenditionKey
  #of: { readonly pdf: Sha256; readonly pageCount: number } | undefined
  #waiting: NewPage[] = []
  #skeleton: Uint8Array | undefined
  readonly #scans: number[] = []

  constructor(deps: RenditionDeps, key: RenditionKey) {
    this.#deps = deps
    this.#key = key
  }

  begin(pdf: Sha256, sizes: readonly number[]): void {
    this.#of = { pdf, pageCount: sizes.length / 2 }
  }

  /** What the renderer tells besides. */
  get sinks(): Pick<Parameters<PageRenderer['render']>[1], 'page' | 'skeleton'> {
    return {
      page: (it) => this.#write(it),
      skeleton: async (it) => void (this.#skeleton = it),
    }
  }

  async #write(page: RenderedPage): Promise<void> {
    const { pdf, pageCount } = this.#begun()
    const { pageIndex, scan, picture: bytes } = page
    this.#waiting.push(page)
    if (scan !== undefined) this.#scans.push(pageIndex, scan.offset, scan.length)
    if (bytes !== undefined) {
      const { db, pictureWidthPx: widthPx } = this.#deps
      await upsertPicture(db, { pdf, pageIndex, widthPx, bytes })
    }
    if (this.#waiting.length < pagesAtOnce) return
    await this.#flush()
    await tell(this.#deps, this.#key, { status: 'visible', pagesDone: pageIndex + 1, pageCount })
  }

  /** Answers the number of pages. */
  async finish(): Promise<number> {
    const { pdf, pageCount } = this.#begun()
    await this.#flush()
    const skeleton = this.#skeleton
    await finishRendition(this.#deps.db, this.#key, {
      ...{ pdf, at: this.#deps.now(), scans: this.#scans },
      ...(skeleton === undefined ? {} : { skeleton }),
    })
    return pageCount
  }

  #begun(): { readonly pdf: Sha256; readonly pageCount: number } {
    if (this.#of === undefined) throw new RenderFailure('internal', 'a page came before its PDF')
    return this.#of
  }

  async #flush(): Promise<void> {
    const pages = this.#waiting
    this.#waiting = []
    await upsertPages(this.#deps.db, this.#begun().pdf, pages)
  }
}

type Progress = {
  readonly status: 'running' | 'visible' | 'done' | 'failed'
  readonly pagesDone?: number
  readonly pageCount?: number
}

async function tell(deps: RenditionDeps, key: RenditionKey, progress: Progress): Promise<void> {
  for (const { holder, revisionId } of await listShownAt(deps.db, key)) {
    if ('proposal' in holder)
      deps.live.publish({ type: 'rendition', proposalId: holder.proposal, revisionId, ...progress })
    else if (progress.pagesDone === undefined)
      deps.live.publish({ type: 'receipt', receiptId: holder.receipt })
  }
}

/**
 * Gives a job to every rendition that waits without one: a job is sent after the commit that made the row, and a process
 * may end in between; and after an upgrade of the converter nobody has asked yet. Those that have a job keep it.
 */
export async function requeueRenditions(deps: {
  readonly db: Kysely<Database>
  readonly jobs: JobQueue
}): Promise<number> {
  await requestMissing(deps.db, converterVersion, kindsWithoutPages)
  const unfinished = await listUnfinished(deps.db, converterVersion)
  for (const { sha256, kind } of unfinished) {
    await deps.jobs.send('rendition', { sha256, kind }, `${sha256}:${kind}:${converterVersion}`)
  }
  return unfinished.length
}
