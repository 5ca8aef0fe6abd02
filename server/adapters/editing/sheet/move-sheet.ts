import {
  type Range,
  cellName,
  columnName,
  last,
  parseCell,
  parseRange,
  parseRanges,
  rangeName,
} from '../../../domain/sheet/cells.ts'
import { type Move, movedFormula, movedIndex, movedRange, movedSpan } from '../../../domain/sheet/move.ts'
import type { SheetPart } from './book.ts'
import { type GridCell, type GridRow, cellsOf, formulaOf, rowsOf, sharedFormulas } from './grid.ts'
import { formulaXml } from './set-cells.ts'
import {
  type Xml,
  type XmlElement,
  Splices,
  allIn,
  attributeOf,
  childOf,
  childrenOf,
  isOn,
  parseXml,
  textOf,
} from './xml.ts'

/** The XML of a sheet after rows or columns of its own have moved: cells, and all that says where something is. */
export function movedSheet(xml: Xml, sheet: SheetPart, move: Move): string {
  const splices = new Splices(xml)
  const rows = rowsOf(xml)
  moveCells(xml, splices, rows, sheet, move)
  if (move.axis === 'column') moveColumns(xml, splices, move)
  moveMerges(xml, splices, move)
  moveBreaks(xml, splices, move)
  moveViews(xml, splices, move)
  moveFilters(xml, splices, move)
  const data = childOf(xml.root, 'sheetData')
  const done = new Set(['mergeCell', 'filterColumn', 'autoFilter'])
  for (const element of xml.root.children) {
    if (element === data) continue
    for (const it of [element, ...allIn(element)]) {
      if (!done.has(it.name)) movePlaces(xml, splices, it, move)
      if (isFormula(it)) splices.text(it, movedFormula(textOf(xml, it), move, sheet.name, sheet.name))
      if (it.name === 'from' || it.name === 'to') moveAnchor(xml, splices, it, move)
      const location = it.name === 'hyperlink' ? attributeOf(xml, it, 'location') : undefined
      if (location !== undefined)
        splices.attribute(it, 'location', movedFormula(location, move, sheet.name, sheet.name))
    }
  }
  return tidied(splices.result())
}

/** Formulas outside of cells: of conditional formats, validations and sparklines. */
function isFormula({ name, children }: XmlElement): boolean {
  return ['formula', 'formula1', 'formula2', 'f'].includes(name) && children.length === 0
}

/** Attributes that name cells, of whatever element. An element all of whose cells are gone goes itself. */
function movePlaces(xml: Xml, splices: Splices, element: XmlElement, move: Move): void {
  for (const name of ['ref', 'sqref', 'topLeftCell', 'activeCell', 'r1', 'r2'] as const) {
    const value = attributeOf(xml, element, name)
    if (value === undefined || value === '') continue
    const moved = movedList(value, move)
    if (moved !== '') splices.attribute(element, name, moved)
    else if (name === 'ref' || name === 'sqref') removeOrFirst(splices, element)
    else splices.attribute(element, name, 'A1')
  }
  const cells = childOf(element, 'sqref')
  if (cells === undefined) return
  const moved = movedList(textOf(xml, cells), move)
  if (moved === '') splices.remove(element)
  else splices.text(cells, moved)
}

/** A selection cannot be left out; what else stands for cells that are gone can. */
function removeOrFirst(splices: Splices, element: XmlElement): void {
  if (element.name !== 'selection' && element.name !== 'dimension') splices.remove(element)
  else splices.attribute(element, element.name === 'selection' ? 'sqref' : 'ref', 'A1')
}

function movedList(list: string, move: Move): string {
  const isPlain = list.split(/\s+/).every((it) => parseRange(it) !== undefined)
  if (!isPlain) return list
  return parseRanges(list)
    .map((it) => movedRange(it, move))
    .filter((it) => it !== undefined)
    .map(writtenRange)
    .join(' ')
}

/** Whole columns and rows keep their short names. */
function writtenRange(range: Range): string {
  if (range.top === 1 && range.bottom === last.row)
    return `${columnName(range.left)}:${columnName(range.right)}`
  if (range.left === 1 && range.right === last.column) return `${range.top}:${range.bottom}`
  return rangeName(range)
}

function moveCells(xml: Xml, splices: Splices, rows: readonly GridRow[], sheet: SheetPart, move: Move): void {
  const cells = cellsOf(rows)
  const shared = sharedFormulas(xml, cells)
  const above =
    move.type === 'insert' && move.axis === 'row' ? rows.find((it) => it.row === move.at - 1) : undefined
  let isMade = above === undefined
  for (const row of rows) {
    const number = move.axis === 'row' ? movedIndex(row.row, move) : row.row
    if (number === undefined) {
      splices.remove(row.element)
      continue
    }
    splices.attribute(row.element, 'r', String(number))
    if (move.axis === 'column') splices.attribute(row.element, 'spans', undefined)
    for (const cell of row.cells) moveCell(xml, splices, cell, shared, sheet, move)
    if (above === row) {
      const made = Array.from({ length: move.count }, (_, index) => rowLike(xml, row, move.at + index))
      splices.replace(row.element.end, row.element.end, made.join(''))
      isMade = true
    }
    if (move.axis === 'column' && move.type === 'insert') widenRow(splices, row, move)
  }
  if (!isMade) throw new Error('the row above was looked for among these rows')
}

