import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { ReadableBook } from '../../../server/contract/book.ts'
import type { FindAnswer } from '../../../server/contract/find.ts'
import { addressOfBook, idOfBook } from './books.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** Where words stand in the pages of a book, an answer after the other; '' or no book: nothing is asked. */
export function useFindInBook(book: ReadableBook | undefined, words: string) {
  return useInfiniteQuery({
    queryKey: keys.find(book === undefined ? '' : idOfBook(book), words),
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => {
      if (book === undefined) throw new Error('there is no book to look into')
      const asked = new URLSearchParams({ q: words, from: String(pageParam) })
      return request<FindAnswer>('GET', `${addressOfBook(book)}/find?${asked.toString()}`, { signal })
    },
    getNextPageParam: (last) => last.next,
    enabled: book !== undefined && words !== '',
    // What was found for the letters before stays on the screen until the new answer is there.
    placeholderData: keepPreviousData,
  })
}
