import { eras } from '../calendar/wareki.ts'
import { readDay } from '../directory/table.ts'
import { type LocalDate, parseLocalDate } from '../ids.ts'

/** Digits of full width as lists on paper have them. */
function half(text: string): string {
  return text.normalize('NFKC').trim()
}

function yearOfEra(era: string, year: string): number | undefined {
  const found = eras.find((it) => it.name === era || it.letter === era.toUpperCase())
  const count = year === '元' ? 1 : Number(year)
  return found === undefined || count < 1 ? undefined : found.firstYear + count - 1
}

/**
 * A day as old lists write it: 2019-04-03, 2019/4/3, 20190403, 平成31年4月3日, H31.4.3, 令和元年5月1日. Undefined for anything else.
 */
export function readLegacyDay(text: string): LocalDate | undefined {
  const plain = half(text)
  const western = readDay(plain.replace(/^(\d{4})[年.](\d{1,2})[月.](\d{1,2})日?$/, '$1-$2-$3'))
  if (western !== undefined) return western
  const [, era, year, month, day] =
    /^(令和|平成|昭和|[RHSrhs])\s*(元|\d{1,2})[年.\-/]\s*(\d{1,2})[月.\-/]\s*(\d{1,2})日?$/.exec(plain) ?? []
  if (era === undefined || year === undefined || month === undefined || day === undefined) return undefined
  const western4 = yearOfEra(era, year)
  if (western4 === undefined) return undefined
  return parseLocalDate(`${western4}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** A 年度: 2019, 2019年度, 平成31, 令和元年度, R1. Undefined for anything else. */
export function readLegacyYear(text: string): number | undefined {
  const plain = half(text).replace(/年度?$/, '')
  if (/^\d{4}$/.test(plain)) return Number(plain)
  const [, era, year] = /^(令和|平成|昭和|[RHSrhs])\s*(元|\d{1,2})$/.exec(plain) ?? []
  return era === undefined || year === undefined ? undefined : yearOfEra(era, year)
}
