import { parseRange, rangeName } from '../../../domain/sheet/cells.ts'
import { type Move, movedFormula, movedIndex, movedRange } from '../../../domain/sheet/move.ts'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import type { Book, SheetPart } from './book.ts'
import { dropCalcChain } from './calc-chain.ts'
import { cellsOf, formulaOf, rowsOf, sharedFormulas } from './grid.ts'
import { followCorner, moveAnchor, moveFilter, movedSheet } from './move-sheet.ts'
import { moveRefusal } from './move-refusal.ts'
import { tablesOf } from './refused-cells.ts'
import { formulaXml } from './set-cells.ts'
import { type Xml, type XmlElement, Splices, allIn, attributeOf, childOf, childrenOf, textOf } from './xml.ts'

/**
 * Moves rows or columns of a sheet, and everything in the workbook that refers to them. Answers the numbers of the shared
 * texts that cells showed and that are gone.
 */
export function moveCells(book: Book, sheet: SheetPart, move: Move): Result<readonly number[], EditProblem> {
  const xml = book.xml(sheet.part)
  if (xml === undefined || !sheet.hasCells)
    return no({ code: 'edit_sheet_unreadable', fact: `シート「${sheet.name}」` })
  const refused = moveRefusal(book, sheet, xml, move)
  if (refused !== undefined) return no(refused)
  moveTables(book, sheet, move)
  book.change(sheet.part, movedSheet(xml, sheet, move))
  for (const other of book.sheets) {
    if (other.part !== sheet.part && other.hasCells) moveFormulasOf(book, other, sheet, move)
    moveControls(book, other, sheet, move)
  }
  moveNames(book, sheet, move)
  moveOnSheet(book, sheet, move)
  for (const part of book.names) moveReferencesIn(book, part, sheet, move)
  dropCalcChain(book)
  const gone = cellsOf(rowsOf(xml)).filter((it) => movedIndex(it[move.axis], move) === undefined)
  return yes(gone.filter((it) => it.type === 's').map((it) => Number(it.value)))
}

/** Formulas of another sheet that refer to the one that moved. */
function moveFormulasOf(book: Book, other: SheetPart, sheet: SheetPart, move: Move): void {
  const xml = book.xml(other.part)
  if (xml === undefined) return
  const splices = new Splices(xml)
  const moved = (text: string): string => movedFormula(text, move, other.name, sheet.name)
  const cells = cellsOf(rowsOf(xml))
  const shared = sharedFormulas(xml, cells)
  const broken = new Set([...shared].filter(([, it]) => moved(it.text) !== it.text).map(([number]) => number))
  for (const cell of cells) {
    const { formula } = cell
    if (formula === undefined) continue
    const text = formulaOf(xml, cell, shared)
    if (text === undefined) continue
    if (attributeOf(xml, formula, 't') !== 'shared') splices.text(formula, moved(text))
    else if (broken.has(attributeOf(xml, formula, 'si') ?? '') || moved(text) !== text)
      splices.replace(formula.start, formula.end, formulaXml(formula.prefix, moved(text)))
  }
  const data = childOf(xml.root, 'sheetData')
  for (const element of xml.root.children) {
    if (element === data) continue
    for (const it of allIn(element)) moveText(xml, splices, it, moved)
  }
  book.change(other.part, splices.result())
}

const formulaNames = new Set([
  'formula',
  'formula1',
  'formula2',
  'f',
  'definedName',
  'FmlaLink',
  'FmlaRange',
  'FmlaMacro',
])

function moveText(xml: Xml, splices: Splices, element: XmlElement, moved: (text: string) => string): void {
  if (
    formulaNames.has(element.name) &&
    element.children.length === 0 &&
    element.openEnd !== element.closeStart
  )
    splices.text(element, moved(textOf(xml, element)))
  if (element.name === 'hyperlink') {
    const location = attributeOf(xml, element, 'location')
    if (location !== undefined) splices.attribute(element, 'location', moved(location))
  }
}

/** Defined names, print areas and titles; those of one sheet also may leave its name out. */
function moveNames(book: Book, sheet: SheetPart, move: Move): void {
  const xml = book.xml(book.part)
  if (xml === undefined) return
  const splices = new Splices(xml)
  for (const it of childrenOf(childOf(xml.root, 'definedNames'), 'definedName')) {
    const own = attributeOf(xml, it, 'localSheetId')
    const on = own === undefined ? undefined : book.sheets[Number(own)]?.name
    moveText(xml, splices, it, (text) => movedFormula(text, move, on, sheet.name))
  }
  book.change(book.part, splices.result())
}

function moveTables(book: Book, sheet: SheetPart, move: Move): void {
  for (const { part } of tablesOf(book, sheet)) {
    const xml = book.xml(part)
    if (xml === undefined) continue
    const splices = new Splices(xml)
    moveRef(xml, splices, xml.root, move)
    for (const it of allIn(xml.root)) {
      if (it.name === 'autoFilter') moveFilter(xml, splices, it, move)
      else moveRef(xml, splices, it, move)
    }
    book.change(part, splices.result())
  }
}

