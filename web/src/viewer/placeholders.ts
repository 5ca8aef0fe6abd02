import type { FromPictures, ToPictures } from './placeholder-worker.ts'
import { unpackPlaceholders } from './unpack-placeholders.ts'
import { type PageRun, firstOfRun, keyOf, placeholdersAtMost, within } from './placeholder-runs.ts'

/** Runs whose pictures come in one answer; the first ones are few, and are here sooner. */
const runsAtOnce = 100
const firstRuns = 20
const journeysAtOnce = 2
/** The nearest runs are decoded so many at a time, as a fling comes to them; the others so that a jump finds a free processor. */
const nearAtOnce = 6
const farAtOnce = 2
const nearRuns = 24
/** What the pictures of a book may weigh that are held as they came, to be decoded when one goes there. */
const packedBytesAtMost = 16 * 1024 * 1024

type KeptRun = { readonly bitmaps: (ImageBitmap | undefined)[] }

/** The part of the worker that is used here. */
export type PicturesPort = {
  readonly postMessage: (message: ToPictures) => void
  readonly terminate: () => void
  readonly addEventListener: {
    (type: 'message', listener: (event: { readonly data: FromPictures }) => void): void
    (type: 'error', listener: () => void): void
  }
}

/**
 * The small pictures of a book, so that a page that comes into view is never empty: those of the pages around the reader
 * decoded, so that drawing one is synchronous, and those of the others as they came.
 */
export class PlaceholderStore {
  readonly #start: () => PicturesPort
  readonly #runs = new Map<string, KeptRun>()
  readonly #listeners = new Map<string, Set<() => void>>()
  /** Runs that are there as they came. */
  readonly #packed = new Map<string, Uint8Array>()
  readonly #travelling = new Set<string>()
  readonly #asked = new Map<number, (answer: FromPictures | undefined) => void>()
  #address = ''
  /** All runs of the book, the nearest first. */
  #wanted: readonly PageRun[] = []
  #waiting: PageRun[] = []
  #onFetched: (() => void) | undefined
  #journeys = 0
  #paused = false
  /** Of the runs that wait, so many are the nearest. */
  #near = 0
  #decoding = 0
  #worker: PicturesPort | undefined
  #lastId = 0

  constructor(start: () => PicturesPort = startWorker) {
    this.#start = start
  }

  /** The picture of a page, or undefined while it is not there. */
  bitmap(revisionId: string, pageIndex: number): ImageBitmap | undefined {
    const from = firstOfRun(pageIndex)
    return this.#runs.get(keyOf({ revisionId, from }))?.bitmaps[pageIndex - from]
  }

  /** The same as it came (WebP), for whoever cannot wait until it is decoded. */
  packed(revisionId: string, pageIndex: number): Uint8Array | undefined {
    const from = firstOfRun(pageIndex)
    const run = this.#packed.get(keyOf({ revisionId, from }))
    return run && unpackPlaceholders(run)?.[pageIndex - from]
  }

