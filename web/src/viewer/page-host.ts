import type { BookFile, PlainScan } from '../../../server/contract/book.ts'
import { loadFonts } from '../ui/fonts.ts'
import { TextMarks } from './find/text-marks.ts'
import { TextStore } from './page-texts.ts'
import { type PdfRenderer, startPdfRenderer } from './pdf-renderer.ts'
import type { PageRun } from './placeholder-runs.ts'
import { PlaceholderStore } from './placeholders.ts'
import { RenderPump, type View, type WantedPage, isInWindow } from './render-pump.ts'
import type { Box } from './scene.ts'
import { tileKey } from './tile-layer.ts'
import { type PagePixels, type Rect, pixelsOf } from './tiles.ts'

/** What a mounted page can be told. */
export type MountedPage = {
  readonly onSharp: (bitmap: ImageBitmap) => void
  readonly onFailed: () => void
  /** The pieces of a large sheet that are wanted over the whole of it; none for a page that is sharp in one piece. */
  readonly onTilesWanted: (full: PagePixels['full'], tiles: readonly Rect[]) => void
  readonly onTile: (full: PagePixels['full'], tile: Rect, bitmap: ImageBitmap) => void
  /** The reader has come to rest here: time for the text layer. */
  readonly onRest: () => void
}

/** A page in the document now, and where its file comes from. */
export type NearPage = {
  readonly box: Box
  readonly revisionId: string
  readonly scan?: PlainScan | undefined
}

/** Two workers with three open PDFs each; phones and small machines have one with two. */
function startRenderer(): PdfRenderer {
  const memoryGb = (navigator as { readonly deviceMemory?: number }).deviceMemory ?? 8
  return memoryGb <= 2 ? startPdfRenderer(2) : startPdfRenderer(3, 2)
}

/** The first picture stands in nobody's way longer than this. */
const firstPictureMs = 1500
const fontsAfterMs = 500
/** The page is on the screen by then, and nobody has begun to select its words. */
const wordsAfterMs = 50
/** Nothing waits longer than this for a page one has gone to. */
const pauseMs = 1000
/** By then a page that is sharp has been painted, and what stands beside it drawn. */
const paintedMs = 200

/**
 * What the pages of one open book share: the PDF worker, the soft pictures, the texts with the words that are looked for, and
 * who is mounted. Until the
 * ready picture of the first page is there nothing else is asked for: it would only come later.
 */
export class PageHost {
  readonly placeholders = new PlaceholderStore()
  readonly texts = new TextStore()
  readonly marks = new TextMarks()
  readonly #renderer = startRenderer()
  readonly #pump = new RenderPump(this.#renderer)
  readonly #mounted = new Map<string, MountedPage>()
  /** Pages at rest that are not drawn yet. */
  readonly #resting = new Set<string>()
  #calm: ReturnType<typeof setTimeout> | undefined
  #holding = true
  #hold: ReturnType<typeof setTimeout> | undefined
  #held: (() => void)[] = []

