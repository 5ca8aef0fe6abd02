import { type Corner, cornerText, sheetOfPrefix, tokensOf } from '../sheet/formula.ts'
import { type SheetLines, placeAfter } from './sheet-lines.ts'

/** A sheet that is there on both sides: its new name, and what became of its rows and columns. */
export type MovedSheet = SheetLines & { readonly name: string }

/**
 * A formula of the older workbook as it reads in the newer one, when only rows and columns came in or went and sheets
 * were renamed: what somebody rewrote is then what is still different. `own`: the name of its sheet.
 */
export function movedReferences(
  formula: string,
  own: string,
  sheets: ReadonlyMap<string, MovedSheet>,
): string {
  return tokensOf(formula)
    .map((token) => {
      if (token.type !== 'reference') return token.text
      const named = token.prefix === '' ? own : sheetOfPrefix(token.prefix)
      const sheet = named === undefined ? undefined : sheets.get(named)
      if (sheet === undefined) return token.text
      const prefix = named === sheet.name || token.prefix === '' ? token.prefix : prefixFor(sheet.name)
      const isRange = token.to !== undefined
      const from = movedCorner(token.from, sheet, isRange ? 'first' : undefined)
      const to = token.to === undefined ? undefined : movedCorner(token.to, sheet, 'last')
      if (from === undefined || (isRange && to === undefined)) return `${prefix}#REF!`
      return `${prefix}${cornerText(from)}${to === undefined ? '' : `:${cornerText(to)}`}`
    })
    .join('')
}

/** Undefined for one whose row or column went. */
function movedCorner(
  corner: Corner,
  { rows, columns }: SheetLines,
  end: 'first' | 'last' | undefined,
): Corner | undefined {
  const { row, column } = corner
  const newRow = row === undefined ? undefined : placeAfter(rows, row, end)
  const newColumn = column === undefined ? undefined : placeAfter(columns, column, end)
  if ((row !== undefined && newRow === undefined) || (column !== undefined && newColumn === undefined))
    return undefined
  return {
    ...corner,
    ...(newRow === undefined ? {} : { row: newRow }),
    ...(newColumn === undefined ? {} : { column: newColumn }),
  }
}

function prefixFor(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? `${name}!` : `'${name.replaceAll("'", "''")}'!`
}
