import { gramsOf } from '../../../server/domain/text/grams.ts'
import type { Texts } from './texts.ts'

/** One question: words that a case must all have, of one kind of question. */
export type Wanted = { readonly words: readonly string[]; readonly grams: readonly number[] }

/** The kinds of questions: how long the words are, and how many. */
export const kinds = {
  '1 character': [1],
  '2 characters': [2],
  '5 characters': [5],
  'several words': [2, 3],
} as const
export type Kind = keyof typeof kinds

/** Questions of a kind, each out of a page of the same language, so that common words are asked for as often as they are written. */
export function questionsOf(texts: Texts, kind: Kind, count: number): readonly Wanted[] {
  return Array.from({ length: count }, () => {
    const page = texts.page().replaceAll(/[、。]/g, '')
    const words = kinds[kind].map((length) => texts.partOf(page, length))
    return { words, grams: [...new Set(words.flatMap((it) => gramsOf(it)))] }
  })
}
