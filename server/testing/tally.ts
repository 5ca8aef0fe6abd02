import { propertyRuns, propertySeed } from './property-runs.ts'

type Asserting = { comment(text: string): void; ok(value: unknown, message: string): unknown }

/** Counts how often something interesting was reached: a law that never met its case says nothing. */
export class Tally {
  readonly counts = new Map<string, number>()

  add(what: string, times = 1): void {
    this.counts.set(what, this.of(what) + times)
  }

  of(what: string): number {
    return this.counts.get(what) ?? 0
  }

  /** Tells all counts, and fails on each that was met too seldom; `least` is how often among 1,000 runs. */
  tell(t: Asserting, least: Readonly<Record<string, number>>): void {
    const sorted = [...this.counts].sort(([a], [b]) => (a < b ? -1 : 1))
    t.comment(
      `tally ${JSON.stringify({ runs: propertyRuns, seed: propertySeed, ...Object.fromEntries(sorted) })}`,
    )
    for (const [what, times] of Object.entries(least)) {
      // A few runs, as the sown bugs are given, may well miss what is rare.
      if (propertyRuns < 1000) t.ok(true, `${what} ${this.of(what)}`)
      else t.ok(this.of(what) >= Math.max(1, (times * propertyRuns) / 1000), `${what} ${this.of(what)}`)
    }
  }
}
