import { type Gram, gramsOf } from '../domain/text/grams.ts'
import type { SearchWord } from '../domain/text/search-query.ts'

/** Most pairs of characters of a word that are looked up. */
const gramsAtMost = 5
/** What is rarer than the sample tells may be so frequent. */
const unknownShare = 1 / 4_000
/** Where so few texts have some pairs of a word, if they came together by chance, the others are not looked up. */
const hardlyAny = 1 / 5_000
/** Of more texts a word is not looked up beside the rarest, nor counted. */
const countableShare = 0.1
/** A pair that more of the texts have tells nothing. */
const mostShare = 0.5
/** A case has so many texts, more or less. */
export const textsOfCase = 20
/** Most words that are looked up besides the rarest, where that costs less than to ask each of its cases for them. */
export const othersAtMost = 3

/** A word that is looked up. */
export type LookUp = {
  readonly word: SearchWord
  /** Its rarest pairs of characters. */
  readonly grams: readonly Gram[]
  /** Whether it is one pair itself (ががが has only one, and is none), so that whoever looks that up gets its texts and no others. */
  readonly isOnePair: boolean
  /** Of how many texts it can be at most, from 0 to 1. */
  readonly share: number
  /** Of how many it may well be. */
  readonly likely: number
}
/** The rarest word first, as far as can be told. */
export type LookUps = readonly [LookUp, ...LookUp[]]

/** How the words of a search are looked up, by the share of all texts that have a pair of characters: 0 where that is not known. */
export function lookUpsOf(words: readonly SearchWord[], shareOf: (gram: Gram) => number): LookUps {
  const lookUps = words.map((word): LookUp => {
    const byShare = apart(gramsOf(word.folded)).toSorted((a, b) => shareOf(a) - shareOf(b))
    const [rarest = 0, next = 1] = byShare.map(shareOf)
    // Pairs side by side come together more often than by chance.
    return {
      ...{ word, grams: telling(byShare, shareOf), isOnePair: Array.from(word.folded).length <= 2 },
      ...{ share: rarest, likely: rarest * Math.sqrt(next) },
    }
  })
  const [first, ...others] = lookUps.toSorted(
    (a, b) => a.likely - b.likely || b.word.folded.length - a.word.folded.length,
  )
  if (first === undefined) throw new Error('nothing is looked for')
  return [first, ...others]
}

/** Whether the texts that may have a word are few enough to count them. */
export function isCountable({ share }: LookUp): boolean {
  return share <= countableShare
}

/**
 * The first of the pairs, as many as leave hardly a text that has not the word: each costs a look into every text that is left. A pair
 * that most texts have leaves them all.
 */
function telling(grams: readonly Gram[], shareOf: (gram: Gram) => number): readonly Gram[] {
  let left = 1
  const isTelling = (gram: Gram, nth: number): boolean => {
    const share = Math.max(shareOf(gram), unknownShare)
    const isNeeded = nth === 0 || (left > hardlyAny && share <= mostShare)
    left *= share
    return isNeeded
  }
  return grams.slice(0, gramsAtMost).filter(isTelling)
}

/** Pairs that share no character first: of two that do, the one says little that the other has not said. */
function apart(grams: readonly Gram[]): readonly Gram[] {
  return [...grams.filter((_, nth) => nth % 2 === 0), ...grams.filter((_, nth) => nth % 2 === 1)]
}

/** On which sides of a chunk a word is looked for: 1 where the pages are, 0 where everything else is. */
export function sidesOf({ kinds }: SearchWord): readonly number[] {
  return [...(kinds.some((kind) => kind !== 'page') ? [0] : []), ...(kinds.includes('page') ? [1] : [])]
}
