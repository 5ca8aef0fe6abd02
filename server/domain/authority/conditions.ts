import type { StepCondition } from './authority.ts'

/** What a condition is asked about. */
export type ConditionedMatter = {
  /** Row of the 専決 table. */
  readonly item: string
  /** Yen; absent when the matter has none, which counts as 0. */
  readonly amountYen?: number
  readonly flags: readonly string[]
}

/** Whether every member of a condition holds; the empty condition always does. */
export function conditionHolds(when: StepCondition, matter: ConditionedMatter): boolean {
  const yen = Math.abs(matter.amountYen ?? 0)
  return (
    (when.minYen === undefined || when.minYen <= yen) &&
    (when.maxYen === undefined || yen < when.maxYen) &&
    (when.items === undefined || when.items.includes(matter.item)) &&
    (when.flags === undefined || when.flags.some((flag) => matter.flags.includes(flag)))
  )
}
