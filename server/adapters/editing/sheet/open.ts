import type { CellFacts, SheetFacts, WorkbookFacts } from '../../../contract/sheet-edits.ts'
import { shownFormula } from '../../../domain/sheet/formula-check.ts'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import { type Book, type SheetPart, openBook, unreadable } from './book.ts'
import { type PictureBudget, boxesOf } from './boxes.ts'
import { colorOf, themeOf } from './colors.ts'
import { entryRulesOf } from './entry-rules.ts'
import { type GridCell, cellsOf, formulaOf, mergesOf, openRanges, rowsOf, sharedFormulas } from './grid.ts'
import { looksOf } from './looks.ts'
import { fixedBy } from './move-refusal.ts'
import { blocksOf, isProtected } from './refused-cells.ts'
import { type SharedStrings, hasReading, sharedStringsOf, textShown } from './shared-strings.ts'
import { type Xml, attributeOf, childOf, childrenOf, isOn } from './xml.ts'

/** A browser lays out this many cells without making people wait; what is larger is edited on the desktop. */
const mostCells = 300_000
const mostSheetCharacters = 60_000_000
const pictureBytes = 6_000_000

/** What the grid needs to show a workbook; see `WorkbookFacts`. */
export function opened(original: Uint8Array): Result<WorkbookFacts, EditProblem> {
  const book = openBook(original)
  if (book === undefined) return no({ code: 'edit_sheet_unreadable', fact: unreadable })
  const looks = looksOf(book)
  const strings = sharedStringsOf(book)
  const budget: PictureBudget = { leftBytes: pictureBytes }
  const sheets: SheetFacts[] = []
  let left = mostCells
  for (const sheet of book.sheets) {
    if (!sheet.hasCells) continue
    if ((book.text(sheet.part)?.length ?? 0) > mostSheetCharacters)
      return no({ code: 'edit_sheet_too_large', fact: `シート「${sheet.name}」` })
    const xml = book.xml(sheet.part)
    if (xml === undefined) return no({ code: 'edit_sheet_unreadable', fact: `シート「${sheet.name}」` })
    const facts = sheetFacts(book, sheet, xml, strings, looks.length, budget)
    left -= facts.cells.length
    if (left < 0)
      return no({ code: 'edit_sheet_too_large', fact: `${sheet.name}までで${mostCells - left}セル` })
    sheets.push(facts)
  }
  if (sheets.length === 0)
    return no({ code: 'edit_sheet_unreadable', fact: '開けるワークシートがありません' })
  const active = activeSheet(book)
  return yes({
    sheets,
    looks,
    is1904: book.is1904,
    ...(active === undefined ? {} : { activeSheet: active }),
    unseen: unseenIn(book, strings),
  })
}

function sheetFacts(
  book: Book,
  sheet: SheetPart,
  xml: Xml,
  strings: SharedStrings | undefined,
  lookCount: number,
  budget: PictureBudget,
): SheetFacts {
  const rows = rowsOf(xml)
  const inFile = cellsOf(rows)
  const shared = sharedFormulas(xml, inFile)
  const cells = inFile.map((it) => cellFacts(xml, it, strings, shared, lookCount))
  const format = childOf(xml.root, 'sheetFormatPr')
  const view = childrenOf(childOf(xml.root, 'sheetViews'), 'sheetView')[0]
  const usual = usualSize(book, xml)
  const properties = childOf(xml.root, 'sheetPr')
  const tabColor =
    properties === undefined ? undefined : colorOf(xml, childOf(properties, 'tabColor'), themeOf(book))
  const zoom = view === undefined ? 100 : Number(attributeOf(xml, view, 'zoomScale') ?? 100)
  const fixed = fixedBy(book, sheet, xml)
  const boxes = boxesOf(book, sheet, usual, budget)
  const hidesEmptyRows = format !== undefined && isOn(attributeOf(xml, format, 'zeroHeight'))
  return {
    id: sheet.id,
    name: sheet.name,
    isHidden: sheet.state !== 'visible',
    rowCount: Math.max(0, ...boxes.map((it) => it.to.row), rows.at(-1)?.row ?? 0),
    columnCount: cells.reduce(
      (most, it) => Math.max(most, it.column),
      Math.max(0, ...boxes.map((it) => it.to.column)),
    ),
    defaultHeightPx: hidesEmptyRows ? 0 : usual.heightPx,
    defaultWidthPx: usual.widthPx,
    rows: rows.flatMap(({ row, element }) => {
      const height = attributeOf(xml, element, 'ht')
      const isHidden = isOn(attributeOf(xml, element, 'hidden'))
      if (height === undefined && !isHidden) return []
      return {
        row,
        ...(height === undefined ? {} : { heightPx: heightPx(Number(height)) }),
        ...(isHidden ? { isHidden } : {}),
      }
    }),
    columns: columnFacts(xml, usual.digitPx),
    cells,
    merges: mergesOf(xml).map((it) => [it.top, it.left, it.bottom, it.right]),
    ...frozenOf(xml),
    ...(view !== undefined && attributeOf(xml, view, 'showGridLines') === '0'
      ? { hidesGridlines: true as const }
      : {}),
    ...(tabColor === undefined ? {} : { tabColor }),
    ...(zoom === 100 ? {} : { zoom: zoom / 100 }),
    isProtected: isProtected(xml),
    blocks: blocksOf(book, sheet, xml, inFile),
    open: openRanges(xml) ?? [],
    ...(fixed === undefined ? {} : { fixed }),
    boxes,
    rules: entryRulesOf(book, sheet, xml),
  }
}

