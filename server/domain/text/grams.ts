/** Code points take 21 bits each. */
const codePoints = 2 ** 21

/** One or two characters that stand side by side, as a number of at most 42 bits: `search_grams` of the database makes the same. */
export type Gram = number

/**
 * What every text has that holds these words (folded): each two characters that stand side by side, each once; of a single
 * character the character itself. A character above U+FFFF is one. [] for no words.
 *
 * @example gramsOf('高崎市') // of 高崎 and of 崎市
 */
export function gramsOf(folded: string): readonly Gram[] {
  const codes = Array.from(folded, (it) => it.codePointAt(0) ?? 0)
  const [first, ...others] = codes
  if (first === undefined) return []
  if (others.length === 0) return [first * codePoints]
  return [...new Set(others.map((code, at) => (codes[at] ?? 0) * codePoints + code))]
}
