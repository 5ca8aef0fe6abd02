import { type LocalDate, parseLocalDate } from '../ids.ts'

export type DirectoryFile = 'people' | 'units'

/** What is wrong with a file of the directory, and where. */
export type RowProblem = {
  readonly file: DirectoryFile
  /** Number of the row as a spreadsheet counts, the heading being 1. */
  readonly row: number
  /** The column's name as in docs/operations/directory-import.md; absent when it is the whole row. */
  readonly column?: string
  readonly code:
    | 'no_rows'
    | 'column_missing'
    | 'column_unknown'
    | 'value_missing'
    | 'broken_character'
    | 'private_character'
    | 'unknown_unit'
    | 'unknown_position'
    | 'unknown_kind'
    | 'bad_date'
    | 'bad_number'
    | 'ends_before_it_begins'
    | 'begins_too_early'
    | 'name_differs'
    | 'two_primaries'
    | 'row_twice'
    | 'retired_in_post'
    | 'login_taken'
    | 'unit_still_used'
    | 'kind_changed'
    | 'parent_loop'
  readonly value?: string
  /** A warning is told and the row taken; while there is an error nothing can be applied. */
  readonly severity: 'error' | 'warning'
}

/** One row as text by the names of the columns; an empty cell is absent. */
export type TextRow = { readonly row: number; readonly cells: Readonly<Record<string, string>> }

type Columns = {
  readonly file: DirectoryFile
  /** Name of each column → the Japanese heading that is understood as well. */
  readonly names: Readonly<Record<string, string>>
  readonly required: readonly string[]
}

/** Characters that are nobody's: what a decoder could not read, and 外字 that mean nothing elsewhere. */
const broken = /\ufffd/
const privateUse = /[\ue000-\uf8ff\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}]/u

/**
 * A table as rows by column names, with everything in it that cannot be understood. Rows without any text are passed
 * over; nothing else is.
 */
export function readRows(
  table: readonly (readonly string[])[],
  { file, names, required }: Columns,
): { readonly rows: readonly TextRow[]; readonly problems: readonly RowProblem[] } {
  const [heading = [], ...body] = table
  const byHeading = new Map(
    Object.entries(names).flatMap(([name, japanese]) => [
      [name, name],
      [japanese, name],
    ]),
  )
  const columns = heading.map((it) => byHeading.get(it.trim()))
  const problems: RowProblem[] = [
    ...heading.flatMap((it, index): RowProblem[] =>
      columns[index] === undefined && it.trim() !== ''
        ? [{ file, row: 1, column: it.trim(), code: 'column_unknown', severity: 'error' }]
        : [],
    ),
    ...required
      .filter((name) => !columns.includes(name))
      .map((column): RowProblem => ({ file, row: 1, column, code: 'column_missing', severity: 'error' })),
  ]
  const rows: TextRow[] = []
  body.forEach((cells, index) => {
    if (cells.every((it) => it.trim() === '')) return
    const row = index + 2
    const texts: Record<string, string> = {}
    cells.forEach((cell, at) => {
      const column = columns[at]
      const text = cell.trim()
      if (column === undefined || text === '') return
      texts[column] = text
      const value = text
      if (broken.test(text)) {
        problems.push({ file, row, column, code: 'broken_character', value, severity: 'error' })
      } else if (privateUse.test(text)) {
        problems.push({ file, row, column, code: 'private_character', value, severity: 'warning' })
      }
    })
    for (const column of required) {
      if (columns.includes(column) && texts[column] === undefined) {
        problems.push({ file, row, column, code: 'value_missing', severity: 'error' })
      }
    }
    rows.push({ row, cells: texts })
  })
  if (rows.length === 0) problems.push({ file, row: 1, code: 'no_rows', severity: 'error' })
  return { rows, problems }
}

/** `2026-07-01`, `2026/7/1` or `20260701`; undefined for anything else. */
export function readDay(text: string): LocalDate | undefined {
  const [, year, month, day] =
    /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  return parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** The two days of a row; a day that is none, and an end before the beginning, become problems. */
export function readTerm(
  file: DirectoryFile,
  { row, cells }: TextRow,
): { readonly from?: LocalDate; readonly to?: LocalDate; readonly problems: readonly RowProblem[] } {
  const problems: RowProblem[] = []
  const dayIn = (column: string): LocalDate | undefined => {
    const value = cells[column]
    const day = value === undefined ? undefined : readDay(value)
    if (value !== undefined && day === undefined) {
      problems.push({ file, row, column, code: 'bad_date', value, severity: 'error' })
    }
    return day
  }
  const from = dayIn('from')
  const to = dayIn('to')
  if (from !== undefined && to !== undefined && to < from) {
    problems.push({ file, row, column: 'to', code: 'ends_before_it_begins', value: to, severity: 'error' })
  }
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), problems }
}
