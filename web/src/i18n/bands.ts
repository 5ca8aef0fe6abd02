type Ends = { readonly minYen: number; readonly maxYen?: number; readonly maxInclusive?: true }

/** The first whole yen above a band of amounts; infinite for one without an upper end. */
export function endOf({ maxYen, maxInclusive }: Ends): number {
  if (maxYen === undefined) return Number.POSITIVE_INFINITY
  return maxInclusive === true ? maxYen + 1 : maxYen
}

/** The round amount that a band begins right above (超); undefined where it begins with an amount (以上). */
export function aboveOf({ minYen }: Ends): number | undefined {
  return minYen > 10_000 && (minYen - 1) % 10_000 === 0 ? minYen - 1 : undefined
}
