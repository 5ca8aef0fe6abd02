type Era = {
  readonly name: string
  readonly letter: string
  readonly from: string
  readonly firstYear: number
}

/** 元号, newest first, by their first day (元号を改める政令; 明治 by the day the solar calendar began, 明治6年1月1日). */
const eras: readonly Era[] = [
  { name: '令和', letter: 'R', from: '2019-05-01', firstYear: 2019 },
  { name: '平成', letter: 'H', from: '1989-01-08', firstYear: 1989 },
  { name: '昭和', letter: 'S', from: '1926-12-25', firstYear: 1926 },
  { name: '大正', letter: 'T', from: '1912-07-30', firstYear: 1912 },
  { name: '明治', letter: 'M', from: '1873-01-01', firstYear: 1868 },
]

/** A day in the Japanese calendar; `year` is 1 in the first (元年). */
export type Wareki = {
  readonly era: Era
  readonly year: number
  readonly month: number
  readonly day: number
}

/** `2026-11-22` in the Japanese calendar; undefined before 1873 or when it is no day. */
export function warekiOf(day: string): Wareki | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  const era = eras.find((it) => day >= it.from)
  if (parts === null || era === undefined) return undefined
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number]
  return { era, year: year - era.firstYear + 1, month, day: date }
}

/** The day in Japan an instant falls on, `2026-11-22`. Japan has had no summer time since 1951: UTC + 9 h. */
export function japaneseDay(at: string): string {
  return new Date(Date.parse(at) + 9 * 3_600_000).toISOString().slice(0, 10)
}

/** 令和8年11月22日; the day as it is where the Japanese calendar does not reach. */
export function longWareki(day: string): string {
  const it = warekiOf(day)
  if (it === undefined) return day
  return `${it.era.name}${it.year === 1 ? '元' : it.year}年${it.month}月${it.day}日`
}

/** R8.11.22, as on a date stamp. */
export function shortWareki(day: string): string {
  const it = warekiOf(day)
  return it === undefined ? day.replaceAll('-', '.') : `${it.era.letter}${it.year}.${it.month}.${it.day}`
}
