import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Book } from '../../../../server/contract/book.ts'
import type { Comparison } from '../../../../server/contract/comparison.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import { comparisonQuery } from '../../api/comparison.ts'
import type { PageName } from '../../viewer/seen/unseen.ts'

/** Files whose revisions are compared without being asked for; of more the list of changes tells. */
const mostFiles = 20

/**
 * Pages whose words changed since the reader put a seal to the case, and pages that came. Asked for once the book is there;
 * what cannot be compared (yet) is left out.
 */
export function useChangedPages(
  { changedSinceMine }: ProposalView,
  book: Book | undefined,
): readonly PageName[] {
  const files = useMemo(
    () =>
      (changedSinceMine?.changes ?? [])
        .flatMap(({ earlier, later }) =>
          earlier?.isPdf === true && later?.isPdf === true ? [{ earlier, later }] : [],
        )
        .slice(0, mostFiles),
    [changedSinceMine],
  )
  const compared = useQueries({
    queries: files.map(({ earlier, later }) => ({
      ...comparisonQuery(later.revisionId, earlier.revisionId),
      enabled: book !== undefined,
    })),
    combine: (all) => all.flatMap((it) => it.data ?? []),
  })
  return useMemo(() => {
    const added = (changedSinceMine?.changes ?? []).filter((it) => it.kind === 'file' && it.how === 'added')
    const came = added.flatMap(({ name }) => book?.files.filter((it) => it.name === name) ?? [])
    return [
      ...compared.flatMap(changedPages),
      ...came.flatMap(({ attachmentId, sizes }) =>
        Array.from({ length: sizes.length / 2 }, (_, pageIndex) => ({ attachmentId, pageIndex })),
      ),
    ]
  }, [compared, changedSinceMine, book])
}

function changedPages({ newer, rows }: Comparison): readonly PageName[] {
  return rows.flatMap((it) =>
    it.newer === undefined || it.state === 'same'
      ? []
      : [{ attachmentId: newer.attachmentId, pageIndex: it.newer }],
  )
}
