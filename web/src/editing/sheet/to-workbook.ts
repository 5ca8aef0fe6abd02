import {
  BooleanNumber,
  BorderStyleTypes,
  CellValueType,
  HorizontalAlign,
  type IBorderData,
  type ICellData,
  type IRange,
  type IStyleData,
  type IWorkbookData,
  type IWorksheetData,
  LocaleType,
  VerticalAlign,
  WrapStrategy,
} from '@univerjs/core'
import type {
  CellFacts,
  CellLook,
  SheetFacts,
  WorkbookFacts,
} from '../../../../server/contract/sheet-edits.ts'

/** The only workbook of a grid. */
export const bookId = 'book'

const spare = { rows: 60, columns: 8 } as const
const fewest = { rows: 100, columns: 26 } as const

/** A workbook as the grid takes it. */
export function toWorkbook(facts: WorkbookFacts): IWorkbookData {
  const styles = Object.fromEntries(facts.looks.map((it, index) => [styleName(index), toStyle(it)]))
  const sheets = facts.sheets.map(toSheet)
  return {
    id: bookId,
    name: '',
    appVersion: '',
    locale: LocaleType.JA_JP,
    styles,
    ...(styles[styleName(0)] === undefined ? {} : { defaultStyle: styleName(0) }),
    sheetOrder: sheets.map((it) => it.id),
    sheets: Object.fromEntries(sheets.map((it) => [it.id, it])),
  }
}

function styleName(look: number): string {
  return `look${look}`
}

const horizontals = {
  left: HorizontalAlign.LEFT,
  center: HorizontalAlign.CENTER,
  right: HorizontalAlign.RIGHT,
  justify: HorizontalAlign.JUSTIFIED,
  distributed: HorizontalAlign.DISTRIBUTED,
} as const
const verticals = {
  top: VerticalAlign.TOP,
  center: VerticalAlign.MIDDLE,
  bottom: VerticalAlign.BOTTOM,
} as const
const lines: Readonly<Record<string, BorderStyleTypes>> = {
  thin: BorderStyleTypes.THIN,
  hair: BorderStyleTypes.HAIR,
  dotted: BorderStyleTypes.DOTTED,
  dashed: BorderStyleTypes.DASHED,
  dashDot: BorderStyleTypes.DASH_DOT,
  dashDotDot: BorderStyleTypes.DASH_DOT_DOT,
  double: BorderStyleTypes.DOUBLE,
  medium: BorderStyleTypes.MEDIUM,
  mediumDashed: BorderStyleTypes.MEDIUM_DASHED,
  mediumDashDot: BorderStyleTypes.MEDIUM_DASH_DOT,
  mediumDashDotDot: BorderStyleTypes.MEDIUM_DASH_DOT_DOT,
  slantDashDot: BorderStyleTypes.SLANT_DASH_DOT,
  thick: BorderStyleTypes.THICK,
}

function toStyle(look: CellLook): IStyleData {
  const on = { s: BooleanNumber.TRUE }
  return {
    ...(look.font === undefined ? {} : { ff: look.font }),
    ...(look.sizePt === undefined ? {} : { fs: look.sizePt }),
    ...(look.bold === undefined ? {} : { bl: BooleanNumber.TRUE }),
    ...(look.italic === undefined ? {} : { it: BooleanNumber.TRUE }),
    ...(look.underline === undefined ? {} : { ul: on }),
    ...(look.strike === undefined ? {} : { st: on }),
    ...(look.color === undefined ? {} : { cl: { rgb: look.color } }),
    ...(look.fill === undefined ? {} : { bg: { rgb: look.fill } }),
    ...(look.borders === undefined ? {} : { bd: toBorders(look.borders) }),
    ...(look.horizontal === undefined ? {} : { ht: horizontals[look.horizontal] }),
    vt: verticals[look.vertical ?? 'bottom'],
    ...(look.wrap === undefined ? {} : { tb: WrapStrategy.WRAP }),
    ...(look.isUpright === undefined ? {} : { tr: { a: 0, v: BooleanNumber.TRUE } }),
    ...(look.rotation === undefined
      ? {}
      : { tr: { a: look.rotation > 90 ? look.rotation - 90 : -look.rotation } }),
    ...(look.indent === undefined ? {} : { pd: { l: look.indent * 10 } }),
    ...(look.format === undefined ? {} : { n: { pattern: look.format } }),
  }
}

function toBorders(borders: NonNullable<CellLook['borders']>): IBorderData {
  const side = (it: { readonly style: string; readonly color: string } | undefined) =>
    it === undefined ? null : { s: lines[it.style] ?? BorderStyleTypes.THIN, cl: { rgb: it.color } }
  return { t: side(borders.top), r: side(borders.right), b: side(borders.bottom), l: side(borders.left) }
}

function toSheet(facts: SheetFacts): Partial<IWorksheetData> & { readonly id: string } {
  const rowCount = Math.max(fewest.rows, facts.rowCount + spare.rows)
  const columnCount = Math.max(fewest.columns, facts.columnCount + spare.columns)
  const cellData: Record<number, Record<number, ICellData>> = {}
  for (const it of facts.cells) (cellData[it.row - 1] ??= {})[it.column - 1] = toCell(it)
  const columnData: Record<number, { w?: number; hd?: BooleanNumber }> = {}
  for (const { from, to, widthPx, isHidden } of facts.columns) {
    for (let column = from; column <= Math.min(to, columnCount); column += 1)
      columnData[column - 1] = {
        ...(widthPx === undefined ? {} : { w: widthPx }),
        ...(isHidden === undefined ? {} : { hd: BooleanNumber.TRUE }),
      }
  }
  const { frozen } = facts
  return {
    id: facts.id,
    name: facts.name,
    hidden: facts.isHidden ? BooleanNumber.TRUE : BooleanNumber.FALSE,
    ...(facts.tabColor === undefined ? {} : { tabColor: facts.tabColor }),
    ...{ rowCount, columnCount, cellData, columnData },
    zoomRatio: facts.zoom ?? 1,
    defaultColumnWidth: facts.defaultWidthPx,
    defaultRowHeight: Math.max(1, facts.defaultHeightPx),
    showGridlines: facts.hidesGridlines === true ? BooleanNumber.FALSE : BooleanNumber.TRUE,
    mergeData: facts.merges.map(([top, left, bottom, right]): IRange => ({
      ...{ startRow: top - 1, endRow: bottom - 1, startColumn: left - 1, endColumn: right - 1 },
    })),
    rowData: Object.fromEntries(
      facts.rows.map(({ row, heightPx, isHidden }) => [
        row - 1,
        {
          ...(heightPx === undefined ? {} : { h: heightPx, ia: BooleanNumber.FALSE }),
          ...(isHidden === undefined ? {} : { hd: BooleanNumber.TRUE }),
        },
      ]),
    ),
    ...(frozen === undefined
      ? {}
      : {
          freeze: {
            xSplit: frozen.columns,
            ySplit: frozen.rows,
            startRow: frozen.rows === 0 ? -1 : frozen.rows,
            startColumn: frozen.columns === 0 ? -1 : frozen.columns,
          },
        }),
  }
}

function toCell({ look, value, formula }: CellFacts): ICellData {
  const type =
    typeof value === 'number'
      ? CellValueType.NUMBER
      : typeof value === 'boolean'
        ? CellValueType.BOOLEAN
        : CellValueType.STRING
  return {
    s: styleName(look),
    ...(value === undefined ? {} : { v: typeof value === 'boolean' ? Number(value) : value, t: type }),
    ...(formula === undefined ? {} : { f: formula }),
  }
}
