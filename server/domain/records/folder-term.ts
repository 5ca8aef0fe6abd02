import type { LocalDate } from '../ids.ts'
import { fiscalYearOf, firstDayOf } from '../numbering/fiscal-year.ts'
import type { Folder } from './folder.ts'
import { retentionEndsOn, retentionStartsOn } from './retention.ts'

/** Years of each 保存期間 by its code, as `retentionEndsOn` takes them: null for 常用, 0 for 1年未満. */
export type RetentionYears = ReadonlyMap<string, number | null>

/** The cases of one 保存期間 in a 簿冊. */
export type FiledCases = {
  /** The code the cases themselves say. */
  readonly retention: string
  /** How many are not 完結 yet. */
  readonly unfinished: number
  /** The latest 完結日 among those that are; absent when none is. */
  readonly completedOn?: LocalDate
}

/** How long a 簿冊 is kept, computed and never typed. */
export type FolderTerm =
  /** 常用: until its reason ends. `because` is `case` when a case in it is kept so, and not the 簿冊 itself. */
  | { readonly kind: 'constant_use'; readonly because: 'folder' | 'case' }
  /** 1年未満: until the work no longer needs it. */
  | { readonly kind: 'while_needed' }
  /** 1年未満 whose need has ended. */
  | { readonly kind: 'needed_until'; readonly endsOn: LocalDate }
  | {
      readonly kind: 'dated'
      readonly startsOn: LocalDate
      readonly endsOn: LocalDate
      /** The year is not over, or a case is not 完結 yet: the days are the earliest there can be. */
      readonly isProvisional: boolean
      /** What the end comes from: the 簿冊, a case in it that is kept longer, or its 延長. */
      readonly because: 'folder' | 'case' | 'extension'
    }

/** What the 保存期間 of a 簿冊 comes from, besides what is in it. */
type TermFacts = Pick<Folder, 'fiscalYear' | 'retention' | 'useEndedOn' | 'extendedTo'>

/**
 * The 保存期間 of a 簿冊 on a day. It begins on 1 April after everything in it is 完結, not before its own 年度 is over, and
 * no case in it is kept for less than its own 保存期間.
 */
export function folderTerm(
  folder: TermFacts,
  filed: readonly FiledCases[],
  years: RetentionYears,
  today: LocalDate,
): FolderTerm {
  const own = yearsOf(years, folder.retention)
  if (own === null) return { kind: 'constant_use', because: 'folder' }
  if (own === 0 && folder.useEndedOn === undefined) return { kind: 'while_needed' }
  if (filed.some((it) => yearsOf(years, it.retention) === null)) {
    return { kind: 'constant_use', because: 'case' }
  }
  // What is not 完結 yet is so today at the earliest.
  const days = filed.flatMap(({ unfinished, completedOn, retention }) => {
    const on = unfinished > 0 ? today : completedOn
    return on === undefined ? [] : [{ on, years: yearsOf(years, retention) ?? 0 }]
  })
  const beginning = firstDayOf(folder.fiscalYear)
  const countedFrom = latest([beginning, ...optional(folder.useEndedOn), ...days.map((it) => it.on)])
  const ofFolder = retentionEndsOn(countedFrom, own)
  const ofCases = days.flatMap((it) => optional(retentionEndsOn(it.on, it.years)))
  const before = latest([...optional(ofFolder ?? folder.useEndedOn), ...ofCases])
  const endsOn = latest([before, ...optional(folder.extendedTo)])
  if (own === 0 && ofCases.length === 0) return { kind: 'needed_until', endsOn }
  return {
    kind: 'dated',
    startsOn: retentionStartsOn(countedFrom),
    endsOn,
    isProvisional: fiscalYearOf(today) <= folder.fiscalYear || filed.some((it) => it.unfinished > 0),
    because: endsOn !== before ? 'extension' : endsOn === ofFolder ? 'folder' : 'case',
  }
}

/** The last day a 簿冊 is kept; undefined while there is none. */
export function termEndsOn(term: FolderTerm): LocalDate | undefined {
  return term.kind === 'dated' || term.kind === 'needed_until' ? term.endsOn : undefined
}

/** Whether one 保存期間 is shorter than another. */
export function isShorter(years: RetentionYears, one: string, other: string): boolean {
  const of = (code: string): number => yearsOf(years, code) ?? Number.POSITIVE_INFINITY
  return of(one) < of(other)
}

/**
 * Whether a 簿冊 by itself, whatever is in it, is kept for less long than another: 常用 has no end, and what is kept while it is
 * needed ends today at the earliest.
 */
export function endsEarlier(
  one: TermFacts,
  other: TermFacts,
  years: RetentionYears,
  today: LocalDate,
): boolean {
  const endOf = (it: TermFacts): LocalDate | undefined => {
    const term = folderTerm(it, [], years, today)
    return term.kind === 'while_needed' ? today : termEndsOn(term)
  }
  const [end, otherEnd] = [endOf(one), endOf(other)]
  if (end === undefined) return false
  return otherEnd === undefined || end < otherEnd
}

function yearsOf(years: RetentionYears, code: string): number | null {
  const found = years.get(code)
  if (found === undefined) throw new Error(`no 保存期間 ${code}`)
  return found
}

function optional<Value>(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : [value]
}

function latest(days: readonly LocalDate[]): LocalDate {
  const last = days.toSorted().at(-1)
  if (last === undefined) throw new Error('no day to be the latest')
  return last
}
