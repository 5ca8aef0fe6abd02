import { letterAnchors, longestRising, uniqueAnchors } from './anchors.ts'
import { type Edit, shortestEdits } from './edits.ts'

/** What became of a text, and whether parts of it were too different to be told letter by letter. */
export type TextEdits = { readonly edits: readonly Edit[]; readonly isCoarse: boolean }

/** A piece ends at a mark, or where the letters themselves say so: the same words are cut the same way wherever they stand. */
const marks = new Set(
  Array.from('。、，．！？：；「」『』（）()［］[]・,.:;!?', (it) => it.codePointAt(0) ?? 0),
)
const sentenceEnds = new Set(Array.from('。！？', (it) => it.codePointAt(0) ?? 0))
const longestPiece = 48
/** Pieces, and letters, that go and come in a stretch while there is another way to tell it; and where there is none left. */
const mostTried = 200
const mostAtLast = 1000
/** A stretch with too many changes is held together by runs of letters that stand once on each side: long ones, then short ones. */
const runLengths: readonly number[] = [14, 5]
/** Steps in all, about a tenth of a second; what is left when they are used up is told coarsely. */
const mostSteps = 30_000_000
/** Letters that stayed between two edits, at most, for the two to be read as one. */
const mostBetween = 6
/** Shorter pieces stand anywhere and anchor nothing. */
const shortestAnchor = 3

/**
 * The places where two rows of letters differ, in order, fit to be read: first by pieces of sentences, then by letters within
 * the pieces that differ. Putting them in place makes the older the newer, always. Bounded: two texts that have nothing in
 * common take no longer than their length and a fixed number of steps. `starts`: where pages begin on each side.
 */
export function textEdits(older: Int32Array, newer: Int32Array, starts: Starts = noStarts): TextEdits {
  const ids = new Map<string, number>()
  const was = piecesOf(older, ids)
  const is = piecesOf(newer, ids)
  const work: Work = { steps: mostSteps, isCoarse: false, edits: [] }
  let [oldFrom, newFrom] = [0, 0]
  const ends = [
    ...longestRising(uniqueAnchors(was.names, is.names)),
    [was.ids.length, is.ids.length] as const,
  ]
  for (const [oldTo, newTo] of ends) {
    for (const it of piecesBetween(was, is, { oldFrom, oldTo, newFrom, newTo }, work)) {
      const stretch = {
        oldFrom: was.starts[it.oldFrom] ?? 0,
        oldTo: was.starts[it.oldTo] ?? 0,
        newFrom: is.starts[it.newFrom] ?? 0,
        newTo: is.starts[it.newTo] ?? 0,
      }
      tellLetters(older, newer, stretch, runLengths, work)
    }
    ;[oldFrom, newFrom] = [oldTo + 1, newTo + 1]
  }
  return {
    edits: readable(wellPlaced(work.edits, older, newer, starts), older, newer),
    isCoarse: work.isCoarse,
  }
}

type Starts = { readonly older: ReadonlySet<number>; readonly newer: ReadonlySet<number> }
const noStarts: Starts = { older: new Set(), newer: new Set() }

/** What was told so far, and the steps that may still be taken. */
type Work = { steps: number; isCoarse: boolean; readonly edits: Edit[] }

/** The stretches of pieces that differ; all of them as one where it would take too many edits to tell. */
function piecesBetween(was: Pieces, is: Pieces, within: Edit, work: Work): readonly Edit[] {
  const old = was.ids.subarray(within.oldFrom, within.oldTo)
  const now = is.ids.subarray(within.newFrom, within.newTo)
  if (old.length + now.length === 0) return []
  return withinSteps(old, now, mostTried, work)?.map((it) => moved(it, within)) ?? [within]
}

