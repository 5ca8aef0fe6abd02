import { type Range, cellName, columnName } from '../sheet/cells.ts'
import {
  type ContentDifference,
  type ContentDifferences,
  type DifferencePlace,
  type Finder,
  seenLetters,
} from './difference.ts'
import { cutText, markedText } from './marked-text.ts'
import { movedReferences } from './moved-references.ts'
import { type SheetLines, linesOf } from './sheet-lines.ts'

/** A cell that holds something; rows and columns from 1. */
export type ComparedCell = {
  readonly row: number
  readonly column: number
  /** What it holds, not how it is shown. */
  readonly value: string
  readonly shown: string
  /** Without `=`; absent for what was typed. */
  readonly formula?: string
  /** Words, which may head a row or a column. */
  readonly isText: boolean
  readonly look: string
}

export type ComparedSheet = {
  /** What it is known by when its name changed. */
  readonly id: string
  readonly name: string
  readonly cells: readonly ComparedCell[]
  readonly merges: readonly Range[]
}

type Sides = { readonly old: ComparedSheet; readonly now: ComparedSheet; readonly lines: SheetLines }

/** How two workbooks differ, sheet by sheet and cell by cell; a row or a column that came or went is one difference. */
export function compareSheets(
  older: readonly ComparedSheet[],
  newer: readonly ComparedSheet[],
): ContentDifferences {
  const pairs = sheetPairs(older, newer)
  const both = pairs.flatMap(({ old, now }): Sides[] =>
    old === undefined || now === undefined ? [] : [{ old, now, lines: linesOf(old, now) }],
  )
  const linesByName = new Map(both.map((it) => [it.old.name, { ...it.lines, name: it.now.name }]))
  const differences = pairs.flatMap(({ old, now }): readonly ContentDifference[] => {
    if (now === undefined) return old === undefined ? [] : [wholeSheet(old, 'deleted')]
    if (old === undefined) return [wholeSheet(now, 'inserted')]
    const sides = both.find((it) => it.now === now)
    const renamed = old.name === now.name ? [] : [renamedSheet(old, now)]
    if (sides === undefined) return renamed
    const moved = (formula: string): string => movedReferences(formula, old.name, linesByName)
    return [...renamed, ...linesDifferences(sides), ...cellDifferences(sides, moved)]
  })
  return { differences, isCoarse: false }
}

type SheetPair = { readonly old?: ComparedSheet | undefined; readonly now?: ComparedSheet | undefined }

/** By their names; of those that are left by what the file knows them by. */
function sheetPairs(older: readonly ComparedSheet[], newer: readonly ComparedSheet[]): readonly SheetPair[] {
  const partners = new Map<ComparedSheet, ComparedSheet>()
  const free = (it: ComparedSheet): boolean => !new Set(partners.values()).has(it)
  for (const now of newer) {
    const same = older.find((it) => it.name === now.name)
    if (same !== undefined) partners.set(now, same)
  }
  for (const now of newer) {
    if (partners.has(now)) continue
    const same = older.find((it) => it.id === now.id && free(it))
    if (same !== undefined) partners.set(now, same)
  }
  const gone = older.filter(free)
  return [...newer.map((now) => ({ old: partners.get(now), now })), ...gone.map((old) => ({ old }))]
}

function wholeSheet(sheet: ComparedSheet, kind: 'inserted' | 'deleted'): ContentDifference {
  const parts = [{ text: sheet.name, changed: true }]
  const find = findersOf(sheet.cells.slice(0, 1).map((it) => it.shown))
  return kind === 'inserted'
    ? { kind, place: { sheet: sheet.name }, before: [], after: parts, find: { older: [], newer: find } }
    : { kind, place: { sheet: sheet.name }, before: parts, after: [], find: { older: find, newer: [] } }
}

function renamedSheet(old: ComparedSheet, now: ComparedSheet): ContentDifference {
  const { before, after } = markedText(old.name, now.name)
  return {
    ...{ kind: 'renamed', place: { sheet: now.name }, before, after },
    find: {
      older: findersOf(old.cells.slice(0, 1).map((it) => it.shown)),
      newer: findersOf(now.cells.slice(0, 1).map((it) => it.shown)),
    },
  }
}

/** Rows and columns that came or went. */
function linesDifferences({ old, now, lines }: Sides): readonly ContentDifference[] {
  const byLine = new Map(
    [old, now].map((it) => [it, { row: cellsBy(it, 'row'), column: cellsBy(it, 'column') }]),
  )
  const said = (
    sheet: ComparedSheet,
    axis: 'row' | 'column',
    at: number,
    kind: 'inserted' | 'deleted',
  ): ContentDifference => {
    const cells = byLine.get(sheet)?.[axis].get(at)?.slice(0, mostOfLine) ?? []
    const parts = [{ text: cutText(cells.map((it) => it.shown).join('　')), changed: true }]
    const name = axis === 'row' ? String(at) : columnName(at)
    const place: DifferencePlace = { sheet: now.name, cells: `${name}:${name}` }
    const find = findersOf(cells.map((it) => it.shown))
    return kind === 'inserted'
      ? { kind, place, before: [], after: parts, find: { older: [], newer: find } }
      : { kind, place, before: parts, after: [], find: { older: find, newer: [] } }
  }
  return [
    ...lines.columns.gone.map((it) => said(old, 'column', it, 'deleted')),
    ...lines.columns.come.map((it) => said(now, 'column', it, 'inserted')),
    ...lines.rows.gone.map((it) => said(old, 'row', it, 'deleted')),
    ...lines.rows.come.map((it) => said(now, 'row', it, 'inserted')),
  ]
}