  /** The first page is there, or will not come: everything else may begin. */
  release(): void {
    clearTimeout(this.#hold)
    this.#holding = false
    const held = this.#held
    this.#held = []
    for (const begin of held) begin()
    // Thirty pieces of type would hold up the few answers with all small pictures.
    this.placeholders.afterFetching(loadFonts)
    setTimeout(loadFonts, fontsAfterMs)
  }

  /** Asks for the soft pictures of these pages of the book at an address, nearest first. */
  wantPlaceholders(address: string, runs: readonly PageRun[]): void {
    this.#afterFirst(() => this.placeholders.want(address, runs))
  }

  /** Tells what there is to be drawn. */
  expect(files: readonly Pick<BookFile, 'sizes' | 'scans'>[]): void {
    const scans = files.some((it) => (it.scans?.length ?? 0) > 0)
    const others = files.some((it) => (it.scans?.length ?? 0) / 3 < it.sizes.length / 2)
    this.#renderer.expect({ scans, others })
  }

  /** One goes to this page now. */
  approach(revisionId: string, pageIndex: number): void {
    this.placeholders.hurry(revisionId, pageIndex)
    // The processor belongs to this page now.
    this.placeholders.pause()
    this.#resumeIn(pauseMs)
  }

  #resumeIn(ms: number): void {
    clearTimeout(this.#calm)
    this.#calm = setTimeout(() => this.placeholders.resume(), ms)
  }

  #afterFirst(begin: () => void): void {
    if (!this.#holding) return begin()
    this.#hold ??= setTimeout(() => this.release(), firstPictureMs)
    this.#held.push(begin)
  }

  mount(key: string, page: MountedPage): () => void {
    this.#mounted.set(key, page)
    return () => {
      if (this.#mounted.get(key) === page) this.#mounted.delete(key)
    }
  }

  /** Tells which pages are near and how the reader moves; sharp pages and texts follow from it. */
  look(near: readonly NearPage[], view: View): void {
    if (this.#holding && near.length > 0 && !near.some((it) => it.box.bookPage === 0)) this.release()
    this.#afterFirst(() => this.#look(near, view))
  }

  #look(near: readonly NearPage[], view: View): void {
    this.#pump.want(
      near.flatMap((it) => this.#wantedOf(it, view)),
      view,
    )
    // All that is seen is sharp already: nothing waits for it.
    if (near.every(({ box }) => !isInWindow(box, view) || this.#pump.isDone(box.key)))
      this.placeholders.resume()
    const here = new Set(near.map((it) => it.box.key))
    for (const key of this.#resting) if (!here.has(key)) this.#resting.delete(key)
    if (view.velocity !== 0) return
    for (const { box } of near) {
      const close =
        box.top < view.top + 1.5 * view.height && box.top + box.height > view.top - 0.5 * view.height
      if (close) this.#rest(box.key)
    }
  }

  /** The words of a page come after the page: laying them out would only keep it waiting. */
  #rest(key: string): void {
    if (this.#pump.isDone(key)) this.#mounted.get(key)?.onRest()
    else this.#resting.add(key)
  }

  #shown(key: string): void {
    if (!this.#resting.delete(key)) return
    this.#resumeIn(paintedMs)
    requestAnimationFrame(() => setTimeout(() => this.#mounted.get(key)?.onRest(), wordsAfterMs))
  }

  /** A page in one piece, and the pieces of a large one that are in the window. */
  #wantedOf({ box, revisionId, scan }: NearPage, view: View): readonly WantedPage[] {
    const window = { x: view.left, y: view.top, width: view.width, height: view.height }
    const { whole, full, tiles } = pixelsOf(box, window, devicePixelRatio)
    // One that is on its way into the document is drawn already.
    this.#mounted.get(box.key)?.onTilesWanted(full, tiles)
    const page = {
      url: `/v1/revisions/${revisionId}/pdf`,
      pageIndex: box.pageIndex,
      top: box.top,
      height: box.height,
      ...(scan && { scan }),
    }
    return [
      {
        ...page,
        key: box.key,
        pixelWidth: whole.width,
        pixelHeight: whole.height,
        onSharp: (bitmap) => {
          const now = this.#mounted.get(box.key)
          if (now === undefined) return this.#missed(box.key, bitmap)
          now.onSharp(bitmap)
          this.#shown(box.key)
        },
        onFailed: () => {
          this.#mounted.get(box.key)?.onFailed()
          this.#shown(box.key)
        },
      },
      ...tiles.map((piece) => ({
        ...page,
        key: `${box.key}/${tileKey(full, piece)}`,
        pixelWidth: full.width,
        pixelHeight: full.height,
        piece,
        onSharp: (bitmap: ImageBitmap) => {
          const now = this.#mounted.get(box.key)
          if (now === undefined) return this.#missed(`${box.key}/${tileKey(full, piece)}`, bitmap)
          now.onTile(full, piece, bitmap)
        },
        // The soft whole stays where a piece fails.
        onFailed: () => {},
      })),
    ]
  }

  /** It was drawn before its page was there: to be drawn again if that comes. */
  #missed(key: string, bitmap: ImageBitmap): void {
    bitmap.close()
    this.#pump.forget(key)
  }

  close(): void {
    clearTimeout(this.#calm)
    clearTimeout(this.#hold)
    this.#hold = undefined
    this.#held = []
    this.#renderer.close()
    this.placeholders.close()
    this.marks.close()
  }
}
