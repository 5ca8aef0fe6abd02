import { bagOf, sharedShare } from '../../../domain/compare/align.ts'
import { type MergeStep, type MergeWays, threeWay } from '../../../domain/editing/three-way.ts'
import { isBound, isLocked } from './bound.ts'
import { type XmlElement, attributeOf, canonical, childOf, elementsOf, rawOf } from './xml.ts'

/** What both changed, to be chosen; each side's blocks, from the story they stand in. */
export type StoryConflict = {
  readonly base: readonly XmlElement[]
  readonly mine: readonly XmlElement[]
  readonly theirs: readonly XmlElement[]
}
/** A story put together: its letters, and what is still to be chosen between them. */
export type Piece = string | StoryConflict

type Three = { readonly base: XmlElement; readonly mine: XmlElement; readonly theirs: XmlElement }

export type Merging = {
  /** Letters of a block of one's own, fit for the other's file. */
  readonly adopt: (block: XmlElement) => string
  /** How many blocks each has changed alone. */
  readonly joined: { mine: number; theirs: number }
}

/** Three writings of a story as one, by its blocks; what stayed is as `theirs` has it. Undefined for what is not written in the same way. */
export function mergeStory(three: Three, merging: Merging): readonly Piece[] | undefined {
  const inside = mergeInside(three, merging)
  if (inside === undefined) return undefined
  const { source, innerStart, innerEnd, start, end } = three.theirs
  return [
    source.slice(0, start),
    source.slice(start, innerStart),
    ...inside,
    source.slice(innerEnd, end),
    source.slice(end),
  ]
}

const heads = /^w:(?:tbl|tr|tc|sdt|sdtEnd)Pr(?:Ex)?$|^w:tblGrid$/

function contentOf(element: XmlElement): readonly XmlElement[] {
  return elementsOf(element).filter((it) => !heads.test(it.name))
}

/** What stands between the tags; undefined when more than its blocks was changed by both. */
function mergeInside(three: Three, merging: Merging): readonly Piece[] | undefined {
  const head = mergedHead(three, merging)
  if (head === undefined) return undefined
  const [base, mine, theirs] = [three.base, three.mine, three.theirs].map(contentOf)
  if (base === undefined || mine === undefined || theirs === undefined) return undefined
  // Cells that came or went change the columns of the whole table.
  const isRow = three.base.name === 'w:tr'
  if (isRow && (base.length !== mine.length || base.length !== theirs.length)) return undefined
  const steps = isRow
    ? base.map((it, at): MergeStep<XmlElement> =>
        cellStep({ base: it, mine: mine[at] as XmlElement, theirs: theirs[at] as XmlElement }),
      )
    : threeWay(base, { mine, theirs }, ways)
  const pieces = steps.flatMap((it) => piecesOf(it, merging))
  const isEmptyCell =
    three.base.name === 'w:tc' && pieces.every((it) => typeof it === 'string' && !it.includes('<w:p'))
  return [head, ...pieces, ...(isEmptyCell ? ['<w:p/>'] : [])]
}

/** Cells of a row stay what they are by their order. */
function cellStep({ base, mine, theirs }: Three): MergeStep<XmlElement> {
  const [was, own, other] = [base, mine, theirs].map(canonical)
  if (own === other) return { is: 'settled', by: own === was ? 'nobody' : 'both', things: [theirs] }
  if (own === was) return { is: 'settled', by: 'theirs', things: [theirs] }
  return other === was ? { is: 'settled', by: 'mine', things: [mine] } : { is: 'changed', base, mine, theirs }
}

const ways: MergeWays<XmlElement> = {
  keyOf: canonical,
  alike(one, other) {
    if (one.name !== other.name || one.name === 'w:sectPr') return one.name === other.name ? 1 : 0
    // Notes are the same ones by their numbers.
    if (/^w:(?:foot|end)note$/.test(one.name))
      return attributeOf(one, 'w:id') === attributeOf(other, 'w:id') ? 1 : 0
    const [was, is] = [lettersOf(one), lettersOf(other)]
    if (was.length + is.length === 0) return 0.5
    const shared = sharedShare(bagOf(was), bagOf(is))
    return shared < 0.3 ? 0 : shared
  },
}

function lettersOf(element: XmlElement): readonly string[] {
  const text = rawOf(element).replaceAll(/<[^>]*>/g, '')
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))
}

function mergedHead(three: Three, merging: Merging): string | undefined {
  const headOf = (element: XmlElement): readonly XmlElement[] =>
    elementsOf(element).filter((it) => heads.test(it.name))
  const [was, own, other] = [three.base, three.mine, three.theirs].map((it) =>
    headOf(it).map(canonical).join(''),
  )
  if (own === was || own === other) return headOf(three.theirs).map(rawOf).join('')
  return other === was ? headOf(three.mine).map(merging.adopt).join('') : undefined
}

function piecesOf(step: MergeStep<XmlElement>, merging: Merging): readonly Piece[] {
  switch (step.is) {
    case 'settled':
      if (step.by === 'mine') merging.joined.mine += 1
      if (step.by === 'theirs') merging.joined.theirs += 1
      return step.things.map(step.by === 'mine' ? merging.adopt : rawOf)
    case 'changed':
      return mergeBlock(step, merging)
    default:
      return [step]
  }
}

/** A block that both changed: a table, a row, a cell, a control by what is in it; a paragraph is chosen as a whole. */
function mergeBlock(three: Three, merging: Merging): readonly Piece[] {
  const { base, mine, theirs } = three
  const asWhole = [{ base: [base], mine: [mine], theirs: [theirs] }]
  if (base.name !== mine.name || base.name !== theirs.name) return asWhole
  if (base.name === 'w:sdt') {
    const [was, own, other] = [base, mine, theirs].map((it) => childOf(it, 'w:sdtContent'))
    if (was === undefined || own === undefined || other === undefined) return asWhole
    if (isBound(theirs) || isLocked(theirs) || mergedHead(three, merging) === undefined) return asWhole
    const inside = mergeInside({ base: was, mine: own, theirs: other }, merging)
    return inside === undefined ? asWhole : wrapped(theirs, other, inside)
  }
  if (!/^w:(?:tbl|tr|tc|footnote|endnote|body)$/.test(base.name)) return asWhole
  const inside = mergeInside(three, merging)
  return inside === undefined ? asWhole : wrapped(theirs, theirs, inside)
}

function wrapped(whole: XmlElement, inner: XmlElement, inside: readonly Piece[]): readonly Piece[] {
  const { source, start, end } = whole
  return [source.slice(start, inner.innerStart), ...inside, source.slice(inner.innerEnd, end)]
}
