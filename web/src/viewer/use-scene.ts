import { useMemo } from 'react'
import type { ReadableBook, BookFile } from '../../../server/contract/book.ts'
import { headerHeight } from './file-header.tsx'
import { type Scene, type SceneInput, columnWidth, sceneOf } from './scene.ts'

/** How the book is laid out, and the window it is seen through. */
export type Layout = Pick<SceneInput, 'width' | 'height' | 'zoom' | 'spread' | 'turned'>

/** Sheets in place of the pages of a file that has none (yet). */
function standInsOf({ rendition }: BookFile): number {
  return rendition.status === 'failed' ? 1 : Math.min(15_000, rendition.pageCount ?? 1)
}

/** Pages of a book, without laying it out. */
export function pageCountOf(book: ReadableBook): number {
  return book.files.reduce((sum, it) => sum + (it.sizes.length / 2 || Math.max(1, standInsOf(it))), 0)
}

/** The scene of a book, with a cover sheet of `leadHeight` pixels before it. */
export function useScene(book: ReadableBook | undefined, layout: Layout, leadHeight: number): Scene {
  const { width, zoom, spread, turned } = layout
  // The height of the window counts where whole pages are wanted: it changes with every bar that opens.
  const height = zoom === 'page' ? layout.height : 0
  return useMemo(
    () =>
      sceneOf({
        leadHeight,
        leadWidth: Math.min(columnWidth(width), 860),
        width,
        height,
        zoom,
        spread,
        turned,
        files: (book?.files ?? []).map((file) => ({
          id: file.attachmentId,
          sizes: file.sizes,
          standIns: standInsOf(file),
          standInHeight: file.rendition.status === 'failed' ? 380 : 842,
          headerHeight: headerHeight(file, width < 640),
        })),
      }),
    [book, width, height, zoom, spread, turned, leadHeight],
  )
}
