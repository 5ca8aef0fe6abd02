import { useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  WorkCalendarBody,
  WorkCalendarPreview,
  WorkCalendarPreviewBody,
  WorkCalendarView,
} from '../../../server/contract/work-calendar.ts'
import { request } from './client.ts'
import { keys } from './keys.ts'

/** Closed days and reminders of the body. */
export function useWorkCalendar() {
  return useQuery({
    queryKey: keys.workCalendar,
    queryFn: ({ signal }) => request<WorkCalendarView>('GET', '/v1/work-calendar', { signal }),
  })
}

/** What a calendar would change; ask with settled (debounced) input. */
export function useWorkCalendarPreview(body: WorkCalendarPreviewBody, enabled: boolean) {
  return useQuery({
    queryKey: keys.workCalendarPreview(body),
    queryFn: ({ signal }) =>
      request<WorkCalendarPreview>('POST', '/v1/work-calendar/preview', { body, signal }),
    enabled,
    staleTime: 0,
  })
}

/** Changes the calendar; throws what the server refuses. */
export function useChangeWorkCalendar(): (body: WorkCalendarBody) => Promise<void> {
  const client = useQueryClient()
  return async (body) => {
    try {
      await request<WorkCalendarView>('PUT', '/v1/work-calendar', { body })
    } finally {
      await client.invalidateQueries({ queryKey: keys.workCalendar })
    }
  }
}
