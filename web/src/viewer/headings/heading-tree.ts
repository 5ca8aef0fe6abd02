import type { OutlineEntry } from '../../../../server/contract/book.ts'

/** A heading with those that stand below it. */
export type Heading = {
  /** Index among all headings of the file. */
  readonly index: number
  readonly entry: OutlineEntry
  readonly below: readonly Heading[]
}

/** Headings as they stand below each other. One that skips a level stands below the last one that is less deep. */
export function headingTree(entries: readonly OutlineEntry[]): readonly Heading[] {
  const top: Heading[] = []
  const open: { readonly depth: number; readonly below: Heading[] }[] = [{ depth: -1, below: top }]
  entries.forEach((entry, index) => {
    while (open.length > 1 && (open.at(-1)?.depth ?? -1) >= entry.depth) open.pop()
    const below: Heading[] = []
    open.at(-1)?.below.push({ index, entry, below })
    open.push({ depth: entry.depth, below })
  })
  return top
}

/** A line of a file: a page from 0, and points from its top. */
export type LineOfFile = { readonly pageIndex: number; readonly y: number }

/**
 * Index of the heading one reads under: the last one that begins at a line or before it; -1 before the first. Headings of which
 * the height is not known begin at the top of their page.
 */
export function headingAt(entries: readonly OutlineEntry[], { pageIndex, y }: LineOfFile): number {
  let found = -1
  let [page, height] = [-1, -1]
  entries.forEach((it, index) => {
    const top = it.y ?? 0
    const isBehind = it.pageIndex > pageIndex || (it.pageIndex === pageIndex && top > y)
    // Bookmarks need not stand in the order of the pages.
    if (isBehind || it.pageIndex < page || (it.pageIndex === page && top < height)) return
    found = index
    ;[page, height] = [it.pageIndex, top]
  })
  return found
}

/** Indexes of the headings above one, itself not among them. */
export function headingsAbove(tree: readonly Heading[], index: number): readonly number[] {
  const holder = tree.findLast((it) => it.index <= index)
  if (holder === undefined || holder.index === index) return []
  return [holder.index, ...headingsAbove(holder.below, index)]
}
