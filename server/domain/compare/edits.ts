/** A stretch of the older sequence that became a stretch of the newer one; one of the two may be empty. */
export type Edit = {
  readonly oldFrom: number
  readonly oldTo: number
  readonly newFrom: number
  readonly newTo: number
}

/**
 * The fewest elements that must go and come to make one sequence the other (Myers 1986), as edits in order, none touching
 * the next; empty when the two are equal. Undefined when more than `mostEdits` would have to go and come: the time it
 * takes grows with its square.
 */
export function shortestEdits(
  older: ArrayLike<number>,
  newer: ArrayLike<number>,
  mostEdits: number,
): readonly Edit[] | undefined {
  let start = 0
  const shorter = Math.min(older.length, newer.length)
  while (start < shorter && older[start] === newer[start]) start += 1
  let [oldEnd, newEnd] = [older.length, newer.length]
  while (oldEnd > start && newEnd > start && older[oldEnd - 1] === newer[newEnd - 1]) {
    oldEnd -= 1
    newEnd -= 1
  }
  if (start === oldEnd && start === newEnd) return []
  if (start === oldEnd || start === newEnd)
    return [{ oldFrom: start, oldTo: oldEnd, newFrom: start, newTo: newEnd }]
  const fronts = frontsOf(older, newer, { start, oldEnd, newEnd, mostEdits })
  return fronts && walkBack(fronts, oldEnd, newEnd)
}

type Stretch = {
  readonly start: number
  readonly oldEnd: number
  readonly newEnd: number
  readonly mostEdits: number
}
/** How far each diagonal (old minus new) reached with so many edits; diagonal k stands at k + edits + 1. */
type Front = Int32Array

/** Of 0 edits, of 1, … up to the number that reaches both ends. */
function frontsOf(
  older: ArrayLike<number>,
  newer: ArrayLike<number>,
  { start, oldEnd, newEnd, mostEdits }: Stretch,
): readonly Front[] | undefined {
  const fronts: Front[] = []
  const goal = oldEnd - newEnd
  for (let edits = 0; edits <= mostEdits; edits += 1) {
    const before = fronts.at(-1)
    const front = new Int32Array(2 * edits + 3).fill(-1)
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let old = before === undefined ? start : furthest(before, edits - 1, diagonal)
      while (old < oldEnd && old - diagonal < newEnd && older[old] === newer[old - diagonal]) old += 1
      // A diagonal that has left the two sequences leads nowhere.
      const isOutside = old > oldEnd || old - diagonal > newEnd || old - diagonal < start
      front[diagonal + edits + 1] = isOutside ? -1 : old
      if (diagonal === goal && old === oldEnd) return [...fronts, front]
    }
    fronts.push(front)
  }
  return undefined
}

function reach(front: Front, edits: number, diagonal: number): number {
  return Math.abs(diagonal) > edits ? -1 : (front[diagonal + edits + 1] ?? -1)
}

/** Where a diagonal begins after one edit more: one element gone from the diagonal below, or one come from that above. */
function furthest(before: Front, edits: number, diagonal: number): number {
  const gone = reach(before, edits, diagonal - 1)
  return Math.max(gone < 0 ? -1 : gone + 1, reach(before, edits, diagonal + 1))
}

function walkBack(fronts: readonly Front[], oldEnd: number, newEnd: number): readonly Edit[] {
  const edits: Edit[] = []
  let [old, now] = [oldEnd, newEnd]
  for (let count = fronts.length - 1; count > 0; count -= 1) {
    const before = fronts[count - 1] as Front
    const diagonal = old - now
    const gone = reach(before, count - 1, diagonal - 1)
    const come = reach(before, count - 1, diagonal + 1)
    const isGone = gone >= 0 && gone + 1 >= come
    const oldFrom = isGone ? gone : come
    const newFrom = oldFrom - (isGone ? diagonal - 1 : diagonal + 1)
    const edit = { oldFrom, newFrom, oldTo: oldFrom + (isGone ? 1 : 0), newTo: newFrom + (isGone ? 0 : 1) }
    const next = edits.at(-1)
    if (next !== undefined && next.oldFrom === edit.oldTo && next.newFrom === edit.newTo)
      edits[edits.length - 1] = { ...next, oldFrom, newFrom }
    else edits.push(edit)
    ;[old, now] = [oldFrom, newFrom]
  }
  return edits.reverse()
}
