/** A day in Japan so many days from now; 0 is today. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + (9 + 24 * days) * 3_600_000).toISOString().slice(0, 10)
}
