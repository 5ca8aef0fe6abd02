import type { Instant, LocalDate } from '../domain/ids.ts'

/** A day in a calendar program. `id` is the same at every export of the same thing. */
export type CalendarDay = {
  readonly id: string
  readonly on: LocalDate
  readonly title: string
  readonly note: string
}

/** Days as an iCalendar file, written at an instant. */
export type WriteCalendar = (calendar: {
  readonly name: string
  readonly at: Instant
  readonly days: readonly CalendarDay[]
}) => string
