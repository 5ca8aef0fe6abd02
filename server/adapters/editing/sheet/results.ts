import type { SheetEdit } from '../../../contract/sheet-edits.ts'
import { type Cell, cellName, contains } from '../../../domain/sheet/cells.ts'
import { type Book, type SheetPart, openBook } from './book.ts'
import { type GridCell, arrayRanges, cellsOf, rowsOf } from './grid.ts'
import { sharedStringsOf, textShown } from './shared-strings.ts'
import { type Xml, Splices, attributeOf, childOf, escaped } from './xml.ts'

/** What a cell shows: `type` as files write it (n, str, b, e). */
type Shown = { readonly type: string; readonly value: string }

/**
 * A workbook with the results that an edit changed, as LibreOffice works them out. Its results before the edit say which
 * those are: where both are the same, what Excel has stored stays. Without them no stored result can be trusted, and Excel is
 * told to work out all when it opens the file.
 */
export function withResults(
  patched: Uint8Array,
  calculated: { readonly before: Uint8Array; readonly after: Uint8Array } | undefined,
  edits: readonly SheetEdit[],
): Uint8Array {
  const book = openBook(patched)
  if (book === undefined) throw new Error('what was written can be read')
  const before = calculated === undefined ? undefined : shownIn(calculated.before)
  const after = calculated === undefined ? undefined : shownIn(calculated.after)
  let isOpen = before === undefined || after === undefined
  const lacks = isOpen
  for (const sheet of book.sheets) {
    const xml = sheet.hasCells ? book.xml(sheet.part) : undefined
    if (xml === undefined) continue
    const splices = new Splices(xml)
    for (const cell of calculatedCells(xml)) {
      if (lacks) {
        writeShown(splices, cell, undefined)
        continue
      }
      const now = after?.get(sheet.name)?.get(cellName(cell)) ?? { type: 'str', value: '' }
      const place = placeBefore(sheet, cell, edits)
      const then = place === undefined ? undefined : before?.get(sheet.name)?.get(cellName(place))
      const stored = storedIn(cell)
      // LibreOffice does not know every function of Excel.
      if (now.value === '#NAME?' && stored?.value !== '#NAME?') isOpen = true
      else if (stored === undefined || !(isSame(now, stored) || (then !== undefined && isSame(now, then))))
        writeShown(splices, cell, now)
    }
    if (!splices.isEmpty) book.change(sheet.part, splices.result())
  }
  if (isOpen) calculateOnOpening(book)
  return book.write()
}

/** Cells with a formula, and those that one of several cells fills. */
function calculatedCells(xml: Xml): GridCell[] {
  const cells = cellsOf(rowsOf(xml))
  const arrays = arrayRanges(xml, cells)
  return cells.filter(
    (it) =>
      (it.formula !== undefined || arrays.some((range) => contains(range, it))) &&
      !(it.formula !== undefined && attributeOf(xml, it.formula, 't') === 'dataTable'),
  )
}

function storedIn({ type, value }: GridCell): Shown | undefined {
  return value === undefined ? undefined : { type, value }
}

function shownIn(bytes: Uint8Array): Map<string, Map<string, Shown>> | undefined {
  const book = openBook(bytes)
  if (book === undefined) return undefined
  const strings = sharedStringsOf(book)
  return new Map(
    book.sheets.map((sheet) => {
      const xml = sheet.hasCells ? book.xml(sheet.part) : undefined
      const shown = (xml === undefined ? [] : cellsOf(rowsOf(xml))).flatMap((cell): [string, Shown][] => {
        const text = xml === undefined ? undefined : textShown(xml, strings, cell)
        if (text !== undefined) return [[cellName(cell), { type: 'str', value: text }]]
        const stored = storedIn(cell)
        return stored === undefined ? [] : [[cellName(cell), stored]]
      })
      return [sheet.name, new Map(shown)] as const
    }),
  )
}

function isSame(one: Shown, other: Shown): boolean {
  if (one.type !== other.type) return false
  if (one.type !== 'n') return one.value === other.value
  const [a, b] = [Number(one.value), Number(other.value)]
  // Files keep fifteen digits, LibreOffice writes more.
  return Math.abs(a - b) <= 1e-14 * Math.max(Math.abs(a), Math.abs(b))
}

/** Where a cell was before rows and columns moved; undefined for one that came in. */
function placeBefore(sheet: SheetPart, cell: Cell, edits: readonly SheetEdit[]): Cell | undefined {
  let place = { row: cell.row, column: cell.column }
  for (const edit of edits.toReversed()) {
    if (edit.type === 'set' || edit.sheet !== sheet.id) continue
    const index = place[edit.axis]
    if (index < edit.at) continue
    if (edit.type === 'insert' && index < edit.at + edit.count) return undefined
    place = { ...place, [edit.axis]: index + (edit.type === 'insert' ? -edit.count : edit.count) }
  }
  return place
}

function writeShown(splices: Splices, cell: GridCell, shown: Shown | undefined): void {
  const { element } = cell
  const value = childOf(element, 'v')
  if (shown === undefined) {
    if (cell.formula === undefined || value === undefined) return
    splices.remove(value)
    splices.attribute(element, 't', undefined)
    return
  }
  const { prefix } = element
  const space = /^\s|\s$|\n/.test(shown.value) ? ' xml:space="preserve"' : ''
  const made = `<${prefix}v${space}>${escaped(shown.value)}</${prefix}v>`
  splices.attribute(element, 't', shown.type === 'n' ? undefined : shown.type)
  if (value !== undefined) splices.replace(value.start, value.end, made)
  else if (cell.formula !== undefined) splices.replace(cell.formula.end, cell.formula.end, made)
  else splices.append(element, made)
}

function calculateOnOpening(book: Book): void {
  const xml = book.xml(book.part)
  if (xml === undefined) return
  const splices = new Splices(xml)
  const about = childOf(xml.root, 'calcPr')
  const { prefix } = xml.root
  if (about !== undefined) splices.attribute(about, 'fullCalcOnLoad', '1')
  else {
    // In the order of the schema (ECMA-376 18.2.27).
    const earlier = ['definedNames', 'externalReferences', 'functionGroups', 'sheets'] as const
    const before = earlier.map((it) => childOf(xml.root, it)).find((it) => it !== undefined)
    if (before !== undefined)
      splices.replace(before.end, before.end, `<${prefix}calcPr calcId="0" fullCalcOnLoad="1"/>`)
  }
  book.change(book.part, splices.result())
}
