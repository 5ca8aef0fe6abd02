import { type PagePair, type WeighedPair, heaviestAlignment } from './align-pages.ts'
import type { Edit } from './edits.ts'
import { type ComparedPage, type Letters, lettersOf } from './letters.ts'
import { eachLetter, unitsOf } from '../text/letters.ts'
import type { PageEnd } from './furniture.ts'
import { textEdits } from './text-edits.ts'

/** Part of the words of a page. */
export type PageSpan = {
  readonly pageIndex: number
  /** The letters that are seen, counted from 0; `to` is not among them. */
  readonly from: number
  readonly to: number
  /** The same in UTF-16 units of the body of the page. */
  readonly units: { readonly from: number; readonly to: number }
}

/** One row of the comparison: two pages beside each other, or one without a counterpart. Pages count from 0. */
export type ComparedRow =
  | { readonly state: 'same' | 'changed'; readonly older: number; readonly newer: number }
  /** `newer`, `older`: where a page that is not here any more has gone, or where one came from (a page that moved). */
  | { readonly state: 'removed'; readonly older: number; readonly movedTo?: number }
  | { readonly state: 'added'; readonly newer: number; readonly movedFrom?: number }

/** One place where the words differ; a side is empty where nothing stands there. */
export type TextDifference = { readonly older: readonly PageSpan[]; readonly newer: readonly PageSpan[] }

export type Comparison = {
  /** Every page of both sides exactly once, in reading order. */
  readonly rows: readonly ComparedRow[]
  /** In reading order, then those of heads and feet. What stands on a page that was added or taken out as a whole is not among them. */
  readonly differences: readonly TextDifference[]
  /** Some parts have so little in common that they are told as a whole, not letter by letter. */
  readonly isCoarse: boolean
}

/** A page of which so much came or went is a page that came or went. */
const wholePage = 0.8
/** Two pages that share less are not laid beside each other for their words. */
const leastShared = 0.15
/** Pairs of pages that are weighed by their words where no letters hold them together; beyond it they go by their order. */
const mostWeighed = 2500
/** A page that moved is known by at least so many letters: a page number moves with every page. */
const leastMoved = 20

/**
 * Compares two revisions of a file page by page. White space and where lines and pages break make no difference, so that
 * words that only moved on to the next page are none; every other letter does. Heads and feet (柱, ノンブル) are compared for
 * themselves, but for the numbers that run with the pages.
 */
export function comparePages(older: readonly ComparedPage[], newer: readonly ComparedPage[]): Comparison {
  const letters = lettersOf(older, newer)
  const { edits, isCoarse } = textEdits(letters.older.codes, letters.newer.codes, {
    older: new Set(letters.older.starts),
    newer: new Set(letters.newer.starts),
  })
  const pairs = alignedPages(letters, edits)
  const whole = wholePages(letters, edits, pairs)
  const ofText = edits.flatMap((edit) => {
    const found = {
      older: spansOf(letters.older, edit.oldFrom, edit.oldTo, whole.older),
      newer: spansOf(letters.newer, edit.newFrom, edit.newTo, whole.newer),
    }
    return found.older.length + found.newer.length === 0 ? [] : [found]
  })
  const differences = [...ofText, ...furnitureDifferences(letters, { older, newer }, pairs)]
  return { rows: rowsOf(letters, pairs, differences), differences, isCoarse }
}

type BothPages = { readonly older: readonly ComparedPage[]; readonly newer: readonly ComparedPage[] }

/** Where two pages beside each other say something else at their head or foot. */
function furnitureDifferences(
  letters: BothLetters,
  pages: BothPages,
  pairs: readonly PagePair[],
): readonly TextDifference[] {
  return pairs.flatMap(({ older, newer }) => {
    const [was, is] = [letters.older.furniture[older], letters.newer.furniture[newer]]
    const [oldBody, newBody] = [pages.older[older]?.body ?? '', pages.newer[newer]?.body ?? '']
    return (['head', 'foot'] as const).flatMap((end) =>
      was === undefined || is === undefined || was[end].says === is[end].says
        ? []
        : [{ older: endSpan(older, oldBody, was[end]), newer: endSpan(newer, newBody, is[end]) }],
    )
  })
}

function endSpan(pageIndex: number, body: string, { from, to }: PageEnd): readonly PageSpan[] {
  let [first, last] = [0, 0]
  eachLetter(body, (_, place) => {
    if (place < from) first += 1
    if (place < to) last += 1
  })
  return first === last ? [] : [{ pageIndex, from: first, to: last, units: { from, to } }]
}

type BothLetters = { readonly older: Letters; readonly newer: Letters }

function pageCount({ starts }: Letters): number {
  return starts.length - 1
}

