import { useMemo } from 'react'
import type { Book } from '../../../server/contract/book.ts'
import { headerHeight } from './file-header.tsx'
import { type Scene, type Zoom, columnWidth, sceneOf } from './scene.ts'

/** The scene of a book in a window of `width` pixels, with a cover sheet of `leadHeight` pixels before it. */
export function useScene(book: Book | undefined, width: number, zoom: Zoom, leadHeight: number): Scene {
  return useMemo(
    () =>
      sceneOf({
        leadHeight,
        leadWidth: Math.min(columnWidth(width), 860),
        width,
        zoom,
        files: (book?.files ?? []).map((file) => ({
          id: file.attachmentId,
          sizes: file.sizes,
          standIns: file.rendition.status === 'failed' ? 1 : Math.min(2000, file.rendition.pageCount ?? 1),
          standInHeight: file.rendition.status === 'failed' ? 380 : 842,
          headerHeight: headerHeight(file, width < 640),
        })),
      }),
    [book, width, zoom, leadHeight],
  )
}
