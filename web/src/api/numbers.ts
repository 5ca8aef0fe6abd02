import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { NumberBook, SkipNumbersBody } from '../../../server/contract/numbers.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** The book of a kind in a 課 in a fiscal year. */
export function useNumberBook(kind: string, unit: string, fiscalYear: number) {
  return useQuery({
    queryKey: keys.numberBook(kind, unit, fiscalYear),
    queryFn: ({ signal }) => {
      const asked = new URLSearchParams({ kind, unit, fiscalYear: String(fiscalYear) })
      return request<NumberBook>('GET', `/v1/numbers?${asked.toString()}`, { signal })
    },
  })
}

/** 欠番: the next numbers of a book go to no document; throws what the server refuses. */
export function useSkipNumbers(): (body: SkipNumbersBody) => Promise<void> {
  const client = useQueryClient()
  return async (body) => {
    try {
      await request<NumberBook>('POST', '/v1/numbers/skipped', { body })
    } finally {
      await client.invalidateQueries({ queryKey: keys.numberBooks })
    }
  }
}