  /** Tells all runs of the book at an address, the nearest first: as many as are kept are decoded, the others are fetched as far as there is room. */
  want(address: string, runs: readonly PageRun[]): void {
    this.#address = address
    this.#wanted = runs
    const near = within(runs, placeholdersAtMost)
    const kept = new Set(near.map(keyOf))
    for (const [key, run] of this.#runs) if (!kept.has(key)) this.#letGo(key, run)
    this.#waiting = near.filter((it) => !this.#runs.has(keyOf(it)))
    this.#near = nearRuns
    this.#next()
  }

  /** The page one goes to: its picture is decoded while everything else is still being put there. */
  hurry(revisionId: string, pageIndex: number): void {
    const key = keyOf({ revisionId, from: firstOfRun(pageIndex) })
    const run = this.#runs.has(key) ? undefined : this.#wanted.find((it) => keyOf(it) === key)
    if (run === undefined || !this.#packed.has(key)) return
    this.#waiting = this.#waiting.filter((it) => it !== run)
    void this.#decode(run)
  }

  /** Until `resume` nothing is decoded but what is hurried. */
  pause(): void {
    this.#paused = true
  }

  resume(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#next()
  }

  /** Calls back once, when everything that is fetched now has come: what is less urgent than pictures may travel then. */
  afterFetching(then: () => void): void {
    this.#onFetched = then
  }

  /** Calls back each time pictures of a file arrive; returns how to stop. */
  subscribe(revisionId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(revisionId) ?? new Set()
    this.#listeners.set(revisionId, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(revisionId)
    }
  }

  /** Lets all pictures go. */
  close(): void {
    this.#waiting = []
    this.#wanted = []
    for (const [key, run] of this.#runs) this.#letGo(key, run)
    this.#listeners.clear()
    this.#end()
  }

  #letGo(key: string, run: KeptRun): void {
    this.#runs.delete(key)
    for (const bitmap of run.bitmaps) bitmap?.close()
  }

  #next(): void {
    while (!this.#paused && this.#decoding < (this.#near > 0 ? nearAtOnce : farAtOnce)) {
      const next = this.#waiting.find((it) => this.#packed.has(keyOf(it)))
      if (next === undefined) break
      this.#waiting = this.#waiting.filter((it) => it !== next)
      this.#decoding += 1
      this.#near -= 1
      void this.#decode(next).finally(() => {
        this.#decoding -= 1
        this.#next()
      })
    }
    while (this.#journeys < journeysAtOnce) {
      const runs = this.#nextJourney()
      if (runs.length === 0) return
      this.#journeys += 1
      void this.#fetch(runs).finally(() => {
        this.#journeys -= 1
        this.#next()
        if (this.#journeys > 0) return
        this.#onFetched?.()
        this.#onFetched = undefined
      })
    }
  }

  /** The nearest runs that are not here: while one waits for them however many are held, and otherwise as far as there is room. */
  #nextJourney(): readonly PageRun[] {
    const isMissing = (it: PageRun) => !this.#packed.has(keyOf(it)) && !this.#travelling.has(keyOf(it))
    const most = this.#packed.size === 0 && this.#journeys === 0 ? firstRuns : runsAtOnce
    const waited = this.#waiting.filter(isMissing)
    if (waited.length > 0) return waited.slice(0, most)
    // Half: what was dropped for want of room must not come again at once.
    const hasRoom = this.#packedBytes() < packedBytesAtMost / 2
    return hasRoom ? this.#wanted.filter(isMissing).slice(0, most) : []
  }

  #packedBytes(): number {
    return [...this.#packed.values()].reduce((sum, it) => sum + it.byteLength, 0)
  }

  async #fetch(runs: readonly PageRun[]): Promise<void> {
    const keys = runs.map(keyOf)
    for (const key of keys) this.#travelling.add(key)
    const of = runs.map((it) => `${it.revisionId}:${it.from}-${it.from + it.count}`).join(',')
    const path = `${this.#address}/placeholders?of=${of}`
    const answer = await this.#ask({ type: 'fetch', path, count: runs.length })
    for (const key of keys) this.#travelling.delete(key)
    if (answer?.type !== 'fetched') {
      // The line is down: asked for again the next time the reader comes elsewhere.
      const lost = new Set(keys)
      this.#waiting = this.#waiting.filter((it) => !lost.has(keyOf(it)))
      this.#wanted = this.#wanted.filter((it) => !lost.has(keyOf(it)))
      return
    }
    keys.forEach((key, index) => this.#packed.set(key, answer.runs[index] ?? new Uint8Array()))
    this.#dropFarthest()
  }

  #dropFarthest(): void {
    let over = this.#packedBytes() - packedBytesAtMost
    if (over <= 0) return
    const isWaited = new Set(this.#waiting.map(keyOf))
    const far = [...this.#wanted.map(keyOf)].toReversed().filter((it) => this.#packed.has(it))
    for (const key of far) {
      if (over <= 0) break
      if (isWaited.has(key)) continue
      over -= this.#packed.get(key)?.byteLength ?? 0
      this.#packed.delete(key)
    }
  }

  async #decode(wanted: PageRun): Promise<void> {
    const key = keyOf(wanted)
    const run: KeptRun = { bitmaps: [] }
    this.#runs.set(key, run)
    const answer = await this.#ask({ type: 'decode', run: this.#packed.get(key) ?? new Uint8Array() })
    const bitmaps = answer?.type === 'decoded' ? answer.bitmaps : []
    if (this.#runs.get(key) !== run) {
      for (const it of bitmaps) it?.close()
      return
    }
    run.bitmaps.push(...bitmaps)
    for (const listener of this.#listeners.get(wanted.revisionId) ?? []) listener()
    this.#dropFarthest()
  }

  #ask(message: ToAsk): Promise<FromPictures | undefined> {
    this.#worker ??= this.#begin()
    const id = (this.#lastId += 1)
    this.#worker.postMessage({ ...message, id })
    return new Promise((resolve) => this.#asked.set(id, resolve))
  }

  #begin(): PicturesPort {
    const worker = this.#start()
    worker.addEventListener('message', ({ data }) => {
      this.#asked.get(data.id)?.(data)
      this.#asked.delete(data.id)
    })
    worker.addEventListener('error', () => this.#end())
    return worker
  }

  #end(): void {
    this.#worker?.terminate()
    this.#worker = undefined
    this.#packed.clear()
    for (const answer of this.#asked.values()) answer(undefined)
    this.#asked.clear()
  }
}

type ToAsk =
  Omit<Extract<ToPictures, { type: 'fetch' }>, 'id'> | Omit<Extract<ToPictures, { type: 'decode' }>, 'id'>

function startWorker(): PicturesPort {
  return new Worker(new URL('./placeholder-worker.ts', import.meta.url), {
    type: 'module',
    name: 'pictures',
  })
}
