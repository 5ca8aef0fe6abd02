import { foldText, rangesOf } from '../../../../domain/text/fold.ts'

const blot = '■'

/** What was under the boxes of a page, as it would be repeated elsewhere: whole lines, and words in them that are not too short to mean them. */
export function wordsOf(phrases: readonly string[]): readonly string[] {
  const words = phrases.flatMap((it) => [
    foldText(it),
    ...it
      .split(/\s+/)
      .map(foldText)
      .filter((word) => word.length >= 3),
  ])
  return [...new Set(words)].filter((it) => it.length >= 2).sort((one, other) => other.length - one.length)
}

/**
 * Blots words (folded) out of a text wherever a reader would find them, also in other forms of their letters; undefined when none
 * is there.
 */
export function blotted(text: string, words: readonly string[]): string | undefined {
  let done = text
  for (const word of words)
    for (const { from, to } of rangesOf(done, word).toReversed())
      done = done.slice(0, from) + blot.repeat(Array.from(done.slice(from, to)).length) + done.slice(to)
  return done === text ? undefined : done
}
