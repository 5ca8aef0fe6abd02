import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { IssuingList, IssuingStep } from '../../../server/contract/issuing-list.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

export type IssuingFilter = {
  readonly step: IssuingStep
  readonly words: string
  readonly kind: string
  readonly overdue: boolean
  readonly mine: boolean
}

/** What waits for a step of its 施行, page by page; ask with settled (debounced) words. */
export function useIssuing({ step, words, kind, overdue, mine }: IssuingFilter) {
  const asked = new URLSearchParams({
    step,
    ...(words.trim() === '' ? {} : { q: words.trim() }),
    ...(kind === '' ? {} : { kind }),
    ...(overdue ? { due: 'overdue' } : {}),
    ...(mine ? { mine: 'true' } : {}),
  }).toString()
  return useInfiniteQuery({
    queryKey: keys.issuing(asked),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      request<IssuingList>(
        'GET',
        `/v1/issuing?${asked}${pageParam === '' ? '' : `&after=${encodeURIComponent(pageParam)}`}`,
        { signal },
      ),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  })
}
