import type { LocalDate, PersonId, PositionCode, UnitCode } from '../ids.ts'
import type { AppointmentKind } from '../organisation/organisation.ts'
import { type RowProblem, readRows, readTerm } from './table.ts'

/** 派遣 and 休職: on the roll, in no post. */
export type LeaveKind = 'seconded' | 'on_leave'
/** 退職: out of every post and off the roll, from the first day that is none of the office's any more. */
export type GoneKind = 'retired'

export type PersonRow = {
  readonly row: number
  readonly person: PersonId
  readonly name: string
  readonly nameKana: string
  readonly login?: string
  readonly email?: string
  readonly extPhone?: string
  /** Absent only for 派遣, 休職 and 退職. */
  readonly unit?: UnitCode
  readonly position?: PositionCode
  readonly kind: AppointmentKind | LeaveKind | GoneKind
  /** The word of the file where it says more than the kind: 併任. */
  readonly asGiven?: string
  readonly from?: LocalDate
  readonly to?: LocalDate
  /** 並び順 within the unit. */
  readonly order?: number
}

const names = {
  employee_no: '職員番号',
  name: '氏名',
  name_kana: '氏名カナ',
  login: 'ログイン名',
  email: 'メール',
  ext_phone: '内線',
  unit_code: '所属コード',
  position_code: '職位コード',
  kind: '発令区分',
  from: '開始日',
  to: '終了日',
  order: '並び順',
} as const

const kinds: Readonly<Record<string, PersonRow['kind']>> = {
  本務: 'primary',
  兼務: 'concurrent',
  併任: 'concurrent',
  事務取扱: 'handling',
  職務代理: 'proxy',
  派遣: 'seconded',
  休職: 'on_leave',
  退職: 'retired',
}

const words: Readonly<Record<PersonRow['kind'], string>> = {
  primary: '本務',
  concurrent: '兼務',
  handling: '事務取扱',
  proxy: '職務代理',
  seconded: '派遣',
  on_leave: '休職',
  retired: '退職',
}

/** The rows as people.csv, the heading first: what `readPeople` takes in again. */
export function peopleTable(rows: readonly PersonRow[]): readonly (readonly string[])[] {
  return [
    Object.keys(names),
    ...rows.map((it) => [
      it.person,
      it.name,
      it.nameKana,
      it.login ?? '',
      it.email ?? '',
      it.extPhone ?? '',
      it.unit ?? '',
      it.position ?? '',
      it.asGiven ?? words[it.kind],
      it.from ?? '',
      it.to ?? '',
      it.order?.toString() ?? '',
    ]),
  ]
}

/** A kind by its word (兼務, 併任 …) or by its name in programs; undefined for any other text. */
export function kindOfWord(word: string): PersonRow['kind'] | undefined {
  return kinds[word] ?? Object.values(kinds).find((it) => it === word)
}

/** 派遣 or 休職: on the roll, in no post. */
export function isLeave(kind: PersonRow['kind']): kind is LeaveKind {
  return kind === 'seconded' || kind === 'on_leave'
}

/** people.csv as appointments; a row with an error is left out of `rows` and is in `problems`. */
export function readPeople(table: readonly (readonly string[])[]): {
  readonly rows: readonly PersonRow[]
  readonly problems: readonly RowProblem[]
} {
  const file = 'people'
  const text = readRows(table, {
    file,
    names,
    required: ['employee_no', 'name', 'name_kana', 'kind'],
  })
  const problems: RowProblem[] = [...text.problems]
  const rows: PersonRow[] = []
  const nameOf = new Map<string, string>()
  for (const it of text.rows) {
    const { row, cells } = it
    const own: RowProblem[] = []
    const say = (column: string, code: RowProblem['code'], value?: string): void => {
      own.push({ file, row, column, code, severity: 'error', ...(value === undefined ? {} : { value }) })
    }
    const { employee_no: person, name, name_kana: nameKana, kind: word, order } = cells
    const kind = word === undefined ? undefined : kinds[word]
    if (word !== undefined && kind === undefined) say('kind', 'unknown_kind', word)
    const term = readTerm(file, it)
    if (order !== undefined && !/^\d{1,9}$/.test(order)) say('order', 'bad_number', order)
    if (kind !== undefined && kind !== 'retired' && !isLeave(kind)) {
      for (const column of ['unit_code', 'position_code']) {
        if (cells[column] === undefined) say(column, 'value_missing')
      }
    }
    if (person !== undefined && name !== undefined) {
      const known = nameOf.get(person)
      if (known !== undefined && known !== name) say('name', 'name_differs', known)
      nameOf.set(person, known ?? name)
    }
    problems.push(...own, ...term.problems)
    if (own.length + term.problems.length > 0) continue
    if (person === undefined || name === undefined || nameKana === undefined || kind === undefined) continue
    rows.push({
      row,
      person: person as PersonId,
      name,
      nameKana,
      kind,
      ...given('login', cells['login']),
      ...given('email', cells['email']),
      ...given('extPhone', cells['ext_phone']),
      ...given('unit', cells['unit_code'] as UnitCode | undefined),
      ...given('position', cells['position_code'] as PositionCode | undefined),
      ...given('asGiven', word === '併任' ? word : undefined),
      ...given('from', term.from),
      ...given('to', term.to),
      ...given('order', order === undefined ? undefined : Number(order)),
    })
  }
  return { rows, problems: [...problems, ...twice(rows), ...goneAndPosted(rows)] }
}

/** 退職 beside another row of the same person: which of them is meant? */
function goneAndPosted(rows: readonly PersonRow[]): readonly RowProblem[] {
  const posted = new Set(rows.filter((it) => it.kind !== 'retired').map((it) => it.person))
  return rows
    .filter((it) => it.kind === 'retired' && posted.has(it.person))
    .map(({ row, person: value }) => ({
      file: 'people',
      row,
      column: 'kind',
      code: 'retired_in_post',
      value,
      severity: 'error',
    }))
}

/** Two 本務 of one person at one time, and the same appointment twice. */
function twice(rows: readonly PersonRow[]): readonly RowProblem[] {
  const seen = new Map<PersonId, PersonRow[]>()
  return rows.flatMap((it): RowProblem[] => {
    const { row, person, unit, position, kind } = it
    const before = (seen.get(person) ?? []).filter((one) => overlap(one, it))
    seen.set(person, [...(seen.get(person) ?? []), it])
    const code = before.some((one) => one.unit === unit && one.position === position)
      ? 'row_twice'
      : kind === 'primary' && before.some((one) => one.kind === 'primary')
        ? 'two_primaries'
        : undefined
    return code === undefined
      ? []
      : [{ file: 'people', row, column: 'kind', code, value: person, severity: 'error' }]
  })
}

/** Whether two rows count on one day; one without a day has no end on that side. */
function overlap(a: PersonRow, b: PersonRow): boolean {
  const before = (one: PersonRow, other: PersonRow) =>
    one.to !== undefined && other.from !== undefined && one.to < other.from
  return !before(a, b) && !before(b, a)
}

/** Leaves a field out when there is nothing for it. */
export function given<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]: Value })
}
