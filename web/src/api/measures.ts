import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  CountedWhat,
  MeasuredCases,
  Measures,
  PaperDecisionBody,
  PaperDecisions,
} from '../../../server/contract/measures.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** What is counted: whole months, `2026-05`, of one 課 or ('') of all that may be seen. */
export type Counted = { readonly from: string; readonly to: string; readonly section: string }

function queryOf({ from, to, section }: Counted, more: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({ from, to, ...(section === '' ? {} : { section }), ...more }).toString()
}

/** Where the CSV is. */
export function measuresCsv(counted: Counted): string {
  return `/v1/measures.csv?${queryOf(counted)}`
}

/** 集計; while another span is asked for, the one before stays. */
export function useMeasures(counted: Counted) {
  return useQuery({
    queryKey: keys.measures('all', queryOf(counted)),
    queryFn: ({ signal }) => request<Measures>('GET', `/v1/measures?${queryOf(counted)}`, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** The cases behind a number that may be opened, page by page. */
export function useMeasuredCases(counted: Counted, what: CountedWhat) {
  return useInfiniteQuery({
    queryKey: keys.measures(what, queryOf(counted)),
    queryFn: ({ pageParam, signal }) => {
      const query = queryOf(counted, { what, ...(pageParam === '' ? {} : { after: pageParam }) })
      return request<MeasuredCases>('GET', `/v1/measures/cases?${query}`, { signal })
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
}

/** What was counted as 紙決裁. */
export function usePaperDecisions(counted: Counted) {
  return useQuery({
    queryKey: keys.measures('paper', queryOf(counted)),
    queryFn: ({ signal }) =>
      request<PaperDecisions>('GET', `/v1/paper-decisions?${queryOf(counted)}`, { signal }),
  })
}

/** Counts 紙決裁; throws what the server refuses. */
export function useCountPaper(): (body: PaperDecisionBody) => Promise<void> {
  const client = useQueryClient()
  return async (body) => {
    try {
      await request('POST', '/v1/paper-decisions', { body })
    } finally {
      await client.invalidateQueries({ queryKey: keys.allMeasures })
    }
  }
}
