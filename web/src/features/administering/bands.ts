import type { AuthorityTableContent } from '../../../../server/contract/authority-table.ts'

export type Band = AuthorityTableContent['items'][number]['bands'][number]

/**
 * Bands in order, each ending where the next begins and the last one open: what is typed are the lower ends, so that
 * neither a gap nor an overlap can be typed. A band that is up to an amount (以下) ends one yen before the next.
 */
export function chained(bands: readonly Band[]): Band[] {
  const sorted = bands.toSorted((a, b) => a.minYen - b.minYen)
  return sorted.map(({ maxYen: _old, ...band }, index) => {
    const next = sorted[index + 1]
    const start = index === 0 ? { ...band, minYen: 0 } : band
    if (next !== undefined) {
      return { ...start, maxYen: start.maxInclusive === true ? next.minYen - 1 : next.minYen }
    }
    const { maxInclusive: _none, ...open } = start
    return open
  })
}

/** The bands with the border below one of them just above its amount (超, the one before 以下), or at it (以上, 未満). */
export function withBorder(bands: readonly Band[], index: number, isAbove: boolean): Band[] {
  return chained(
    bands.map((band, at) => {
      if (at === index) return { ...band, minYen: band.minYen + (isAbove ? 1 : -1) }
      if (at !== index - 1) return band
      const { maxInclusive: _was, ...rest } = band
      return isAbove ? { ...rest, maxInclusive: true as const } : rest
    }),
  )
}
