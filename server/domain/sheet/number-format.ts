/** What a number format shows: text as it is, a day or a time of a serial number, or a number. */
export type FormatKind = 'general' | 'text' | 'date' | 'time' | 'percent' | 'number'

/** Formats that files name by number alone, as Japanese Excel shows them (ECMA-376 18.8.30, ja-JP). */
const builtIn: Readonly<Record<number, string>> = {
  ...{
    0: 'General',
    1: '0',
    2: '0.00',
    3: '#,##0',
    4: '#,##0.00',
    5: '¥#,##0;¥-#,##0',
    6: '¥#,##0;[Red]¥-#,##0',
  },
  ...{ 7: '¥#,##0.00;¥-#,##0.00', 8: '¥#,##0.00;[Red]¥-#,##0.00', 9: '0%', 10: '0.00%', 11: '0.00E+00' },
  ...{
    12: '# ?/?',
    13: '# ??/??',
    14: 'yyyy/m/d',
    15: 'd-mmm-yy',
    16: 'd-mmm',
    17: 'mmm-yy',
    18: 'h:mm AM/PM',
  },
  ...{ 19: 'h:mm:ss AM/PM', 20: 'h:mm', 21: 'h:mm:ss', 22: 'yyyy/m/d h:mm', 27: '[$-411]ge.m.d' },
  ...{
    28: '[$-411]ggge"年"m"月"d"日"',
    29: '[$-411]ggge"年"m"月"d"日"',
    30: 'm/d/yy',
    31: 'yyyy"年"m"月"d"日"',
  },
  ...{
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    34: 'yyyy"年"m"月"',
    35: 'm"月"d"日"',
    36: '[$-411]ge.m.d',
  },
  ...{ 37: '#,##0;-#,##0', 38: '#,##0;[Red]-#,##0', 39: '#,##0.00;-#,##0.00', 40: '#,##0.00;[Red]-#,##0.00' },
  ...{ 45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss.0', 48: '##0.0E+0', 49: '@', 50: '[$-411]ge.m.d' },
  ...{
    51: '[$-411]ggge"年"m"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: '[$-411]ggge"年"m"月"d"日"',
  },
  ...{ 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: '[$-411]ge.m.d', 58: '[$-411]ggge"年"m"月"d"日"' },
}

/** The code of a format that a file names by number; General for a number that means nothing. */
export function builtInFormat(id: number): string {
  return builtIn[id] ?? 'General'
}

/** Parts of a format code: what is shown as it is written, and what stands for a part of the value. */
const parts =
  /"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|General|AM\/PM|A\/P|g{1,3}|e{1,2}|y{1,4}|m{1,5}|d{1,4}|a{3,4}|h{1,2}|s{1,2}|\.0{1,3}|[^]/giu

export function formatKind(code: string): FormatKind {
  const first = sectionsOf(code)[0] ?? ''
  const bare = first.replaceAll(/"[^"]*"|\\.|_.|\*./gu, '')
  const said = bare.replaceAll(/\[[^\]]*\]/g, '')
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return 'time'
  if (/general/i.test(said)) return 'general'
  if (said.includes('@')) return 'text'
  if (/[ydg]|a{3}|e(?![+-])/i.test(said)) return 'date'
  if (/[hs]/i.test(said)) return 'time'
  if (/m/i.test(said)) return 'date'
  return said.includes('%') ? 'percent' : said === '' ? 'general' : 'number'
}

function sectionsOf(code: string): string[] {
  return code.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+/gu) ?? []
}

/** Whether other programs show years and days of the week of a format otherwise than Excel does: 元号 and 曜日. */
export function isJapaneseDate(code: string): boolean {
  if (formatKind(code) !== 'date') return false
  const bare = (sectionsOf(code)[0] ?? '').replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gu, '')
  return /g|e|a{3}/i.test(bare)
}

export const eras = [
  { name: '令和', letter: 'R', from: Date.UTC(2019, 4, 1), firstYear: 2019 },
  { name: '平成', letter: 'H', from: Date.UTC(1989, 0, 8), firstYear: 1989 },
  { name: '昭和', letter: 'S', from: Date.UTC(1926, 11, 25), firstYear: 1926 },
  { name: '大正', letter: 'T', from: Date.UTC(1912, 6, 30), firstYear: 1912 },
  { name: '明治', letter: 'M', from: Date.UTC(1868, 9, 23), firstYear: 1868 },
] as const

