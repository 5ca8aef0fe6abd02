import type { FromWorker, ToWorker } from './pdf-messages.ts'
import type { Drawing, ToDraw } from './render-pump.ts'

type Pending = {
  readonly resolve: (bitmap: ImageBitmap | undefined) => void
  readonly reject: (error: Error) => void
}

/** The part of a worker that is used here. */
export type PdfPort = {
  readonly postMessage: (message: ToWorker) => void
  readonly terminate: () => void
  readonly addEventListener: {
    (type: 'message', listener: (event: { readonly data: FromWorker }) => void): void
    (type: 'error', listener: (event: { readonly message: string }) => void): void
  }
}

/** WebAssembly memory never shrinks: a worker that has grown beyond this is ended as soon as it has nothing to do. */
const heapAtMost = 64 * 1024 * 1024
/** It is also ended after this long without a page to draw; the next page starts another one. */
const idleMs = 60_000

/** One worker, with PDFium or for scans, that lives while there is something to draw. */
export class PdfLane {
  readonly #start: () => PdfPort
  /** Files it may have open, the least recently used first. */
  readonly #open = new Set<string>()
  readonly #openDocuments: number
  readonly #pending = new Map<number, Pending>()
  #worker: PdfPort | undefined
  #idle: ReturnType<typeof setTimeout> | undefined
  #lastId = 0

  constructor(start: () => PdfPort, openDocuments: number) {
    this.#start = start
    this.#openDocuments = openDocuments
  }

  /** Pages under way. */
  get busy(): number {
    return this.#pending.size
  }

  /** Files it has open. */
  get open(): number {
    return this.#open.size
  }

  has(url: string): boolean {
    return this.#open.has(url)
  }

  /** Starts its worker, which takes a while, before a page is wanted. */
  warm(): void {
    if (this.#worker !== undefined) return
    this.#worker = this.#begin()
    this.#idle = setTimeout(() => this.#end(), idleMs)
  }

  draw({ url, pageIndex, pixelWidth, pixelHeight, piece, scan }: ToDraw): Drawing {
    clearTimeout(this.#idle)
    this.#worker ??= this.#begin()
    this.#open.delete(url)
    this.#open.add(url)
    for (const oldest of this.#open) {
      if (this.#open.size <= this.#openDocuments) break
      this.#open.delete(oldest)
    }
    this.#lastId += 1
    const id = this.#lastId
    const done = new Promise<ImageBitmap | undefined>((resolve, reject) =>
      this.#pending.set(id, { resolve, reject }),
    )
    // Not what was given: it may hold functions, which do not travel.
    const page = { url, pageIndex, pixelWidth, pixelHeight, ...(piece && { piece }), ...(scan && { scan }) }
    this.#worker.postMessage({ type: 'render', id, page })
    return { done, cancel: () => this.#worker?.postMessage({ type: 'cancel', id }) }
  }

  close(): void {
    this.#end()
    for (const waiting of this.#pending.values()) waiting.resolve(undefined)
    this.#pending.clear()
  }

  #begin(): PdfPort {
    const worker = this.#start()
    worker.addEventListener('message', ({ data }) => this.#onMessage(data))
    worker.addEventListener('error', ({ message }) => {
      for (const waiting of this.#pending.values()) waiting.reject(new Error(message))
      this.#pending.clear()
      this.#end()
    })
    return worker
  }

  #onMessage(data: FromWorker): void {
    const waiting = this.#pending.get(data.id)
    this.#pending.delete(data.id)
    if (data.type === 'rendered') {
      if (waiting === undefined) data.bitmap.close()
      else waiting.resolve(data.bitmap)
    } else if (data.type === 'failed') waiting?.reject(new Error(data.reason))
    else waiting?.resolve(undefined)
    clearTimeout(this.#idle)
    if (this.#pending.size > 0) return
    const grown = data.type === 'rendered' && data.heapBytes > heapAtMost
    // Not at once: while somebody scrolls, the next page is wanted in a moment.
    this.#idle = setTimeout(() => this.#end(), grown ? 1500 : idleMs)
  }

  #end(): void {
    clearTimeout(this.#idle)
    this.#worker?.terminate()
    this.#worker = undefined
    this.#open.clear()
  }
}

/**
 * The one that draws a page of a file: who has it open, and otherwise who has least to do, and of those who has fewer
 * files open. So a jump into another file never waits for pages that were drawn ahead in the one before.
 */
export function laneFor<
  Lane extends { readonly busy: number; readonly open: number; readonly has: (url: string) => boolean },
>(lanes: readonly Lane[], url: string): Lane | undefined {
  return lanes.find((it) => it.has(url)) ?? lanes.toSorted((a, b) => a.busy - b.busy || a.open - b.open)[0]
}
