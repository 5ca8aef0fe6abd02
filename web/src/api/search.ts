import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  SavedSearch,
  SavedSearchBody,
  SavedSearches,
  SearchAnswer,
  SearchFacets,
  SearchSuggestions,
  SearchWish,
} from '../../../server/contract/search.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** A wish as it stands in an address, always in the same order. */
export function searchText(wish: SearchWish): string {
  const entries = Object.entries(wish).filter((it): it is [string, string] => typeof it[1] === 'string')
  return new URLSearchParams(entries.toSorted(([a], [b]) => (a < b ? -1 : 1))).toString()
}

/** Cases that have the words, an answer after the other; undefined: nothing is asked. */
export function useSearch(wish: SearchWish | undefined) {
  const text = wish === undefined ? '' : searchText(wish)
  return useInfiniteQuery({
    queryKey: keys.search(text),
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam === '' ? '' : `&after=${encodeURIComponent(pageParam)}`
      return request<SearchAnswer>('GET', `/v1/search?${text}${after}`, { signal })
    },
    getNextPageParam: (last) => last.next,
    enabled: wish !== undefined,
  })
}

/** How many there are, and what they can be narrowed down to. */
export function useSearchFacets(wish: SearchWish | undefined) {
  const text = wish === undefined ? '' : searchText(wish)
  return useQuery({
    queryKey: keys.searchFacets(text),
    queryFn: ({ signal }) => request<SearchFacets>('GET', `/v1/search/facets?${text}`, { signal }),
    enabled: wish !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** What somebody who types may mean; '' asks nothing. */
export function useSuggestions(typed: string) {
  const q = typed.trim().slice(0, 200)
  return useQuery({
    queryKey: keys.suggestions(q),
    queryFn: ({ signal }) =>
      request<SearchSuggestions>('GET', `/v1/search/suggestions?${new URLSearchParams({ q }).toString()}`, {
        signal,
      }),
    enabled: q !== '',
    retry: false,
  })
}

/** The searches one keeps. */
export function useSavedSearches() {
  return useQuery({
    queryKey: keys.savedSearches,
    queryFn: ({ signal }) => request<SavedSearches>('GET', '/v1/saved-searches', { signal }),
  })
}

/** Keeps and forgets searches; throws what the server said when it does not. */
export function useKeepSearches() {
  const client = useQueryClient()
  const isNew = () => client.invalidateQueries({ queryKey: keys.savedSearches })
  return {
    keep: async (body: SavedSearchBody): Promise<SavedSearch> => {
      const saved = await request<SavedSearch>('POST', '/v1/saved-searches', { body })
      await isNew()
      return saved
    },
    forget: async (id: string): Promise<void> => {
      await request<undefined>('DELETE', `/v1/saved-searches/${id}`)
      await isNew()
    },
  }
}
