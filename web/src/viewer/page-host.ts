import { loadFonts } from '../ui/fonts.ts'
import { TextStore } from './page-texts.ts'
import { startPdfRenderer } from './pdf-renderer.ts'
import { PlaceholderStore } from './placeholders.ts'
import { RenderPump, type View, devicePixels } from './render-pump.ts'
import type { Box } from './scene.ts'

/** What a mounted page can be told. */
export type MountedPage = {
  readonly onSharp: (bitmap: ImageBitmap) => void
  readonly onFailed: () => void
  /** The reader has come to rest here: time for the text layer. */
  readonly onRest: () => void
}

/** A page in the document now, and where its file comes from. */
export type NearPage = { readonly box: Box; readonly revisionId: string }

/** Phones and small machines keep fewer PDFs open. */
function openDocuments(): number {
  const memoryGb = (navigator as { readonly deviceMemory?: number }).deviceMemory ?? 8
  return memoryGb <= 2 ? 2 : 6
}

/** The first picture stands in nobody's way longer than this. */
const firstPictureMs = 1500

/**
 * What the pages of one open book share: the PDF worker, the soft pictures, the texts, and who is mounted. Until the
 * ready picture of the first page is there nothing else is asked for: it would only come later.
 */
export class PageHost {
  readonly placeholders = new PlaceholderStore()
  readonly texts = new TextStore()
  readonly #renderer = startPdfRenderer(openDocuments())
  readonly #pump = new RenderPump(this.#renderer)
  readonly #mounted = new Map<string, MountedPage>()
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
    loadFonts()
  }

  /** Asks for the soft pictures of these files, nearest first. */
  wantPlaceholders(revisionIds: readonly string[]): void {
    this.#afterFirst(() => this.placeholders.want(revisionIds))
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
      near.flatMap(({ box, revisionId }) => {
        if (!this.#mounted.has(box.key)) return []
        const pixels = devicePixels(box.width, box.height, devicePixelRatio)
        return {
          key: box.key,
          url: `/v1/revisions/${revisionId}/pdf`,
          pageIndex: box.pageIndex,
          top: box.top,
          height: box.height,
          pixelWidth: pixels.width,
          pixelHeight: pixels.height,
          onSharp: (bitmap: ImageBitmap) => this.#mounted.get(box.key)?.onSharp(bitmap),
          onFailed: () => this.#mounted.get(box.key)?.onFailed(),
        }
      }),
      view,
    )
    if (view.velocity !== 0) return
    for (const { box } of near) {
      const close =
        box.top < view.top + 1.5 * view.height && box.top + box.height > view.top - 0.5 * view.height
      if (close) this.#mounted.get(box.key)?.onRest()
    }
  }

  close(): void {
    clearTimeout(this.#hold)
    this.#hold = undefined
    this.#held = []
    this.#renderer.close()
    this.placeholders.close()
  }
}
