import type { TextRun } from '../../../../server/contract/book.ts'
import type { Comparison } from '../../../../server/contract/comparison.ts'
import { pdfAddress } from '../../api/addresses.ts'
import { TextStore } from '../page-texts.ts'
import { startPdfRenderer } from '../pdf-renderer.ts'
import { nearestRuns, runsOf } from '../placeholder-runs.ts'
import { PlaceholderStore } from '../placeholders.ts'
import { type Side, sizeAt } from './compare-scene.ts'
import { gather } from './gather.ts'
import { movedWords } from './moved-words.ts'
import type { Region } from './picture-difference.ts'
import type { Compared, ToCompare } from './picture-worker.ts'
import type { PictureFinding } from './places.ts'
import { boxesOfSpan } from './span-boxes.ts'

/** What was found out so far beside the words. */
export type Findings = {
  /** By the index of the row; rows that were not compared yet are missing. */
  readonly pictures: ReadonlyMap<number, PictureFinding>
  /** Points from the top of its page, by the index of the difference. */
  readonly tops: ReadonlyMap<number, number>
  /** Rows of two pages whose pictures are still to be compared. */
  readonly left: number
  /** Rows whose pages could not be drawn or compared. */
  readonly failed: number
}

type Asked = {
  readonly resolve: (regions: readonly Region[]) => void
  readonly reject: (error: Error) => void
}

/** Pixels of a page that is compared: a stroke of a stamp is two or three wide. */
const pixelsPerPoint = 110 / 72
const mostPixels = 1_600_000
/** Points by which two sheets may differ and still be one size. */
const sameSize = 2
const tellEveryMs = 250

/**
 * What the pages of two revisions share: the PDF worker, the soft pictures, the texts; and the comparing of their pictures, row by
 * row behind the reader's back, the nearest first.
 */
export class Comparer {
  readonly placeholders = new PlaceholderStore()
  readonly texts = new TextStore()
  readonly renderer = startPdfRenderer(2)
  readonly #comparison: Comparison
  readonly #asked = new Map<number, Asked>()
  readonly #listeners = new Set<() => void>()
  readonly #left: Set<number>
  readonly #pictures = new Map<number, PictureFinding>()
  readonly #tops = new Map<number, number>()
  readonly #differencesOf: ReadonlyMap<string, readonly number[]>
  readonly #failed = new Set<number>()
  #worker: Worker | undefined
  #lastId = 0
  #nearest = 0
  #isComparing = false
  #isClosed = false
  #findings: Findings
  #telling: ReturnType<typeof setTimeout> | undefined

  constructor(comparison: Comparison) {
    this.#comparison = comparison
    this.#left = new Set(
      comparison.rows.flatMap((it, row) => (it.older === undefined || it.newer === undefined ? [] : [row])),
    )
    this.#differencesOf = differencesByPage(comparison)
    this.#findings = this.#snapshot()
    const runs = runsOf([comparison.older, comparison.newer])
    this.placeholders.want(`/v1/proposals/${comparison.proposalId}`, nearestRuns(runs, undefined))
    void this.#compareAll()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly findings = (): Findings => this.#findings

  /** The row one reads: comparing goes on from there. */
  near(row: number): void {
    this.#nearest = row
  }

