import { shiftedFormula } from '../sheet/formula.ts'
import { type Bag, aligned, bagOf, namesFor, sharedShare } from './align.ts'
import type { ComparedCell, ComparedSheet } from './compare-sheets.ts'

/** Rows or columns of two sheets: those that are the same ones, those that went, those that came; from 1. */
export type Lines = {
  readonly pairs: readonly (readonly [older: number, newer: number])[]
  readonly gone: readonly number[]
  readonly come: readonly number[]
}

export type SheetLines = { readonly rows: Lines; readonly columns: Lines }

/** Rows, and columns, that have less in common are different ones, unless nothing else stands between what stayed. */
const leastShared = 0.34

/** Looks at cells until columns are taken to stand where they stood; a second's worth. */
const mostSteps = 10_000_000

/**
 * Which rows and columns of two sheets are the same ones. First the columns, by all they hold whatever rows came between; then the
 * rows, by what they hold in columns that stayed.
 */
export function linesOf(old: ComparedSheet, now: ComparedSheet): SheetLines {
  const columns = columnLines(old, now)
  const newColumn = new Map(columns.pairs)
  const stayed = new Set(columns.pairs.map(([, it]) => it))
  const [oldRows, newRows] = [
    rowsOf(old, (column) => newColumn.get(column)),
    rowsOf(now, (column) => (stayed.has(column) ? column : undefined)),
  ]
  return { columns, rows: linesBetween(oldRows, newRows) }
}

/** A line that holds something: its number, and what it holds. */
type Line = { readonly at: number; readonly things: readonly string[] }

function columnLines(old: ComparedSheet, now: ComparedSheet): Lines {
  const [was, is] = [columnsOf(old), columnsOf(now)]
  // Where nothing came or went every column is the same one as before, whatever it says now.
  const isSame = was.length === is.length && was.every((it, at) => it.at === is[at]?.at)
  if (isSame && !looksShifted(was, is)) return { pairs: was.map((it) => [it.at, it.at]), gone: [], come: [] }
  return linesBetween(was, is)
}

/** A column went at one place and another came elsewhere: the ones between are better found one column further. */
function looksShifted(was: readonly Line[], is: readonly Line[]): boolean {
  const cells = is.reduce((sum, it) => sum + it.things.length, 0)
  if (was.length * cells > mostSteps) return false
  const [older, newer] = [was, is].map((lines) => lines.map((it) => bagOf(it.things)))
  return (older ?? []).some((bag, at) => {
    const own = newer?.[at]
    if (own === undefined || sharedShare(bag, own) >= leastShared) return false
    return newer?.some((other) => sharedShare(bag, other) > 0.8)
  })
}

function columnsOf({ cells }: ComparedSheet): readonly Line[] {
  const columns = new Map<number, string[]>()
  for (const it of cells) {
    const things = columns.get(it.column) ?? []
    things.push(contentOf(it))
    columns.set(it.column, things)
  }
  return [...columns].map(([at, things]) => ({ at, things })).sort((one, other) => one.at - other.at)
}

function rowsOf({ cells }: ComparedSheet, columnOf: (column: number) => number | undefined): readonly Line[] {
  const rows = new Map<number, string[]>()
  for (const it of cells) {
    const column = columnOf(it.column)
    const things = rows.get(it.row) ?? []
    rows.set(it.row, things)
    if (column !== undefined) things.push(`${column} ${contentOf(it)}`)
  }
  return [...rows].map(([at, things]) => ({ at, things })).sort((one, other) => one.at - other.at)
}

/** What a cell says wherever it stands: a formula by where it looks to, not by what it gives. */
function contentOf({ value, formula, row, column }: ComparedCell): string {
  return formula === undefined ? value : `=${shiftedFormula(formula, 1 - row, 1 - column)}`
}

function linesBetween(was: readonly Line[], is: readonly Line[]): Lines {
  const keys = (lines: readonly Line[]): readonly string[] => lines.map((it) => it.things.join('\t'))
  const [oldNames = [], newNames = []] = namesFor(keys(was), keys(is))
  const [oldBags, newBags] = [new Map<number, Bag>(), new Map<number, Bag>()]
  const bag = (bags: Map<number, Bag>, lines: readonly Line[], at: number): Bag => {
    const made = bags.get(at) ?? bagOf(lines[at]?.things ?? [])
    bags.set(at, made)
    return made
  }
  const found = aligned(oldNames, newNames, (old, now) => {
    const shared = sharedShare(bag(oldBags, was, old), bag(newBags, is, now))
    return shared < leastShared ? 0 : shared
  })
  const at = (lines: readonly Line[], index: number): number => lines[index]?.at ?? 0
  return {
    pairs: found.flatMap(({ older, newer }) =>
      older === undefined || newer === undefined ? [] : [[at(was, older), at(is, newer)] as const],
    ),
    gone: found.flatMap((it) => (it.newer === undefined ? [at(was, it.older)] : [])),
    come: found.flatMap((it) => (it.older === undefined ? [at(is, it.newer)] : [])),
  }
}

/**
 * Where a row or a column of the older sheet stands in the newer one; empty ones go with the one before them. One that
 * went has no place: undefined, or as an end of a range the next one inside it that stayed.
 */
export function placeAfter({ pairs, gone }: Lines, at: number, end?: 'first' | 'last'): number | undefined {
  if (!gone.includes(at)) {
    const before = pairs.findLast(([older]) => older <= at)
    return before === undefined ? at : before[1] + at - before[0]
  }
  if (end === undefined) return undefined
  const next = end === 'first' ? pairs.find(([older]) => older > at) : pairs.findLast(([older]) => older < at)
  return next?.[1]
}
