/** Two places that are taken to be one, by their indexes. */
export type Anchor = readonly [older: number, newer: number]

/**
 * Of pairs in the order of their second index most that rise in their first, too (the longest rising run, n · log n): what
 * stands in the same order on both sides holds both together.
 */
export function longestRising(pairs: readonly Anchor[]): readonly Anchor[] {
  /** Index of the pair that ends the best run of each length. */
  const ends: number[] = []
  const before = new Int32Array(pairs.length).fill(-1)
  pairs.forEach(([old], at) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((pairs[ends[middle] ?? 0]?.[0] ?? 0) < old) low = middle + 1
      else high = middle
    }
    before[at] = low === 0 ? -1 : (ends[low - 1] ?? -1)
    ends[low] = at
  })
  const run: Anchor[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) run.push(pairs[at] as Anchor)
  return run.reverse()
}

/** Pairs of places with what stands there exactly once on each side (patience); `names` of -1 anchor nothing. */
export function uniqueAnchors(older: ArrayLike<number>, newer: ArrayLike<number>): readonly Anchor[] {
  const oldPlace = placesOfUnique(older)
  return [...placesOfUnique(newer)].flatMap(([name, now]) => {
    const old = oldPlace.get(name)
    return old === undefined ? [] : [[old, now] as const]
  })
}

function placesOfUnique(names: ArrayLike<number>): ReadonlyMap<number, number> {
  const places = new Map<number, number>()
  const twice = new Set<number>()
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] ?? -1
    if (name === -1) continue
    if (places.has(name)) twice.add(name)
    else places.set(name, at)
  }
  for (const name of twice) places.delete(name)
  return places
}

/** Places from which the same `length` letters go on, and stand nowhere else on either side. */
export function letterAnchors(older: Int32Array, newer: Int32Array, length: number): readonly Anchor[] {
  const pairs = uniqueAnchors(runsOf(older, length), runsOf(newer, length))
  return longestRising(pairs.filter(([old, now]) => isSame(older, newer, old, now, length)))
}

/**
 * A number for the letters from each place on; two different runs hardly ever have the same. Three of four are -1: which
 * ones the letters themselves say, so that both sides leave out the same, and a long text costs less.
 */
function runsOf(codes: Int32Array, length: number): Int32Array {
  const names = new Int32Array(Math.max(0, codes.length - length + 1))
  const factor = 0x01000193
  let leaves = 1
  for (let at = 1; at < length; at += 1) leaves = Math.imul(leaves, factor)
  let name = 0
  for (let at = 0; at < codes.length; at += 1) {
    if (at >= length) name = (name - Math.imul(leaves, codes[at - length] ?? 0)) | 0
    name = (Math.imul(name, factor) + (codes[at] ?? 0)) | 0
    const mixed = Math.imul(name ^ (name >>> 15), 0x2c1b3c6d) >>> 28
    if (at >= length - 1) names[at - length + 1] = (mixed & 3) === 0 && name !== -1 ? name : -1
  }
  return names
}

function isSame(older: Int32Array, newer: Int32Array, old: number, now: number, length: number): boolean {
  for (let at = 0; at < length; at += 1) if (older[old + at] !== newer[now + at]) return false
  return true
}
