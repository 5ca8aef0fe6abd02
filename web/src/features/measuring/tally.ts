import type { Measures } from '../../../../server/contract/measures.ts'

type Row = Measures['months'][number]

export const decisionKinds = ['electronic', 'printed', 'hybrid', 'paper'] as const
export const otherCounts = ['submitted', 'rejected', 'withdrawn', 'abandoned', 'returned', 'late'] as const
const numbers = [...decisionKinds, ...otherCounts]

/** The numbers of some rows added up. */
export type Tally = Readonly<Record<(typeof numbers)[number], number>>

/** Adds rows up; of none, every number is 0. */
export function tallyOf(rows: readonly Row[]): Tally {
  const sum = Object.fromEntries(numbers.map((it) => [it, 0])) as Record<keyof Tally, number>
  for (const row of rows) for (const it of numbers) sum[it] += row[it]
  return sum
}

/** All decisions: electronic, 併用 and on paper. */
export function decisionsOf(tally: Tally): number {
  return decisionKinds.reduce((sum, it) => sum + tally[it], 0)
}
