import { type Cell, contains, parseRanges } from '../../../domain/sheet/cells.ts'
import type { TypedValue } from '../../../domain/sheet/typed.ts'
import {
  type EntryRule,
  type EntryValue,
  type RuleBound,
  type ValuesIn,
  boundOf,
  breaks,
  ruleAt,
} from '../../../domain/sheet/validation.ts'
import type { Book, SheetPart } from './book.ts'
import { type GridCell, cellsOf, rowsOf } from './grid.ts'
import { sharedStringsOf, textShown } from './shared-strings.ts'
import { type Xml, type XmlElement, allIn, attributeOf, childOf, childrenOf, isOn, textOf } from './xml.ts'

const types = /^(?:list|whole|decimal|date|time|textLength)$/
const operators =
  /^(?:between|notBetween|equal|notEqual|greaterThan|lessThan|greaterThanOrEqual|lessThanOrEqual)$/

/** The rules for what may be entered into cells of a sheet, those that must be worked out left out; see `boundOf`. */
export function entryRulesOf(book: Book, sheet: SheetPart, xml: Xml): EntryRule[] {
  const usual = childrenOf(childOf(xml.root, 'dataValidations'), 'dataValidation')
  const extended = childOf(xml.root, 'extLst')
  const newer =
    extended === undefined ? [] : [...allIn(extended)].filter((it) => it.name === 'dataValidation')
  const all = [...usual, ...newer]
  if (all.length === 0) return []
  const sheetIds = new Map(book.sheets.map((it) => [it.name.toUpperCase(), it.id]))
  const names = definedNames(book)
  return all.flatMap((it): EntryRule[] => {
    const of = (name: string): string | undefined => attributeOf(xml, it, name)
    const inner = (name: string): string | undefined => {
      const found = childOf(it, name)
      return found === undefined ? undefined : textOf(xml, found)
    }
    const [type, operator] = [of('type') ?? 'none', of('operator') ?? 'between']
    const ranges = parseRanges(of('sqref') ?? inner('sqref') ?? '')
    const about = { own: sheet.id, sheetIds, names, isSingle: isSingle(ranges) }
    const bound = (name: string): RuleBound | undefined => {
      const formula = inner(name)
      return formula === undefined || formula.trim() === '' ? undefined : boundOf(formula, about)
    }
    const [one, two] = [bound('formula1'), bound('formula2')]
    const needsTwo = type !== 'list' && operator.endsWith('etween')
    if (!types.test(type) || !operators.test(operator) || one === undefined) return []
    if (ranges.length === 0 || (needsTwo && two === undefined)) return []
    // Without this Excel takes any value, and only offers the list.
    const isChecked = isOn(of('showErrorMessage'))
    if (!isChecked && type !== 'list') return []
    const style = of('errorStyle') ?? 'stop'
    const said = [of('errorTitle'), of('error')].filter((one) => one !== undefined && one !== '').join('　')
    const hint = [of('promptTitle'), of('prompt')].filter((one) => one !== undefined && one !== '').join('　')
    return [
      {
        ranges,
        type: type as EntryRule['type'],
        operator: operator as EntryRule['operator'],
        one,
        ...(needsTwo && two !== undefined ? { two } : {}),
        style: !isChecked ? 'none' : style === 'information' || style === 'warning' ? style : 'stop',
        ...(said === '' ? {} : { said }),
        ...(hint === '' || !isOn(of('showInputMessage')) ? {} : { hint }),
        // The attribute says the opposite of its name.
        offersList: type === 'list' && !isOn(of('showDropDown')),
      },
    ]
  })
}

function isSingle(ranges: readonly { top: number; left: number; bottom: number; right: number }[]): boolean {
  const [first] = ranges
  return ranges.length === 1 && first?.top === first?.bottom && first?.left === first?.right
}

function definedNames(book: Book): ReadonlyMap<string, string> {
  const xml = book.xml(book.part)
  if (xml === undefined) return new Map()
  const global = childrenOf(childOf(xml.root, 'definedNames'), 'definedName').filter(
    (it: XmlElement) => attributeOf(xml, it, 'localSheetId') === undefined,
  )
  return new Map(global.map((it) => [(attributeOf(xml, it, 'name') ?? '').toUpperCase(), textOf(xml, it)]))
}

/** Says of a value for a cell whether a rule of its sheet does not take it: the words of the file, or '' where it has none. */
export function brokenRules(
  book: Book,
  sheet: SheetPart,
  xml: Xml,
): (
  cell: Cell,
  value: TypedValue,
  soFar: ReadonlyMap<string, Cell & { value: TypedValue }>,
) => string | undefined {
  const rules = entryRulesOf(book, sheet, xml).filter((it) => it.style === 'stop')
  if (rules.length === 0) return () => undefined
  const valuesOf = valuesIn(book)
  return (cell, value, soFar) => {
    const rule = ruleAt(rules, cell)
    const entered = entryOf(value)
    if (rule === undefined || entered === undefined) return undefined
    const values: ValuesIn = (of, range) => {
      const inFile = valuesOf(of).filter((it) => contains(range, it))
      if (of !== sheet.id) return inFile.map((it) => it.value)
      const written = [...soFar.values()].filter((it) => contains(range, it))
      const kept = inFile.filter(
        (it) => !written.some((one) => one.row === it.row && one.column === it.column),
      )
      return [
        ...kept.map((it) => it.value),
        ...written.map((it) => entryOf(it.value)).filter((it) => it !== undefined),
      ]
    }
    return breaks(rule, entered, values) ? (rule.said ?? '') : undefined
  }
}

function entryOf(value: TypedValue): EntryValue | undefined {
  switch (value.type) {
    case 'text':
      return value.text
    case 'number':
      return value.number
    case 'boolean':
      return value.value
    default:
      return undefined
  }
}

/** What the cells of each sheet hold, read once. */
function valuesIn(book: Book): (id: string) => readonly (Cell & { readonly value: EntryValue })[] {
  const known = new Map<string, readonly (Cell & { readonly value: EntryValue })[]>()
  const strings = sharedStringsOf(book)
  const valueOf = (xml: Xml, cell: GridCell): EntryValue | undefined => {
    if (/^(?:s|inlineStr|str)$/.test(cell.type)) return textShown(xml, strings, cell)
    if (cell.value === undefined || cell.value === '') return undefined
    return cell.type === 'b' ? isOn(cell.value) : cell.type === 'n' ? Number(cell.value) : cell.value
  }
  return (id) => {
    const sheet = book.sheets.find((it) => it.id === id)
    const xml = sheet === undefined ? undefined : book.xml(sheet.part)
    const found =
      known.get(id) ??
      (xml === undefined
        ? []
        : cellsOf(rowsOf(xml)).flatMap((it) => {
            const value = valueOf(xml, it)
            return value === undefined || value === '' ? [] : [{ row: it.row, column: it.column, value }]
          }))
    known.set(id, found)
    return found
  }
}
