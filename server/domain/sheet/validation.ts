import { type Cell, type Range, contains, parseRange } from './cells.ts'
import { sheetOfPrefix, tokensOf } from './formula.ts'
import { type Move, movedRange } from './move.ts'

/** What a rule compares with: what it names itself, or what cells of a sheet (by its id) hold. */
export type RuleBound =
  | { readonly texts: readonly string[] }
  | { readonly number: number }
  | { readonly sheet: string; readonly range: Range }

/** A rule for what may be entered into cells (データの入力規則). */
export type EntryRule = {
  readonly ranges: readonly Range[]
  readonly type: 'list' | 'whole' | 'decimal' | 'date' | 'time' | 'textLength'
  readonly operator:
    | 'between'
    | 'notBetween'
    | 'equal'
    | 'notEqual'
    | 'greaterThan'
    | 'lessThan'
    | 'greaterThanOrEqual'
    | 'lessThanOrEqual'
  readonly one: RuleBound
  readonly two?: RuleBound
  /** `stop`: another value is not taken; the next two only say so; `none`: any value is taken. */
  readonly style: 'stop' | 'warning' | 'information' | 'none'
  /** The words of the file for a value that breaks the rule. */
  readonly said?: string
  /** The words of the file for whoever is about to enter something. */
  readonly hint?: string
  readonly offersList: boolean
}

export type EntryValue = string | number | boolean
/** What the cells of a range hold, without the empty ones. */
export type ValuesIn = (sheet: string, range: Range) => readonly EntryValue[]

/** The rule for a cell; undefined for none. */
export function ruleAt(rules: readonly EntryRule[], cell: Cell): EntryRule | undefined {
  return rules.find((it) => it.ranges.some((range) => contains(range, cell)))
}

/** The values of a list; undefined for a rule that is none. */
export function listOf({ type, one }: EntryRule, valuesIn: ValuesIn): readonly string[] | undefined {
  if (type !== 'list') return undefined
  if ('texts' in one) return one.texts
  return 'range' in one ? valuesIn(one.sheet, one.range).map(String) : [String(one.number)]
}

/**
 * Whether a value breaks a rule, as Excel says it when something is entered. A rule that compares with cells that hold no number
 * is broken by nothing.
 */
export function breaks(rule: EntryRule, value: EntryValue, valuesIn: ValuesIn): boolean {
  const list = listOf(rule, valuesIn)
  // Excel compares with cells whatever the case of the letters, and with its own list letter by letter.
  if (list !== undefined) {
    const isOwn = 'texts' in rule.one
    const key = (it: EntryValue): string => (isOwn ? String(it) : String(it).toLowerCase())
    return !list.some((it) => key(it) === key(value))
  }
  const number = rule.type === 'textLength' ? String(value).length : value
  if (typeof number !== 'number') return true
  if (rule.type === 'whole' && !Number.isInteger(number)) return true
  const [one, two] = [numberOf(rule.one, valuesIn), rule.two && numberOf(rule.two, valuesIn)]
  if (one === undefined) return false
  switch (rule.operator) {
    case 'between':
      return two !== undefined && !(one <= number && number <= two)
    case 'notBetween':
      return two !== undefined && one <= number && number <= two
    case 'equal':
      return number !== one
    case 'notEqual':
      return number === one
    case 'greaterThan':
      return !(number > one)
    case 'lessThan':
      return !(number < one)
    case 'greaterThanOrEqual':
      return !(number >= one)
    case 'lessThanOrEqual':
      return !(number <= one)
  }
}

/** The number a rule compares with; undefined where a cell holds none. */
function numberOf(bound: RuleBound, valuesIn: ValuesIn): number | undefined {
  if ('number' in bound) return bound.number
  if ('texts' in bound) return undefined
  const [value] = valuesIn(bound.sheet, bound.range)
  return typeof value === 'number' ? value : undefined
}

/**
 * What a formula of a rule compares with; undefined for one that has to be worked out, and for places that move along with the
 * cell where the rule is for several. `sheetIds` by name in capitals, `own` the id of the rule's sheet, `names` the formulas of defined names in capitals.
 */
export function boundOf(
  formula: string,
  about: {
    readonly own: string
    readonly sheetIds: ReadonlyMap<string, string>
    readonly names: ReadonlyMap<string, string>
    readonly isSingle: boolean
  },
): RuleBound | undefined {
  const text = formula.trim().replace(/^=/, '')
  const list = /^"((?:[^"]|"")*)"$/s.exec(text)?.[1]
  if (list !== undefined)
    return {
      texts: list
        .replaceAll('""', '"')
        .split(',')
        .map((it) => it.trim()),
    }
  if (text !== '' && Number.isFinite(Number(text))) return { number: Number(text) }
  const named = about.names.get(text.toUpperCase())
  if (named !== undefined) return boundOf(named, { ...about, names: new Map() })
  const [token, ...more] = tokensOf(text)
  if (token?.type !== 'reference' || more.length > 0) return undefined
  const place = text.slice(token.prefix.length)
  const range = parseRange(place)
  const isFixed = place.split(':').every((it) => /^(?:\$[A-Z]{1,3})?(?:\$\d+)?$/i.test(it))
  const name = token.prefix === '' ? undefined : sheetOfPrefix(token.prefix)
  const sheet = token.prefix === '' ? about.own : about.sheetIds.get((name ?? '').toUpperCase())
  if (range === undefined || sheet === undefined || !(isFixed || about.isSingle)) return undefined
  return { sheet, range }
}

/** A rule of the sheet `own` after rows or columns of the sheet `moved` have moved; undefined when none of its cells are left. */
export function movedRule(rule: EntryRule, move: Move, own: string, moved: string): EntryRule | undefined {
  const bound = (it: RuleBound): RuleBound | undefined => {
    if (!('range' in it) || it.sheet !== moved) return it
    const range = movedRange(it.range, move)
    return range === undefined ? undefined : { ...it, range }
  }
  const ranges =
    own === moved
      ? rule.ranges.map((it) => movedRange(it, move)).filter((it) => it !== undefined)
      : rule.ranges
  const { two: second, ...others } = rule
  const [one, two] = [bound(rule.one), second && bound(second)]
  if (ranges.length === 0 || one === undefined || (second !== undefined && two === undefined))
    return undefined
  return { ...others, ranges, one, ...(two === undefined ? {} : { two }) }
}
