import { shortestEdits, type Edit } from '../../../domain/compare/edits.ts'
import type { Atom, Box } from './atoms.ts'
import { isLocked, titleOf } from './bound.ts'
import { type Field, isFree } from './fields.ts'
import { canonical } from './xml.ts'
import type { Writing } from './writing.ts'

/** What becomes of an atom. `now`: how the editor wrote one that is kept; `before`, `after`: of the original, on both sides of something new. */
export type Piece =
  | { readonly state: 'kept'; readonly atom: Atom; readonly now: Atom }
  | { readonly state: 'fixed' | 'deleted'; readonly atom: Atom }
  | {
      readonly state: 'inserted'
      readonly atom: Atom
      readonly before: Atom | undefined
      readonly after: Atom | undefined
    }

const mostEdits = 3000
/** Letters that stayed between two changes, at most, for the two to be told as one. */
const mostBetween = 3

/** How the atoms of the original become those that the editor wrote. Markers of the original stay; those of the editor do not count. */
export function planned(old: readonly Atom[], now: readonly Atom[]): readonly Piece[] {
  const [were, are] = [old.filter(counts), now.filter(counts)]
  const pieces: Piece[] = []
  let [at, oldAt, newAt] = [0, 0, 0]
  const markersUpTo = (isWanted: (rest: readonly Atom[]) => boolean): void => {
    for (let atom = old[at]; atom?.kind === 'marker' && isWanted(old.slice(at)); atom = old[at]) {
      pieces.push({ state: 'fixed', atom })
      at += 1
    }
  }
  const old1 = (): Atom => {
    markersUpTo(() => true)
    oldAt += 1
    return old[at++] as Atom
  }
  const end: Edit = { oldFrom: were.length, oldTo: were.length, newFrom: are.length, newTo: are.length }
  for (const edit of [...editsOf(were, are), end]) {
    while (oldAt < edit.oldFrom) {
      pieces.push({ state: 'kept', atom: old1(), now: are[newAt] as Atom })
      newAt += 1
    }
    // What is written where a bookmark or a comment begins belongs to it.
    if (edit.oldFrom === edit.oldTo) markersUpTo(hasStartAhead)
    while (oldAt < edit.oldTo) pieces.push({ state: 'deleted', atom: old1() })
    const beside = { before: were[edit.oldTo - 1], after: were[edit.oldTo] }
    for (; newAt < edit.newTo; newAt += 1)
      pieces.push({ state: 'inserted', atom: are[newAt] as Atom, ...beside })
  }
  markersUpTo(() => true)
  return pieces
}

function counts(atom: Atom): boolean {
  return atom.kind !== 'marker'
}

function hasStartAhead(rest: readonly Atom[]): boolean {
  const end = rest.findIndex(counts)
  return rest.slice(0, end === -1 ? undefined : end).some((it) => it.element.name.endsWith('Start'))
}

function editsOf(were: readonly Atom[], are: readonly Atom[]): readonly Edit[] {
  const names = new Map<string, number>()
  const nameOf = ({ key }: Atom): number => {
    const name = names.get(key) ?? names.size
    names.set(key, name)
    return name
  }
  const [older, newer] = [were.map(nameOf), are.map(nameOf)]
  const edits = shortestEdits(older, newer, mostEdits) ?? [
    { oldFrom: 0, oldTo: older.length, newFrom: 0, newTo: newer.length },
  ]
  const read: Edit[] = []
  for (const edit of edits) {
    const last = read.at(-1)
    const between = last === undefined ? [] : were.slice(last.oldTo, edit.oldFrom)
    const isNear =
      between.length <= mostBetween && between.every((it) => it.kind === 'letter' && it.path.length === 0)
    if (last !== undefined && isNear)
      read[read.length - 1] = { ...last, oldTo: edit.oldTo, newTo: edit.newTo }
    else read.push(edit)
  }
  return read
}

/** Says what a change must not touch: results that Word works out, content that is bound to data or locked. */
export function lookOver(pieces: readonly Piece[], writing: Writing): void {
  const gone = new Set(pieces.filter((it) => it.state === 'deleted').map((it) => it.atom))
  const ends = new Map<object, number>()
  for (const { field } of gone)
    if (field !== undefined && field.role !== 'inside')
      ends.set(field.field, (ends.get(field.field) ?? 0) + 1)
  for (const piece of pieces) {
    if (piece.state === 'kept' && isMovedIntoBox(piece.atom, piece.now))
      writing.problems.push({ code: 'edit_word_cannot_add', fact: 'リンク' })
    if (
      piece.state === 'kept' &&
      piece.atom.key.startsWith('<bound ') &&
      !writing.bound.has(canonical(piece.now.element))
    )
      writing.problems.push({ code: 'edit_word_bound', fact: titleOf(piece.atom.element) })
    const isTouched = piece.state === 'deleted' || piece.state === 'inserted' || isRestyled(piece)
    if (!isTouched) continue
    for (const box of piece.atom.path) lookOverBox(box, writing)
    const field = piece.state === 'inserted' ? around(piece) : piece.atom.field?.field
    if (field === undefined || isFree(field) || ends.get(field) === 2) continue
    writing.problems.push({ code: 'edit_word_in_field', fact: field.name })
  }
}

/** Links and content controls that the editor put around letters that were there, or took from them. */
function isMovedIntoBox(was: Atom, is: Atom): boolean {
  return was.path.length !== is.path.length || was.path.some((it, at) => it.key !== is.path[at]?.key)
}

export function isRestyled(piece: Piece): boolean {
  return piece.state === 'kept' && piece.atom.kind !== 'end' && piece.atom.run?.look !== piece.now.run?.look
}

/** The field whose result stands on both sides of what is inserted. */
function around({ before, after }: Piece & { state: 'inserted' }): Field | undefined {
  const [left, right] = [before?.field, after?.field]
  if (left === undefined || right === undefined || left.field !== right.field) return undefined
  return left.role === 'end' || right.role === 'begin' ? undefined : left.field
}

function lookOverBox({ element }: Box, writing: Writing): void {
  if (isLocked(element)) writing.problems.push({ code: 'edit_word_bound', fact: titleOf(element) })
}