function moveCell(
  xml: Xml,
  splices: Splices,
  cell: GridCell,
  shared: ReturnType<typeof sharedFormulas>,
  sheet: SheetPart,
  move: Move,
): void {
  const row = move.axis === 'row' ? movedIndex(cell.row, move) : cell.row
  const column = move.axis === 'column' ? movedIndex(cell.column, move) : cell.column
  if (row === undefined || column === undefined) {
    splices.remove(cell.element)
    return
  }
  splices.attribute(cell.element, 'r', cellName({ row, column }))
  const { formula } = cell
  if (formula === undefined) return
  const text = formulaOf(xml, cell, shared)
  if (attributeOf(xml, formula, 't') === 'shared' && text !== undefined) {
    // Where cells moved apart, one formula for all would no longer fit each.
    const moved = movedFormula(text, move, sheet.name, sheet.name)
    splices.replace(formula.start, formula.end, formulaXml(formula.prefix, moved))
    return
  }
  if (text !== undefined) splices.text(formula, movedFormula(text, move, sheet.name, sheet.name))
  movePlaces(xml, splices, formula, move)
}

/** A new row looks like the one above it, as in Excel. */
function rowLike(xml: Xml, row: GridRow, number: number): string {
  const { prefix } = row.element
  const kept = ['s', 'customFormat', 'ht', 'customHeight']
    .map((it) => [it, attributeOf(xml, row.element, it)] as const)
    .filter((it) => it[1] !== undefined)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('')
  const cells = row.cells
    .filter((it) => it.style !== 0)
    .map((it) => `<${prefix}c r="${cellName({ row: number, column: it.column })}" s="${it.style}"/>`)
    .join('')
  return kept === '' && cells === '' ? '' : `<${prefix}row r="${number}"${kept}>${cells}</${prefix}row>`
}

/** New columns look like the one left of them. */
function widenRow(splices: Splices, row: GridRow, move: Move): void {
  const left = row.cells.find((it) => it.column === move.at - 1)
  if (left === undefined || left.style === 0) return
  const { prefix } = left.element
  const cells = Array.from({ length: move.count }, (_, index) => {
    const place = cellName({ row: row.row, column: move.at + index })
    return `<${prefix}c r="${place}" s="${left.style}"/>`
  })
  splices.replace(left.element.end, left.element.end, cells.join(''))
}

function moveColumns(xml: Xml, splices: Splices, move: Move): void {
  const list = childOf(xml.root, 'cols')
  const columns = childrenOf(list, 'col')
  let left = 0
  for (const it of columns) {
    const [from, to] = [Number(attributeOf(xml, it, 'min')), Number(attributeOf(xml, it, 'max'))]
    // New columns are as wide as the one left of them.
    const grows = move.type === 'insert' && to === move.at - 1
    const span = movedSpan(from, to, move)
    if (span === undefined) {
      splices.remove(it)
      continue
    }
    left += 1
    splices.attribute(it, 'min', String(span[0]))
    splices.attribute(it, 'max', String(Math.min(last.column, span[1] + (grows ? move.count : 0))))
  }
  if (list !== undefined && left === 0) splices.remove(list)
}

function moveMerges(xml: Xml, splices: Splices, move: Move): void {
  const list = childOf(xml.root, 'mergeCells')
  const merges = childrenOf(list, 'mergeCell')
  let left = 0
  for (const it of merges) {
    const range = parseRange(attributeOf(xml, it, 'ref') ?? '')
    const moved = range === undefined ? undefined : movedRange(range, move)
    if (moved === undefined || (moved.top === moved.bottom && moved.left === moved.right)) {
      splices.remove(it)
      continue
    }
    left += 1
    splices.attribute(it, 'ref', rangeName(moved))
  }
  if (list === undefined) return
  if (left === 0) splices.remove(list)
  else if (attributeOf(xml, list, 'count') !== undefined) splices.attribute(list, 'count', String(left))
}

