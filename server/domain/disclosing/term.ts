import { plusDays } from '../calendar/holidays.ts'
import { type WorkCalendar, isWorkingDay, nextWorkingDay } from '../calendar/working-days.ts'
import type { LocalDate } from '../ids.ts'

/** The term of a 開示決定 as the 条例 lays it down, in days counted from the day after the request. */
export type DisclosureTerm = {
  readonly days: number
  /** The whole term once it is extended. */
  readonly extendedDays: number
  /** Whether a term that ends on a closed day ends on the next working day. */
  readonly movesToWorkingDay: boolean
}

/** A span in which a 補正 was waited for; without `to` it goes on. */
export type Pause = { readonly from: LocalDate; readonly to?: LocalDate }

/**
 * The last day for the decision. Days on which a 補正 was waited for do not count; undefined while one is waited for.
 *
 * @see 行政機関の保有する情報の公開に関する法律 第10条
 */
export function dueOn(
  {
    requestedOn,
    pauses,
    isExtended,
  }: { readonly requestedOn: LocalDate; readonly pauses: readonly Pause[]; readonly isExtended: boolean },
  term: DisclosureTerm,
  calendar: WorkCalendar,
): LocalDate | undefined {
  let days = isExtended ? term.extendedDays : term.days
  for (const { from, to } of pauses) {
    if (to === undefined) return undefined
    days += (Date.parse(to) - Date.parse(from)) / (24 * 60 * 60 * 1000)
  }
  const last = plusDays(requestedOn, days)
  if (!term.movesToWorkingDay || isWorkingDay(calendar, last)) return last
  return nextWorkingDay(calendar, last)
}
