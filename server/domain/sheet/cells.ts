/** A cell; rows and columns from 1, as people count them. */
export type Cell = { readonly row: number; readonly column: number }

/** Cells from corner to corner, both included. */
export type Range = {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** The last row and column that a sheet of an Excel file has. */
export const last = { row: 1_048_576, column: 16_384 } as const

/** A for 1, AA for 27. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}

/** From 1 for A; the letters are A to Z in capitals. */
export function columnNumber(letters: string): number {
  let number = 0
  for (let at = 0; at < letters.length; at += 1) number = number * 26 + letters.charCodeAt(at) - 64
  return number
}

const cellForm = /^([A-Z]{1,3})([1-9]\d{0,6})$/

/** The cell that a name such as B7 names; undefined when it names none. */
export function parseCell(name: string): Cell | undefined {
  const found = cellForm.exec(name)
  if (found === null) return undefined
  const cell = { row: Number(found[2]), column: columnNumber(found[1] as string) }
  return cell.row > last.row || cell.column > last.column ? undefined : cell
}

/** B7. */
export function cellName({ row, column }: Cell): string {
  return `${columnName(column)}${row}`
}

/** The range that A1:B2, A1, A:C or 1:3 names, with or without `$`; undefined when it names none. */
export function parseRange(name: string): Range | undefined {
  const [from = '', to = from, ...more] = name.replaceAll('$', '').split(':')
  if (more.length > 0) return undefined
  const [first, second] = [parseCell(from), parseCell(to)]
  if (first !== undefined && second !== undefined) return spanning(first, second)
  if (/^[A-Z]{1,3}$/.test(from) && /^[A-Z]{1,3}$/.test(to)) {
    return { top: 1, left: columnNumber(from), bottom: last.row, right: columnNumber(to) }
  }
  if (/^\d{1,7}$/.test(from) && /^\d{1,7}$/.test(to)) {
    return { top: Number(from), left: 1, bottom: Number(to), right: last.column }
  }
  return undefined
}

function spanning(one: Cell, other: Cell): Range {
  return {
    top: Math.min(one.row, other.row),
    left: Math.min(one.column, other.column),
    bottom: Math.max(one.row, other.row),
    right: Math.max(one.column, other.column),
  }
}

/** A1:B2, or A1 for a single cell. */
export function rangeName({ top, left, bottom, right }: Range): string {
  const first = cellName({ row: top, column: left })
  return top === bottom && left === right ? first : `${first}:${cellName({ row: bottom, column: right })}`
}

/** The ranges of a list such as `A1:B2 D4`; what names none is left out. */
export function parseRanges(list: string): Range[] {
  return list
    .split(/\s+/)
    .map(parseRange)
    .filter((it) => it !== undefined)
}

export function contains(range: Range, { row, column }: Cell): boolean {
  return range.top <= row && row <= range.bottom && range.left <= column && column <= range.right
}
