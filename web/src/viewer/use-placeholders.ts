import { useEffect, useMemo } from 'react'
import type { ReadableBook } from '../../../server/contract/book.ts'
import { addressOfBook } from '../api/books.ts'
import type { PageHost } from './page-host.ts'
import { firstOfRun, nearestRuns, runsOf } from './placeholder-runs.ts'
import type { Box } from './scene.ts'

/** The soft pictures of the pages around the reader, the nearest first: a fling shows them wherever it goes. */
export function usePlaceholders(
  book: ReadableBook | undefined,
  host: PageHost | undefined,
  near: readonly Box[],
): void {
  const runs = useMemo(
    () => runsOf((book?.files ?? []).filter((it) => it.rendition.status === 'done')),
    [book],
  )
  const box = near[Math.floor(near.length / 2)]
  const revisionId = book?.files[box?.fileIndex ?? 0]?.revisionId
  // Not anew for each page of a run.
  const pageIndex = firstOfRun(Math.max(0, box?.pageIndex ?? 0))
  useEffect(() => {
    if (host === undefined || book === undefined) return
    const here = revisionId === undefined ? undefined : { revisionId, pageIndex }
    host.wantPlaceholders(addressOfBook(book), nearestRuns(runs, here))
  }, [host, book, runs, revisionId, pageIndex])
}
