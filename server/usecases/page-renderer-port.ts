import type { OutlineEntry, PlainScan } from '../contract/book.ts'

/** One page as the renderer tells it. */
export type RenderedPage = {
  /** From 0, in order, without gaps. */
  readonly pageIndex: number
  /** Points, after the page's own rotation. */
  readonly widthPt: number
  readonly heightPt: number
  readonly body: string
  /** JSON of contract TextRun[], gzip. */
  readonly runs: Uint8Array
  /** Of a page that is nothing but one JPEG. */
  readonly scan?: PlainScan
  /** WebP, long side 64 px; undefined when the page cannot be drawn. */
  readonly placeholder: Uint8Array | undefined
  /** PNG or WebP, `pictureWidthPx` wide; first page only. */
  readonly picture: Uint8Array | undefined
}

/** What is to be known of a content besides its pages. */
export type RenditionFacts = {
  /** What its pages do not show: codes of usecases/file-sentences.ts, each with an optional detail after a colon. */
  readonly remarks: readonly string[]
  /** Headings and bookmarks, in order. */
  readonly outline: readonly OutlineEntry[]
}

/** Makes the pages of any file, outside of this process. */
export type PageRenderer = {
  /**
   * Calls `pdf` once with the PDF's path (undefined: the source is the PDF), which is there until all is done, and the sizes
   * of its pages in points, [w0, h0, w1, h1, …], then `about`, then `page` for each page in order, and for a large
   * PDF `skeleton` (contract/book.ts); waits for each. Throws `RenderFailure`, or what a callback threw.
   */
  render(
    source: { readonly path: string; readonly kind: string },
    into: {
      pdf(path: string | undefined, sizes: readonly number[]): Promise<void>
      about(facts: RenditionFacts): Promise<void>
      page(page: RenderedPage): Promise<void>
      skeleton?(gzip: Uint8Array): Promise<void>
    },
    signal?: AbortSignal,
  ): Promise<void>
}
