import type { LocalDate } from '../ids.ts'
import { firstDayOf, fiscalYearOf } from '../numbering/fiscal-year.ts'

/**
 * The first day of a retention period (起算日): 1 April of the fiscal year after the day the body's regulation counts
 * from, which is 完結日 in most local regulations and the day of creation or receipt in 公文書管理法施行令 第8条.
 */
export function retentionStartsOn(countedFrom: LocalDate): LocalDate {
  return firstDayOf(fiscalYearOf(countedFrom) + 1)
}

/**
 * The last day of a retention period (満了日): 31 March, `years` after its start. Undefined when there is no end
 * to compute: 常用 (`years` null) lasts until its reason ends, and 1年未満 (0) until the work no longer needs it.
 *
 * @example retentionEndsOn('2011-10-03', 5) === '2017-03-31'
 */
export function retentionEndsOn(countedFrom: LocalDate, years: number | null): LocalDate | undefined {
  if (years === null || years === 0) return undefined
  const endYear = fiscalYearOf(countedFrom) + 1 + years
  return `${String(endYear).padStart(4, '0')}-03-31` as LocalDate
}