/** Cells of a row or a column that are told when it came or went. */
const mostOfLine = 60

function cellsBy(
  { cells }: ComparedSheet,
  axis: 'row' | 'column',
): ReadonlyMap<number, readonly ComparedCell[]> {
  const lines = new Map<number, ComparedCell[]>()
  for (const it of cells) {
    const line = lines.get(it[axis]) ?? []
    line.push(it)
    lines.set(it[axis], line)
  }
  return lines
}

function cellDifferences(
  { old, now, lines }: Sides,
  moved: (formula: string) => string,
): readonly ContentDifference[] {
  const were = byPlace(old)
  const are = byPlace(now)
  const headings = headingsOf(now, are)
  const looks: ContentDifference[] = []
  const found: ContentDifference[] = []
  for (const [oldRow, row] of lines.rows.pairs) {
    for (const [oldColumn, column] of lines.columns.pairs) {
      const [was, is] = [were.get(oldRow)?.get(oldColumn), are.get(row)?.get(column)]
      const kind = kindOf(was, is, moved)
      if (kind === undefined) continue
      const isLookedFor = found.length < mostLookedFor
      const place: DifferencePlace = {
        sheet: now.name,
        cells: cellName({ row, column }),
        ...(oldRow === row && oldColumn === column
          ? {}
          : { cellsBefore: cellName({ row: oldRow, column: oldColumn }) }),
        ...(isLookedFor ? labelled(headings({ row, column })) : {}),
      }
      const { before, after } = valuesOf(was, is, kind === 'formatting')
      const difference: ContentDifference = {
        ...{ kind, place, before, after },
        ...formulaOf(was, is, kind),
        ...(kind === 'formatting' ? { looks: ['format'] as const } : {}),
        find: {
          older: isLookedFor ? cellFinders(were.get(oldRow), oldColumn) : [],
          newer: isLookedFor ? cellFinders(are.get(row), column) : [],
        },
      }
      ;(kind === 'formatting' ? looks : found).push(difference)
    }
  }
  return [...found, ...together(looks)]
}

/** A number, a day, a short text is told as a whole; of a long text only what changed is marked. */
const mostWhole = 12

function valuesOf(
  was: ComparedCell | undefined,
  is: ComparedCell | undefined,
  isOnlyLook: boolean,
): Pick<ContentDifference, 'before' | 'after'> {
  const isLong = (cell: ComparedCell | undefined) => cell?.isText === true && cell.shown.length > mostWhole
  if (isOnlyLook || (isLong(was) && isLong(is))) return markedText(was?.shown ?? '', is?.shown ?? '')
  const part = (cell: ComparedCell | undefined) =>
    cell === undefined || cell.shown === '' ? [] : [{ text: cell.shown, changed: true }]
  return { before: part(was), after: part(is) }
}

function kindOf(
  was: ComparedCell | undefined,
  is: ComparedCell | undefined,
  moved: (formula: string) => string,
): ContentDifference['kind'] | undefined {
  if (isEmpty(was) && isEmpty(is)) return undefined
  if (isEmpty(was)) return 'inserted'
  if (isEmpty(is)) return 'deleted'
  const [before, after] = [was?.formula, is?.formula]
  const isSameFormula =
    before === after || (before !== undefined && after !== undefined && moved(before) === after)
  if (!isSameFormula) return 'changed'
  if (was?.value !== is?.value) return before === undefined ? 'changed' : 'result'
  return was?.look === is?.look && was?.shown === is?.shown ? undefined : 'formatting'
}

function isEmpty(cell: ComparedCell | undefined): boolean {
  return cell === undefined || (cell.value === '' && cell.formula === undefined)
}

function formulaOf(
  was: ComparedCell | undefined,
  is: ComparedCell | undefined,
  kind: ContentDifference['kind'],
): Pick<ContentDifference, 'formula'> {
  const [before, after] = [was?.formula, is?.formula]
  if (kind === 'result' || kind === 'formatting' || (before === undefined && after === undefined)) return {}
  return {
    formula: {
      ...(before === undefined ? {} : { before: `=${before}` }),
      ...(after === undefined ? {} : { after: `=${after}` }),
    },
  }
}

