import {
  type Cell,
  type Range,
  contains,
  parseCell,
  parseRange,
  parseRanges,
} from '../../../domain/sheet/cells.ts'
import { shiftedFormula } from '../../../domain/sheet/formula.ts'
import { type Xml, type XmlElement, attributeOf, childOf, childrenOf, isOn, textOf } from './xml.ts'

/** A cell of a sheet's XML. */
export type GridCell = Cell & {
  readonly element: XmlElement
  readonly style: number
  /** `t`: s, str, inlineStr, b, e, d, n. */
  readonly type: string
  readonly value: string | undefined
  readonly formula: XmlElement | undefined
}

export type GridRow = {
  readonly row: number
  readonly element: XmlElement
  readonly cells: readonly GridCell[]
}

/** The rows and cells of a sheet that are in its file, in order; rows and cells that do not say where they are follow the one before. */
export function rowsOf(xml: Xml): GridRow[] {
  let row = 0
  return childrenOf(childOf(xml.root, 'sheetData'), 'row').map((element) => {
    row = Number(attributeOf(xml, element, 'r') ?? row + 1)
    let column = 0
    const cells = childrenOf(element, 'c').map((it): GridCell => {
      const at = parseCell(attributeOf(xml, it, 'r') ?? '') ?? { row, column: column + 1 }
      column = at.column
      const value = childOf(it, 'v')
      return {
        ...at,
        element: it,
        style: Number(attributeOf(xml, it, 's') ?? 0),
        type: attributeOf(xml, it, 't') ?? 'n',
        value: value === undefined ? undefined : textOf(xml, value),
        formula: childOf(it, 'f'),
      }
    })
    return { row, element, cells }
  })
}

export function cellsOf(rows: readonly GridRow[]): GridCell[] {
  return rows.flatMap((it) => it.cells)
}

/** Formulas that several cells share, by the number they share: the text, and the cell it is written for. */
export function sharedFormulas(
  xml: Xml,
  cells: readonly GridCell[],
): Map<string, Cell & { readonly text: string }> {
  const shared = new Map<string, Cell & { readonly text: string }>()
  for (const { formula, row, column } of cells) {
    if (formula === undefined || attributeOf(xml, formula, 't') !== 'shared') continue
    const text = textOf(xml, formula)
    const number = attributeOf(xml, formula, 'si') ?? ''
    if (text !== '' && !shared.has(number)) shared.set(number, { row, column, text })
  }
  return shared
}

/** The formula of a cell without `=`, also of one that shares it; undefined for none, and for a table of what-if (データテーブル). */
export function formulaOf(
  xml: Xml,
  cell: GridCell,
  shared: ReadonlyMap<string, Cell & { readonly text: string }>,
): string | undefined {
  if (cell.formula === undefined) return undefined
  const text = textOf(xml, cell.formula)
  if (attributeOf(xml, cell.formula, 't') === 'dataTable') return undefined
  if (text !== '' || attributeOf(xml, cell.formula, 't') !== 'shared') return text === '' ? undefined : text
  const master = shared.get(attributeOf(xml, cell.formula, 'si') ?? '')
  return master === undefined
    ? undefined
    : shiftedFormula(master.text, cell.row - master.row, cell.column - master.column)
}

/** Formulas that fill several cells together: {=…} over a range, and tables of what-if. */
export function arrayRanges(xml: Xml, cells: readonly GridCell[]): Range[] {
  return cells.flatMap(({ formula }) => {
    const type = formula === undefined ? undefined : attributeOf(xml, formula, 't')
    if (formula === undefined || (type !== 'array' && type !== 'dataTable')) return []
    return parseRange(attributeOf(xml, formula, 'ref') ?? '') ?? []
  })
}

export function mergesOf(xml: Xml): Range[] {
  return childrenOf(childOf(xml.root, 'mergeCells'), 'mergeCell')
    .map((it) => parseRange(attributeOf(xml, it, 'ref') ?? ''))
    .filter((it) => it !== undefined)
}

/** Ranges of a protected sheet that may be changed all the same (範囲の編集を許可) without a password; undefined where nothing is protected. */
export function openRanges(xml: Xml): Range[] | undefined {
  const protection = childOf(xml.root, 'sheetProtection')
  if (protection === undefined || !isOn(attributeOf(xml, protection, 'sheet'))) return undefined
  return childrenOf(childOf(xml.root, 'protectedRanges'), 'protectedRange')
    .filter(
      (it) => !/\s(?:password|hashValue|securityDescriptor)=/.test(xml.text.slice(it.start, it.openEnd)),
    )
    .flatMap((it) => parseRanges(attributeOf(xml, it, 'sqref') ?? ''))
}

/** The range of a merged cell that hides this cell; undefined when the cell is shown. */
export function hidingMerge(merges: readonly Range[], cell: Cell): Range | undefined {
  return merges.find((it) => contains(it, cell) && (it.top !== cell.row || it.left !== cell.column))
}
