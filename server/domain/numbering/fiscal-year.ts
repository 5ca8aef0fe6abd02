import type { LocalDate } from '../ids.ts'

/**
 * The fiscal year (年度) a day belongs to: April to March, named after the year it starts in (地方自治法208条).
 *
 * @example fiscalYearOf('2027-03-31') === 2026
 */
export function fiscalYearOf(day: LocalDate): number {
  const year = Number(day.slice(0, 4))
  return day.slice(5, 7) >= '04' ? year : year - 1
}

/** 1 April of a fiscal year. */
export function firstDayOf(fiscalYear: number): LocalDate {
  return `${String(fiscalYear).padStart(4, '0')}-04-01` as LocalDate
}
