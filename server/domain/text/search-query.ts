import { foldText } from './fold.ts'

/** What a text of a case is: 件名, 伺い文, a page, the name of a file, an opinion, a number, a name. */
export type SearchKind = 'title' | 'body' | 'page' | 'file' | 'opinion' | 'number' | 'name'

/** Where words are looked for. */
export type SearchField = 'title' | 'body' | 'file' | 'opinion' | 'number' | 'name'

/** Everything a case may have. */
export const allKinds: readonly SearchKind[] = ['title', 'body', 'page', 'file', 'opinion', 'number', 'name']

/** The kinds of texts that a field holds. */
const kindsOfField: Readonly<Record<SearchField, readonly SearchKind[]>> = {
  title: ['title'],
  body: ['body'],
  file: ['page', 'file'],
  opinion: ['opinion'],
  number: ['number'],
  name: ['name'],
}

/** As a field is written before a word: 件名:補助金. */
const fieldNames: ReadonlyMap<string, SearchField> = new Map([
  ['件名', 'title'],
  ['title', 'title'],
  ['伺い文', 'body'],
  ['伺文', 'body'],
  ['本文', 'body'],
  ['body', 'body'],
  ['添付', 'file'],
  ['ファイル', 'file'],
  ['file', 'file'],
  ['意見', 'opinion'],
  ['opinion', 'opinion'],
  ['番号', 'number'],
  ['number', 'number'],
  ['氏名', 'name'],
  ['人', 'name'],
  ['name', 'name'],
])

/** One thing that is looked for: every case that is found has it. */
export type SearchWord = {
  /** As it was written, without quotes and field. */
  readonly written: string
  /** As it is compared, never ''. */
  readonly folded: string
  /** In which of its texts a case has it. */
  readonly kinds: readonly SearchKind[]
}

/** Most words of one search; what is written after them is not looked for. */
export const mostWords = 8

// A phrase between quotes of any kind, perhaps after a field; or what stands between white space.
const pieces =
  /(?:([^\s"”“＂:：]{1,8})[:：])?["”“＂]([^"”“＂]*)["”“＂]?|(?:([^\s"”“＂:：]{1,8})[:：](?=[^\s"”“＂]))?([^\s"”“＂]+)/gu

/**
 * What somebody looks for, out of what was typed: words between white space (半角 or 全角), each of which a case must have;
 * 「"…"」 keeps words together, 「件名:…」 looks in one field. White space inside a phrase counts for nothing, as in a page. A prefix
 * that names no field is a part of its word (10:00). Words of which nothing is left when they are folded are left out, and so
 * is a second one like the first.
 */
export function parseSearch(typed: string, field?: SearchField): readonly SearchWord[] {
  const words: SearchWord[] = []
  for (const [, phraseField, phrase, wordField, word] of typed.matchAll(pieces)) {
    const prefix = phraseField ?? wordField
    const named = prefix === undefined ? undefined : fieldNames.get(prefix.toLowerCase())
    const isNamed = prefix === undefined || named !== undefined
    const own = phrase ?? word ?? ''
    const written = isNamed ? own : `${prefix}:${own}`
    const folded = foldText(written)
    const where = named ?? field
    const kinds = where === undefined ? allKinds : kindsOfField[where]
    if (folded === '' || words.some((it) => it.folded === folded && it.kinds === kinds)) continue
    words.push({ written: written.trim(), folded, kinds })
    if (words.length === mostWords) break
  }
  return words
}
