import { PDFDocument, rgb } from 'pdf-lib'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { type JapaneseFont, embedJapaneseFont } from './japanese-font.ts'
import { parseCsv } from './parse-csv.ts'
import { expandTabs, wrap } from './wrap-text.ts'

/** A4 in points. */
export const a4 = { shortPt: 595.28, longPt: 841.89 } as const

const marginPt = 56
const textSizePt = 10
const lineHeightPt = 16

/** Plain text on A4 pages. */
export async function drawText(text: string, maxPages: number): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const japanese = await embedJapaneseFont(document)
  const perPage = Math.floor((a4.longPt - 2 * marginPt) / lineHeightPt)
  const widthOf = (part: string): number => japanese.width(part, textSizePt)
  let page = document.addPage([a4.shortPt, a4.longPt])
  let used = 0
  for (const line of linesOf(text)) {
    for (const piece of wrap(japanese.printable(expandTabs(line)), a4.shortPt - 2 * marginPt, widthOf)) {
      if (used === perPage) {
        if (document.getPageCount() === maxPages) throw new RenderFailure('too_large')
        page = document.addPage([a4.shortPt, a4.longPt])
        used = 0
      }
      used += 1
      if (piece.trim() === '') continue
      const y = a4.longPt - marginPt - used * lineHeightPt + (lineHeightPt - textSizePt)
      page.drawText(piece, { x: marginPt, y, size: textSizePt, font: japanese.font })
    }
  }
  return document.save()
}

/** Lines without control characters; form feeds are line ends here. */
function linesOf(text: string): string[] {
  return (
    text
      .replaceAll(/\r\n?|\f|\u2028|\u2029/g, '\n')
      // No glyph stands for these.
      .replaceAll(/[^\P{Cc}\t\n]|\ufeff/gu, '')
      .split('\n')
  )
}

const cellSizePt = 8.5
const cellLinePt = 12
const cellPaddingPt = 3
const tableMarginPt = 34
const widestColumnPt = 220
const narrowestColumnPt = 26
/** Rows that decide how wide the columns are. */
const measuredRows = 1000

/** A CSV or TSV file as a table; with more columns than fit on a sheet, as text. */
export async function drawCsv(text: string, maxPages: number): Promise<Uint8Array> {
  const rows = parseCsv(linesOf(text).join('\n'))
  const document = await PDFDocument.create()
  const japanese = await embedJapaneseFont(document)
  const natural = columnWidths(rows, japanese)
  const total = natural.reduce((sum, width) => sum + width, 0)
  const landscape = total > a4.shortPt - 2 * tableMarginPt
  const [sheetWidth, sheetHeight] = landscape ? [a4.longPt, a4.shortPt] : [a4.shortPt, a4.longPt]
  const room = sheetWidth - 2 * tableMarginPt
  if (natural.length < 2 || natural.length * narrowestColumnPt > room) return drawText(text, maxPages)
  const widths = shrink(natural, room)

  let page = document.addPage([sheetWidth, sheetHeight])
  let y = sheetHeight - tableMarginPt
  const line = (x1: number, y1: number, x2: number, y2: number): void =>
    page.drawLine({
      start: { x: x1, y: y1 },
      end: { x: x2, y: y2 },
      thickness: 0.4,
      color: rgb(0.6, 0.6, 0.6),
    })
  const right = tableMarginPt + widths.reduce((sum, width) => sum + width, 0)
  const drawRow = (cells: readonly (readonly string[])[], from: number, count: number): void => {
    const height = count * cellLinePt + 2 * cellPaddingPt - 2
    line(tableMarginPt, y, right, y)
    let x = tableMarginPt
    for (const [column, width] of widths.entries()) {
      line(x, y, x, y - height)
      for (const [at, piece] of (cells[column] ?? []).slice(from, from + count).entries()) {
        if (piece.trim() === '') continue
        const top = y - cellPaddingPt - (at + 1) * cellLinePt + (cellLinePt - cellSizePt)
        page.drawText(piece, { x: x + cellPaddingPt, y: top, size: cellSizePt, font: japanese.font })
      }
      x += width
    }
    line(x, y, x, y - height)
    line(tableMarginPt, y - height, right, y - height)
    y -= height
  }
  for (const row of rows) {
    const cells = widths.map((width, column) =>
      (row[column] ?? '')
        .split('\n')
        .flatMap((part) =>
          wrap(japanese.printable(expandTabs(part)), width - 2 * cellPaddingPt, (it) =>
            japanese.width(it, cellSizePt),
          ),
        ),
    )
    const lines = Math.max(1, ...cells.map((it) => it.length))
    let from = 0
    while (from < lines) {
      const fitting = Math.floor((y - tableMarginPt - 2 * cellPaddingPt + 2) / cellLinePt)
      // A row stays together unless it is taller than a sheet.
      const whole = Math.floor((sheetHeight - 2 * tableMarginPt) / cellLinePt) - 1
      if (fitting < 1 || (lines - from > fitting && lines - from <= whole)) {
        if (document.getPageCount() === maxPages) throw new RenderFailure('too_large')
        page = document.addPage([sheetWidth, sheetHeight])
        y = sheetHeight - tableMarginPt
        continue
      }
      const count = Math.min(fitting, lines - from)
      drawRow(cells, from, count)
      from += count
    }
  }
  return document.save()
}

function columnWidths(rows: readonly (readonly string[])[], japanese: JapaneseFont): number[] {
  const widths: number[] = []
  for (const row of rows.slice(0, measuredRows)) {
    for (const [column, cell] of row.entries()) {
      const widest = Math.max(0, ...cell.split('\n').map((it) => japanese.width(it, cellSizePt)))
      const wanted = Math.min(widestColumnPt, Math.max(narrowestColumnPt, widest + 2 * cellPaddingPt + 1))
      widths[column] = Math.max(widths[column] ?? narrowestColumnPt, wanted)
    }
  }
  return widths
}

/** The widest columns give first, until all fit. */
function shrink(widths: readonly number[], room: number): number[] {
  let low = narrowestColumnPt
  let high = widestColumnPt
  if (widths.reduce((sum, it) => sum + it, 0) <= room) return [...widths]
  for (let round = 0; round < 30; round += 1) {
    const cap = (low + high) / 2
    if (widths.reduce((sum, it) => sum + Math.min(it, cap), 0) > room) high = cap
    else low = cap
  }
  return widths.map((it) => Math.min(it, low))
}
