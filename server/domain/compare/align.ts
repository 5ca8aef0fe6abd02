import { heaviestAlignment } from './align-pages.ts'
import { longestRising, uniqueAnchors } from './anchors.ts'
import { type Edit, shortestEdits } from './edits.ts'

/** What became of things in a row: pairs in their order, and what stands alone on one side, where it stands. */
export type Aligned =
  | { readonly older: number; readonly newer: number }
  | { readonly older: number; readonly newer?: undefined }
  | { readonly older?: undefined; readonly newer: number }

/** Elements that go and come while it is told exactly; beyond it those that stand once on each side hold the rest. */
const mostEdits = 2000
/** Pairs that are weighed in a gap. */
const mostWeighed = 4000

/** How alike two things are that are not the same, from 0 to 1; 0: not to be taken for one. */
export type Alike = (older: number, newer: number) => number

/**
 * Two rows of things laid beside each other, by a number for what each of them is: what is the same holds them together,
 * and between that those that are most alike are pairs. As many on both sides of a gap are taken one for one.
 */
export function aligned(
  older: readonly number[],
  newer: readonly number[],
  alike: Alike,
): readonly Aligned[] {
  const found: Aligned[] = []
  let [old, now] = [0, 0]
  const stayed = (to: number): void => {
    for (; old < to; old += 1, now += 1) found.push({ older: old, newer: now })
  }
  for (const edit of editsOf(older, newer)) {
    stayed(edit.oldFrom)
    found.push(...gap(edit, alike))
    ;[old, now] = [edit.oldTo, edit.newTo]
  }
  stayed(older.length)
  return found
}

function editsOf(older: readonly number[], newer: readonly number[]): readonly Edit[] {
  const exact = shortestEdits(older, newer, mostEdits)
  if (exact !== undefined) return exact
  const edits: Edit[] = []
  let [oldFrom, newFrom] = [0, 0]
  const ends = [...longestRising(uniqueAnchors(older, newer)), [older.length, newer.length] as const]
  for (const [oldTo, newTo] of ends) {
    if (oldTo > oldFrom || newTo > newFrom) edits.push({ oldFrom, oldTo, newFrom, newTo })
    ;[oldFrom, newFrom] = [oldTo + 1, newTo + 1]
  }
  return edits
}

function gap({ oldFrom, oldTo, newFrom, newTo }: Edit, alike: Alike): readonly Aligned[] {
  const [olderCount, newerCount] = [oldTo - oldFrom, newTo - newFrom]
  const isWeighed = olderCount * newerCount <= mostWeighed
  const held = isWeighed
    ? heaviestAlignment(
        Array.from({ length: olderCount }, (_, row) => row).flatMap((row) =>
          Array.from({ length: newerCount }, (_, column) => column).flatMap((column) => {
            const weight = alike(oldFrom + row, newFrom + column)
            return weight > 0 ? [{ older: oldFrom + row, newer: newFrom + column, weight }] : []
          }),
        ),
      )
    : []
  const found: Aligned[] = []
  let [old, now] = [oldFrom, newFrom]
  for (const end of [...held, { older: oldTo, newer: newTo }]) {
    if (end.older - old === end.newer - now)
      for (; old < end.older; old += 1, now += 1) found.push({ older: old, newer: now })
    for (; old < end.older; old += 1) found.push({ older: old })
    for (; now < end.newer; now += 1) found.push({ newer: now })
    if (old < oldTo && now < newTo) found.push({ older: old, newer: now })
    ;[old, now] = [end.older + 1, end.newer + 1]
  }
  return found
}

/** Numbers for what things are: the same for two that are the same, on both sides. */
export function namesFor(...sides: readonly (readonly string[])[]): readonly (readonly number[])[] {
  const names = new Map<string, number>()
  return sides.map((side) =>
    side.map((key) => {
      const name = names.get(key) ?? names.size
      names.set(key, name)
      return name
    }),
  )
}

/** How often each of some things is there. */
export type Bag = { readonly size: number; readonly counts: ReadonlyMap<string, number> }

export function bagOf(things: readonly string[]): Bag {
  const counts = new Map<string, number>()
  for (const it of things) counts.set(it, (counts.get(it) ?? 0) + 1)
  return { size: things.length, counts }
}

/** What two bags share, from 0 to 1 (Dice). */
export function sharedShare(one: Bag, other: Bag): number {
  if (one.size + other.size === 0) return 0
  let shared = 0
  for (const [thing, count] of one.counts) shared += Math.min(count, other.counts.get(thing) ?? 0)
  return (2 * shared) / (one.size + other.size)
}