/** Page breaks lie behind the row or column they name. */
function moveBreaks(xml: Xml, splices: Splices, move: Move): void {
  const list = childOf(xml.root, move.axis === 'row' ? 'rowBreaks' : 'colBreaks')
  if (list === undefined) return
  const breaks = childrenOf(list, 'brk')
  let [left, manual] = [0, 0]
  const seen = new Set<number>()
  for (const it of breaks) {
    const behind = Number(attributeOf(xml, it, 'id'))
    const moved = movedIndex(behind + 1, move)
    if (moved === undefined || moved < 2 || seen.has(moved)) {
      splices.remove(it)
      continue
    }
    seen.add(moved)
    left += 1
    if (isOn(attributeOf(xml, it, 'man'))) manual += 1
    splices.attribute(it, 'id', String(moved - 1))
  }
  if (left === 0) {
    splices.remove(list)
    return
  }
  splices.attribute(list, 'count', String(left))
  splices.attribute(list, 'manualBreakCount', String(manual))
}

/** Frozen rows and columns: one that comes in or goes among them makes them more or fewer. */
function moveViews(xml: Xml, splices: Splices, move: Move): void {
  for (const view of childrenOf(childOf(xml.root, 'sheetViews'), 'sheetView')) {
    const pane = childOf(view, 'pane')
    if (pane === undefined || attributeOf(xml, pane, 'state')?.startsWith('frozen') !== true) continue
    const name = move.axis === 'row' ? 'ySplit' : 'xSplit'
    const size = Number(attributeOf(xml, pane, name) ?? 0)
    if (size === 0) continue
    const shown = parseCell(attributeOf(xml, view, 'topLeftCell') ?? 'A1') ?? { row: 1, column: 1 }
    const first = shown[move.axis]
    const overlap = Math.min(move.at + move.count, first + size) - Math.max(move.at, first)
    const isAmong = move.at >= first && move.at < first + size
    const change = move.type === 'insert' ? (isAmong ? move.count : 0) : -Math.max(0, overlap)
    splices.attribute(pane, name, String(Math.max(1, size + change)))
  }
}

/** An auto filter counts its columns from its left edge. */
function moveFilters(xml: Xml, splices: Splices, move: Move): void {
  for (const it of [xml.root, ...allIn(xml.root)]) {
    if (it.name === 'autoFilter') moveFilter(xml, splices, it, move)
  }
}

export function moveFilter(xml: Xml, splices: Splices, filter: XmlElement, move: Move): void {
  const range = parseRange(attributeOf(xml, filter, 'ref') ?? '')
  const moved = range === undefined ? undefined : movedRange(range, move)
  if (range === undefined) return
  if (moved === undefined) {
    splices.remove(filter)
    return
  }
  splices.attribute(filter, 'ref', rangeName(moved))
  if (move.axis !== 'column') return
  for (const column of childrenOf(filter, 'filterColumn')) {
    const index = movedIndex(range.left + Number(attributeOf(xml, column, 'colId')), move)
    if (index === undefined) splices.remove(column)
    else splices.attribute(column, 'colId', String(index - moved.left))
  }
}

/** A corner of a picture, chart or control: its row and column are counted from 0. */
export function moveAnchor(xml: Xml, splices: Splices, corner: XmlElement, move: Move): void {
  const element = childOf(corner, move.axis === 'row' ? 'row' : 'col')
  if (element === undefined) return
  const index = Number(textOf(xml, element)) + 1
  const moved = movedIndex(index, move)
  splices.text(element, String((moved ?? move.at) - 1))
  // What stood in a row that is gone stands at the edge of the next.
  const offset = childOf(corner, move.axis === 'row' ? 'rowOff' : 'colOff')
  if (moved === undefined && offset !== undefined) splices.text(offset, '0')
}

/** The far corner of what moves with its first cell and keeps its size. */
export function followCorner(xml: Xml, splices: Splices, from: XmlElement, to: XmlElement, move: Move): void {
  const name = move.axis === 'row' ? 'row' : 'col'
  const [first, end] = [childOf(from, name), childOf(to, name)]
  if (first === undefined || end === undefined) return
  const index = Number(textOf(xml, first)) + 1
  const by = (movedIndex(index, move) ?? move.at) - index
  splices.text(end, String(Number(textOf(xml, end)) + by))
}

/** Lists that a file may not hold empty. */
const lists = new Set([
  ...['hyperlinks', 'dataValidations', 'ignoredErrors', 'protectedRanges', 'sparklines', 'sparklineGroup'],
  ...['sparklineGroups', 'conditionalFormattings', 'tableParts'],
])

/** Lists that lost their last entry go, and the others say how many they have. */
function tidied(text: string): string {
  const xml = parseXml(text)
  if (xml === undefined) throw new Error('a sheet that was moved can be read')
  const splices = new Splices(xml)
  for (const it of allIn(xml.root)) {
    if (!lists.has(it.name)) continue
    const entries = it.children.filter((child) => !child.name.startsWith('color'))
    if (entries.length === 0) splices.remove(it)
    else if (attributeOf(xml, it, 'count') !== undefined)
      splices.attribute(it, 'count', String(entries.length))
  }
  return splices.isEmpty ? text : tidied(splices.result())
}
