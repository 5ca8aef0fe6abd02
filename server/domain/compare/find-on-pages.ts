import { eachLetter } from '../text/letters.ts'
import type { ContentDifference, Finder } from './difference.ts'

/** Part of the words of a page, as in `PageSpan`. */
export type FoundSpan = { readonly pageIndex: number; readonly from: number; readonly to: number }

/** Differences that are looked for: what stands behind them is found by turning pages. */
const mostFound = 1500

/**
 * Where each difference stands on the pages of one side; empty where no page shows it. In their order: each is looked for
 * behind the one before it, two parts of one stretch in that stretch.
 */
export function findOnPages(
  bodies: readonly string[],
  side: 'older' | 'newer',
  differences: readonly ContentDifference[],
): readonly (readonly FoundSpan[])[] {
  const pages = lettersOf(bodies)
  let last = { at: -1, text: '', to: 0 }
  return differences.map((it, index) => {
    if (index >= mostFound) return []
    for (const finder of it.find[side]) {
      const { text, from } = finder
      const isSameStretch = text === last.text && from >= last.to
      const at = pages.find(flattened(text), isSameStretch ? last.at : last.at + 1)
      if (at === -1) continue
      last = { at, text, to: finder.to }
      return spansOf(pages, at, finder)
    }
    return startOf(pages, it.find[side][0], last.at + 1)
  })
}

type Pages = {
  /** Where letters stand, from a place on and else from the beginning; -1 when nowhere. */
  readonly find: (letters: string, from: number) => number
  /** Where each page begins among the letters, and where the last one ends. */
  readonly starts: readonly number[]
}

/** Every letter as one unit: rare ones as a stand-in, on both sides the same. */
function flattened(text: string): string {
  let flat = ''
  eachLetter(text, (code) => (flat += String.fromCharCode(code > 0xffff ? 0xe000 + (code & 0xfff) : code)))
  return flat.replaceAll('\u{fffc}', '')
}

function lettersOf(bodies: readonly string[]): Pages {
  const texts = bodies.map(flattened)
  const starts = [0]
  for (const it of texts) starts.push((starts.at(-1) ?? 0) + it.length)
  const text = texts.join('')
  const find = (letters: string, from: number): number => {
    if (letters === '') return -1
    const ahead = text.indexOf(letters, from)
    return ahead === -1 ? text.indexOf(letters) : ahead
  }
  return { find, starts }
}

function spansOf({ starts }: Pages, at: number, { from, to }: Finder): readonly FoundSpan[] {
  // Where something is missing, what stands around it shows the place.
  const [first, last] = to > from ? [at + from, at + to] : [at + Math.max(0, from - 1), at + from + 1]
  const spans: FoundSpan[] = []
  for (let page = 0; page + 1 < starts.length; page += 1) {
    const [start, end] = [starts[page] ?? 0, starts[page + 1] ?? 0]
    const [begin, stop] = [Math.max(first, start), Math.min(last, end)]
    if (begin < stop) spans.push({ pageIndex: page, from: begin - start, to: stop - start })
  }
  return spans
}

const fewestLetters = 6

/** A passage that is not on the pages in one piece, because a page ends in it or a picture stands in it: its letters around the change, fewer and fewer. */
function startOf(pages: Pages, finder: Finder | undefined, from: number): readonly FoundSpan[] {
  if (finder === undefined) return []
  const letters = Array.from(finder.text)
  for (let size = 32; size >= fewestLetters; size /= 2) {
    const begin = Math.max(0, Math.min(finder.from - size / 2, letters.length - size))
    const piece = flattened(letters.slice(begin, begin + size).join(''))
    if (piece.length < fewestLetters) return []
    const at = pages.find(piece, from)
    if (at === -1) continue
    const to = Math.min(finder.to, begin + piece.length)
    return spansOf(pages, at, { text: piece, from: finder.from - begin, to: to - begin })
  }
  return []
}
