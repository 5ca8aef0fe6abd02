import { type Cell, cellName, parseCell, parseRange, rangeName } from '../../../domain/sheet/cells.ts'
import type { TypedValue } from '../../../domain/sheet/typed.ts'
import { groupBy } from '../../../domain/group-by.ts'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import type { Book, SheetPart } from './book.ts'
import { dropFromCalcChain } from './calc-chain.ts'
import { brokenRules } from './entry-rules.ts'
import { type GridCell, type GridRow, cellsOf, formulaOf, rowsOf, sharedFormulas } from './grid.ts'
import { type SetEdit, newValue } from './new-value.ts'
import { cellRefusals } from './refused-cells.ts'
import { type SharedStrings, marked, sharedStringsOf, textShown } from './shared-strings.ts'
import { styleWithFormat, stylesOf } from './styles.ts'
import { type Xml, Splices, attributeOf, childOf, childrenOf, escaped, isOn } from './xml.ts'

type Change = Cell & {
  readonly found: GridCell | undefined
  readonly style: number
  readonly value: TypedValue
}

/**
 * Writes new contents into cells of one sheet: only these cells, what shares a formula with them, and what the file says
 * about where cells are. Answers the numbers of the shared texts that these cells showed.
 */
export function setCells(
  book: Book,
  sheet: SheetPart,
  edits: readonly SetEdit[],
  year: number,
): Result<readonly number[], EditProblem> {
  const xml = book.xml(sheet.part)
  if (xml === undefined || !sheet.hasCells)
    return no({ code: 'edit_sheet_unreadable', fact: `シート「${sheet.name}」` })
  const rows = rowsOf(xml)
  const changes = changesOf(book, sheet, xml, rows, edits, year)
  if (!changes.ok) return changes
  const shared = sharedFormulas(xml, cellsOf(rows))
  const strings = sharedStringsOf(book)
  const different = changes.value.filter((it) => isDifferent(xml, shared, strings, it))
  if (different.length === 0) return yes([])
  const splices = new Splices(xml)
  writeShared(xml, splices, rows, different)
  writeCells(xml, splices, rows, different)
  writeDimension(xml, splices, different)
  book.change(sheet.part, splices.result())
  const calculated = different.filter((it) => it.found?.formula !== undefined && it.value.type !== 'formula')
  dropFromCalcChain(book, sheet.id, new Set(calculated.map(cellName)))
  return yes(
    different.flatMap(({ found }) =>
      found?.type === 's' && found.value !== undefined ? Number(found.value) : [],
    ),
  )
}

function changesOf(
  book: Book,
  sheet: SheetPart,
  xml: Xml,
  rows: readonly GridRow[],
  edits: readonly SetEdit[],
  year: number,
): Result<readonly Change[], EditProblem> {
  const cells = cellsOf(rows)
  const byName = new Map(cells.map((it) => [cellName(it), it]))
  const byRow = new Map(rows.map((it) => [it.row, it]))
  let styles = stylesOf(book)
  const refusal = cellRefusals(book, sheet, xml, cells, styles)
  const broken = brokenRules(book, sheet, xml)
  const changes = new Map<string, Change>()
  for (const edit of edits) {
    const at = parseCell(edit.cell)
    const place = `${sheet.name} ${edit.cell}`
    if (at === undefined) return no({ code: 'edit_malformed', fact: place })
    const found = byName.get(edit.cell)
    const style = found?.style ?? styleOfPlace(xml, byRow.get(at.row), at)
    const code = refusal(at, style)
    if (code !== undefined) return no({ code, fact: place })
    const format = styles?.formatOf(style) ?? 'General'
    const heldText = found !== undefined && ['s', 'inlineStr', 'str'].includes(found.type)
    const value = newValue(book, edit, { format, year, heldText })
    if (!value.ok)
      return no({
        ...value.error,
        fact: `${place}　${value.error.fact}`,
      })
    const own =
      value.value.type === 'number' && value.value.format !== undefined
        ? styleWithFormat(book, style, value.value.format)
        : undefined
    if (own !== undefined) styles = stylesOf(book)
    changes.set(edit.cell, { ...at, found, style: own ?? style, value: value.value })
  }
  // Of each cell only what it holds in the end: on the way it may have held anything.
  for (const [cell, change] of changes) {
    const said = broken(change, change.value, changes)
    if (said !== undefined)
      return no({ code: 'edit_sheet_rule', fact: `${sheet.name} ${cell}${said === '' ? '' : `　${said}`}` })
  }
  return yes([...changes.values()].sort((one, other) => one.row - other.row || one.column - other.column))
}

/** The style of a cell that is not in the file: its row's, or its column's. */
function styleOfPlace(xml: Xml, row: GridRow | undefined, { column }: Cell): number {
  if (row !== undefined && isOn(attributeOf(xml, row.element, 'customFormat')))
    return Number(attributeOf(xml, row.element, 's') ?? 0)
  const inFile = childrenOf(childOf(xml.root, 'cols'), 'col').find(
    (it) => Number(attributeOf(xml, it, 'min')) <= column && column <= Number(attributeOf(xml, it, 'max')),
  )
  return inFile === undefined ? 0 : Number(attributeOf(xml, inFile, 'style') ?? 0)
}

