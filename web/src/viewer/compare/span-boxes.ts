import type { TextRun } from '../../../../server/contract/book.ts'
import { eachLetter, unitsOf } from '../../../../server/domain/text/letters.ts'
import type { PageBoxPt } from '../../../../server/domain/reading/passage-place.ts'

/** A box of marked words; `isVertical`: they are written downwards. */
export type SpanBox = { readonly box: PageBoxPt; readonly isVertical: boolean }

/**
 * Where part of the words of a page stands, by its letters that are seen: a box in each run it touches, cut by how wide
 * the letters are.
 */
export function boxesOfSpan(
  runs: readonly TextRun[],
  span: { readonly from: number; readonly to: number },
): readonly SpanBox[] {
  const boxes: SpanBox[] = []
  let letter = 0
  for (const run of runs) {
    if (letter >= span.to) break
    let [from, to] = [-1, -1]
    eachLetter(run.text, (code, place) => {
      if (letter >= span.from && letter < span.to) {
        if (from < 0) from = place
        to = place + unitsOf(code)
      }
      letter += 1
    })
    if (from < 0) continue
    const isVertical = run.vertical === true
    const [first, last] = placesIn(run, from, to)
    const [x, y, width, height] = run.box
    boxes.push({
      box: isVertical
        ? [x, y + first * height, width, (last - first) * height]
        : [x + first * width, y, (last - first) * width, height],
      isVertical,
    })
  }
  return boxes
}

/** A quarter of a letter, in half-width letters: as much room most programs leave where Japanese meets Latin or digits. */
const quarter = 0.5

/** Where part of a run begins and ends, as shares of its length. */
function placesIn(run: TextRun, from: number, to: number): readonly [first: number, last: number] {
  const { box, fontSize, vertical } = run
  // The box of a run ends with its last letter, not with the space behind it.
  const text = run.text.trimEnd()
  const length = vertical === true ? box[3] : box[2]
  const breadth = breadthOf(text)
  const seams = seamsIn(text)
  // How much longer the run is than its letters, in half-width letters: that room is where the scripts meet.
  const room = fontSize > 0 ? (2 * length) / fontSize - breadth : 0
  const each = seams === 0 ? 0 : Math.min(quarter, Math.max(0, room / seams))
  const upTo = (at: number) => breadthOf(text.slice(0, at)) + each * seamsIn(text.slice(0, at))
  const whole = breadth + each * seams
  // Room before the first letter is not its own.
  const gap = each * (seamsIn(text.slice(0, from + 1)) - seamsIn(text.slice(0, from)))
  return [(upTo(from) + gap) / whole, upTo(to) / whole]
}

/** Places where Japanese meets Latin letters or digits. */
function seamsIn(text: string): number {
  return text.match(/(?<=[\u3041-\u9FFF])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u3041-\u9FFF])/g)?.length ?? 0
}

/** In half-width letters: Latin letters, digits and half-width kana are half as wide as others. */
function breadthOf(text: string): number {
  let breadth = 0
  for (const letter of text) breadth += /^[\u0020-\u02FF\uFF61-\uFF9F]$/.test(letter) ? 1 : 2
  return breadth
}
