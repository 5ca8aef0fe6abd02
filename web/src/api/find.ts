import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { FindAnswer } from '../../../server/contract/find.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** Where words stand in the pages of a book, an answer after the other; '' or no id: nothing is asked. */
export function useFindInBook(id: string | undefined, words: string) {
  return useInfiniteQuery({
    queryKey: keys.find(id ?? '', words),
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ q: words, from: String(pageParam) })
      return request<FindAnswer>('GET', `/v1/proposals/${id}/find?${asked.toString()}`, { signal })
    },
    getNextPageParam: (last) => last.next,
    enabled: id !== undefined && words !== '',
    // What was found for the letters before stays on the screen until the new answer is there.
    placeholderData: keepPreviousData,
  })
}
