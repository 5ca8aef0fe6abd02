/** Whether a field of a date holds a whole day, `2026-05-11`; while a year is typed it holds one of the year 2 or 20. */
export function isWholeDay(typed: string): boolean {
  return /^[1-9]\d{3}-\d{2}-\d{2}$/.test(typed)
}

/**
 * The whole number, 0 or more, that somebody typed: with a Japanese keyboard digits are often full width. Undefined when
 * it is none.
 *
 * @example wholeNumberOf(' １２ ') === 12
 */
export function wholeNumberOf(typed: string): number | undefined {
  const plain = typed.normalize('NFKC').trim()
  return /^\d{1,9}$/.test(plain) ? Number(plain) : undefined
}
