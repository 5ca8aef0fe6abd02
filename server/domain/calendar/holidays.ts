import type { LocalDate } from '../ids.ts'

const dayMs = 24 * 60 * 60 * 1000

function dayOf(year: number, month: number, date: number): LocalDate {
  return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10) as LocalDate
}

/** The day so many days after another one; before it with a negative number. */
export function plusDays(day: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10) as LocalDate
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(day: LocalDate): number {
  return new Date(Date.parse(day)).getUTCDay()
}

/** The n-th Monday of a month (ハッピーマンデー). */
function nthMonday(year: number, month: number, nth: number): LocalDate {
  const first = weekdayOf(dayOf(year, month, 1))
  return dayOf(year, month, 1 + ((8 - first) % 7) + (nth - 1) * 7)
}

/**
 * 春分 or 秋分: the day on which the sun passes the equinox, by the mean motion of the sun. The law leaves the day to the
 * 官報 of the February before; this formula agrees with it for every year from 1980 on and is good until 2099.
 */
function equinox(year: number, month: 3 | 9): LocalDate {
  const start = month === 3 ? 20.8431 : 23.2488
  return dayOf(year, month, Math.floor(start + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4)))
}

/** The holidays that the law names, with the day of each in a year from 2022 on. */
function namedHolidays(year: number): ReadonlyMap<LocalDate, string> {
  return new Map([
    [dayOf(year, 1, 1), '元日'],
    [nthMonday(year, 1, 2), '成人の日'],
    [dayOf(year, 2, 11), '建国記念の日'],
    [dayOf(year, 2, 23), '天皇誕生日'],
    [equinox(year, 3), '春分の日'],
    [dayOf(year, 4, 29), '昭和の日'],
    [dayOf(year, 5, 3), '憲法記念日'],
    [dayOf(year, 5, 4), 'みどりの日'],
    [dayOf(year, 5, 5), 'こどもの日'],
    [nthMonday(year, 7, 3), '海の日'],
    [dayOf(year, 8, 11), '山の日'],
    [nthMonday(year, 9, 3), '敬老の日'],
    [equinox(year, 9), '秋分の日'],
    [nthMonday(year, 10, 2), 'スポーツの日'],
    [dayOf(year, 11, 3), '文化の日'],
    [dayOf(year, 11, 23), '勤労感謝の日'],
  ])
}

/**
 * The name of the national holiday on a day from 2022 on; undefined on any other day. With 振替休日 (the next day that is
 * no holiday, when one falls on a Sunday) and the day between two holidays (国民の休日).
 *
 * @see 国民の祝日に関する法律 第2条・第3条
 */
export function holidayOn(day: LocalDate): string | undefined {
  const named = namedHolidays(Number(day.slice(0, 4)))
  const own = named.get(day)
  if (own !== undefined) return own
  // Back over the holidays right before this day: a Sunday among them is made up for here.
  for (let before = plusDays(day, -1); named.has(before); before = plusDays(before, -1)) {
    if (weekdayOf(before) === 0) return '振替休日'
  }
  return named.has(plusDays(day, -1)) && named.has(plusDays(day, 1)) ? '国民の休日' : undefined
}
