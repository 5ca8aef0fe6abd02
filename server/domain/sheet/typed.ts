import { eras, formatKind, serialOf } from './number-format.ts'

/** What a cell holds after something was typed into it; `format` is the number format that a cell without one gets along with it. */
export type TypedValue =
  | { readonly type: 'empty' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'number'; readonly number: number; readonly format?: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  /** Without its `=`. */
  | { readonly type: 'formula'; readonly formula: string }

export type TypingInto = {
  /** The number format of the cell. */
  readonly format: string
  readonly is1904: boolean
  /** The year that a day without one is in. */
  readonly year: number
  /** It held text until now: 007 is a name there and no number. */
  readonly heldText: boolean
}

/** More digits than this a number in a file does not keep. */
const keptDigits = 15

/**
 * What Excel in Japanese makes of typed text: numbers, also in 全角; days, also in 和暦 (令和8年11月27日, R8.11.27), and times;
 * formulas only where `=` was typed. A cell for text keeps every character, and so does a number that a file would round.
 */
export function typedValue(typed: string, into: TypingInto): TypedValue {
  if (typed === '') return { type: 'empty' }
  const kind = formatKind(into.format)
  if (kind === 'text') return { type: 'text', text: typed }
  if (typed.startsWith("'")) return { type: 'text', text: typed.slice(1) }
  if (/^=./s.test(typed)) return { type: 'formula', formula: typed.slice(1).trim() }
  const folded = typed.normalize('NFKC').trim()
  if (/^(?:true|false)$/i.test(folded)) return { type: 'boolean', value: folded.toLowerCase() === 'true' }
  return (
    numberIn(folded, into) ?? dayIn(folded, into) ?? timeIn(folded, into) ?? { type: 'text', text: typed }
  )
}

const numberForm = /^([-+]?)(¥|\\)?([-+]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?(?:e([-+]?\d{1,3}))?(%?)$/i

function numberIn(folded: string, into: TypingInto): TypedValue | undefined {
  const [, sign = '', yen, second = '', whole = '', fraction = '', power, percent = ''] =
    numberForm.exec(folded) ?? []
  if ((whole === '' && fraction.length < 2) || (sign !== '' && second !== '')) return undefined
  if (into.heldText && /^0\d/.test(whole)) return undefined
  const digits = `${whole}${fraction}`.replaceAll(/[,.]/g, '').replace(/^0+/, '')
  if (digits.length > keptDigits && !/^\d{1,15}0*$/.test(digits)) return undefined
  const exponent = power === undefined ? '' : `e${power}`
  const plain = Number(`${sign}${second}${whole.replaceAll(',', '')}${fraction}${exponent}`)
  if (!Number.isFinite(plain)) return undefined
  const kind = formatKind(into.format)
  const isPercent = percent !== '' || kind === 'percent'
  // Of the digits as they were typed: 7 % is 0.07 and not 0.07000000000000001.
  const number = isPercent ? Number((plain / 100).toPrecision(keptDigits)) : plain
  if (kind !== 'general') return { type: 'number', number }
  const decimals = fraction.length > 1 ? `.${'0'.repeat(fraction.length - 1)}` : ''
  const format =
    percent !== ''
      ? fraction.length > 1
        ? '0.00%'
        : '0%'
      : yen !== undefined
        ? `¥#,##0${decimals}`
        : whole.includes(',')
          ? `#,##0${decimals}`
          : power === undefined
            ? undefined
            : '0.00E+00'
  return { type: 'number', number, ...(format === undefined ? {} : { format }) }
}

const eraNames = eras.flatMap((it) => [it.name, it.letter]).join('|')
const eraForm = new RegExp(
  `^(${eraNames})(元|\\d{1,2})(?:年(\\d{1,2})月(\\d{1,2})日|([./-])(\\d{1,2})\\5(\\d{1,2}))$`,
  'i',
)
const dayForm = /^(\d{4})(?:年(\d{1,2})月(\d{1,2})日|([./-])(\d{1,2})\4(\d{1,2}))(?: (\S.*))?$/
const shortForm = /^(\d{1,2})(?:月(\d{1,2})日|([/-])(\d{1,2}))$/

function dayIn(folded: string, into: TypingInto): TypedValue | undefined {
  const kind = formatKind(into.format)
  if (kind !== 'general' && kind !== 'date' && kind !== 'time') return undefined
  const made = (serial: number | undefined, format: string): TypedValue | undefined =>
    serial === undefined
      ? undefined
      : { type: 'number', number: serial, ...(kind === 'general' ? { format } : {}) }
  const inEra = eraForm.exec(folded)
  if (inEra !== null) {
    const [, name = '', year = '', month, date, , otherMonth, otherDate] = inEra
    const era = eras.find((it) => it.name === name || it.letter === name.toUpperCase())
    const full = (era?.firstYear ?? 0) - 1 + (year === '元' ? 1 : Number(year))
    const serial = serialOf(full, Number(month ?? otherMonth), Number(date ?? otherDate), into.is1904)
    return made(serial, month === undefined ? '[$-411]ge.m.d' : '[$-411]ggge"年"m"月"d"日"')
  }
  const whole = dayForm.exec(folded)
  if (whole !== null) {
    const [, year, month, date, mark, otherMonth, otherDate, clock] = whole
    // 2026.11.27 is a day only where days are expected: 1.2.3 is a heading.
    if (mark === '.' && kind !== 'date') return undefined
    const serial = serialOf(Number(year), Number(month ?? otherMonth), Number(date ?? otherDate), into.is1904)
    const time = clock === undefined ? 0 : partOfDay(clock)
    if (serial === undefined || time === undefined) return undefined
    const format = month === undefined ? 'yyyy/m/d' : 'yyyy"年"m"月"d"日"'
    return made(serial + time, clock === undefined ? format : 'yyyy/m/d h:mm')
  }
  const short = shortForm.exec(folded)
  if (short === null) return undefined
  const [, month, date, , otherDate] = short
  const serial = serialOf(into.year, Number(month), Number(date ?? otherDate), into.is1904)
  return made(serial, 'm"月"d"日"')
}

function timeIn(folded: string, into: TypingInto): TypedValue | undefined {
  const kind = formatKind(into.format)
  if (kind !== 'general' && kind !== 'time' && kind !== 'date') return undefined
  const number = partOfDay(folded)
  if (number === undefined) return undefined
  const format = /:\d+:/.test(folded) ? 'h:mm:ss' : 'h:mm'
  return { type: 'number', number, ...(kind === 'general' ? { format } : {}) }
}

/** 8:30, 20:15:30, 8時30分 as a part of a day. */
function partOfDay(text: string): number | undefined {
  const [, hours, minutes, seconds = '0'] =
    /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/.exec(text) ?? /^(\d{1,2})時(\d{1,2})分$/.exec(text) ?? []
  if (hours === undefined || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) / 86_400
}
