/** A page on its way; `done` gives undefined when it was cancelled before it began. */
export type Drawing = { readonly done: Promise<ImageBitmap | undefined>; readonly cancel: () => void }

export type PageDrawer = {
  /** Draws a whole page of the PDF at `url` in `width` × `height` device pixels. */
  readonly draw: (url: string, pageIndex: number, width: number, height: number) => Drawing
}

/** A page near the window that should be sharp. */
export type WantedPage = {
  readonly key: string
  readonly url: string
  readonly pageIndex: number
  /** Where it lies on the desk, in CSS pixels. */
  readonly top: number
  readonly height: number
  /** Device pixels to draw. */
  readonly pixelWidth: number
  readonly pixelHeight: number
  readonly onSharp: (bitmap: ImageBitmap) => void
  readonly onFailed: () => void
}

export type View = {
  readonly top: number
  readonly height: number
  /** CSS pixels per millisecond, downwards positive. */
  readonly velocity: number
}

/** Faster than this nothing can be read, and every page drawn would be one too late. */
const readableVelocity = 6

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
    const inWindow = page.top < view.top + view.height && page.top + page.height > view.top
    const offset = page.top + page.height / 2 - centre
    const behind = view.velocity * offset < 0 ? 1.5 : 1
    return inWindow ? Math.abs(offset) : 1e7 + Math.abs(offset) * behind
  }
  return [...pages].sort((a, b) => rank(a) - rank(b))
}

/**
 * Draws wanted pages two at a time, most urgent first. Pages no longer wanted are cancelled; a page is drawn again
 * when it is wanted in another size. Whoever uses it tells every change of the view.
 */
export class RenderPump {
  readonly #drawer: PageDrawer
  readonly #atOnce: number
  readonly #wanted = new Map<string, WantedPage>()
  readonly #drawn = new Map<string, string>()
  readonly #failures = new Map<string, number>()
  readonly #running = new Map<string, { readonly page: WantedPage; readonly drawing: Drawing }>()
  #view: View = { top: 0, height: 0, velocity: 0 }

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

  #pump(): void {
    if (Math.abs(this.#view.velocity) > readableVelocity || this.#running.size >= this.#atOnce) return
    const due = [...this.#wanted.values()].filter(
      (it) =>
        !this.#running.has(it.key) &&
        this.#drawn.get(it.key) !== sizeOf(it) &&
        (this.#failures.get(it.key) ?? 0) < 2,
    )
    for (const page of drawingOrder(due, this.#view).slice(0, this.#atOnce - this.#running.size))
      void this.#draw(page)
  }

  async #draw(page: WantedPage): Promise<void> {
    const drawing = this.#drawer.draw(page.url, page.pageIndex, page.pixelWidth, page.pixelHeight)
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

function sizeOf(page: WantedPage): string {
  return `${page.url} ${page.pixelWidth}×${page.pixelHeight}`
}

/** A canvas larger than this is refused by some browsers and is more than any screen shows. */
const pixelsAtMost = 24_000_000

/** Device pixels for a page of this CSS size: at most twice its size, and never more than a canvas may have. */
export function devicePixels(
  width: number,
  height: number,
  devicePixelRatio: number,
): { readonly width: number; readonly height: number } {
  const ratio = Math.min(2, Math.max(1, devicePixelRatio))
  const scale = Math.min(ratio, Math.sqrt(pixelsAtMost / (width * height)))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
