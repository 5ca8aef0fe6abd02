import { plusDays } from '../calendar/holidays.ts'
import type { LocalDate } from '../ids.ts'
import type { DisclosureRequest } from './request.ts'

/** How long 開示請求 keep a 簿冊: while one is not decided, or to the last of these days. */
export type KeptForRequests = 'undecided' | { readonly until: LocalDate }

/**
 * How long the 開示請求 that ask for something in a 簿冊 keep it from 廃棄, whatever its 満了日 is: until they are decided, and a year from
 * the day after that (公文書等の管理に関する法律施行令 第9条第1項第4号). Counted from the day of the notice, never before the decision. A
 * request that was withdrawn before its decision keeps nothing, after it the decision does; undefined when none of them does.
 */
export function keptForRequests(
  requests: readonly Pick<DisclosureRequest, 'status' | 'notifiedOn'>[],
): KeptForRequests | undefined {
  const asking = requests.filter((it) => it.status !== 'withdrawn' || it.notifiedOn !== undefined)
  const ends: LocalDate[] = []
  for (const { notifiedOn } of asking) {
    if (notifiedOn === undefined) return 'undecided'
    ends.push(yearFromNext(notifiedOn))
  }
  const until = ends.toSorted().at(-1)
  return until === undefined ? undefined : { until }
}

/** The last day of one year that begins on the day after (民法第143条): the eve of the same date, or the end of a month without it. */
function yearFromNext(day: LocalDate): LocalDate {
  const start = plusDays(day, 1)
  const year = Number(start.slice(0, 4)) + 1
  if (start.endsWith('-02-29')) return `${year}-02-28` as LocalDate
  return plusDays(`${year}${start.slice(4)}` as LocalDate, -1)
}