/** Tells a stretch letter by letter, between runs of letters where there is too much of it, and else as a whole. */
function tellLetters(
  older: Int32Array,
  newer: Int32Array,
  within: Edit,
  [runLength, ...shorter]: readonly number[],
  work: Work,
): void {
  const old = older.subarray(within.oldFrom, within.oldTo)
  const now = newer.subarray(within.newFrom, within.newTo)
  if (old.length + now.length === 0) return
  const found = withinSteps(old, now, runLength === undefined ? mostAtLast : mostTried, work)
  if (found !== undefined) {
    work.edits.push(...found.map((it) => moved(it, within)))
    return
  }
  if (runLength === undefined) {
    work.isCoarse = true
    work.edits.push(within)
    return
  }
  let [oldFrom, newFrom] = [0, 0]
  for (const [oldTo, newTo] of [...letterAnchors(old, now, runLength), [old.length, now.length] as const]) {
    tellLetters(older, newer, moved({ oldFrom, oldTo, newFrom, newTo }, within), shorter, work)
    ;[oldFrom, newFrom] = [oldTo + 1, newTo + 1]
  }
}

/** An edit of a stretch as one of the whole. */
function moved(edit: Edit, { oldFrom, newFrom }: Edit): Edit {
  return {
    oldFrom: oldFrom + edit.oldFrom,
    oldTo: oldFrom + edit.oldTo,
    newFrom: newFrom + edit.newFrom,
    newTo: newFrom + edit.newTo,
  }
}

/** Undefined when it would take too many edits, or more steps than are left. */
function withinSteps(
  older: ArrayLike<number>,
  newer: ArrayLike<number>,
  most: number,
  work: Work,
): readonly Edit[] | undefined {
  const allowed = Math.min(most, Math.floor(Math.sqrt(Math.max(0, work.steps))))
  const found = shortestEdits(older, newer, allowed)
  const used = found?.reduce((sum, it) => sum + it.oldTo - it.oldFrom + it.newTo - it.newFrom, 0) ?? allowed
  // What only went or only came was not looked for.
  if (found?.length !== 1) work.steps -= used * used
  return found
}

type Pieces = {
  /** The same words have the same number. */
  readonly ids: Int32Array
  /** The same, but -1 for what is too short to hold anything together. */
  readonly names: Int32Array
  /** Index of each piece's first letter, and the number of all letters. */
  readonly starts: Int32Array
}

function piecesOf(codes: Int32Array, known: Map<string, number>): Pieces {
  const ids: number[] = []
  const starts: number[] = []
  let from = 0
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0
    const next = codes[at + 1] ?? 0
    // A page without words is a piece of its own.
    const isEnd = code < 0 || next < 0 || at + 1 === codes.length || marks.has(code)
    const length = at + 1 - from
    const isCut = length >= 12 && ((code * 31 + (codes[at - 1] ?? 0) * 17) & 15) === 0
    if (!isEnd && !isCut && length < longestPiece) continue
    const name = codes.subarray(from, at + 1).join()
    const id = known.get(name) ?? known.size
    known.set(name, id)
    ids.push(id)
    starts.push(from)
    from = at + 1
  }
  starts.push(codes.length)
  const names = ids.map((id, at) => ((starts[at + 1] ?? 0) - (starts[at] ?? 0) < shortestAnchor ? -1 : id))
  return { ids: Int32Array.from(ids), names: Int32Array.from(names), starts: Int32Array.from(starts) }
}

/** How far what came or went is looked for a better place. */
const longestSlide = 200

/**
 * What only came or only went may stand in several places: of 甲とする。乙とする。 the second sentence came, not とする。乙. It is
 * taken to begin a page, or else a sentence.
 */
