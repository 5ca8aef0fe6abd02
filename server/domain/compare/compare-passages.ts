import { type Aligned, type Bag, aligned, bagOf, namesFor, sharedShare } from './align.ts'
import {
  type ContentDifference,
  type ContentDifferences,
  type DifferencePlace,
  type Finder,
  type Look,
  type LookName,
  looksBetween,
  seenLetters,
} from './difference.ts'
import { type MarkedText, cutText, markedText } from './marked-text.ts'

/** Words of one look that follow one another; counted in letters (code points). */
export type LookRun = { readonly count: number; readonly look: Look }

/** A paragraph, a line, or a cell of a table. */
export type Passage = {
  readonly text: string
  readonly place: DifferencePlace
  /** Absent where a file knows no looks. */
  readonly looks?: readonly LookRun[]
  /** Of the paragraph as a whole. */
  readonly shape?: Look
}

/** What is aligned as a whole: a paragraph alone, or the cells of a table's row. */
export type Block = { readonly kind: 'paragraph' | 'row'; readonly passages: readonly Passage[] }

/** Two blocks that share less are no pair, unless nothing else stands between what stayed. */
const leastShared = 0.3
/** A passage that moved is known by at least so many letters: short ones stand anywhere. */
const leastMoved = 10

/** How the words of two contents differ, block by block. Empty passages and white space at their ends make no difference. */
export function comparePassages(older: readonly Block[], newer: readonly Block[]): ContentDifferences {
  const [was, is] = [older.filter(hasWords), newer.filter(hasWords)]
  const [oldNames = [], newNames = []] = namesFor(was.map(keyOf), is.map(keyOf))
  const bags = { older: new Map<number, Bag>(), newer: new Map<number, Bag>() }
  const bag = (side: 'older' | 'newer', at: number): Bag => {
    const block = (side === 'older' ? was : is)[at] as Block
    const made = bags[side].get(at) ?? bagOf(pairsOf(keyOf(block)))
    bags[side].set(at, made)
    return made
  }
  const pairs = aligned(oldNames, newNames, (old, now) => {
    if (was[old]?.kind !== is[now]?.kind) return 0
    const shared = sharedShare(bag('older', old), bag('newer', now))
    return shared < leastShared ? 0 : shared
  })
  const work: Work = { isCoarse: false, differences: [] }
  for (const run of runsOf(pairs, (it) => isSame(it, was, is))) tellRun(run, was, is, work)
  return { differences: withMoves(work.differences), isCoarse: work.isCoarse }
}

type Work = { isCoarse: boolean; readonly differences: ContentDifference[] }

function hasWords({ passages }: Block): boolean {
  return passages.some((it) => it.text.trim() !== '')
}

function keyOf({ kind, passages }: Block): string {
  return `${kind}\t${passages.map((it) => it.text.trim()).join('\t')}`
}

/** Neighbouring letters: what a text is known by when parts of it changed. */
function pairsOf(text: string): readonly string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))
}

function isSame({ older, newer }: Aligned, was: readonly Block[], is: readonly Block[]): boolean {
  if (older === undefined || newer === undefined) return false
  return keyOf(was[older] as Block) === keyOf(is[newer] as Block)
}

/** Neighbours that stayed, or that did not, together. */
function runsOf(
  pairs: readonly Aligned[],
  stayed: (pair: Aligned) => boolean,
): readonly { readonly isSame: boolean; readonly pairs: readonly Aligned[] }[] {
  const runs: { isSame: boolean; pairs: Aligned[] }[] = []
  for (const pair of pairs) {
    const same = stayed(pair)
    const last = runs.at(-1)
    if (last?.isSame === same) last.pairs.push(pair)
    else runs.push({ isSame: same, pairs: [pair] })
  }
  return runs
}

function tellRun(
  run: { readonly isSame: boolean; readonly pairs: readonly Aligned[] },
  was: readonly Block[],
  is: readonly Block[],
  work: Work,
): void {
  const blocks = run.pairs.map(({ older, newer }) => ({
    old: older === undefined ? undefined : was[older],
    now: newer === undefined ? undefined : is[newer],
  }))
  const [old, now] = [blocks.flatMap((it) => it.old ?? []), blocks.flatMap((it) => it.now ?? [])]
  // A paragraph was divided, or two became one: the words are the same.
  if (!run.isSame && old.length !== now.length && wordsOf(old) === wordsOf(now)) {
    work.differences.push(divided(old, now))
    return
  }
  for (const { old: was, now: is } of withRunsJoined(blocks)) tellPair(was, is, work)
}

type PairOfBlocks = { readonly old: Block | undefined; readonly now: Block | undefined }

/** Paragraphs that came, or went, one after the other are one thing: a chapter that is new. Rows of a table stay for themselves. */
function withRunsJoined(blocks: readonly PairOfBlocks[]): readonly PairOfBlocks[] {
  const joined: PairOfBlocks[] = []
  for (const it of blocks) {
    const last = joined.at(-1)
    const [own, before] = [aloneOf(it), last && aloneOf(last)]
    const isOneSide = (it.old === undefined) === (last?.old === undefined)
    if (own?.kind !== 'paragraph' || before?.kind !== 'paragraph' || !isOneSide) joined.push(it)
    else {
      const block: Block = { kind: 'paragraph', passages: [...before.passages, ...own.passages] }
      joined[joined.length - 1] =
        it.old === undefined ? { old: undefined, now: block } : { old: block, now: undefined }
    }
  }
  return joined
}

function aloneOf({ old, now }: PairOfBlocks): Block | undefined {
  return old === undefined ? now : now === undefined ? old : undefined
}

