const blot = '■'
const compared = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, '')

/** What was under the boxes of a page, as it would be repeated elsewhere: whole lines, and words in them that are not too short to mean them. */
export function wordsOf(phrases: readonly string[]): readonly string[] {
  const words = phrases.flatMap((it) => [
    compared(it),
    ...it
      .split(/\s+/)
      .map(compared)
      .filter((word) => word.length >= 3),
  ])
  return [...new Set(words)].filter((it) => it.length >= 2).sort((one, other) => other.length - one.length)
}

/** Blots words out of a text wherever they stand, whatever spaces are between their letters; undefined when none does. */
export function blotted(text: string, words: readonly string[]): string | undefined {
  const letters = Array.from(text)
  let isChanged = false
  for (const word of words) {
    // Where each letter of the folded text comes from: ㈱ is three letters of it.
    const origin = letters.flatMap((it, index) =>
      Array.from(compared(it)).map((letter) => ({ letter, index })),
    )
    const folded = origin.map((it) => it.letter).join('')
    const target = Array.from(word)
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
      const from = Array.from(folded.slice(0, at)).length
      for (const { index } of origin.slice(from, from + target.length)) letters[index] = blot
      isChanged = true
    }
  }
  return isChanged ? letters.join('') : undefined
}
