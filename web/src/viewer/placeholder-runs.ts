/** Pages whose small pictures are decoded together: few, so that those of a page one jumps to are there in a moment. */
const pagesAtOnce = 10
/** Pages whose small pictures are kept decoded (23 KB each); of a longer book those that are nearest. */
export const placeholdersAtMost = 2_400

/** Some pages of one file. */
export type PageRun = { readonly revisionId: string; readonly from: number; readonly count: number }

/** The first page of the run a page is in. */
export function firstOfRun(pageIndex: number): number {
  return pageIndex - (pageIndex % pagesAtOnce)
}

export function keyOf({ revisionId, from }: Pick<PageRun, 'revisionId' | 'from'>): string {
  return `${revisionId}/${from}`
}

/** A book in runs of pages, in order; files without pages have none. */
export function runsOf(
  files: readonly { readonly revisionId: string; readonly sizes: readonly number[] }[],
): readonly PageRun[] {
  return files.flatMap(({ revisionId, sizes }) =>
    Array.from({ length: Math.ceil(sizes.length / 2 / pagesAtOnce) }, (_, index) => ({
      revisionId,
      from: index * pagesAtOnce,
      count: Math.min(pagesAtOnce, sizes.length / 2 - index * pagesAtOnce),
    })),
  )
}

/** All runs, the one a page is in first and the others by their distance from it. */
export function nearestRuns(
  runs: readonly PageRun[],
  place: { readonly revisionId: string; readonly pageIndex: number } | undefined,
): readonly PageRun[] {
  const here = runs.findIndex(
    (it) => it.revisionId === place?.revisionId && it.from === firstOfRun(place.pageIndex),
  )
  return runs
    .map((run, index) => ({ run, away: Math.abs(index - Math.max(0, here)) }))
    .sort((a, b) => a.away - b.away)
    .map(({ run }) => run)
}

/** As many runs from the beginning of a list as have no more pages than this together. */
export function within(runs: readonly PageRun[], pages: number): readonly PageRun[] {
  let room = pages
  const end = runs.findIndex(({ count }) => (room -= count) < 0)
  return end < 0 ? runs : runs.slice(0, end)
}