function wellPlaced(
  edits: readonly Edit[],
  older: Int32Array,
  newer: Int32Array,
  starts: Starts,
): readonly Edit[] {
  const placed: Edit[] = []
  for (const [index, edit] of edits.entries()) {
    const isCome = edit.oldFrom === edit.oldTo
    const codes = isCome ? newer : older
    const [from, to] = isCome ? [edit.newFrom, edit.newTo] : [edit.oldFrom, edit.oldTo]
    const leftmost = -Math.min(longestSlide, edit.oldFrom - (placed.at(-1)?.oldTo ?? 0))
    const rightmost = Math.min(longestSlide, (edits[index + 1]?.oldFrom ?? older.length) - edit.oldTo)
    const isPageStart = isCome ? starts.newer : starts.older
    const worth = (at: number): number =>
      isPageStart.has(at) || at === 0 ? 2 : sentenceEnds.has(codes[at - 1] ?? 0) ? 1 : 0
    let [best, by] = [worth(from), 0]
    const consider = (step: number) => {
      if (worth(from + step) > best) [best, by] = [worth(from + step), step]
    }
    // What is another text on both sides has one place only.
    if (isCome || edit.newFrom === edit.newTo) {
      for (let step = -1; step >= leftmost && codes[from + step] === codes[to + step]; step -= 1)
        consider(step)
      for (let step = 1; step <= rightmost && codes[from + step - 1] === codes[to + step - 1]; step += 1)
        consider(step)
    }
    placed.push({
      oldFrom: edit.oldFrom + by,
      oldTo: edit.oldTo + by,
      newFrom: edit.newFrom + by,
      newTo: edit.newTo + by,
    })
  }
  return placed
}

/** Edits between which only a little stayed are one: a sentence in which every other letter is marked cannot be read. */
function readable(edits: readonly Edit[], older: Int32Array, newer: Int32Array): readonly Edit[] {
  const merged: Edit[] = []
  for (const [index, edit] of edits.entries()) {
    let it = wholeWords(edit, { older, newer, before: edits[index - 1], after: edits[index + 1] })
    for (let last = merged.at(-1); last !== undefined && isOneWith(last, it, older); last = merged.at(-1)) {
      merged.pop()
      it = { oldFrom: last.oldFrom, newFrom: last.newFrom, oldTo: it.oldTo, newTo: it.newTo }
    }
    merged.push(it)
  }
  return merged
}

function isOneWith(last: Edit, next: Edit, older: Int32Array): boolean {
  const between = next.oldFrom - last.oldTo
  if (between <= 0) return true
  const size = (it: Edit) => Math.max(it.oldTo - it.oldFrom, it.newTo - it.newFrom)
  if (between > Math.min(mostBetween, size(last), size(next))) return false
  // A page without words stays for itself.
  for (let at = last.oldTo; at < next.oldFrom; at += 1) if ((older[at] ?? 0) < 0) return false
  return true
}

type Around = {
  readonly older: Int32Array
  readonly newer: Int32Array
  readonly before: Edit | undefined
  readonly after: Edit | undefined
}

/** A number or a Latin word that changed is marked as a whole, as far as the next edit: 20 → 30, not 2 → 3. */
function wholeWords(edit: Edit, { older, newer, before, after }: Around): Edit {
  let { oldFrom, oldTo, newFrom, newTo } = edit
  if (!isWordAt(older, oldFrom, oldTo) && !isWordAt(newer, newFrom, newTo)) return edit
  const first = before?.oldTo ?? 0
  const last = after?.oldFrom ?? older.length
  while (oldFrom > first && isWord(older[oldFrom - 1])) {
    oldFrom -= 1
    newFrom -= 1
  }
  while (oldTo < last && isWord(older[oldTo])) {
    oldTo += 1
    newTo += 1
  }
  return { oldFrom, oldTo, newFrom, newTo }
}

/** Whether a stretch begins and ends with letters of a word. */
function isWordAt(codes: Int32Array, from: number, to: number): boolean {
  return to > from && isWord(codes[from]) && isWord(codes[to - 1])
}

/** Digits and Latin letters, half or full width. */
function isWord(code: number | undefined): boolean {
  if (code === undefined) return false
  const half = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code
  return (half >= 0x30 && half <= 0x39) || (half >= 0x41 && half <= 0x5a) || (half >= 0x61 && half <= 0x7a)
}
