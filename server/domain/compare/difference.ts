import { eachLetter } from '../text/letters.ts'

/** A stretch of a passage, and whether it is only on this side. */
export type Part = { readonly text: string; readonly changed: boolean }

/** What a look is made of, by what people call it; each value as the file writes it. */
export type LookName =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strike'
  | 'size'
  | 'font'
  | 'color'
  | 'highlight'
  | 'style'
  | 'list'
  | 'align'
  | 'indent'
  | 'spacing'
  | 'format'
  | 'breaks'
  | 'other'
export type Look = Readonly<Partial<Record<LookName, string>>>

/** Where in its file something stands, as far as it has such a place; numbers from 1. */
export type DifferencePlace = {
  /** Besides the body: head, foot, notes. */
  readonly part?: 'header' | 'footer' | 'note'
  /** The heading it stands under. */
  readonly heading?: string
  readonly table?: number
  readonly row?: number
  readonly column?: number
  readonly line?: number
  readonly slide?: number
  readonly page?: number
  readonly sheet?: string
  /** B7; of what came or went as a whole 7:9 or B:B. */
  readonly cells?: string
  /** Where it stood on the older side, when elsewhere. */
  readonly cellsBefore?: string
  /** What heads the row and the column of a cell. */
  readonly labels?: readonly string[]
}

/** Letters by which something is found on a page; `from`, `to`: which of them it is. White space does not count. */
export type Finder = { readonly text: string; readonly from: number; readonly to: number }

/** One change of a content. */
export type ContentDifference = {
  /** formatting: the same words in another look; result: a formula gives something else because of what it counts with; renamed: a sheet. */
  readonly kind: 'changed' | 'inserted' | 'deleted' | 'moved' | 'formatting' | 'result' | 'renamed'
  readonly place: DifferencePlace
  /** Empty where nothing stood. */
  readonly before: readonly Part[]
  readonly after: readonly Part[]
  readonly formula?: { readonly before?: string; readonly after?: string }
  /** What is another look, of `formatting` and of words that changed and look different besides. */
  readonly looks?: readonly LookName[]
  /** Tried one after the other, on each side. */
  readonly find: { readonly older: readonly Finder[]; readonly newer: readonly Finder[] }
}

export type ContentDifferences = {
  /** In the order of the newer content. */
  readonly differences: readonly ContentDifference[]
  /** Some parts have so little in common that they are told as a whole. */
  readonly isCoarse: boolean
}

/** The names of what differs between two looks. */
export function looksBetween(was: Look, is: Look): readonly LookName[] {
  const names = new Set([...Object.keys(was), ...Object.keys(is)] as LookName[])
  return [...names].filter((it) => was[it] !== is[it])
}

/** The letters of a text that are seen, as pages are searched for them. */
export function seenLetters(text: string): string {
  let seen = ''
  eachLetter(text, (code) => (seen += String.fromCodePoint(code)))
  return seen
}
