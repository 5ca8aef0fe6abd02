import type { ReadableBook } from '../../../../server/contract/book.ts'
import type { SeenPages } from '../../../../server/contract/seen.ts'
import type { Rect } from '../tiles.ts'

/** A page of a file, as the desk names its box. */
export type PageName = { readonly attachmentId: string; readonly pageIndex: number }

/** Pages of the book that are not among those seen, in reading order; files still being converted have none. */
export function unseenPages(book: ReadableBook, seen: SeenPages): readonly PageName[] {
  const isSeen = seenIn(seen)
  return book.files.flatMap(({ attachmentId, revisionId, sizes }) =>
    Array.from({ length: sizes.length / 2 }, (_, pageIndex) => pageIndex)
      .filter((it) => !isSeen(revisionId, it))
      .map((pageIndex) => ({ attachmentId, pageIndex })),
  )
}

function seenIn({ files }: SeenPages): (revisionId: string, page: number) => boolean {
  const known = new Map(files.map((it) => [it.revisionId, new Set(it.pages)]))
  return (revisionId, page) => known.get(revisionId)?.has(page) === true
}

/** What was seen with more pages of one file. */
export function withSeen<Seen extends SeenPages>(
  seen: Seen,
  revisionId: string,
  pages: readonly number[],
): Seen {
  const before = seen.files.find((it) => it.revisionId === revisionId)?.pages ?? []
  const all = [...new Set([...before, ...pages])].sort((a, b) => a - b)
  return {
    ...seen,
    files: [...seen.files.filter((it) => it.revisionId !== revisionId), { revisionId, pages: all }],
  }
}

/** What was seen with all pages of another list. */
export function withAllOf<Seen extends SeenPages>(seen: Seen, more: SeenPages): Seen {
  return more.files.reduce<Seen>((all, { revisionId, pages }) => withSeen(all, revisionId, pages), seen)
}

/** Whether every page of another list is among those seen. */
export function hasAllOf(seen: SeenPages, others: SeenPages): boolean {
  const isSeen = seenIn(seen)
  return others.files.every(({ revisionId, pages }) => pages.every((it) => isSeen(revisionId, it)))
}

/** Part of a page that is in the window, or of the window that it fills when the page is larger: 0 to 1. */
export function partInWindow(page: Rect, window: Rect): number {
  const overlap = (from: number, length: number, other: number, otherLength: number) =>
    Math.max(0, Math.min(from + length, other + otherLength) - Math.max(from, other))
  const width = overlap(page.x, page.width, window.x, window.width)
  const height = overlap(page.y, page.height, window.y, window.height)
  const whole = Math.min(page.width, window.width) * Math.min(page.height, window.height)
  return whole > 0 ? (width * height) / whole : 0
}
