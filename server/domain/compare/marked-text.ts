import type { Part } from './difference.ts'
import type { Edit } from './edits.ts'
import { textEdits } from './text-edits.ts'

export type MarkedText = {
  readonly before: readonly Part[]
  readonly after: readonly Part[]
  /** In letters (code points), in order. */
  readonly edits: readonly Edit[]
  /** From the first letter that changed to the last, on each side. */
  readonly places: Readonly<Record<'older' | 'newer', { readonly from: number; readonly to: number }>>
  readonly isCoarse: boolean
}

/** Letters told of what stayed on each side of a change; what is longer is cut with …. */
const around = 24
/** Letters of one stretch that changed. */
const longest = 1000

/** Two texts with what differs marked in both, fit to be read; long stretches that stayed are cut in the middle. */
export function markedText(older: string, newer: string): MarkedText {
  const [was, is] = [Array.from(older), Array.from(newer)]
  const { edits, isCoarse } = textEdits(codesOf(was), codesOf(is))
  const [first, last] = [edits[0], edits.at(-1)]
  return {
    before: partsOf(
      was,
      edits.map((it) => [it.oldFrom, it.oldTo]),
    ),
    after: partsOf(
      is,
      edits.map((it) => [it.newFrom, it.newTo]),
    ),
    edits,
    places: {
      older: { from: first?.oldFrom ?? 0, to: last?.oldTo ?? was.length },
      newer: { from: first?.newFrom ?? 0, to: last?.newTo ?? is.length },
    },
    isCoarse,
  }
}

function codesOf(letters: readonly string[]): Int32Array {
  return Int32Array.from(letters, (it) => it.codePointAt(0) ?? 0)
}

function partsOf(
  letters: readonly string[],
  changed: readonly (readonly [from: number, to: number])[],
): readonly Part[] {
  const parts: Part[] = []
  let at = 0
  const stayed = (to: number, isLast: boolean): void => {
    const text = shortened(letters.slice(at, to), at === 0, isLast)
    if (text !== '') parts.push({ text, changed: false })
  }
  for (const [from, to] of changed) {
    stayed(from, false)
    if (to > from) parts.push({ text: cutText(letters.slice(from, to).join('')), changed: true })
    at = to
  }
  stayed(letters.length, true)
  return parts
}

/** What stayed: whole when it is short, else the ends that meet a change. */
function shortened(letters: readonly string[], isFirst: boolean, isLast: boolean): string {
  const ends = (isFirst ? 0 : around) + (isLast ? 0 : around)
  if (letters.length <= Math.max(ends, 2 * around)) return letters.join('')
  // Nothing changed at all: the beginning says which passage it is.
  if (isFirst && isLast) return `${letters.slice(0, 2 * around).join('')}…`
  const head = isFirst ? '' : letters.slice(0, around).join('')
  const tail = isLast ? '' : letters.slice(-around).join('')
  return `${head}…${tail}`
}

/** A text, or the beginning of one that is too long for a list. */
export function cutText(text: string): string {
  const letters = Array.from(text)
  return letters.length <= longest ? text : `${letters.slice(0, longest).join('')}…`
}
