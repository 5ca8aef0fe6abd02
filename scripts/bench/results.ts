import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export type Group = 'core' | 'reading' | 'editing' | 'door' | 'records' | 'numbers' | 'legacy-import'

/** What a measure must reach: `atLeast` for rates (more is better), `atMost` for times. */
export type Goal = { readonly atLeast: number } | { readonly atMost: number }

/** One line of docs/bench/results.json. */
export type Measure = {
  readonly group: Group
  readonly name: string
  readonly unit: string
  /** Median of the runs. */
  readonly ours: number
  /** The bare thing, measured in the same run; null where none exists. */
  readonly ceiling: number | null
  readonly peers: Readonly<Record<string, number>>
  /** ours ÷ ceiling; null without a ceiling. */
  readonly ratio: number | null
  /** In words, for example `ratio ≥ 0.5`. */
  readonly goal: string
  readonly met: boolean
}

/** The middle of an odd number of runs; for an even number the mean of the two middle ones. Throws on none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('median of nothing')
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

/** The value that so much of all (0.99) is not above, by nearest rank. Throws on none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (found === undefined) throw new Error('percentile of nothing')
  return found
}

/** Three significant digits, so that a result does not pretend to more than it knows. */
export function rounded(value: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(3))
}

/** Builds a measure from runs that were taken side by side; the goal is on the ratio, or on `ours` without a ceiling. */
export function measureOf(input: {
  readonly group: Group
  readonly name: string
  readonly unit: string
  readonly ours: readonly number[]
  readonly ceiling?: readonly number[]
  readonly peers?: Readonly<Record<string, number>>
  readonly goal: Goal
}): Measure {
  const ours = median(input.ours)
  const ceiling = input.ceiling === undefined ? null : median(input.ceiling)
  const ratio = ceiling === null ? null : ours / ceiling
  const judged = ratio ?? ours
  const subject = ratio === null ? input.unit : 'ratio'
  const met = 'atLeast' in input.goal ? judged >= input.goal.atLeast : judged <= input.goal.atMost
  const goal =
    'atLeast' in input.goal ? `${subject} ≥ ${input.goal.atLeast}` : `${subject} ≤ ${input.goal.atMost}`
  return {
    group: input.group,
    name: input.name,
    unit: input.unit,
    ours: rounded(ours),
    ceiling: ceiling === null ? null : rounded(ceiling),
    peers: Object.fromEntries(
      Object.entries(input.peers ?? {}).map(([name, value]) => [name, rounded(value)]),
    ),
    ratio: ratio === null ? null : rounded(ratio),
    goal,
    met,
  }
}

/** Puts fresh measures in place of their old ones; what was not measured again stays. */
export function mergeMeasures(old: readonly Measure[], fresh: readonly Measure[]): readonly Measure[] {
  const isFresh = (it: Measure) => fresh.some((one) => one.group === it.group && one.name === it.name)
  return [...old.filter((it) => !isFresh(it)), ...fresh]
}

export function readResults(path: string): readonly Measure[] {
  if (!existsSync(path)) return []
  return (JSON.parse(readFileSync(path, 'utf8')) as { measures: Measure[] }).measures
}

export function writeResults(path: string, measures: readonly Measure[]): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify({ measures }, null, 2)}\n`)
}

/** A table for people. */
export function tableOf(measures: readonly Measure[]): string {
  const rows = [
    ['group', 'measure', 'ours', 'ceiling', 'ratio', 'goal', ''],
    ...measures.map((it) => [
      it.group,
      it.name,
      `${it.ours} ${it.unit}`,
      it.ceiling === null ? '–' : `${it.ceiling} ${it.unit}`,
      it.ratio === null ? '–' : String(it.ratio),
      it.goal,
      it.met ? 'met' : 'NOT MET',
    ]),
  ]
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
