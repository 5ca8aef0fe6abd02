import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  NumberBook,
  NumberFormatBody,
  NumberFormatPreview,
  NumberFormatPreviewBody,
  NumberFormats,
  ReserveNumbersBody,
  ReturnBlockBody,
  SkipNumbersBody,
} from '../../../server/contract/numbers.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** The book of a kind in a 課 in a year; without one that of today. */
export function useNumberBook(kind: string, unit: string, fiscalYear?: number) {
  return useQuery({
    queryKey: keys.numberBook(kind, unit, fiscalYear),
    queryFn: ({ signal }) =>
      request<NumberBook>('GET', `/v1/numbers?${queryOf(kind, unit, fiscalYear)}`, { signal }),
    enabled: kind !== '' && unit !== '',
  })
}

/** Where the CSV of a 番号簿 is. */
export function numbersCsv(kind: string, unit: string, fiscalYear: number): string {
  return `/v1/numbers.csv?${queryOf(kind, unit, fiscalYear)}`
}

function queryOf(kind: string, unit: string, fiscalYear?: number): string {
  const year = fiscalYear === undefined ? {} : { fiscalYear: String(fiscalYear) }
  return new URLSearchParams({ kind, unit, ...year }).toString()
}

/** What the keeper of a book does with its next numbers; each throws what the server refuses. */
export function useBookActs() {
  const client = useQueryClient()
  const send = async (url: string, body: object) => {
    try {
      await request<NumberBook>('POST', url, { body })
    } finally {
      await client.invalidateQueries({ queryKey: keys.numberBooks })
    }
  }
  return {
    /** 欠番 */
    skip: (body: SkipNumbersBody) => send('/v1/numbers/skipped', body),
    /** 予約 */
    reserve: (body: ReserveNumbersBody) => send('/v1/numbers/blocks', body),
    /** 返却 */
    giveBack: (block: string, body: ReturnBlockBody) => send(`/v1/numbers/blocks/${block}/return`, body),
  }
}

/** How numbers are written, with every version. */
export function useNumberFormats() {
  return useQuery({
    queryKey: keys.numberFormats,
    queryFn: ({ signal }) => request<NumberFormats>('GET', '/v1/number-formats', { signal }),
  })
}

/** How numbers would be written; undefined while there is nothing to ask. */
export function useNumberFormatPreview(body: NumberFormatPreviewBody | undefined) {
  return useQuery({
    queryKey: keys.numberFormatPreview(body),
    queryFn: ({ signal }) =>
      request<NumberFormatPreview>('POST', '/v1/number-formats/preview', { body, signal }),
    enabled: body !== undefined,
    placeholderData: keepPreviousData,
  })
}

/** A version from a day on; throws what the server refuses. */
export function useAddNumberFormat(): (body: NumberFormatBody) => Promise<void> {
  const client = useQueryClient()
  return async (body) => {
    try {
      await request<NumberFormats>('POST', '/v1/number-formats', { body })
    } finally {
      await client.invalidateQueries({ queryKey: keys.numberFormats })
      await client.invalidateQueries({ queryKey: keys.numberBooks })
    }
  }
}