function wordsOf(blocks: readonly Block[]): string {
  return blocks.map((it) => it.passages.map((one) => seenLetters(one.text)).join('')).join('')
}

function divided(old: readonly Block[], now: readonly Block[]): ContentDifference {
  const textOf = (blocks: readonly Block[]): string =>
    blocks.flatMap((it) => it.passages.map((one) => one.text.trim())).join(' / ')
  const [before, after] = [textOf(old), textOf(now)]
  return {
    kind: 'formatting',
    place: now[0]?.passages[0]?.place ?? {},
    before: [{ text: before, changed: false }],
    after: [{ text: after, changed: false }],
    looks: ['breaks'],
    find: { older: findersOf(old[0]?.passages[0]?.text), newer: findersOf(now[0]?.passages[0]?.text) },
  }
}

function tellPair(old: Block | undefined, now: Block | undefined, work: Work): void {
  if (old === undefined || now === undefined) {
    const block = now ?? old
    if (block !== undefined) work.differences.push(alone(block, now === undefined ? 'deleted' : 'inserted'))
    return
  }
  if (old.passages.length === now.passages.length) {
    old.passages.forEach((it, at) => tellPassage(it, now.passages[at] as Passage, work))
    return
  }
  // Cells came or went: the row is told as one line.
  tellPassage(asOne(old), asOne(now), work)
}

function asOne({ kind, passages }: Block): Passage {
  const { column: _column, ...place } = passages[0]?.place ?? {}
  return { text: passages.map((it) => it.text.trim()).join(kind === 'row' ? '　' : '\n'), place }
}

function alone(block: Block, kind: 'inserted' | 'deleted'): ContentDifference {
  const { text, place } = asOne(block)
  const parts = [{ text: cutText(text.trim()), changed: true }]
  const find = findersOf(text)
  return kind === 'inserted'
    ? { kind, place, before: [], after: parts, find: { older: [], newer: find } }
    : { kind, place, before: parts, after: [], find: { older: find, newer: [] } }
}

function tellPassage(old: Passage, now: Passage, work: Work): void {
  const marked = markedText(old.text.trim(), now.text.trim())
  if (marked.isCoarse) work.isCoarse = true
  const looks = looksOf(old, now, marked)
  const isChanged = marked.edits.length > 0
  if (!isChanged && looks.length === 0) return
  const isInserted = old.text.trim() === ''
  const isDeleted = now.text.trim() === ''
  work.differences.push({
    kind: !isChanged ? 'formatting' : isInserted ? 'inserted' : isDeleted ? 'deleted' : 'changed',
    place: now.place,
    before: marked.before,
    after: marked.after,
    ...(looks.length === 0 ? {} : { looks }),
    find: {
      older: findersOf(old.text, marked.places.older),
      newer: findersOf(now.text, marked.places.newer),
    },
  })
}

/** What looks different of what stayed. */
function looksOf(old: Passage, now: Passage, { edits }: MarkedText): readonly LookName[] {
  const names = new Set(looksBetween(old.shape ?? {}, now.shape ?? {}))
  if (old.looks === undefined || now.looks === undefined) return [...names]
  const [were, are] = [lookByLetter(old), lookByLetter(now)]
  let [at, other] = [0, 0]
  const stayed = (to: number): void => {
    for (; at < to; at += 1, other += 1) {
      const [was, is] = [were[at], are[other]]
      if (was !== is && was !== undefined && is !== undefined)
        for (const name of looksBetween(was, is)) names.add(name)
    }
  }
  for (const edit of edits) {
    stayed(edit.oldFrom)
    ;[at, other] = [edit.oldTo, edit.newTo]
  }
  stayed(were.length)
  return [...names]
}

function lookByLetter({ text, looks = [] }: Passage): readonly Look[] {
  const all = looks.flatMap(({ count, look }) => Array.from({ length: count }, () => look))
  const start = Array.from(text).length - Array.from(text.trimStart()).length
  return all.slice(start, start + Array.from(text.trim()).length)
}

function findersOf(text = '', place?: { readonly from: number; readonly to: number }): readonly Finder[] {
  const letters = Array.from(text.trim())
  const whole = seenLetters(letters.join(''))
  if (whole === '') return []
  const seen = (to: number): number => Array.from(seenLetters(letters.slice(0, to).join(''))).length
  return [
    {
      text: whole,
      from: seen(place?.from ?? 0),
      to: place === undefined ? seen(letters.length) : seen(place.to),
    },
  ]
}

/** What went at one place and came at another, letter by letter, was moved. */
function withMoves(differences: readonly ContentDifference[]): readonly ContentDifference[] {
  const gone = new Map<string, ContentDifference[]>()
  const textOf = (it: ContentDifference): string =>
    (it.kind === 'deleted' ? it.before : it.after).map((one) => one.text).join('')
  for (const it of differences)
    if (it.kind === 'deleted' && textOf(it).length >= leastMoved)
      gone.set(textOf(it), [...(gone.get(textOf(it)) ?? []), it])
  const from = new Map<ContentDifference, ContentDifference>()
  for (const it of differences) {
    const origin = it.kind === 'inserted' ? gone.get(textOf(it))?.shift() : undefined
    if (origin !== undefined) from.set(it, origin)
  }
  const origins = new Set(from.values())
  return differences.flatMap((it): readonly ContentDifference[] => {
    if (origins.has(it)) return []
    const origin = from.get(it)
    if (origin === undefined) return [it]
    const plain = (parts: ContentDifference['before']) => parts.map(({ text }) => ({ text, changed: false }))
    return [
      {
        ...it,
        kind: 'moved',
        before: plain(origin.before),
        after: plain(it.after),
        find: { older: origin.find.older, newer: it.find.newer },
      },
    ]
  })
}
