/** A stretch of a line, and whether it is only on this side. */
export type Part = { readonly text: string; readonly changed: boolean }

/** One place where two texts differ; a side is empty where nothing stands there. */
export type Difference = { readonly before: readonly Part[]; readonly after: readonly Part[] }

/** Beyond so many pairs of lines the middle of the text is one difference: comparing all pairs would be felt. */
const mostPairs = 250_000

/** The places where two texts differ, top to bottom, by lines and within a line by its middle; empty when none. */
export function differencesOf(before: string, after: string): readonly Difference[] {
  return hunksOf(before.split('\n'), after.split('\n')).map(([was, is]) =>
    sidesOf(was.join('\n'), is.join('\n')),
  )
}

type Hunk = readonly [before: readonly string[], after: readonly string[]]

function hunksOf(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const start = sharedStart(before, after)
  const end = sharedStart(before.slice(start).toReversed(), after.slice(start).toReversed())
  const was = before.slice(start, before.length - end)
  const is = after.slice(start, after.length - end)
  if (was.length === 0 && is.length === 0) return []
  if (was.length * is.length > mostPairs) return [[was, is]]
  const lengths = longestShared(was, is)
  const hunks: [string[], string[]][] = []
  let open: [string[], string[]] | undefined
  const hunk = (): [string[], string[]] => {
    if (open === undefined) hunks.push((open = [[], []]))
    return open
  }
  let [row, column] = [0, 0]
  while (row < was.length || column < is.length) {
    const [left, right] = [was[row], is[column]]
    if (left !== undefined && left === right) {
      open = undefined
      row += 1
      column += 1
    } else if (
      right === undefined ||
      (left !== undefined && at(lengths, row + 1, column) >= at(lengths, row, column + 1))
    ) {
      if (left !== undefined) hunk()[0].push(left)
      row += 1
    } else {
      hunk()[1].push(right)
      column += 1
    }
  }
  return hunks
}

function at(lengths: readonly (readonly number[])[], row: number, column: number): number {
  return lengths[row]?.[column] ?? 0
}

/** How many lines two texts share, in order, from each pair of places on. */
function longestShared(was: readonly string[], is: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: was.length + 1 }, () => Array.from({ length: is.length + 1 }, () => 0))
  for (let row = was.length - 1; row >= 0; row -= 1) {
    for (let column = is.length - 1; column >= 0; column -= 1) {
      const line = lengths[row]
      if (line === undefined) continue
      line[column] =
        was[row] === is[column]
          ? at(lengths, row + 1, column + 1) + 1
          : Math.max(at(lengths, row + 1, column), at(lengths, row, column + 1))
    }
  }
  return lengths
}

function sidesOf(before: string, after: string): Difference {
  const [was, is] = [charactersOf(before), charactersOf(after)]
  const start = sharedStart(was, is)
  const end = sharedStart(was.slice(start).toReversed(), is.slice(start).toReversed())
  const side = (all: readonly string[]): readonly Part[] =>
    [
      { text: all.slice(0, start).join(''), changed: false },
      { text: all.slice(start, all.length - end).join(''), changed: true },
      { text: all.slice(all.length - end).join(''), changed: false },
    ].filter((it) => it.text !== '')
  return { before: side(was), after: side(is) }
}

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' })

/** As people see them, so that no character is cut from its variation selector. */
function charactersOf(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), (it) => it.segment)
}

function sharedStart(one: readonly string[], other: readonly string[]): number {
  const most = Math.min(one.length, other.length)
  let count = 0
  while (count < most && one[count] === other[count]) count += 1
  return count
}