const dayMs = 86_400_000

/** The instant of a serial number, as milliseconds in UTC. In the system of 1900 there is a 29 February 1900 that never was. */
export function timeOfSerial(serial: number, is1904: boolean): number {
  const start = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  return start + Math.round(serial * 86_400) * 1000
}

/** The serial number of a day; undefined for one that the workbook's calendar does not have. */
export function serialOf(year: number, month: number, day: number, is1904: boolean): number | undefined {
  const time = Date.UTC(year, month - 1, day)
  const date = new Date(time)
  if (year < 1868 || year > 9999 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return undefined
  const serial = is1904
    ? (time - Date.UTC(1904, 0, 1)) / dayMs
    : (time - Date.UTC(1899, 11, time < Date.UTC(1900, 2, 1) ? 31 : 30)) / dayMs
  return serial < (is1904 ? 0 : 1) ? undefined : serial
}

const weekdays = '日月火水木金土'
const monthNames =
  'January February March April May June July August September October November December'.split(' ')
const dayNames = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')

/** A day in the words of its format, 元号 and 曜日 as Excel shows them: 令和8年11月27日(金). */
export function dateText(code: string, serial: number, is1904: boolean): string {
  const section = sectionsOf(code)[0] ?? ''
  const date = new Date(timeOfSerial(serial, is1904))
  const era = eras.find((it) => date.getTime() >= it.from)
  const eraYear = era === undefined ? date.getUTCFullYear() : date.getUTCFullYear() - era.firstYear + 1
  const found = [...section.matchAll(parts)]
  const isHalfDay = found.some((it) => /^a(?:m\/pm|\/p)$/i.test(it[0]))
  const hours = isHalfDay ? date.getUTCHours() % 12 || 12 : date.getUTCHours()
  const two = (value: number): string => String(value).padStart(2, '0')
  const isGannen = /gannen/i.test(section)
  return found
    .map((it, index) => {
      const [text, quoted, escaped, bracket] = it
      if (quoted !== undefined || escaped !== undefined) return quoted ?? escaped
      if (bracket !== undefined) return ''
      if (/^[_*]/.test(text)) return text.startsWith('_') ? ' ' : ''
      switch (text.toLowerCase()) {
        case 'ggg':
          return era?.name ?? ''
        case 'gg':
          return era?.name[0] ?? ''
        case 'g':
          return era?.letter ?? ''
        case 'e':
        case 'ee':
          if (isGannen && eraYear === 1) return '元'
          return text.length === 2 ? two(eraYear) : String(eraYear)
        case 'yyyy':
        case 'yyy':
          return String(date.getUTCFullYear())
        case 'yy':
        case 'y':
          return two(date.getUTCFullYear() % 100)
        case 'm':
        case 'mm': {
          const value = isMinute(found, index) ? date.getUTCMinutes() : date.getUTCMonth() + 1
          return text.length === 2 ? two(value) : String(value)
        }
        case 'mmm':
          return monthNames[date.getUTCMonth()]?.slice(0, 3)
        case 'mmmm':
          return monthNames[date.getUTCMonth()]
        case 'd':
          return String(date.getUTCDate())
        case 'dd':
          return two(date.getUTCDate())
        case 'ddd':
          return dayNames[date.getUTCDay()]?.slice(0, 3)
        case 'dddd':
          return dayNames[date.getUTCDay()]
        case 'aaa':
          return weekdays[date.getUTCDay()]
        case 'aaaa':
          return `${weekdays[date.getUTCDay()]}曜日`
        case 'h':
          return String(hours)
        case 'hh':
          return two(hours)
        case 's':
          return String(date.getUTCSeconds())
        case 'ss':
          return two(date.getUTCSeconds())
        case 'am/pm':
        case 'a/p': {
          const half = date.getUTCHours() < 12 ? 'AM' : 'PM'
          return text.length > 3 ? half : half[0]
        }
        default:
          return text
      }
    })
    .join('')
}

/** `m` behind hours or before seconds means minutes. */
function isMinute(found: readonly RegExpMatchArray[], index: number): boolean {
  const isLetter = (it: RegExpMatchArray | undefined): boolean => /^[gyedhsm]/i.test(it?.[0] ?? '')
  const before = found.slice(0, index).findLast(isLetter)?.[0] ?? ''
  const after = found.slice(index + 1).find(isLetter)?.[0] ?? ''
  return /^h/i.test(before) || /^s/i.test(after)
}
