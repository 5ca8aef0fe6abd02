import type { LocalDate, UnitCode } from '../ids.ts'
import type { UnitKind } from '../organisation/organisation.ts'
import { given } from './people-file.ts'
import { type RowProblem, readRows, readTerm } from './table.ts'

export type UnitRow = {
  readonly row: number
  readonly code: UnitCode
  readonly name: string
  readonly parent?: UnitCode
  readonly kind: UnitKind
  readonly symbol?: string
  readonly from?: LocalDate
  readonly to?: LocalDate
  /** Who takes over its 簿冊 when it ends. */
  readonly successor?: UnitCode
}

const names = {
  unit_code: '所属コード',
  unit_name: '所属名',
  parent_code: '上位所属コード',
  kind: '所属区分',
  symbol: '文書記号',
  from: '開始日',
  to: '終了日',
  successor_code: '承継所属コード',
} as const

const kinds: Readonly<Record<string, UnitKind>> = {
  団体: 'root',
  執行機関: 'executive',
  部: 'department',
  局: 'bureau',
  課: 'section',
  係: 'group',
  振興局: 'branch',
  振興局の部: 'branch_dept',
  出先機関: 'institution',
}

/** A kind of unit by its word (課) or by its name in programs (section); undefined for any other text. */
export function unitKindOf(word: string): UnitKind | undefined {
  return kinds[word] ?? Object.values(kinds).find((it) => it === word)
}

/** The rows as units.csv, the heading first: what `readUnits` takes in again. */
export function unitsTable(rows: readonly UnitRow[]): readonly (readonly string[])[] {
  const words = new Map(Object.entries(kinds).map(([word, kind]) => [kind, word]))
  return [
    Object.keys(names),
    ...rows.map((it) => [
      it.code,
      it.name,
      it.parent ?? '',
      words.get(it.kind) ?? it.kind,
      it.symbol ?? '',
      it.from ?? '',
      it.to ?? '',
      it.successor ?? '',
    ]),
  ]
}

/** units.csv; a row with an error is left out of `rows` and is in `problems`. */
export function readUnits(table: readonly (readonly string[])[]): {
  readonly rows: readonly UnitRow[]
  readonly problems: readonly RowProblem[]
} {
  const file = 'units'
  const text = readRows(table, { file, names, required: ['unit_code', 'unit_name', 'kind'] })
  const problems: RowProblem[] = [...text.problems]
  const rows: UnitRow[] = []
  const seen = new Set<string>()
  for (const it of text.rows) {
    const { row, cells } = it
    const { unit_code: code, unit_name: name, kind: word } = cells
    const kind = word === undefined ? undefined : unitKindOf(word)
    const own: RowProblem[] = [...readTerm(file, it).problems]
    if (word !== undefined && kind === undefined) {
      own.push({ file, row, column: 'kind', code: 'unknown_kind', value: word, severity: 'error' })
    }
    if (code !== undefined && seen.has(code)) {
      own.push({ file, row, column: 'unit_code', code: 'row_twice', value: code, severity: 'error' })
    }
    problems.push(...own)
    if (own.length > 0 || code === undefined || name === undefined || kind === undefined) continue
    seen.add(code)
    const { from, to } = readTerm(file, it)
    rows.push({
      row,
      code: code as UnitCode,
      name,
      kind,
      ...given('parent', cells['parent_code'] as UnitCode | undefined),
      ...given('symbol', cells['symbol']),
      ...given('from', from),
      ...given('to', to),
      ...given('successor', cells['successor_code'] as UnitCode | undefined),
    })
  }
  return { rows, problems }
}
