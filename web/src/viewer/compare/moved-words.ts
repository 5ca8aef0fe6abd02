import type { TextRun } from '../../../../server/contract/book.ts'
import { gather } from './gather.ts'
import type { Region } from './picture-difference.ts'

/** Points by which two boxes of the same words may differ and still be one place. */
const samePlace = 0.75
/** Letters reach a little over the box of their run. */
const overhang = 1.5
const mostShifts = 6

/** What the words of two pages say about their pictures, in points. */
export type MovedWords = {
  /** Boxes of the words of each page that are not in the same place on the other. */
  readonly masks: { readonly older: readonly Region[]; readonly newer: readonly Region[] }
  /** How far words moved down, the most frequent first; none when all stayed. */
  readonly shifts: readonly number[]
}

/** Which words of two pages moved or changed: their pictures differ there, and that is told by the words already. */
export function movedWords(older: readonly TextRun[], newer: readonly TextRun[]): MovedWords {
  const stayed = new Set<TextRun>()
  const shifts = new Map<number, number>()
  const byText = new Map<string, TextRun[]>()
  for (const run of newer) gather(byText, run.text, run)
  for (const run of older) {
    const others = byText.get(run.text) ?? []
    const same = others.find((it) => isSamePlace(it, run) && !stayed.has(it))
    if (same !== undefined) {
      stayed.add(run)
      stayed.add(same)
      continue
    }
    for (const it of others) {
      if (Math.abs(it.box[0] - run.box[0]) > samePlace) continue
      const by = Math.round(2 * (it.box[1] - run.box[1])) / 2
      if (by !== 0) shifts.set(by, (shifts.get(by) ?? 0) + 1)
    }
  }
  return {
    masks: {
      older: older.filter((it) => !stayed.has(it)).map(maskOf),
      newer: newer.filter((it) => !stayed.has(it)).map(maskOf),
    },
    shifts: [...shifts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, mostShifts)
      .map(([by]) => by),
  }
}

function isSamePlace(one: TextRun, other: TextRun): boolean {
  return one.box.every((it, at) => Math.abs(it - (other.box[at] ?? 0)) <= samePlace)
}

function maskOf({ box: [x, y, width, height] }: TextRun): Region {
  return {
    x: x - overhang,
    y: y - overhang,
    width: width + 2 * overhang,
    height: height + 2 * overhang,
  }
}
