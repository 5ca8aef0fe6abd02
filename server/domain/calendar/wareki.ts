import type { LocalDate } from '../ids.ts'

/** A 元号, by its first day. */
export type Era = {
  readonly name: string
  readonly letter: string
  readonly from: string
  readonly firstYear: number
}

/** 元号, newest first; a new one is a row at the top. */
export const eras: readonly Era[] = [
  { name: '令和', letter: 'R', from: '2019-05-01', firstYear: 2019 },
  { name: '平成', letter: 'H', from: '1989-01-08', firstYear: 1989 },
  { name: '昭和', letter: 'S', from: '1926-12-25', firstYear: 1926 },
]

/** 令和8年11月22日; the day as it is before 昭和. */
export function longWareki(day: LocalDate): string {
  const [year, month, date] = partsOf(day)
  const era = eras.find((it) => day >= it.from)
  if (era === undefined) return day
  const eraYear = year - era.firstYear + 1
  return `${era.name}${eraYear === 1 ? '元' : eraYear}年${month}月${date}日`
}

/** R8.11.22, as on a date stamp (日付印). */
export function shortWareki(day: LocalDate): string {
  const [year, month, date] = partsOf(day)
  const era = eras.find((it) => day >= it.from)
  return era === undefined
    ? day.replaceAll('-', '.')
    : `${era.letter}${year - era.firstYear + 1}.${month}.${date}`
}

/** 令和8年度; the 元号 is that of its first day. */
export function warekiFiscalYear(year: number): string {
  const first = longWareki(`${String(year).padStart(4, '0')}-04-01` as LocalDate)
  return first.includes('年') ? first.replace(/年.*$/, '年度') : `${year}年度`
}

/** 令和14年3月 */
export function warekiMonth(day: LocalDate): string {
  const whole = longWareki(day)
  return whole.includes('月') ? whole.replace(/月.*$/, '月') : day.slice(0, 7)
}

function partsOf(day: LocalDate): readonly [number, number, number] {
  return day.split('-').map(Number) as [number, number, number]
}
