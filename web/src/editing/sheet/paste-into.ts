import { CellValueType, type ICellData } from '@univerjs/core'
import type { FUniver } from '@univerjs/core/facade'
import { cellName, last } from '../../../../server/domain/sheet/cells.ts'
import type { Refused } from './judge-edits.ts'
import type { PastedCell } from './pasted-cells.ts'
import { bookId } from './to-workbook.ts'

/** Cells at once: more would keep people waiting. */
const mostCells = 200_000

/**
 * Writes cells into the sheet from the selected one on, as values and in one step; a single one into every selected cell. Says what
 * speaks against it, and writes nothing then. `cellOf`: what a cell holds after something was typed into it.
 */
export function pasteInto(
  api: FUniver,
  pasted: readonly (readonly PastedCell[])[],
  cellOf: (typed: string, row: number, column: number) => ICellData,
): Refused | undefined {
  const book = api.getActiveWorkbook()
  const [sheet, range] = [book?.getActiveSheet(), book && selectedIn(book)]
  const model = sheet?.getSheet()
  if (sheet === undefined || model === undefined || !range) return undefined
  const [top, left] = [range.getRow(), range.getColumn()]
  const isOne = pasted.length === 1 && pasted[0]?.length === 1
  const height = isOne ? range.getHeight() : pasted.length
  const width = isOne ? range.getWidth() : Math.max(...pasted.map((it) => it.length))
  if (top + height > last.row || left + width > last.column || height * width > mostCells)
    return { code: 'outside', place: '' }
  const value: Record<number, Record<number, ICellData>> = {}
  for (let down = 0; down < height; down += 1)
    for (let right = 0; right < width; right += 1) {
      const cell = isOne ? pasted[0]?.[0] : pasted[down]?.[right]
      const [row, column] = [top + down, left + right]
      const merge = model.getMergedCell(row, column)
      const isHidden =
        merge !== null && merge !== undefined && (merge.startRow !== row || merge.startColumn !== column)
      if (cell === undefined || (isHidden && cell.text === '')) continue
      // It would be lost without a word.
      if (isHidden)
        return isOne
          ? undefined
          : { code: 'edit_sheet_merged', place: cellName({ row: row + 1, column: column + 1 }) }
      ;(value[row] ??= {})[column] = contentOf(cell, (text) => cellOf(text, row, column))
    }
  makeRoom(model, top + height, left + width)
  const subUnitId = sheet.getSheetId()
  const target = { startRow: top, startColumn: left, endRow: top + height - 1, endColumn: left + width - 1 }
  api.syncExecuteCommand('sheet.command.set-range-values', {
    unitId: bookId,
    subUnitId,
    range: target,
    value,
  })
  return undefined
}

type Model = ReturnType<ReturnType<Book['getActiveSheet']>['getSheet']>

/** A sheet of the grid ends a little behind its last cell: for what is written beyond, it gets as many rows and columns. */
export function makeRoom(model: Model, rows: number, columns: number): void {
  model.setRowCount(Math.max(model.getRowCount(), rows))
  model.setColumnCount(Math.max(model.getColumnCount(), columns))
}

type Book = NonNullable<ReturnType<FUniver['getActiveWorkbook']>>

/** The selected cells; null for none, and for those the grid does not have: their names can be typed all the same. */
export function selectedIn(book: Book): ReturnType<Book['getActiveRange']> {
  try {
    return book.getActiveRange()
  } catch {
    return null
  }
}

function contentOf({ text, as }: PastedCell, typed: (text: string) => ICellData): ICellData {
  const bare = { f: null, p: null, si: null, custom: null }
  if (as === 'text') return { ...bare, v: text, t: CellValueType.FORCE_STRING }
  return as === 'number' ? { ...bare, v: Number(text), t: CellValueType.NUMBER } : typed(text)
}
