import { rangesOf } from '../text/fold.ts'

/** A stretch of text on a page, as the contract has it. */
export type PlacedText = { readonly text: string; readonly box: PageBoxPt; readonly vertical?: boolean }

/** x, y, width and height in points from the top left of the page. */
export type PageBoxPt = readonly [x: number, y: number, width: number, height: number]

/**
 * Where on its page the passage of this ordinal stands: a box in each run of text it touches, cut by the share of the
 * letters. Empty when the page has no such passage.
 */
export function boxesInRuns(
  runs: readonly PlacedText[],
  wanted: string,
  ordinal: number,
): readonly PageBoxPt[] {
  const range = rangesOf(runs.map((it) => it.text).join('\n'), wanted)[ordinal]
  if (range === undefined) return []
  const boxes: PageBoxPt[] = []
  let from = 0
  for (const { text, box, vertical } of runs) {
    const [x, y, width, height] = box
    const first = Math.max(0, range.from - from) / text.length
    const last = Math.min(text.length, range.to - from) / text.length
    if (first < last)
      boxes.push(
        vertical === true
          ? [x, y + first * height, width, (last - first) * height]
          : [x + first * width, y, (last - first) * width, height],
      )
    from += text.length + 1
  }
  return boxes
}