function cellFacts(
  xml: Xml,
  cell: GridCell,
  strings: SharedStrings | undefined,
  shared: ReturnType<typeof sharedFormulas>,
  lookCount: number,
): CellFacts {
  const formula = formulaOf(xml, cell, shared)
  const value = valueOf(xml, cell, strings)
  return {
    row: cell.row,
    column: cell.column,
    look: cell.style < lookCount ? cell.style : 0,
    ...(value === undefined ? {} : { value }),
    ...(formula === undefined ? {} : { formula: `=${shownFormula(formula)}` }),
    ...(cell.type === 'e' ? { isError: true as const } : {}),
  }
}

function valueOf(xml: Xml, cell: GridCell, strings: SharedStrings | undefined): CellFacts['value'] {
  switch (cell.type) {
    case 's':
    case 'inlineStr':
    case 'str':
      return textShown(xml, strings, cell)
    case 'b':
      return cell.value === undefined ? undefined : isOn(cell.value)
    case 'n':
      return cell.value === undefined || cell.value === '' ? undefined : Number(cell.value)
    default:
      return cell.value
  }
}

function columnFacts(xml: Xml, digitPx: number): SheetFacts['columns'] {
  return childrenOf(childOf(xml.root, 'cols'), 'col').map((it) => {
    const width = attributeOf(xml, it, 'width')
    const isHidden = isOn(attributeOf(xml, it, 'hidden'))
    return {
      from: Number(attributeOf(xml, it, 'min')),
      to: Number(attributeOf(xml, it, 'max')),
      ...(width === undefined ? {} : { widthPx: widthPx(Number(width), digitPx) }),
      ...(isHidden ? { isHidden } : {}),
    }
  })
}

/** Widths are counted in digits of the workbook's usual font. */
function usualSize(
  book: Book,
  xml: Xml,
): { readonly widthPx: number; readonly heightPx: number; readonly digitPx: number } {
  const format = childOf(xml.root, 'sheetFormatPr')
  const value = (name: string): number | undefined => {
    const text = format === undefined ? undefined : attributeOf(xml, format, name)
    return text === undefined ? undefined : Number(text)
  }
  const plain = looksOf(book)[0]
  const digitPx = Math.max(
    5,
    Math.round(
      (((plain?.sizePt ?? 11) * 96) / 72) * (/[^\u0020-\u007e]/.test(plain?.font ?? '') ? 0.53 : 0.47),
    ),
  )
  return {
    digitPx,
    widthPx: widthPx(value('defaultColWidth') ?? (value('baseColWidth') ?? 8) + 0.7, digitPx),
    heightPx: heightPx(value('defaultRowHeight') ?? 13.5),
  }
}

function widthPx(characters: number, digitPx: number): number {
  return Math.max(1, Math.trunc(characters * digitPx + 0.5))
}

function heightPx(points: number): number {
  return Math.round((points * 96) / 72)
}

function frozenOf(xml: Xml): Pick<SheetFacts, 'frozen'> {
  const view = childrenOf(childOf(xml.root, 'sheetViews'), 'sheetView')[0]
  const pane = view === undefined ? undefined : childOf(view, 'pane')
  if (pane === undefined || attributeOf(xml, pane, 'state')?.startsWith('frozen') !== true) return {}
  return {
    frozen: {
      rows: Number(attributeOf(xml, pane, 'ySplit') ?? 0),
      columns: Number(attributeOf(xml, pane, 'xSplit') ?? 0),
    },
  }
}

function activeSheet(book: Book): string | undefined {
  const xml = book.xml(book.part)
  const view = xml === undefined ? undefined : childOf(xml.root, 'bookViews')?.children[0]
  const index = xml === undefined || view === undefined ? 0 : Number(attributeOf(xml, view, 'activeTab') ?? 0)
  return book.sheets[index]?.id
}

function unseenIn(book: Book, strings: SharedStrings | undefined): WorkbookFacts['unseen'] {
  const has = (form: RegExp): boolean => book.names.some((it) => form.test(it))
  const sheets = book.sheets.filter((it) => it.hasCells).map((it) => book.xml(it.part)?.root)
  return [
    ...(has(/vbaProject\.bin$/) ? (['macros'] as const) : []),
    ...(sheets.some((it) => it !== undefined && childOf(it, 'conditionalFormatting') !== undefined)
      ? (['conditional_formats'] as const)
      : []),
    ...(has(/^xl\/(?:threadedC|c)omments/i) ? (['comments'] as const) : []),
    ...(has(/^xl\/pivotTables\//) ? (['pivots'] as const) : []),
    ...(strings?.items.some(hasReading) === true ? (['readings'] as const) : []),
    ...(has(/^_xmlsignatures\//) ? (['signature'] as const) : []),
    ...(has(/^xl\/(?:activeX|ctrlProps)\//) ? (['controls'] as const) : []),
  ]
}
