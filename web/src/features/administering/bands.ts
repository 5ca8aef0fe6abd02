import type { AuthorityTableContent } from '../../../../server/contract/rules.ts'

export type Band = AuthorityTableContent['items'][number]['bands'][number]

/**
 * Bands in order, each ending where the next begins and the last one open: what is typed are the lower ends, so that
 * neither a gap nor an overlap can be typed.
 */
export function chained(bands: readonly Band[]): Band[] {
  const sorted = bands.toSorted((a, b) => a.minYen - b.minYen)
  return sorted.map(({ maxYen: _old, ...band }, index) => {
    const next = sorted[index + 1]
    const start = index === 0 ? { ...band, minYen: 0 } : band
    return next === undefined ? start : { ...start, maxYen: next.minYen }
  })
}
