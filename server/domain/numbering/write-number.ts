import { type Era, eras as knownEras } from '../calendar/wareki.ts'
import type { LocalDate } from '../ids.ts'
import type { NumberFormat } from './number-format.ts'

type Written = {
  /** 文書記号 of the 課. */
  readonly symbol: string
  /** Of the book. */
  readonly year: number
  /** Of 付番: a 年度 in which the 元号 changed is called by the one of the day. */
  readonly day: LocalDate
  readonly number: number
  /** 0: a number of its own; from 2 on a 枝番. */
  readonly branch?: number
}

/**
 * Writes a document number by its format.
 *
 * @example `{unit.symbol}第{n}号`, 観光, 12, branch 2: 観光第12号の2
 */
export function writeNumber(
  format: NumberFormat,
  { symbol, year, day, number, branch = 0 }: Written,
  eras: readonly Era[] = knownEras,
): string {
  const parts: Readonly<Record<string, string>> = {
    '{unit.symbol}': symbol,
    '{year}': yearText(format, year, day, eras),
    '{n}': numeralsOf(format, number, format.digits),
  }
  // In one pass: a symbol that looks like a part is not read as one.
  const text = format.pattern.replaceAll(/\{(?:unit\.symbol|year|n)\}/g, (part) => parts[part] ?? part)
  return branch === 0 ? text : text + writeBranch(format, branch)
}

/** What is written after a number for its 枝番: の2. */
export function writeBranch(format: NumberFormat, branch: number): string {
  return format.branch.replace('{b}', () => numeralsOf(format, branch, 1))
}

/**
 * 令和8, R8 or 2026. The 元号 is that of the day, so the 年度 of 2019 is 平成31 until 30 April and 令和元 from 1 May; where that
 * one began after the year of the book (昭和63年度 in February 1989) it is the one before.
 */
function yearText(format: NumberFormat, year: number, day: LocalDate, eras: readonly Era[]): string {
  const { numerals, yearWritten } = format
  const era = eras.find((it) => day >= it.from && it.firstYear <= year)
  if (yearWritten === 'western' || era === undefined) {
    return numerals === 'kanji' ? digitByDigit(year) : numeralsOf(format, year, 1)
  }
  const ofEra = year - era.firstYear + 1
  if (yearWritten === 'letter') return `${era.letter}${numeralsOf(format, ofEra, 1)}`
  return `${era.name}${ofEra === 1 ? '元' : numeralsOf(format, ofEra, 1)}`
}

function numeralsOf({ numerals }: NumberFormat, value: number, digits: number): string {
  if (numerals === 'kanji') return kanjiOf(value)
  const half = String(value).padStart(digits, '0')
  if (numerals === 'half') return half
  return half.replaceAll(/[0-9]/g, (it) => String.fromCodePoint(it.codePointAt(0)! + 0xfee0))
}

const kanjiDigits = '〇一二三四五六七八九'

/** 二〇二六 */
function digitByDigit(value: number): string {
  return String(value).replaceAll(/[0-9]/g, (it) => kanjiDigits[Number(it)] ?? it)
}

/** 千二百三十四, as in numbers of laws; 10,000 and more with 万. */
function kanjiOf(value: number): string {
  if (value >= 100_000_000) return digitByDigit(value)
  if (value >= 10_000) {
    const rest = value % 10_000
    return `${kanjiOf(Math.floor(value / 10_000))}万${rest === 0 ? '' : kanjiOf(rest)}`
  }
  if (value === 0) return '〇'
  return [1000, 100, 10, 1]
    .map((unit) => {
      const digit = Math.floor(value / unit) % 10
      if (digit === 0) return ''
      const name = { 1000: '千', 100: '百', 10: '十', 1: '' }[unit] ?? ''
      return `${digit === 1 && unit > 1 ? '' : kanjiDigits[digit]}${name}`
    })
    .join('')
}
