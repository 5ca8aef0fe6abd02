import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Comparison } from '../../../server/contract/comparison.ts'
import type { Differences } from '../../../server/contract/differences.ts'
import { isPassing, isProblem, request } from './client.ts'
import { keys } from './keys.ts'

/** Milliseconds between two looks whether the pages of a revision are ready. */
const lookAgainMs = 2000
/** Five minutes: what is not ready by then has failed, and is told again. */
const mostLooks = 150

/** Address of the page that compares a revision with an earlier one; without `from` with the one before it. */
export function compareAddress(revisionId: string, from?: string): string {
  return `/compare/${revisionId}${from === undefined ? '' : `?from=${from}`}`
}

/** Two revisions of a file page by page, as a question that may be asked together with others. */
export function comparisonQuery(revisionId: string, from: string | undefined) {
  return queryOptions({
    queryKey: keys.comparison(revisionId, from),
    queryFn: ({ signal }) => {
      const query = from === undefined ? '' : `?from=${from}`
      return request<Comparison>('GET', `/v1/revisions/${revisionId}/comparison${query}`, { signal })
    },
    // Two revisions never change.
    staleTime: Infinity,
  })
}

/** Two revisions of a file page by page; `isWaiting`: their pages are being made, it is asked again until they are there. */
export function useComparison(revisionId: string, from: string | undefined, isWaiting: boolean) {
  return useQuery({
    ...comparisonQuery(revisionId, from),
    retry: (count, error) =>
      isWaiting && isProblem(error, 'revision_not_ready') ? count < mostLooks : count < 4 && isPassing(error),
    retryDelay: lookAgainMs,
  })
}

/** 変更点: what changed between two revisions, as a list in words. */
export function useDifferences(revisionId: string, from: string | undefined, isWanted = true) {
  return useQuery({
    queryKey: keys.differences(revisionId, from),
    queryFn: ({ signal }) =>
      request<Differences>(
        'GET',
        `/v1/revisions/${revisionId}/differences${from === undefined ? '' : `?from=${from}`}`,
        { signal },
      ),
    enabled: isWanted,
    staleTime: Infinity,
  })
}

/** Asks for the pages of revisions that have none. */
export async function preparePages(revisionIds: readonly string[]): Promise<void> {
  for (const id of revisionIds) await request('POST', `/v1/revisions/${id}/retry`)
}
