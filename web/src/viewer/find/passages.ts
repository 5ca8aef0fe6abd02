import type { ReadableBook } from '../../../../server/contract/book.ts'
import type { FindAnswer } from '../../../../server/contract/find.ts'

/** Something said on the way, which is not on any page. */
export type Said = { readonly key: string; readonly who: string; readonly text: string }

/** One passage that was found. */
export type Passage =
  | { readonly kind: 'cover'; readonly ordinal: number }
  | {
      readonly kind: 'page'
      readonly bookPage: number
      readonly fileIndex: number
      readonly revisionId: string
      readonly pageIndex: number
      /** Which passage of its page, from 0. */
      readonly ordinal: number
    }
  | { readonly kind: 'said'; readonly key: string }

type PageCount = {
  readonly bookPage: number
  readonly fileIndex: number
  readonly revisionId: string
  readonly pageIndex: number
  readonly count: number
}

/** Everything that was found, in reading order: the 決裁鑑, the pages, then what was said. */
export type Passages = {
  readonly total: number
  readonly cover: number
  readonly pages: readonly PageCount[]
  readonly said: readonly string[]
}

/** Index in the whole book of each file's first page; a file without pages takes one or more sheets of the desk. */
export type FirstPages = (fileIndex: number) => number

/** `cover`: passages on the cover sheet; `said`: keys of what was said that has the words. */
export function passagesOf(
  book: ReadableBook,
  firstPage: FirstPages,
  {
    cover,
    answer,
    said,
  }: {
    readonly cover: number
    readonly answer: FindAnswer | undefined
    readonly said: readonly string[]
  },
): Passages {
  const counts = new Map(answer?.pages.map((it) => [it.attachmentId, it.counts]))
  const pages = book.files.flatMap(({ attachmentId, revisionId, sizes }, fileIndex) => {
    const flat = counts.get(attachmentId) ?? []
    const found: PageCount[] = []
    for (let at = 0; at < flat.length; at += 2) {
      const [pageIndex = 0, count = 0] = flat.slice(at, at + 2)
      // The answer may know of pages that this book does not show yet.
      if (2 * pageIndex >= sizes.length) continue
      found.push({ bookPage: firstPage(fileIndex) + pageIndex, fileIndex, revisionId, pageIndex, count })
    }
    return found
  })
  const onPages = pages.reduce((sum, it) => sum + it.count, 0)
  return { total: cover + onPages + said.length, cover, pages, said }
}

/** The passage of this index, from 0; undefined outside. */
export function passageAt({ cover, pages, said }: Passages, index: number): Passage | undefined {
  if (index < 0) return undefined
  if (index < cover) return { kind: 'cover', ordinal: index }
  let before = cover
  for (const { count, ...page } of pages) {
    if (index < before + count) return { kind: 'page', ...page, ordinal: index - before }
    before += count
  }
  const key = said[index - before]
  return key === undefined ? undefined : { kind: 'said', key }
}

/** Index of the first passage of a page (-1: the cover sheet) or after it; the very first when there is none behind. */
export function indexFrom({ total, cover, pages, said }: Passages, bookPage: number): number {
  if (bookPage < 0 && cover > 0) return 0
  let before = cover
  for (const page of pages) {
    if (page.bookPage >= bookPage) return before
    before += page.count
  }
  return said.length > 0 && before < total ? before : 0
}

/** Index of a passage of a page; undefined when it is not among them. */
export function indexOnPage(
  { cover, pages }: Passages,
  {
    fileIndex,
    pageIndex,
    ordinal,
  }: { readonly fileIndex: number; readonly pageIndex: number; readonly ordinal: number },
): number | undefined {
  let before = cover
  for (const page of pages) {
    if (page.fileIndex === fileIndex && page.pageIndex === pageIndex)
      return ordinal < page.count ? before + ordinal : undefined
    before += page.count
  }
  return undefined
}
