import { type Block, keptBy } from '../../../domain/sheet/blocks.ts'
import { type Cell, type Range, contains, parseRange } from '../../../domain/sheet/cells.ts'
import type { SheetProblemCode } from '../../../usecases/sheet-sentences.ts'
import type { Book, SheetPart } from './book.ts'
import { type GridCell, arrayRanges, hidingMerge, mergesOf, openRanges } from './grid.ts'
import type { Styles } from './styles.ts'
import { type Xml, attributeOf, childOf, isOn } from './xml.ts'

/** A table of a sheet (テーブル). */
export type Table = {
  readonly part: string
  readonly range: Range
  readonly headerRows: number
  readonly totalsRows: number
}

export function tablesOf(book: Book, sheet: SheetPart): Table[] {
  return book.related(sheet.part, 'table').flatMap((part) => {
    const xml = book.xml(part)
    const range = xml === undefined ? undefined : parseRange(attributeOf(xml, xml.root, 'ref') ?? '')
    if (xml === undefined || range === undefined) return []
    const headerRows = Number(attributeOf(xml, xml.root, 'headerRowCount') ?? 1)
    const totalsRows = Number(attributeOf(xml, xml.root, 'totalsRowCount') ?? 0)
    return [{ part, range, headerRows, totalsRows }]
  })
}

/** Where pivot tables of a sheet lie. */
function pivotsOf(book: Book, sheet: SheetPart): { readonly part: string; readonly range: Range }[] {
  return book.related(sheet.part, 'pivotTable').flatMap((part) => {
    const xml = book.xml(part)
    const location = xml === undefined ? undefined : childOf(xml.root, 'location')
    const range =
      xml === undefined || location === undefined
        ? undefined
        : parseRange(attributeOf(xml, location, 'ref') ?? '')
    return range === undefined ? [] : [{ part, range }]
  })
}

/** Tables, pivot tables and formulas over several cells. */
export function blocksOf(book: Book, sheet: SheetPart, xml: Xml, cells: readonly GridCell[]): Block[] {
  const plain = { headerRows: 0, totalsRows: 0 }
  return [
    ...tablesOf(book, sheet).map(({ range, headerRows, totalsRows }): Block => ({
      ...range,
      kind: 'table',
      headerRows,
      totalsRows,
    })),
    ...pivotsOf(book, sheet).map(({ range }): Block => ({ ...range, ...plain, kind: 'pivot' })),
    ...arrayRanges(xml, cells).map((it): Block => ({ ...it, ...plain, kind: 'array' })),
  ]
}

/** Answers why a cell of a sheet cannot be changed; undefined when it can. */
export function cellRefusals(
  book: Book,
  sheet: SheetPart,
  xml: Xml,
  cells: readonly GridCell[],
  styles: Styles | undefined,
): (cell: Cell, style: number) => SheetProblemCode | undefined {
  const blocks = blocksOf(book, sheet, xml, cells)
  const merges = mergesOf(xml)
  const open = openRanges(xml)
  return (cell, style) => {
    if (hidingMerge(merges, cell) !== undefined) return 'edit_sheet_merged'
    const isLocked = styles?.isLocked(style) ?? true
    if (open !== undefined && isLocked && !open.some((it) => contains(it, cell))) return 'edit_sheet_locked'
    return keptBy(blocks, cell)
  }
}

/** Whether the sheet is protected: its rows and columns cannot come in or go. */
export function isProtected(xml: Xml): boolean {
  const protection = childOf(xml.root, 'sheetProtection')
  return protection !== undefined && isOn(attributeOf(xml, protection, 'sheet'))
}
