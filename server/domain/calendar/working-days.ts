import type { LocalDate } from '../ids.ts'
import { holidayOn, plusDays, weekdayOf } from './holidays.ts'

/** When a body is closed besides weekends and national holidays. */
export type WorkCalendar = {
  /** Days of every year, `12-29` … `01-03` (年末年始の休日). */
  readonly closedDays: readonly string[]
  /** Single days that are closed (true) or open (false) whatever the calendar says. */
  readonly exceptions: ReadonlyMap<LocalDate, boolean>
}

/**
 * Whether the office works on a day.
 *
 * @see 地方自治法 第4条の2: 日曜日及び土曜日, 国民の祝日に関する法律に規定する休日, 年末又は年始における日で条例で定めるもの
 */
export function isWorkingDay(calendar: WorkCalendar, day: LocalDate): boolean {
  const exception = calendar.exceptions.get(day)
  if (exception !== undefined) return !exception
  const weekday = weekdayOf(day)
  if (weekday === 0 || weekday === 6) return false
  return !calendar.closedDays.includes(day.slice(5)) && holidayOn(day) === undefined
}

/** The first working day after a day. */
export function nextWorkingDay(calendar: WorkCalendar, day: LocalDate): LocalDate {
  let next = plusDays(day, 1)
  // A body that is closed for more than a year on end is a mistake in its data, and no reason to hang.
  for (let left = 400; left > 0 && !isWorkingDay(calendar, next); left -= 1) next = plusDays(next, 1)
  return next
}

/**
 * How many working days lie behind a day: those after `from` up to and with `to`. 0 on the same day; what came on Friday
 * evening has waited one on Monday.
 */
export function workingDaysSince(calendar: WorkCalendar, from: LocalDate, to: LocalDate): number {
  let count = 0
  for (let day = plusDays(from, 1); day <= to; day = plusDays(day, 1)) {
    if (isWorkingDay(calendar, day)) count += 1
  }
  return count
}

/** The working day on which something has waited so many working days (1 or more) since a day: the first reminder. */
export function workingDaysAfter(calendar: WorkCalendar, day: LocalDate, days: number): LocalDate {
  let later = day
  for (let left = days; left > 0; left -= 1) later = nextWorkingDay(calendar, later)
  return later
}

/** Why a body is closed on a day besides Saturdays and Sundays. */
export type Closure = {
  readonly day: LocalDate
  readonly why: 'holiday' | 'every_year' | 'single'
  /** Of a national holiday. */
  readonly name?: string
}

/** The days from one day on, so many, on which the body is closed; Saturdays and Sundays only where they are named. */
export function closuresFrom(calendar: WorkCalendar, from: LocalDate, days: number): readonly Closure[] {
  return Array.from({ length: days }, (_, index) => plusDays(from, index)).flatMap((day): Closure[] => {
    const exception = calendar.exceptions.get(day)
    if (exception !== undefined) return exception ? [{ day, why: 'single' }] : []
    if (weekdayOf(day) === 0 || weekdayOf(day) === 6) return []
    const name = holidayOn(day)
    if (name !== undefined) return [{ day, why: 'holiday', name }]
    return calendar.closedDays.includes(day.slice(5)) ? [{ day, why: 'every_year' }] : []
  })
}

/** The day so many working days before a day: what came then or earlier has waited that long. */
export function workingDaysBefore(calendar: WorkCalendar, day: LocalDate, days: number): LocalDate {
  let earlier = day
  for (let left = days; left > 0; earlier = plusDays(earlier, -1)) {
    if (isWorkingDay(calendar, earlier)) left -= 1
  }
  return earlier
}
