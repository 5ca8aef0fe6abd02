import type { SearchHit } from '../contract/search.ts'
import { type TextRange, oneLine, rangesOf } from '../domain/text/fold.ts'

/** Characters before the first word, and after it. */
const before = 24
const after = 72

type Pieces = SearchHit['excerpt']

/**
 * The words around the first of these that stands in a text, with all of them marked; undefined when none does. `first` is which
 * of them that is.
 */
export function excerptOfWords(
  text: string,
  words: readonly string[],
): { readonly first: number; readonly pieces: Pieces } | undefined {
  const found = words.flatMap((word, nth) => rangesOf(text, word).map((range) => ({ ...range, nth })))
  found.sort((a, b) => a.from - b.from || b.to - a.to)
  const [start] = found
  if (start === undefined) return undefined
  const from = backwards(text, start.from, before)
  const to = forwards(text, start.to, after)
  return { first: start.nth, pieces: piecesOf(text, merged(found), { from, to }) }
}

/** So many characters that are seen before a place: white space counts for nothing, and no character is cut in two. */
function backwards(text: string, place: number, count: number): number {
  let at = place
  for (const it of Array.from(text.slice(Math.max(0, place - 4 * count), place)).toReversed()) {
    if (count === 0) break
    at -= it.length
    if (it.trim() !== '') count -= 1
  }
  return at
}

function forwards(text: string, place: number, count: number): number {
  let at = place
  for (const it of text.slice(place, place + 4 * count)) {
    if (count === 0) break
    at += it.length
    if (it.trim() !== '') count -= 1
  }
  return at
}

/** Words that overlap are one mark. */
function merged(ranges: readonly TextRange[]): readonly TextRange[] {
  const whole: { from: number; to: number }[] = []
  for (const { from, to } of ranges) {
    const last = whole.at(-1)
    if (last !== undefined && from < last.to) last.to = Math.max(last.to, to)
    else whole.push({ from, to })
  }
  return whole
}

function piecesOf(text: string, marks: readonly TextRange[], shown: TextRange): Pieces {
  const pieces: Pieces = []
  const add = (from: number, to: number, found: boolean): void => {
    const words = oneLine(text.slice(from, to))
    if (words !== '') pieces.push({ text: words, ...(found ? { found } : {}) })
  }
  let at = shown.from
  for (const { from, to } of marks) {
    if (from >= shown.to) break
    add(at, from, false)
    add(from, Math.max(to, from), true)
    at = to
  }
  if (at < shown.to) add(at, shown.to, false)
  return pieces
}