/** Cells of which only the look changed are many, and one thing: one difference for all neighbours in a row. */
function together(looks: readonly ContentDifference[]): readonly ContentDifference[] {
  const byRow = new Map<string, ContentDifference[]>()
  for (const it of looks) {
    const row = it.place.cells?.replace(/^[A-Z]+/, '') ?? ''
    byRow.set(row, [...(byRow.get(row) ?? []), it])
  }
  return [...byRow.values()].flatMap((row): readonly ContentDifference[] => {
    const [first, last] = [row[0], row.at(-1)]
    if (first === undefined || last === undefined) return []
    if (row.length === 1) return [first]
    const text = (side: 'before' | 'after') => [
      { text: row.map((it) => it[side].map((one) => one.text).join('')).join('　'), changed: false },
    ]
    const place = { ...first.place, cells: `${first.place.cells ?? ''}:${last.place.cells ?? ''}` }
    return [{ ...first, place, before: text('before'), after: text('after') }]
  })
}

type Rows = ReadonlyMap<number, ReadonlyMap<number, ComparedCell>>

function byPlace({ cells }: ComparedSheet): Rows {
  const rows = new Map<number, Map<number, ComparedCell>>()
  for (const it of cells) {
    const row = rows.get(it.row) ?? new Map<number, ComparedCell>()
    rows.set(it.row, row.set(it.column, it))
  }
  return rows
}

const longestLabel = 30
/** Differences that get labels and are found on pages: nobody reads more of them, and each takes a look through its row and column. */
const mostLookedFor = 2000
/** Cells of merges that are remembered. */
const mostMerged = 200_000

/** What heads a cell: the words next to its left and next above it. A merged cell heads all it covers. */
function headingsOf(
  { merges }: ComparedSheet,
  rows: Rows,
): (cell: { readonly row: number; readonly column: number }) => readonly string[] {
  const heads = headsOf(merges, rows)
  const wordsAt = (row: number, column: number): string => {
    const own = rows.get(row)?.get(column)
    if (own !== undefined) return own.isText ? own.shown.trim() : ''
    const head = heads.get(row)?.get(column)
    return head?.isText === true ? head.shown.trim() : ''
  }
  const first = (all: Iterable<string>): readonly string[] => {
    for (const it of all) if (it !== '') return [Array.from(it).slice(0, longestLabel).join('')]
    return []
  }
  return ({ row, column }) => [...first(leftOf(row, column, wordsAt)), ...first(above(row, column, wordsAt))]
}

/** Of each cell that a merge hides the one that is shown. */
function headsOf(merges: readonly Range[], rows: Rows): Rows {
  const heads = new Map<number, Map<number, ComparedCell>>()
  let left = mostMerged
  for (const { top, left: first, bottom, right } of merges) {
    const head = rows.get(top)?.get(first)
    left -= (bottom - top + 1) * (right - first + 1)
    if (head === undefined || left < 0) continue
    for (let row = top; row <= bottom; row += 1) {
      const line = heads.get(row) ?? new Map<number, ComparedCell>()
      heads.set(row, line)
      for (let column = first; column <= right; column += 1) line.set(column, head)
    }
  }
  return heads
}

function* leftOf(row: number, column: number, wordsAt: (row: number, column: number) => string) {
  for (let at = column - 1; at >= 1; at -= 1) yield wordsAt(row, at)
}

function* above(row: number, column: number, wordsAt: (row: number, column: number) => string) {
  for (let at = row - 1; at >= Math.max(1, row - 2000); at -= 1) yield wordsAt(at, column)
}

function labelled(labels: readonly string[]): Pick<DifferencePlace, 'labels'> {
  return labels.length === 0 ? {} : { labels }
}

function findersOf(texts: readonly string[]): readonly Finder[] {
  const text = seenLetters(texts.join(''))
  const [first = ''] = texts.map(seenLetters).filter((it) => it !== '')
  const whole = (it: string): Finder => ({ text: it, from: 0, to: Array.from(it).length })
  return [...new Set([text, first])].filter((it) => it !== '').map(whole)
}

/** A number stands in many places: it is found between its neighbours, in the longest stretch of its row that a page shows. */
function cellFinders(row: ReadonlyMap<number, ComparedCell> | undefined, column: number): readonly Finder[] {
  const cells = [...(row ?? [])].sort(([one], [other]) => one - other)
  const text = (some: typeof cells): string => some.map(([, it]) => seenLetters(it.shown)).join('')
  const left = cells.filter(([at]) => at < column)
  const right = cells.filter(([at]) => at > column)
  const own = text(cells.filter(([at]) => at === column))
  const length = (it: string): number => Array.from(it).length
  const around = (before: typeof cells, after: typeof cells): Finder => {
    const head = text(before)
    return {
      text: head + own + text(after),
      from: length(head),
      to: length(head) + length(own),
    }
  }
  const label = text(left.slice(0, 1))
  return [
    around(left, right),
    around(left.slice(-1), right.slice(0, 1)),
    around(left.slice(-1), []),
    around([], right.slice(0, 1)),
    ...(label === '' ? [] : [{ text: label, from: 0, to: length(label) }]),
  ].filter((it, at, all) => it.text !== '' && all.findIndex((one) => one.text === it.text) === at)
}
