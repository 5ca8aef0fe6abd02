import type { LocalDate } from '../ids.ts'

/** 公開区分 as it was set; '' while nobody chose one. */
export type DisclosureClass = {
  readonly class: string
  readonly grounds: readonly string[]
  /** 時限: the last day on which it is not open. */
  readonly until?: LocalDate
}

/**
 * The 公開区分 on a day: what is closed for a time is open from the day after it, without anybody or anything having to do
 * it. `passed` names the last day of a time that is over.
 */
export function classOn(
  set: DisclosureClass,
  day: LocalDate,
): DisclosureClass & { readonly passed?: LocalDate } {
  const { until } = set
  if (set.class !== 'timed' || until === undefined || day <= until) return set
  return { class: 'open', grounds: [], passed: until }
}
