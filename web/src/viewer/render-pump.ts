import type { PlainScan } from '../../../server/contract/book.ts'
import type { Rect } from './tiles.ts'

/** A page, or a piece of one, as it is to be drawn. */
export type ToDraw = {
  readonly url: string
  readonly pageIndex: number
  /** Device pixels of the whole page. */
  readonly pixelWidth: number
  readonly pixelHeight: number
  /** The piece of it that is wanted, in device pixels; absent for all of it. */
  readonly piece?: Rect
  /** Of a page that is nothing but one JPEG. */
  readonly scan?: PlainScan
}

/** A page on its way; `done` gives undefined when it was cancelled before it began. */
export type Drawing = { readonly done: Promise<ImageBitmap | undefined>; readonly cancel: () => void }

export type PageDrawer = {
  /** Draws a page of the PDF at `url`, or a piece of it. */
  readonly draw: (page: ToDraw) => Drawing
}

/** A page near the window that should be sharp, or a piece of a large one. */
export type WantedPage = ToDraw & {
  readonly key: string
  /** Where it lies on the desk, in CSS pixels. */
  readonly top: number
  readonly height: number
  readonly onSharp: (bitmap: ImageBitmap) => void
  readonly onFailed: () => void
}

export type View = {
  readonly top: number
  readonly height: number
  readonly left: number
  readonly width: number
  /** CSS pixels per millisecond, downwards positive. */
  readonly velocity: number
}

/** Faster than this nothing can be read, and every page drawn would be one too late. */
const readableVelocity = 6

/** Some of it is to be seen. */
export function isInWindow(page: Pick<WantedPage, 'top' | 'height'>, view: View): boolean {
  return page.top < view.top + view.height && page.top + page.height > view.top
}

/**
 * Which wanted pages to draw first: those in the window from its centre outwards, then the others by distance, those
 * the reader is heading for before those left behind.
 */
export function drawingOrder<Page extends { readonly top: number; readonly height: number }>(
  pages: readonly Page[],
  view: View,
): readonly Page[] {
  const centre = view.top + view.height / 2
  const rank = (page: Page) => {
    // From its nearest line: a sheet larger than the window is as near as the pieces of it that are in the window.
    const offset = page.top > centre ? page.top - centre : Math.min(0, page.top + page.height - centre)
    const behind = view.velocity * offset < 0 ? 1.5 : 1
    return isInWindow(page, view) ? Math.abs(offset) : 1e7 + Math.abs(offset) * behind
  }
  return [...pages].sort((a, b) => rank(a) - rank(b))
}

/**
 * Draws the pages in the window two at a time, and when all of them are there the others one at a time: what is drawn
 * ahead must not stand in the way of the next jump. Pages no longer wanted are cancelled; a page is drawn again when it
 * is wanted in another size. Whoever uses it tells every change of the view.
 */
export class RenderPump {
  readonly #drawer: PageDrawer
  readonly #atOnce: number
  readonly #wanted = new Map<string, WantedPage>()
  readonly #drawn = new Map<string, string>()
  readonly #failures = new Map<string, number>()
  readonly #running = new Map<string, { readonly page: WantedPage; readonly drawing: Drawing }>()
  #view: View = { top: 0, height: 0, left: 0, width: 0, velocity: 0 }

  constructor(drawer: PageDrawer, atOnce = 2) {
    this.#drawer = drawer
    this.#atOnce = atOnce
  }

  /** The pages that should be sharp now, instead of those told before. */
  want(pages: readonly WantedPage[], view: View): void {
    this.#view = view
    this.#wanted.clear()
    for (const page of pages) this.#wanted.set(page.key, page)
    for (const key of this.#drawn.keys()) if (!this.#wanted.has(key)) this.#drawn.delete(key)
    for (const key of this.#failures.keys()) if (!this.#wanted.has(key)) this.#failures.delete(key)
    for (const [key, { drawing }] of this.#running) if (!this.#wanted.has(key)) drawing.cancel()
    this.#pump()
  }

  /** What was drawn is lost: it is drawn again when it is wanted the next time, and not before. */
  forget(key: string): void {
    this.#drawn.delete(key)
    this.#wanted.delete(key)
  }

  /** Whether a page is drawn, or given up. */
  isDone(key: string): boolean {
    return this.#drawn.has(key) || (this.#failures.get(key) ?? 0) >= 2
  }

  #pump(): void {
    if (Math.abs(this.#view.velocity) > readableVelocity) return
    const due = [...this.#wanted.values()].filter(
      (it) =>
        !this.#running.has(it.key) &&
        this.#drawn.get(it.key) !== sizeOf(it) &&
        (this.#failures.get(it.key) ?? 0) < 2,
    )
    // What has been passed and could not be stopped any more is in nobody's way.
    const running = [...this.#running].filter(([key]) => this.#wanted.has(key)).map(([, it]) => it.page)
    let inWindow = running.filter((it) => isInWindow(it, this.#view)).length
    for (const page of drawingOrder(due, this.#view)) {
      const isSeen = isInWindow(page, this.#view)
      if (isSeen ? inWindow >= this.#atOnce : running.length > 0) return
      if (isSeen) inWindow += 1
      running.push(page)
      void this.#draw(page)
    }
  }

  async #draw(page: WantedPage): Promise<void> {
    const drawing = this.#drawer.draw(page)
    this.#running.set(page.key, { page, drawing })
    try {
      const bitmap = await drawing.done
      const wanted = this.#wanted.get(page.key)
      if (bitmap !== undefined && wanted !== undefined && wanted.url === page.url) {
        this.#drawn.set(page.key, sizeOf(page))
        wanted.onSharp(bitmap)
      } else bitmap?.close()
    } catch {
      // One more try: the line may have broken. After that the soft page stays and says so.
      const failures = (this.#failures.get(page.key) ?? 0) + 1
      this.#failures.set(page.key, failures)
      if (failures >= 2) this.#wanted.get(page.key)?.onFailed()
    } finally {
      this.#running.delete(page.key)
      this.#pump()
    }
  }
}

/** What was drawn; with its piece the key of a wanted page does not change. */
function sizeOf({ url, pixelWidth, pixelHeight }: WantedPage): string {
  return `${url} ${pixelWidth}×${pixelHeight}`
}
