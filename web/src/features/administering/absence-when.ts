import { fromJapaneseTime } from '../../i18n/japanese-time.ts'
import { isWholeDay } from '../../i18n/typed.ts'

/** Which end of an absence; both belong to it. */
type End = 'from' | 'to'

const edges = { from: 'T00:00', to: 'T23:59' } as const

/**
 * What a field of a day or of a minute says, as the server wants it: the day, or the first or last instant of the minute
 * in Japan. Undefined while it is empty or half filled.
 *
 * @example whenOf('2026-05-11T10:20', 'to') === '2026-05-11T01:20:59.999Z'
 */
export function whenOf(typed: string, end: End): string | undefined {
  const [day = '', time] = typed.split('T')
  if (!isWholeDay(day)) return undefined
  if (time === undefined) return day
  const minute = fromJapaneseTime(typed)
  return end === 'from' ? minute : minute?.replace(':00.000Z', ':59.999Z')
}

/** The same field with a time of day or without one: at first the edge of the day. What is empty stays so. */
export function switched(typed: string, withTime: boolean, end: End): string {
  const [day = ''] = typed.split('T')
  return withTime && day !== '' ? `${day}${edges[end]}` : day
}

/** Whether an absence, as fields of minutes say it, needs times: a whole number of days does not. */
export function hasTimes(from: string, to: string): boolean {
  return !from.endsWith(edges.from) || !to.endsWith(edges.to)
}
