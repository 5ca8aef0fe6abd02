import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { RecordCalendar } from '../../../server/contract/record-calendar.ts'
import { request } from './client.ts'
import { queryOf } from './folders.ts'
import { keys } from './keys.ts'

/** 年間予定; `year` '' is the 年度 that runs. */
export function useRecordCalendar(year: string) {
  return useQuery({
    queryKey: keys.recordCalendar(year),
    queryFn: ({ signal }) =>
      request<RecordCalendar>('GET', `/v1/record-calendar?${queryOf({ year })}`, { signal }),
    placeholderData: keepPreviousData,
  })
}

/** Where the iCalendar file is. */
export function recordCalendarFile(year: string): string {
  return `/v1/record-calendar.ics?${queryOf({ year })}`
}
