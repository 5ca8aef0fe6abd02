import { type FileField, type TextField, legacyColumns, ownHeading } from './columns.ts'
import type { LegacyProblem } from './problem.ts'

/** A file of a record as the manifest names it. */
export type RawFile = Readonly<Partial<Record<FileField, string>>>
export type RawPerson = { readonly name: string; readonly title?: string; readonly on?: string }

/** A record of a manifest, before anything of it is understood. */
export type RawRecord = {
  /** Row as a spreadsheet counts, the heading being 1; of JSON the place in the array, of JSON Lines the line. */
  readonly line: number
  readonly key: string
  readonly texts: Readonly<Partial<Record<TextField, string>>>
  readonly approvers: readonly RawPerson[]
  readonly grounds: readonly string[]
  readonly readers: readonly string[]
  readonly files: readonly RawFile[]
  /** The rows as they came, to be given back when it is rejected: cells by heading. */
  readonly rows: readonly Readonly<Record<string, string>>[]
  /** What was wrong with it already. */
  readonly problems: readonly LegacyProblem[]
}

export type RawManifest = {
  readonly records: readonly RawRecord[]
  /** What is wrong with all of it: then nothing of it is read. */
  readonly problems: readonly LegacyProblem[]
}

type Cells = {
  readonly line: number
  readonly named: Map<string, string>
  readonly row: Record<string, string>
}

const byHeading = new Map<string, (typeof legacyColumns)[number]['name']>(
  legacyColumns.flatMap(({ name, heading }) => [
    [name, name],
    [heading, name],
  ]),
)
const fileFields = legacyColumns.filter((it) => 'of' in it).map((it) => it.name)

/** A CSV as records: rows of one key are one record, each with a file of its own. Rows without any text are passed over. */
export function readLegacyTable(table: readonly (readonly string[])[]): RawManifest {
  const [heading = [], ...body] = table
  const headings = heading.map((it) => it.trim())
  const columns = headings.map((it) => byHeading.get(it))
  const unknown = headings.filter(
    (it, at) => columns[at] === undefined && it !== '' && !it.startsWith(ownHeading),
  )
  const missing = legacyColumns.filter((it) => 'isRequired' in it && !columns.includes(it.name))
  const problems: readonly LegacyProblem[] = [
    ...unknown.map((value): LegacyProblem => ({ code: 'column_unknown', value })),
    ...missing.map((it): LegacyProblem => ({ field: it.name, code: 'column_missing' })),
  ]
  if (problems.length > 0) return { records: [], problems }
  const rows = body.flatMap((cells, index): Cells[] => {
    if (cells.every((it) => it.trim() === '')) return []
    const named = new Map<string, string>()
    const row: Record<string, string> = {}
    cells.forEach((cell, at) => {
      const column = columns[at]
      if (column === undefined) return
      row[headings[at] ?? column] = cell
      if (cell.trim() !== '') named.set(column, cell.trim())
    })
    return [{ line: index + 2, named, row }]
  })
  const groups = new Map<string, Cells[]>()
  for (const row of rows) {
    // A row without a key is a record of its own, to be told of.
    const key = row.named.get('key') ?? `\u0000${row.line}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return { records: [...groups.values()].map(recordOfRows), problems: [] }
}

function recordOfRows(rows: readonly Cells[]): RawRecord {
  const [first, ...others] = rows
  if (first === undefined) throw new Error('a record without a row')
  const differing = legacyColumns.filter(
    (it) =>
      !('of' in it) &&
      others.some(({ named }) => {
        const value = named.get(it.name)
        return value !== undefined && value !== first.named.get(it.name)
      }),
  )
  const text = (name: string): string | undefined => first.named.get(name)
  return {
    line: first.line,
    key: text('key') ?? '',
    texts: Object.fromEntries(
      legacyColumns
        .filter((it) => !('of' in it) && !('isList' in it))
        .flatMap((it) => (text(it.name) === undefined ? [] : [[it.name, text(it.name)]])),
    ),
    approvers: lines(text('approvers')).map(personOf),
    grounds: words(text('disclosureGrounds')),
    readers: words(text('readers')),
    files: rows.flatMap(({ named }) => {
      const file = Object.fromEntries(
        fileFields.flatMap((it) => (named.has(it) ? [[it, named.get(it)]] : [])),
      ) as RawFile
      return Object.keys(file).length === 0 ? [] : [file]
    }),
    rows: rows.map((it) => it.row),
    problems: differing.map(({ name }): LegacyProblem => ({ field: name, code: 'rows_differ' })),
  }
}

/** Several people in a cell: a line, or what stands between ； or ;, each. */
function lines(cell: string | undefined): readonly string[] {
  return (cell ?? '')
    .split(/[\n;；]/)
    .map((it) => it.trim())
    .filter((it) => it !== '')
}

function words(cell: string | undefined): readonly string[] {
  return (cell ?? '').split(/[\s、,，;；]+/).filter((it) => it !== '')
}

/** `課長 山田太郎 2019-04-03`: the last part is a day when it has a digit first or is in a 元号; the first is the title when there are more. */
function personOf(text: string): RawPerson {
  const parts = text.split(/[ \t／/|｜](?=\S)/).filter((it) => it !== '')
  const last = parts.at(-1) ?? ''
  const hasDay = parts.length > 1 && /^(?:\d|[RHSＲＨＳ令平昭]).*\d/.test(last)
  const rest = hasDay ? parts.slice(0, -1) : parts
  const [title, ...name] = rest
  return {
    ...(rest.length > 1 && title !== undefined ? { title, name: name.join(' ') } : { name: rest.join(' ') }),
    ...(hasDay ? { on: last } : {}),
  }
}