function moveRef(xml: Xml, splices: Splices, element: XmlElement, move: Move): void {
  const range = parseRange(attributeOf(xml, element, 'ref') ?? '')
  const moved = range === undefined ? undefined : movedRange(range, move)
  if (moved !== undefined) splices.attribute(element, 'ref', rangeName(moved))
}

/** Parts that lie on the sheet: comments, drawings and their old form, pivot tables. */
function moveOnSheet(book: Book, sheet: SheetPart, move: Move): void {
  const each = (types: readonly string[], work: (xml: Xml, splices: Splices) => void): void => {
    for (const part of types.flatMap((it) => book.related(sheet.part, it))) {
      const xml = book.xml(part)
      if (xml === undefined) continue
      const splices = new Splices(xml)
      work(xml, splices)
      book.change(part, splices.result())
    }
  }
  each(['comments', 'threadedComment'], (xml, splices) => {
    for (const it of allIn(xml.root)) {
      const range = parseRange(attributeOf(xml, it, 'ref') ?? '')
      if (range === undefined || !/^(?:comment|threadedComment)$/.test(it.name)) continue
      const moved = movedRange(range, move)
      if (moved === undefined) splices.remove(it)
      else splices.attribute(it, 'ref', rangeName(moved))
    }
  })
  each(['drawing'], (xml, splices) => {
    for (const anchor of xml.root.children) {
      // 'absolute': whoever placed it wants it to stay on its place of the paper.
      if (attributeOf(xml, anchor, 'editAs') === 'absolute') continue
      const [from, to] = [childOf(anchor, 'from'), childOf(anchor, 'to')]
      const keepsSize = attributeOf(xml, anchor, 'editAs') === 'oneCell'
      if (from !== undefined) moveAnchor(xml, splices, from, move)
      if (to === undefined) continue
      if (!keepsSize || from === undefined) moveAnchor(xml, splices, to, move)
      else followCorner(xml, splices, from, to, move)
    }
  })
  each(['vmlDrawing'], (xml, splices) => moveOldDrawing(xml, splices, sheet, move))
  each(['pivotTable'], (xml, splices) => {
    const location = childOf(xml.root, 'location')
    if (location !== undefined) moveRef(xml, splices, location, move)
  })
}

/** Cells that check boxes and lists of a sheet are bound to. */
function moveControls(book: Book, own: SheetPart, sheet: SheetPart, move: Move): void {
  for (const part of book.related(own.part, 'ctrlProp')) {
    const xml = book.xml(part)
    if (xml === undefined) continue
    const splices = new Splices(xml)
    for (const name of ['fmlaLink', 'fmlaRange', 'fmlaTxbx']) {
      const value = attributeOf(xml, xml.root, name)
      if (value !== undefined)
        splices.attribute(xml.root, name, movedFormula(value, move, own.name, sheet.name))
    }
    book.change(part, splices.result())
  }
}

/** Boxes of comments: an anchor of eight numbers, and the cell they belong to, counted from 0. */
function moveOldDrawing(xml: Xml, splices: Splices, sheet: SheetPart, move: Move): void {
  for (const it of allIn(xml.root)) {
    if (it.name === 'Anchor') {
      const numbers = textOf(xml, it).split(',').map(Number)
      const places = move.axis === 'row' ? [2, 6] : [0, 4]
      if (numbers.length !== 8) continue
      for (const place of places) {
        numbers[place] = (movedIndex((numbers[place] as number) + 1, move) ?? move.at) - 1
      }
      splices.text(it, numbers.join(', '))
    }
    if (it.name === (move.axis === 'row' ? 'Row' : 'Column')) {
      const moved = movedIndex(Number(textOf(xml, it)) + 1, move)
      const shape = moved === undefined ? shapeOf(xml.root, it) : undefined
      if (shape !== undefined) splices.remove(shape)
      else splices.text(it, String((moved ?? move.at) - 1))
    }
    moveText(xml, splices, it, (text) => movedFormula(text, move, sheet.name, sheet.name))
  }
}

function shapeOf(root: XmlElement, inside: XmlElement): XmlElement | undefined {
  return root.children.find((it) => it.name === 'shape' && it.start < inside.start && inside.end <= it.end)
}

/** Charts anywhere, drawings with linked texts, and the sources of pivot tables. */
function moveReferencesIn(book: Book, part: string, sheet: SheetPart, move: Move): void {
  const isChart = /\/(?:charts|chartEx|drawings)\/[^/]+\.xml$/i.test(part)
  const isPivot = /\/pivotCache\/pivotCacheDefinition\d*\.xml$/i.test(part)
  const xml = isChart || isPivot ? book.xml(part) : undefined
  if (xml === undefined) return
  const splices = new Splices(xml)
  const moved = (text: string): string => movedFormula(text, move, undefined, sheet.name)
  for (const it of allIn(xml.root)) {
    if (isPivot) {
      if (it.name === 'worksheetSource' && attributeOf(xml, it, 'sheet') === sheet.name)
        moveRef(xml, splices, it, move)
      continue
    }
    moveText(xml, splices, it, moved)
    const link = attributeOf(xml, it, 'textlink')
    if (it.name === 'sp' && link !== undefined && link !== '') splices.attribute(it, 'textlink', moved(link))
  }
  book.change(part, splices.result())
}