function isDifferent(
  xml: Xml,
  shared: ReturnType<typeof sharedFormulas>,
  strings: SharedStrings | undefined,
  { found, style, value }: Change,
): boolean {
  if (found === undefined) return value.type !== 'empty'
  if (found.style !== style) return true
  if (value.type === 'formula') return formulaOf(xml, found, shared) !== value.formula
  if (found.formula !== undefined) return true
  switch (value.type) {
    case 'empty':
      return found.value !== undefined || childOf(found.element, 'is') !== undefined
    case 'text':
      return textShown(xml, strings, found) !== value.text
    case 'number':
      return found.type !== 'n' || found.value === undefined || Number(found.value) !== value.number
    case 'boolean':
      return found.type !== 'b' || isOn(found.value) !== value.value
  }
}

/** A formula that others take theirs from goes: each of them gets its own. */
function writeShared(xml: Xml, splices: Splices, rows: readonly GridRow[], changes: readonly Change[]): void {
  const cells = cellsOf(rows)
  const changed = new Set(changes.map(cellName))
  const gone = new Set(
    changes.flatMap(({ found }) => {
      const formula = found?.formula
      const isMaster = formula !== undefined && formula.openEnd !== formula.closeStart
      return isMaster && attributeOf(xml, formula, 't') === 'shared' ? attributeOf(xml, formula, 'si') : []
    }),
  )
  if (gone.size === 0) return
  const shared = sharedFormulas(xml, cells)
  for (const cell of cells) {
    const { formula } = cell
    if (formula === undefined || changed.has(cellName(cell))) continue
    if (attributeOf(xml, formula, 't') !== 'shared' || !gone.has(attributeOf(xml, formula, 'si'))) continue
    splices.replace(
      formula.start,
      formula.end,
      formulaXml(formula.prefix, formulaOf(xml, cell, shared) ?? ''),
    )
  }
}

export function formulaXml(prefix: string, formula: string): string {
  return `<${prefix}f>${escaped(formula)}</${prefix}f>`
}

function writeCells(xml: Xml, splices: Splices, rows: readonly GridRow[], changes: readonly Change[]): void {
  const byRow = groupBy(changes, (it) => it.row)
  const inFile = new Map(rows.map((it) => [it.row, it]))
  const data = childOf(xml.root, 'sheetData')
  const { prefix } = xml.root
  let behindLast = ''
  for (const [number, inRow] of byRow) {
    const row = inFile.get(number)
    if (row !== undefined) {
      writeRow(xml, splices, row, inRow)
      continue
    }
    const made = `<${prefix}row r="${number}">${inRow.map((it) => cellXml(xml, it)).join('')}</${prefix}row>`
    const next = rows.find((it) => it.row > number)
    if (next === undefined) behindLast += made
    else splices.replace(next.element.start, next.element.start, made)
  }
  if (behindLast !== '' && data !== undefined) splices.append(data, behindLast)
}

function writeRow(xml: Xml, splices: Splices, row: GridRow, changes: readonly Change[]): void {
  let behindLast = ''
  for (const change of changes) {
    const made = cellXml(xml, change)
    if (change.found !== undefined) {
      splices.replace(change.found.element.start, change.found.element.end, made)
      continue
    }
    const next = row.cells.find((it) => it.column > change.column)
    if (next === undefined) behindLast += made
    else splices.replace(next.element.start, next.element.start, made)
  }
  if (behindLast !== '') splices.append(row.element, behindLast)
  const [first = 0, last = 0] = (attributeOf(xml, row.element, 'spans') ?? '').split(':').map(Number)
  const isOutside = changes.some((it) => it.found === undefined && (it.column < first || it.column > last))
  // It only says where to look, and may be left out.
  if (isOutside) splices.attribute(row.element, 'spans', undefined)
}

function cellXml(xml: Xml, { found, style, value, ...at }: Change): string {
  const { prefix } = xml.root
  const place = `r="${cellName(at)}"${style === 0 ? '' : ` s="${style}"`}`
  const cell = (type: string, content: string): string =>
    `<${prefix}c ${place}${type}>${content}</${prefix}c>`
  switch (value.type) {
    case 'empty':
      return style === 0 ? '' : `<${prefix}c ${place}/>`
    case 'text': {
      const text = value.text.replaceAll(/\r\n?/g, '\n')
      const space = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : ''
      const content = `<${prefix}t${space}>${escaped(marked(text))}</${prefix}t>`
      return cell(' t="inlineStr"', `<${prefix}is>${content}</${prefix}is>`)
    }
    case 'number':
      return cell('', `<${prefix}v>${value.number}</${prefix}v>`)
    case 'boolean':
      return cell(' t="b"', `<${prefix}v>${value.value ? 1 : 0}</${prefix}v>`)
    case 'formula':
      return cell('', formulaIn(xml, found, value.formula))
  }
}

/** A formula of one cell in braces keeps them: without, it would be worked out otherwise. */
function formulaIn(xml: Xml, found: GridCell | undefined, formula: string): string {
  const old = found?.formula
  if (old === undefined || attributeOf(xml, old, 't') !== 'array') return formulaXml(xml.root.prefix, formula)
  return `${xml.text.slice(old.start, old.openEnd)}${escaped(formula)}</${old.prefix}f>`
}

function writeDimension(xml: Xml, splices: Splices, changes: readonly Change[]): void {
  const dimension = childOf(xml.root, 'dimension')
  const range = dimension === undefined ? undefined : parseRange(attributeOf(xml, dimension, 'ref') ?? '')
  if (dimension === undefined || range === undefined) return
  const written = changes.filter((it) => it.value.type !== 'empty')
  const rows = written.map((it) => it.row)
  const columns = written.map((it) => it.column)
  splices.attribute(
    dimension,
    'ref',
    rangeName({
      top: Math.min(range.top, ...rows),
      left: Math.min(range.left, ...columns),
      bottom: Math.max(range.bottom, ...rows),
      right: Math.max(range.right, ...columns),
    }),
  )
}
