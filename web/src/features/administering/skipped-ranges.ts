import type { NumberBook } from '../../../../server/contract/numbers.ts'

type Skipped = NumberBook['skipped'][number]
export type SkippedRange = Omit<Skipped, 'number'> & { readonly from: number; readonly to: number }

/** Numbers that were registered together, as one row each: 第2号〜第30号. `skipped` is in order of the numbers. */
export function rangesOf(skipped: readonly Skipped[]): readonly SkippedRange[] {
  const ranges: SkippedRange[] = []
  for (const { number, ...why } of skipped) {
    const last = ranges.at(-1)
    const isNext =
      last !== undefined &&
      last.to + 1 === number &&
      last.at === why.at &&
      last.reason === why.reason &&
      last.by.id === why.by.id
    if (isNext) ranges[ranges.length - 1] = { ...last, to: number }
    else ranges.push({ ...why, from: number, to: number })
  }
  return ranges
}
