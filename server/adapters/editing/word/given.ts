import { isStory } from './package.ts'

/** A stretch of letters that is written anew, by its paragraph and its place among the pieces of it. */
export type GivenText = {
  readonly part: string
  readonly index: number
  readonly piece: number
  readonly text: string
}

/** A tracked change that is settled, by its place among those of its part. */
export type GivenChange = {
  readonly part: string
  readonly index: number
  readonly as: 'accepted' | 'rejected'
}

/** What is done to the comments: one is written at the passage it quotes, answered, settled or opened again. */
export type GivenComment =
  | { readonly do: 'add'; readonly text: string; readonly quote?: string }
  | { readonly do: 'answer'; readonly to: string; readonly text: string }
  | { readonly do: 'settle'; readonly id: string; readonly settled: boolean }

export type Given = {
  /** The stories as the browser's editor writes them, by the names of their parts. */
  readonly parts: Readonly<Record<string, string>>
  /** The same before anybody changed something: the editor fills in what is bound to data by itself. */
  readonly before: Readonly<Record<string, string>>
  /** Tags of what may be lost because somebody took it out knowingly. */
  readonly accepted: ReadonlySet<string>
  /** Letters of single paragraphs, written without the library. */
  readonly texts: readonly GivenText[]
  readonly changes: readonly GivenChange[]
  readonly comments: readonly GivenComment[]
}

/** What the browser sends: UTF-8 JSON of `{ parts, before, accepted }` of `{ texts }` or of `{ changes }`, each with `comments`; undefined for anything else. */
export function parseGiven(bytes: Uint8Array): Given | undefined {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
  if (!isObject(value)) return undefined
  const { parts = {}, before = {}, accepted = [], texts = [], changes = [], comments = [] } = value
  if (!areParts(parts) || !areParts(before) || !Array.isArray(accepted) || !areTexts(texts)) return undefined
  if (!areChanges(changes) || !areComments(comments)) return undefined
  // Places of changes are those in the file as it is: what writes it anew moves them.
  if (changes.length > 0 && Object.keys(parts).length + texts.length > 0) return undefined
  return {
    parts,
    before,
    accepted: new Set(accepted.filter((it) => typeof it === 'string')),
    texts,
    changes,
    comments,
  }
}

function areTexts(value: unknown): value is readonly GivenText[] {
  return (
    Array.isArray(value) &&
    value.every(
      (it: unknown) =>
        isObject(it) &&
        typeof it['part'] === 'string' &&
        isPlace(it['index']) &&
        isPlace(it['piece']) &&
        typeof it['text'] === 'string' &&
        isWritable(it['text']),
    )
  )
}

/** Whether XML can hold a text. */
function isWritable(text: string): boolean {
  return !/[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(text)
}

function areComments(value: unknown): value is readonly GivenComment[] {
  const isText = (it: unknown): boolean => typeof it === 'string' && it.length <= 10_000 && isWritable(it)
  return (
    Array.isArray(value) &&
    value.every((it: unknown) => {
      if (!isObject(it)) return false
      const { do: what, text, quote, to, id, settled } = it
      if (what === 'add') return isText(text) && (quote === undefined || isText(quote))
      if (what === 'answer') return isText(text) && typeof to === 'string'
      return what === 'settle' && typeof id === 'string' && typeof settled === 'boolean'
    })
  )
}

function areChanges(value: unknown): value is readonly GivenChange[] {
  return (
    Array.isArray(value) &&
    value.every(
      (it: unknown) =>
        isObject(it) &&
        typeof it['part'] === 'string' &&
        isPlace(it['index']) &&
        (it['as'] === 'accepted' || it['as'] === 'rejected'),
    )
  )
}

function isPlace(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
}

function areParts(value: unknown): value is Record<string, string> {
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([name, text]) => typeof text === 'string' && (isStory(name) || isBesides(name)),
    )
  )
}

/** Parts that are not written, but tell whether the editor made new styles or lists. */
export function isBesides(name: string): boolean {
  return /^word\/(?:numbering|styles)\.xml$/.test(name)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
