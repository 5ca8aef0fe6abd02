import { Value } from 'typebox/value'
import { LegacyManifestRecord } from '../contract/legacy-import.ts'
import { type FileField, type LegacyField, headingOf, legacyColumns } from '../domain/legacy/columns.ts'
import type { LegacyProblem } from '../domain/legacy/problem.ts'
import { type RawManifest, type RawRecord, readLegacyTable } from '../domain/legacy/raw-record.ts'
import { storableText } from '../domain/text/storable.ts'
import type { ReadTable } from './ports.ts'

/** A manifest as it came: its name says whether it is JSON, else it is a CSV. */
export type ManifestFile = { readonly name: string; readonly bytes: Uint8Array }

/** Reads a manifest; a character that cannot be kept is told of as a broken one. CSV (UTF-8 or CP932), JSON (an array, or `records` of an object) or JSON Lines. */
export function readManifest(readTable: ReadTable, { name, bytes }: ManifestFile): RawManifest {
  if (!/\.(?:json|jsonl|ndjson)$/i.test(name))
    return readLegacyTable(readTable(bytes).rows.map((row) => row.map(storableText)))
  const text = new TextDecoder('utf-8').decode(bytes)
  const read = /\.json$/i.test(name) ? readJson(text) : readJsonLines(text)
  if (read === undefined) return { records: [], problems: [{ code: 'not_json' }] }
  const seen = new Set<string>()
  return {
    problems: [],
    records: read.map(({ line, value }) => {
      const record = recordOf(line, value)
      const isTwice = record.key !== '' && seen.has(record.key)
      seen.add(record.key)
      return isTwice
        ? {
            ...record,
            problems: [...record.problems, { field: 'key', code: 'key_twice', value: record.key }],
          }
        : record
    }),
  }
}

type Placed = { readonly line: number; readonly value: unknown }

function readJson(text: string): readonly Placed[] | undefined {
  const parsed = parsedOf(text)
  const list: unknown =
    typeof parsed === 'object' && parsed !== null && 'records' in parsed ? parsed.records : parsed
  return Array.isArray(list) ? list.map((value: unknown, index) => ({ line: index + 1, value })) : undefined
}

function readJsonLines(text: string): readonly Placed[] {
  return text
    .split('\n')
    .flatMap((it, index) => (it.trim() === '' ? [] : [{ line: index + 1, value: parsedOf(it) }]))
}

/** Undefined for what is no JSON. */
function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? storableText(value) : value))
  } catch {
    return undefined
  }
}

function recordOf(line: number, value: unknown): RawRecord {
  if (!Value.Check(LegacyManifestRecord, value)) return misshapen(line, value)
  const { key, approvers = [], disclosureGrounds = [], readers = [], files = [], ...texts } = value
  return {
    ...{ line, key, approvers, readers, grounds: disclosureGrounds },
    texts: { key, ...texted(texts) },
    files: files.map(texted<FileField>),
    rows: rowsOf(value),
    problems: [],
  }
}

/** Fields as the texts a cell would hold; what is empty is absent. */
function texted<Name extends string>(
  fields: Readonly<Partial<Record<Name, string | number | undefined>>>,
): Readonly<Partial<Record<Name, string>>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, it]) => {
      const text = typeof it === 'number' ? String(it) : typeof it === 'string' ? it.trim() : ''
      return text === '' ? [] : [[name, text]]
    }),
  ) as Partial<Record<Name, string>>
}

function misshapen(line: number, value: unknown): RawRecord {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  const fields = isObject ? (value as Readonly<Record<string, unknown>>) : {}
  const key = typeof fields['key'] === 'string' ? fields['key'] : ''
  const known = (name: string): LegacyField | undefined =>
    name === 'files' ? 'files' : legacyColumns.find((it) => it.name === name)?.name
  const problems = [...Value.Errors(LegacyManifestRecord, value)].map((it): LegacyProblem => {
    const named = it.instancePath.split('/')[1] ?? ''
    const inside = 'additionalProperties' in it.params ? String(it.params.additionalProperties) : ''
    const missing = 'requiredProperties' in it.params ? String(it.params.requiredProperties) : ''
    const field = known(named) ?? known(missing)
    if (named === '' && inside !== '') return { code: 'column_unknown', value: inside }
    return {
      ...(field === undefined ? {} : { field }),
      code: missing !== '' && named === '' ? 'value_missing' : 'wrong_shape',
      value: it.message,
    }
  })
  return {
    ...{ line, key, texts: {}, approvers: [], grounds: [], readers: [], files: [] },
    rows: [{ [headingOf('key')]: key, JSON: JSON.stringify(value) }],
    problems: isObject ? problems : [{ code: 'not_json' }],
  }
}

/** A record of JSON as the rows of a CSV, so that it can be put right and fed back in a spreadsheet. */
function rowsOf({ files = [], ...fields }: LegacyManifestRecord): RawRecord['rows'] {
  const first: Record<string, string> = {}
  for (const [name, it] of Object.entries(fields)) {
    const heading = headingOf(name as LegacyField)
    if (Array.isArray(it)) first[heading] = it.map(cellOf).join(name === 'approvers' ? '；' : ' ')
    else if (it !== undefined) first[heading] = String(it)
  }
  const fileCells = files.map((file) =>
    Object.fromEntries(
      Object.entries(file).map(([name, it]) => [headingOf(name as LegacyField), String(it)]),
    ),
  )
  const [one = {}, ...others] = fileCells
  return [{ ...first, ...one }, ...others.map((it) => ({ [headingOf('key')]: fields.key, ...it }))]
}

function cellOf(
  it: string | { readonly title?: string; readonly name: string; readonly on?: string },
): string {
  return typeof it === 'string'
    ? it
    : [it.title, it.name, it.on].filter((part) => part !== undefined).join(' ')
}