/** Pages that share most letters stand beside each other; in the gaps between them those that are most alike. */
function alignedPages(letters: BothLetters, edits: readonly Edit[]): readonly PagePair[] {
  const held = heaviestAlignment(sharedLetters(letters, edits))
  const ends = [...held, { older: pageCount(letters.older), newer: pageCount(letters.newer) }]
  const pairs: PagePair[] = []
  let [older, newer] = [0, 0]
  for (const [index, end] of ends.entries()) {
    pairs.push(...alignedGap(letters, { older, newer }, end))
    if (index < held.length) pairs.push(end)
    ;[older, newer] = [end.older + 1, end.newer + 1]
  }
  return pairs
}

/** How many letters each pair of pages shares by what stayed; pairs that share hardly anything are left out. */
function sharedLetters({ older, newer }: BothLetters, edits: readonly Edit[]): readonly WeighedPair[] {
  const shared = new Map<number, WeighedPair>()
  const width = pageCount(newer) + 1
  const stayed = (oldFrom: number, oldTo: number, newFrom: number) => {
    for (let at = oldFrom; at < oldTo;) {
      const [page, other] = [older.pages[at] ?? 0, newer.pages[newFrom + at - oldFrom] ?? 0]
      const end = Math.min(
        oldTo,
        older.starts[page + 1] ?? oldTo,
        oldFrom + (newer.starts[other + 1] ?? 0) - newFrom,
      )
      const key = page * width + other
      const weight = (shared.get(key)?.weight ?? 0) + end - at
      shared.set(key, { older: page, newer: other, weight })
      at = end
    }
  }
  let [old, now] = [0, 0]
  for (const edit of edits) {
    stayed(old, edit.oldFrom, now)
    ;[old, now] = [edit.oldTo, edit.newTo]
  }
  stayed(old, older.codes.length, now)
  return [...shared.values()].filter((it) => {
    const smaller = Math.min(lengthOf(older, it.older), lengthOf(newer, it.newer))
    return it.weight >= leastShared * smaller
  })
}

function lengthOf({ starts }: Letters, page: number): number {
  return (starts[page + 1] ?? 0) - (starts[page] ?? 0)
}

/** Pairs of pages between two that are held together. */
function alignedGap(letters: BothLetters, from: PagePair, to: PagePair): readonly PagePair[] {
  const [olderCount, newerCount] = [to.older - from.older, to.newer - from.newer]
  if (olderCount === 0 || newerCount === 0) return []
  if (olderCount * newerCount > mostWeighed) {
    const count = Math.min(olderCount, newerCount)
    return Array.from({ length: count }, (_, at) => ({ older: from.older + at, newer: from.newer + at }))
  }
  const older = profiles(letters.older, from.older, to.older)
  const newer = profiles(letters.newer, from.newer, to.newer)
  return heaviestAlignment(
    older.flatMap((one, row) =>
      newer.flatMap((other, column) => {
        const weight = alikeness(one, other)
        return weight === 0 ? [] : [{ older: from.older + row, newer: from.newer + column, weight }]
      }),
    ),
  )
}

/** How often each pair of neighbouring letters stands on a page; undefined for one without words. */
type Profile = { readonly size: number; readonly counts: ReadonlyMap<number, number> } | undefined