  /** Compares once more the rows that could not be compared. */
  again(): void {
    for (const row of this.#failed) this.#left.add(row)
    this.#failed.clear()
    this.#tell()
    void this.#compareAll()
  }

  /** Where words of a page stand; the whole answer is kept. */
  async runs(side: Side, page: number): Promise<readonly TextRun[]> {
    return (await this.texts.runs(this.#comparison[side].revisionId, page)) ?? []
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#telling)
    this.#listeners.clear()
    this.#end('closed')
    this.renderer.close()
    this.placeholders.close()
  }

  async #compareAll(): Promise<void> {
    if (this.#isComparing) return
    this.#isComparing = true
    for (let row = this.#next(); row !== undefined && !this.#isClosed; row = this.#next()) {
      const found = await this.#compare(row).catch(() => undefined)
      if (found !== undefined) this.#pictures.set(row, found)
      else this.#failed.add(row)
      this.#left.delete(row)
      if (!this.#isClosed) this.#tell()
    }
    this.#isComparing = false
  }

  #next(): number | undefined {
    let [best, distance]: [number | undefined, number] = [undefined, Infinity]
    for (const row of this.#left) {
      const away = Math.abs(row - this.#nearest)
      if (away < distance) [best, distance] = [row, away]
    }
    return best
  }

  /** Undefined when the pages could not be drawn. */
  async #compare(row: number): Promise<PictureFinding | undefined> {
    const { older, newer } = this.#comparison.rows[row] ?? {}
    if (older === undefined || newer === undefined) return undefined
    const [was, is] = await Promise.all([this.runs('older', older), this.runs('newer', newer)])
    this.#noteTops('older', older, was)
    this.#noteTops('newer', newer, is)
    const [oldWidth, oldHeight] = sizeAt(this.#comparison.older.sizes, older)
    const [width, height] = sizeAt(this.#comparison.newer.sizes, newer)
    if (Math.abs(oldWidth - width) > sameSize || Math.abs(oldHeight - height) > sameSize)
      return { regions: [], isOtherSize: true }
    const scale = Math.min(pixelsPerPoint, Math.sqrt(mostPixels / (width * height)))
    const pixels = { pixelWidth: Math.round(width * scale), pixelHeight: Math.round(height * scale) }
    const oldPicture = await this.#draw('older', older, pixels)
    const newPicture = await this.#draw('newer', newer, pixels)
    if (oldPicture === undefined || newPicture === undefined) return undefined
    const { masks, shifts } = movedWords(was, is)
    const regions = await this.#ask({
      older: oldPicture,
      newer: newPicture,
      masks: {
        older: masks.older.map((it) => scaled(it, scale)),
        newer: masks.newer.map((it) => scaled(it, scale)),
      },
      shifts: shifts.map((it) => Math.round(it * scale)),
    })
    return { regions: regions.map((it) => scaled(it, 1 / scale)), isOtherSize: false }
  }

  #draw(side: Side, pageIndex: number, size: { readonly pixelWidth: number; readonly pixelHeight: number }) {
    const url = pdfAddress(this.#comparison[side].revisionId)
    return this.renderer.draw({ url, pageIndex, ...size }).done
  }

  #ask(pages: Omit<ToCompare, 'id'>): Promise<readonly Region[]> {
    this.#worker ??= this.#start()
    const worker = this.#worker
    const id = (this.#lastId += 1)
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject })
      worker.postMessage({ id, ...pages } satisfies ToCompare, [pages.older, pages.newer])
    })
  }

  #start(): Worker {
    const worker = new Worker(new URL('./picture-worker.ts', import.meta.url), {
      type: 'module',
      name: 'pictures',
    })
    worker.addEventListener('message', ({ data }: MessageEvent<Compared>) => {
      this.#asked.get(data.id)?.resolve(data.regions)
      this.#asked.delete(data.id)
    })
    // Whoever waits would wait for ever; the next row begins another worker.
    worker.addEventListener('error', (event) => this.#end(event.message))
    return worker
  }

  #end(reason: string): void {
    this.#worker?.terminate()
    this.#worker = undefined
    for (const waiting of this.#asked.values()) waiting.reject(new Error(reason))
    this.#asked.clear()
  }

  #noteTops(side: Side, page: number, runs: readonly TextRun[]): void {
    for (const index of this.#differencesOf.get(`${side}/${page}`) ?? []) {
      const span = this.#comparison.differences[index]?.[side][0]
      const first = span === undefined ? undefined : boxesOfSpan(runs, span)[0]
      if (first !== undefined) this.#tops.set(index, first.box[1])
    }
  }

  #tell(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined
      this.#findings = this.#snapshot()
      for (const listener of this.#listeners) listener()
    }, tellEveryMs)
  }

  #snapshot(): Findings {
    return {
      pictures: new Map(this.#pictures),
      tops: new Map(this.#tops),
      left: this.#left.size,
      failed: this.#failed.size,
    }
  }
}

function scaled({ x, y, width, height }: Region, by: number): Region {
  return { x: x * by, y: y * by, width: width * by, height: height * by }
}

/** Indexes of the differences that begin on a page, by side and page: of those where words came on the newer side. */
function differencesByPage({ differences }: Comparison): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  differences.forEach(({ older, newer }, index) => {
    const side: Side = newer.length > 0 ? 'newer' : 'older'
    const page = (newer[0] ?? older[0])?.pageIndex
    const key = `${side}/${page}`
    gather(found, key, index)
  })
  return found
}
