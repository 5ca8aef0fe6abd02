import { format } from 'numfmt'
import type { CellFacts, CellLook, SheetFacts, WorkbookFacts } from '../../../contract/sheet-edits.ts'
import type { ComparedCell, ComparedSheet } from '../../../domain/compare/compare-sheets.ts'
import { dateText, isJapaneseDate } from '../../../domain/sheet/number-format.ts'

/** The sheets of a workbook, each cell as it is shown. */
export function comparedSheets({ sheets, looks, is1904 }: WorkbookFacts): readonly ComparedSheet[] {
  // Two workbooks number their looks each in its own way.
  const names = looks.map(({ locked: _locked, ...it }) => JSON.stringify(it))
  return sheets.map((sheet) => ({
    id: sheet.id,
    name: sheet.name,
    cells: cellsOf(sheet, (it) => ({
      shown: shownValue(it, looks[it.look], is1904),
      look: names[it.look] ?? '',
    })),
    merges: sheet.merges.map(([top, left, bottom, right]) => ({ top, left, bottom, right })),
  }))
}

function cellsOf(
  { cells }: SheetFacts,
  shownOf: (cell: CellFacts) => Pick<ComparedCell, 'shown' | 'look'>,
): readonly ComparedCell[] {
  return cells.flatMap((it): readonly ComparedCell[] => {
    const { row, column, value, formula } = it
    if (value === undefined && formula === undefined) return []
    return [
      {
        ...{ row, column, value: String(value ?? ''), ...shownOf(it) },
        ...(formula === undefined ? {} : { formula: formula.slice(1) }),
        isText: typeof value === 'string' && it.isError !== true,
      },
    ]
  })
}

/** As Excel shows it in Japanese: 令和8年11月27日, 1,200, 15%. What its format cannot show stays as it is. */
function shownValue({ value }: CellFacts, look: CellLook | undefined, is1904: boolean): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value !== 'number') return value ?? ''
  const code = look?.format ?? 'General'
  try {
    if (isJapaneseDate(code)) return dateText(code, value, is1904)
    const day = is1904 && /[ymdhs]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]/g, '')) ? 1462 : 0
    return format(code, value + day, { locale: 'ja-JP' }).trim()
  } catch {
    return String(value)
  }
}
