/** Two pages that are laid beside each other, by their indexes from 0. */
export type PagePair = { readonly older: number; readonly newer: number }
/** A pair that may be chosen, and what speaks for it; above 0. */
export type WeighedPair = PagePair & { readonly weight: number }

/**
 * Of pairs that may be chosen those that weigh most together, no page twice and none crossing another: on both sides the
 * pages go on in their order. For n pairs n · log n steps.
 */
export function heaviestAlignment(pairs: readonly WeighedPair[]): readonly PagePair[] {
  // Of one older page the last newer one first: so none is taken on top of another of the same page.
  const sorted = [...pairs].sort((a, b) => a.older - b.older || b.newer - a.newer)
  const best = new BestBelow(sorted.reduce((most, it) => Math.max(most, it.newer), 0) + 1)
  const totals: number[] = []
  const before: number[] = []
  sorted.forEach(({ newer, weight }, at) => {
    const from = best.below(newer)
    before[at] = from
    totals[at] = (totals[from] ?? 0) + weight
    best.put(newer, at, totals[at] ?? 0)
  })
  const chosen: PagePair[] = []
  const end = totals.reduce((most, it, at) => (it > (totals[most] ?? -1) ? at : most), -1)
  for (let at = end; at >= 0; at = before[at] ?? -1) {
    const pair = sorted[at]
    if (pair !== undefined) chosen.push({ older: pair.older, newer: pair.newer })
  }
  return chosen.reverse()
}

/** Which chain that ends below a page weighs most (a Fenwick tree). */
class BestBelow {
  readonly #at: Int32Array
  readonly #total: Float64Array

  constructor(size: number) {
    this.#at = new Int32Array(size + 1).fill(-1)
    this.#total = new Float64Array(size + 1)
  }

  /** Index of the pair; -1 when there is none. */
  below(newer: number): number {
    let [found, total] = [-1, 0]
    for (let place = newer; place > 0; place -= place & -place) {
      if ((this.#total[place] ?? 0) <= total) continue
      total = this.#total[place] ?? 0
      found = this.#at[place] ?? -1
    }
    return found
  }

  put(newer: number, at: number, total: number): void {
    for (let place = newer + 1; place < this.#at.length; place += place & -place) {
      if ((this.#total[place] ?? 0) >= total) continue
      this.#total[place] = total
      this.#at[place] = at
    }
  }
}
