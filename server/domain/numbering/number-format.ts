import type { LocalDate, UnitCode } from '../ids.ts'
import { fiscalYearOf, firstDayOf } from './fiscal-year.ts'

/** How numbers of a kind are written, and which year they are counted in. */
export type NumberFormat = {
  /** `{unit.symbol}` 文書記号, `{year}`, and once `{n}`: `{unit.symbol}起第{n}号`. */
  readonly pattern: string
  /** 半角, 全角 or 漢数字; of the number, the 枝番 and the year alike. */
  readonly numerals: 'half' | 'full' | 'kanji'
  /** Filled with zeros up to so many digits; 1: as it comes. */
  readonly digits: number
  /** `{year}` as 令和8, R8 or 2026. */
  readonly yearWritten: 'era' | 'letter' | 'western'
  /** 枝番, after the number: `の{b}`. */
  readonly branch: string
  /** Whether a book is of a 年度 or of a 暦年. */
  readonly yearCounts: 'fiscal' | 'calendar'
  /** The day that says of which year a number is: that of 付番 or that of 決裁. */
  readonly yearOf: 'numbered' | 'decided'
}

/** A format from a day on: of one 課, or of all that have none of their own. */
export type NumberFormatVersion = NumberFormat & { readonly from: LocalDate; readonly section?: UnitCode }

/** One book a 課, or one for the whole body (条例番号, 告示番号). */
export type BookScope = 'section' | 'body'

/**
 * The version by which a 課 writes on a day: its own before that of the body. Of one first day the one that stands later
 * in the list counts. Undefined when none is in force yet.
 */
export function formatInForce<Version extends NumberFormatVersion>(
  versions: readonly Version[],
  section: UnitCode | undefined,
  day: LocalDate,
): Version | undefined {
  const latest = (of: UnitCode | undefined) =>
    versions
      .filter((it) => it.section === of && it.from <= day)
      .reduce<Version | undefined>(
        (best, it) => (best === undefined || it.from >= best.from ? it : best),
        undefined,
      )
  return (section === undefined ? undefined : latest(section)) ?? latest(undefined)
}

/** The year of the book a number is taken from; whoever is decided nowhere (起案番号 at submission, 収受番号) counts by the day of 付番. */
export function bookYear(
  { yearCounts, yearOf }: Pick<NumberFormat, 'yearCounts' | 'yearOf'>,
  { numberedOn, decidedOn }: { readonly numberedOn: LocalDate; readonly decidedOn?: LocalDate },
): number {
  const day = yearOf === 'decided' ? (decidedOn ?? numberedOn) : numberedOn
  return yearCounts === 'fiscal' ? fiscalYearOf(day) : Number(day.slice(0, 4))
}

/** The first day of the book after a year’s: numbers begin with 1 again. */
export function nextBookFrom({ yearCounts }: Pick<NumberFormat, 'yearCounts'>, year: number): LocalDate {
  const first = firstDayOf(year + 1)
  return yearCounts === 'fiscal' ? first : (first.replace('-04-', '-01-') as LocalDate)
}

/** What is wrong with a format; undefined when numbers can be written by it. */
export type FormatFault =
  /** `{n}` is not there exactly once. */
  | 'number_not_once'
  /** A part in braces that is none of the known ones, or a brace alone. */
  | 'unknown_part'
  /** `{b}` is not there exactly once. */
  | 'branch_not_once'
  /** 漢数字 are not filled with zeros. */
  | 'kanji_digits'
  /** Books of several 課 would write the same number. */
  | 'symbol_missing'

/** Why numbers cannot be written by a format; `ofMany`: several 課 write by it, each with a book of its own. */
export function faultOf(
  { pattern, branch, numerals, digits }: NumberFormat,
  ofMany: boolean,
): FormatFault | undefined {
  if (count(pattern, '{n}') !== 1) return 'number_not_once'
  if (count(branch, '{b}') !== 1) return 'branch_not_once'
  const rest = pattern.replaceAll(/\{(?:unit\.symbol|year|n)\}/g, '') + branch.replace('{b}', '')
  if (/[{}]/.test(rest)) return 'unknown_part'
  if (numerals === 'kanji' && digits > 1) return 'kanji_digits'
  if (ofMany && !pattern.includes('{unit.symbol}')) return 'symbol_missing'
  return undefined
}

function count(text: string, part: string): number {
  return text.split(part).length - 1
}
