import type { Book } from '../../../../server/contract/book.ts'
import type { NewPrint } from '../../../../server/contract/prints.ts'
import { rangesOf } from '../../../../server/domain/reading/page-ranges.ts'

/** A page of the book: its file's place in it, and its index in the file; 0 for a file without pages. */
export type BookPage = { readonly fileIndex: number; readonly pageIndex: number }

/** Every page of the book in reading order; a file that has none (yet) counts for as many as lie on the desk. */
export function pagesOnDesk(
  boxes: readonly {
    readonly kind: string
    readonly fileIndex: number
    readonly pageIndex: number
  }[],
): readonly BookPage[] {
  return boxes
    .filter((it) => it.kind === 'page' || it.kind === 'stand_in')
    .map(({ kind, fileIndex, pageIndex }) => ({ fileIndex, pageIndex: kind === 'page' ? pageIndex : 0 }))
}

/** Chosen pages as they are asked for: by file, in the order of the book, each page once. */
export function filesOf(book: Book, pages: readonly BookPage[]): NewPrint['files'] {
  return book.files.flatMap(({ revisionId }, index) => {
    const own = pages.filter((it) => it.fileIndex === index).map((it) => it.pageIndex)
    return own.length === 0
      ? []
      : [{ revisionId, pages: rangesOf(own).map(([first, last]) => [first, last]) }]
  })
}

/** How many pages are printed, without the cover sheet. */
export function countOf(files: NewPrint['files']): number {
  return files.reduce(
    (sum, { pages }) => sum + pages.reduce((of, [first, last]) => of + last - first + 1, 0),
    0,
  )
}
