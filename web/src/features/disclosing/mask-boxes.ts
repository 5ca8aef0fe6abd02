import type { TextRun } from '../../../../server/contract/book.ts'
import type { DisclosureMask } from '../../../../server/contract/disclosure.ts'
import { foldText, rangesOf } from '../../../../server/domain/text/fold.ts'
import type { Box, DrawnMark, Sheet } from '../../editing/pdf/sheets.ts'

/** A place to be masked, while it is worked on. */
export type Mark = { readonly id: string; readonly page: number; readonly box: Box; readonly ground: string }

/** Points a box reaches beyond the letters it hides, so that no edge of one is seen. */
const margin = 0.75

/**
 * The boxes around some words wherever a page has them (as a search compares), a box a line. `widthOf` measures letters:
 * where in a run a word stands is worked out of it.
 */
export function boxesOfWords(
  runs: readonly TextRun[],
  words: string,
  widthOf: (text: string) => number,
): readonly (readonly Box[])[] {
  const written = runs.filter((it) => it.text.trim() !== '')
  let text = ''
  const starts = written.map((it) => {
    if (text !== '') text += '\n'
    const from = text.length
    text += it.text
    return from
  })
  return rangesOf(text, foldText(words)).map(({ from, to }) =>
    written.flatMap((run, index) => {
      const start = starts[index] ?? 0
      const [first, last] = [Math.max(from - start, 0), Math.min(to - start, run.text.length)]
      return first < last ? [partOf(run, first, last, widthOf)] : []
    }),
  )
}

/** The box of some letters of a run. */
function partOf(run: TextRun, from: number, to: number, widthOf: (text: string) => number): Box {
  const [x, y, width, height] = slimmed(run)
  const whole = widthOf(run.text)
  const share = (at: number) => (whole > 0 ? widthOf(run.text.slice(0, at)) / whole : at / run.text.length)
  const [a, b] = [share(from), share(to)]
  return run.vertical === true
    ? [x - margin, y + height * a - margin, width + 2 * margin, height * (b - a) + 2 * margin]
    : [x + width * a - margin, y - margin, width * (b - a) + 2 * margin, height + 2 * margin]
}

/** How much higher than their size letters of any script are. */
const letterHeight = 1.3

/** The box of a run, across its letters no more than these need: some fonts say they are twice as high. */
function slimmed({ box: [x, y, width, height], fontSize, vertical }: TextRun): Box {
  const most = fontSize > 0 ? fontSize * letterHeight : Infinity
  if (vertical === true) {
    const across = Math.min(width, most)
    return [x + (width - across) / 2, y, across, height]
  }
  const across = Math.min(height, most)
  return [x, y + (height - across) / 2, width, across]
}

type Rectangle = Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>

/** What is selected on a page, a box a line: `rectangles` and `page` as the browser has them, `scale` CSS pixels of a point. */
export function boxesOfSelection(
  rectangles: readonly Rectangle[],
  page: Pick<Rectangle, 'left' | 'top'>,
  scale: number,
): readonly Box[] {
  const lines: Box[] = []
  for (const it of rectangles) {
    if (it.width < 1 || it.height < 1) continue
    const box: Box = [
      (it.left - page.left) / scale - margin,
      (it.top - page.top) / scale - margin,
      it.width / scale + 2 * margin,
      it.height / scale + 2 * margin,
    ]
    const last = lines.at(-1)
    if (last !== undefined && areInLine(last, box)) lines[lines.length - 1] = around(last, box)
    else lines.push(box)
  }
  return lines
}

/** One right beside the other, on a line across or downwards. */
function areInLine([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): boolean {
  const overlap = (a: number, b: number, c: number, d: number) => Math.min(a + b, c + d) - Math.max(a, c)
  const [across, down] = [overlap(ax, aw, bx, bw), overlap(ay, ah, by, bh)]
  return (
    (down > Math.min(ah, bh) / 2 && across > -Math.min(ah, bh)) ||
    (across > Math.min(aw, bw) / 2 && down > -Math.min(aw, bw) && aw < ah && bw < bh)
  )
}

function around([ax, ay, aw, ah]: Box, [bx, by, bw, bh]: Box): Box {
  const [left, top] = [Math.min(ax, bx), Math.min(ay, by)]
  return [left, top, Math.max(ax + aw, bx + bw) - left, Math.max(ay + ah, by + bh) - top]
}

/** Pages with what is marked on each. */
export function sheetsOf(sizes: readonly number[], marks: readonly Mark[]): readonly Sheet[] {
  return Array.from({ length: sizes.length / 2 }, (_, index): Sheet => {
    const own = marks.filter((it) => it.page === index)
    return {
      ...{ key: `page-${index}`, source: { index }, turn: 0 },
      ...{ width: sizes[2 * index] ?? 595, height: sizes[2 * index + 1] ?? 842 },
      marks: own.map((it): DrawnMark => ({ id: it.id, kind: 'redact', box: it.box })),
    }
  })
}

/** The marks after those of one page were drawn, moved or taken away; new ones are for `ground`. */
export function withPage(
  marks: readonly Mark[],
  page: number,
  drawn: readonly DrawnMark[],
  ground: string,
): readonly Mark[] {
  const known = new Map(marks.map((it) => [it.id, it]))
  const own = drawn.map(({ id, box }): Mark => ({ id, page, box, ground: known.get(id)?.ground ?? ground }))
  return [...marks.filter((it) => it.page !== page), ...own].toSorted((a, b) => a.page - b.page)
}

/** As the server takes them: to a hundredth of a point. */
export function masksOf(marks: readonly Mark[]): readonly DisclosureMask[] {
  return marks.map(({ page, box, ground }) => {
    const [x, y, width, height] = box.map((it) => Math.round(it * 100) / 100) as [
      number,
      number,
      number,
      number,
    ]
    return { page, box: [x, y, width, height], ground }
  })
}

/** The marks of a copy, to go on with. */
export function marksOf(masks: readonly DisclosureMask[]): readonly Mark[] {
  return masks.map((it, index) => ({ ...it, id: `kept-${index}` }))
}