function profiles({ codes, starts }: Letters, from: number, to: number): readonly Profile[] {
  return Array.from({ length: to - from }, (_, at) => {
    const [start, end] = [starts[from + at] ?? 0, starts[from + at + 1] ?? 0]
    if ((codes[start] ?? 0) < 0) return undefined
    const counts = new Map<number, number>()
    for (let place = start; place < end; place += 1) {
      const pair = (codes[place] ?? 0) * 0x110000 + (place + 1 < end ? (codes[place + 1] ?? 0) : 0)
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
    return { size: end - start, counts }
  })
}

/** From 0 to 1 (Dice). Of two scans nothing is known but that both are scans. */
function alikeness(one: Profile, other: Profile): number {
  if (one === undefined && other === undefined) return 0.3
  if (one === undefined || other === undefined) return 0.01
  let shared = 0
  for (const [pair, count] of one.counts) shared += Math.min(count, other.counts.get(pair) ?? 0)
  const alike = (2 * shared) / (one.size + other.size)
  return alike < leastShared ? 0 : alike
}

type WholePages = { readonly older: ReadonlySet<number>; readonly newer: ReadonlySet<number> }

/** Pages without a counterpart of which nearly everything came or went. */
function wholePages(
  { older, newer }: BothLetters,
  edits: readonly Edit[],
  pairs: readonly PagePair[],
): WholePages {
  return {
    older: goneAsWhole(
      older,
      edits.map((it) => [it.oldFrom, it.oldTo]),
      new Set(pairs.map((it) => it.older)),
    ),
    newer: goneAsWhole(
      newer,
      edits.map((it) => [it.newFrom, it.newTo]),
      new Set(pairs.map((it) => it.newer)),
    ),
  }
}

function goneAsWhole(
  letters: Letters,
  edited: readonly (readonly [from: number, to: number])[],
  paired: ReadonlySet<number>,
): ReadonlySet<number> {
  const touched = new Map<number, number>()
  for (const [from, to] of edited)
    for (const { page, start, end } of pagesOf(letters, from, to))
      touched.set(page, (touched.get(page) ?? 0) + end - start)
  return new Set(
    [...touched]
      .filter(([page, count]) => !paired.has(page) && count >= wholePage * lengthOf(letters, page))
      .map(([page]) => page),
  )
}

/** A stretch of letters cut by the pages it stands on. */
function pagesOf(
  { pages, starts }: Letters,
  from: number,
  to: number,
): readonly { readonly page: number; readonly start: number; readonly end: number }[] {
  const found: { page: number; start: number; end: number }[] = []
  for (let start = from; start < to;) {
    const page = pages[start] ?? 0
    const end = Math.min(to, starts[page + 1] ?? to)
    found.push({ page, start, end })
    start = end
  }
  return found
}

function spansOf(
  letters: Letters,
  from: number,
  to: number,
  without: ReadonlySet<number>,
): readonly PageSpan[] {
  return pagesOf(letters, from, to).flatMap(({ page, start, end }) => {
    const last = letters.codes[end - 1] ?? 0
    // A page without words has no words to mark: that it looks different is seen by its picture.
    if (last < 0 || without.has(page)) return []
    const before = (letters.starts[page] ?? 0) - (letters.headLetters[page] ?? 0)
    const units = { from: letters.places[start] ?? 0, to: (letters.places[end - 1] ?? 0) + unitsOf(last) }
    return [{ pageIndex: page, from: start - before, to: end - before, units }]
  })
}

function rowsOf(
  letters: BothLetters,
  pairs: readonly PagePair[],
  differences: readonly TextDifference[],
): readonly ComparedRow[] {
  const touched = {
    older: new Set(differences.flatMap((it) => it.older.map((span) => span.pageIndex))),
    newer: new Set(differences.flatMap((it) => it.newer.map((span) => span.pageIndex))),
  }
  const moves = movesOf(letters, pairs)
  const rows: ComparedRow[] = []
  let [older, newer] = [0, 0]
  const ends = [...pairs, { older: pageCount(letters.older), newer: pageCount(letters.newer) }]
  for (const [index, end] of ends.entries()) {
    for (; older < end.older; older += 1) {
      const movedTo = moves.to.get(older)
      rows.push({ state: 'removed', older, ...(movedTo === undefined ? {} : { movedTo }) })
    }
    for (; newer < end.newer; newer += 1) {
      const movedFrom = moves.from.get(newer)
      rows.push({ state: 'added', newer, ...(movedFrom === undefined ? {} : { movedFrom }) })
    }
    if (index === pairs.length) break
    const isChanged = touched.older.has(end.older) || touched.newer.has(end.newer)
    rows.push({ state: isChanged ? 'changed' : 'same', older: end.older, newer: end.newer })
    ;[older, newer] = [end.older + 1, end.newer + 1]
  }
  return rows
}

/** Pages without a counterpart that stand somewhere else on the other side, letter by letter. */
function movesOf(
  { older, newer }: BothLetters,
  pairs: readonly PagePair[],
): { readonly to: ReadonlyMap<number, number>; readonly from: ReadonlyMap<number, number> } {
  const gone = unpaired(older, new Set(pairs.map((it) => it.older)))
  const come = unpaired(newer, new Set(pairs.map((it) => it.newer)))
  const byText = new Map<string, number[]>()
  for (const page of come) {
    const name = nameOf(newer, page)
    if (name !== undefined) byText.set(name, [...(byText.get(name) ?? []), page])
  }
  const to = new Map<number, number>()
  for (const page of gone) {
    const name = nameOf(older, page)
    const other = name === undefined ? undefined : byText.get(name)?.shift()
    if (other !== undefined) to.set(page, other)
  }
  return { to, from: new Map([...to].map(([page, other]) => [other, page])) }
}

function unpaired(letters: Letters, paired: ReadonlySet<number>): readonly number[] {
  return Array.from({ length: pageCount(letters) }, (_, page) => page).filter((page) => !paired.has(page))
}

/** What a page that moved is known by; undefined for one with hardly any words. */
function nameOf({ codes, starts }: Letters, page: number): string | undefined {
  const own = codes.subarray(starts[page], starts[page + 1])
  return own.length < leastMoved && (own[0] ?? 0) >= 0 ? undefined : own.join()
}
