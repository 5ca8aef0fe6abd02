import { foldText } from '../text/fold.ts'
import { type PlacedText, boxesInRuns } from './passage-place.ts'

type BoxPt = [x: number, y: number, width: number, height: number]

/** Where a 付箋 lies on its page, in points, as the contract has it. */
export type PagePlace =
  | { kind: 'note' | 'check'; x: number; y: number }
  | { kind: 'highlight'; boxes: BoxPt[] }
  | { kind: 'box'; box: BoxPt }
  /** Each line flat: x0, y0, x1, y1, … */
  | { kind: 'ink'; strokes: number[][] }

/**
 * Where a note is drawn on the page its passage moved to: a mark over the passage as it lies there, anything else as far
 * from the passage's beginning as it was before. `runs` are the text of that page; undefined when they do not have it.
 */
export function movedPlace(
  { place, quote }: { readonly place: PagePlace; readonly quote?: { readonly text: string } | undefined },
  runs: readonly PlacedText[],
  ordinal: number,
): PagePlace | undefined {
  const boxes = quote === undefined ? [] : boxesInRuns(runs, foldText(quote.text), ordinal)
  const [first] = boxes
  if (first === undefined) return undefined
  if (place.kind === 'highlight')
    return { kind: 'highlight', boxes: boxes.map(([x, y, width, height]) => [x, y, width, height]) }
  const [left, top] = boundsOf(place)
  const [dx, dy] = [first[0] - left, first[1] - top]
  switch (place.kind) {
    case 'box':
      return { kind: 'box', box: [place.box[0] + dx, place.box[1] + dy, place.box[2], place.box[3]] }
    case 'ink':
      return {
        kind: 'ink',
        strokes: place.strokes.map((stroke) => stroke.map((it, at) => it + (at % 2 === 0 ? dx : dy))),
      }
    case 'note':
    case 'check':
      return { kind: place.kind, x: first[0], y: first[1] }
  }
}

/** Index of the page a note is on in the content shown now. */
export function pageNow({
  pageIndex,
  now,
}: {
  readonly pageIndex: number
  readonly now:
    { readonly state: 'moved'; readonly pageIndex: number } | { readonly state: 'here' | 'page' | 'gone' }
}): number {
  return now.state === 'moved' ? now.pageIndex : pageIndex
}

/** The smallest box around what is drawn, in points: x, y, width, height. */
export function boundsOf(place: PagePlace): readonly [number, number, number, number] {
  switch (place.kind) {
    case 'box':
      return place.box
    case 'highlight':
      return around(place.boxes.flatMap(([x, y, width, height]) => [x, y, x + width, y + height]))
    case 'ink':
      return around(place.strokes.flat())
    case 'check':
    case 'note':
      return [place.x - 9, place.y - 9, 18, 18]
  }
}

function around(flat: readonly number[]): readonly [number, number, number, number] {
  const xs = flat.filter((_, at) => at % 2 === 0)
  const ys = flat.filter((_, at) => at % 2 === 1)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top]
}
