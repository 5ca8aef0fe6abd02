/** First and last, both inclusive. */
export type PageRange = readonly [first: number, last: number]

/** All pages of some ranges, each once, in order. */
export function pagesIn(ranges: readonly PageRange[]): readonly number[] {
  const pages = new Set<number>()
  for (const [first, last] of ranges) for (let page = first; page <= last; page += 1) pages.add(page)
  return [...pages].sort((a, b) => a - b)
}

/** The fewest ranges that have these pages. */
export function rangesOf(pages: readonly number[]): PageRange[] {
  const ranges: [number, number][] = []
  for (const page of [...new Set(pages)].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === page - 1) last[1] = page
    else ranges.push([page, page])
  }
  return ranges
}

/** Pages that are counted from 0 as people write them, counted from 1: `1-3, 8`. */
export function pageListText(ranges: readonly PageRange[]): string {
  return ranges
    .map(([first, last]) => (first === last ? `${first + 1}` : `${first + 1}-${last + 1}`))
    .join(', ')
}

/**
 * Pages as people type them (`1-3, 8`, １〜３、８, `5-` to the end), counted from 1, as ranges counted from 0. Undefined when it
 * is not a list of pages, or none of them is there.
 */
export function parsePageList(typed: string, pageCount: number): readonly PageRange[] | undefined {
  const parts = typed
    .normalize('NFKC')
    .replaceAll(/[~〜～ー−‐–—]/gu, '-')
    .split(/[,、，\s・;]+/u)
    .filter((it) => it !== '')
  const ranges: PageRange[] = []
  for (const part of parts) {
    const found = /^(\d{0,6})(?:(-)(\d{0,6}))?$/.exec(part)
    if (found === null || part === '-') return undefined
    const [, from = '', dash, to = ''] = found
    const first = from === '' ? 1 : Number(from)
    const last = dash === undefined ? first : to === '' ? pageCount : Number(to)
    if (first < 1 || last < first || first > pageCount) return undefined
    ranges.push([first - 1, Math.min(last, pageCount) - 1])
  }
  return ranges.length === 0 ? undefined : ranges
}
