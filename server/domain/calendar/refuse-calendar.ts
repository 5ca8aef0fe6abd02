import { type LocalDate, parseLocalDate } from '../ids.ts'

/** A single day as somebody typed it. */
export type SingleDay = { readonly day: string; readonly isClosed: boolean; readonly name: string }

export type CalendarRefusal =
  | { readonly code: 'calendar_day_unknown'; readonly value: string }
  | { readonly code: 'calendar_day_twice'; readonly value: string }
  /** Who was reminded yesterday was so by the calendar of yesterday. */
  | { readonly code: 'calendar_day_past'; readonly value: string }

/** What speaks against a calendar; undefined when nothing does. Past single days stay as they are. */
export function refuseCalendar(
  { closedDays, days }: { readonly closedDays: readonly string[]; readonly days: readonly SingleDay[] },
  known: readonly SingleDay[],
  today: LocalDate,
): CalendarRefusal | undefined {
  for (const [index, value] of closedDays.entries()) {
    // In a leap year every day of the calendar exists.
    if (parseLocalDate(`2028-${value}`) === undefined) return { code: 'calendar_day_unknown', value }
    if (closedDays.indexOf(value) < index) return { code: 'calendar_day_twice', value }
  }
  for (const [index, { day }] of days.entries()) {
    if (parseLocalDate(day) === undefined) return { code: 'calendar_day_unknown', value: day }
    if (days.findIndex((it) => it.day === day) < index) return { code: 'calendar_day_twice', value: day }
  }
  const keyOf = (it: SingleDay) => `${it.day} ${it.isClosed}`
  const was = known.filter((it) => it.day < today).map(keyOf)
  const willBe = days.filter((it) => it.day < today).map(keyOf)
  const moved = [...was.filter((it) => !willBe.includes(it)), ...willBe.filter((it) => !was.includes(it))][0]
  return moved === undefined ? undefined : { code: 'calendar_day_past', value: moved.slice(0, 10) }
}
