/** Whether both would be saved as the same; the order of keys says nothing. */
export function sameFields<Fields extends object>(a: Fields, b: Fields): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) =>
    typeof it === 'object' && it !== null && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  )
}

export type Merge<Fields extends object> = {
  readonly merged: Fields
  /** Fields both sides changed, differently; `merged` has mine there. */
  readonly conflicts: readonly (keyof Fields)[]
}

/**
 * Brings together what I wrote and what was saved elsewhere, both starting from `base`: a field only one side
 * touched takes that side's value.
 */
export function mergeFields<Fields extends object>(
  base: Fields,
  mine: Fields,
  theirs: Fields,
): Merge<Fields> {
  const fields = new Set([base, mine, theirs].flatMap((it) => Object.keys(it))) as Set<keyof Fields>
  const merged: Partial<Fields> = {}
  const conflicts: (keyof Fields)[] = []
  for (const field of fields) {
    const [b, m, t] = [canonical(base[field]), canonical(mine[field]), canonical(theirs[field])]
    const mineChanged = m !== b
    if (mineChanged && t !== b && m !== t) conflicts.push(field)
    const value = mineChanged ? mine[field] : theirs[field]
    if (value !== undefined) merged[field] = value
  }
  return { merged: merged as Fields, conflicts }
}
