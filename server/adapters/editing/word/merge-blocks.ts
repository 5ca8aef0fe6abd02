import { shortestEdits } from '../../../domain/compare/edits.ts'
import { boundKey, isBound, isLocked, titleOf } from './bound.ts'
import { writeParagraphs } from './write-paragraphs.ts'
import { type Writing, markOf, takenFrom } from './writing.ts'
import { type XmlElement, canonical, childOf, eachElement, elementsOf, rawOf } from './xml.ts'

const mostEdits = 2000

/**
 * The inside of a body, a cell, a note with what the editor changed there. Blocks that say what they said come out letter by letter.
 */
export function mergeBlocks(old: XmlElement, now: XmlElement, writing: Writing): string {
  return merged(old, now, writing, mergeGap)
}

type MergeGap = (old: readonly XmlElement[], now: readonly XmlElement[], writing: Writing) => string

/** Children that are the same on both sides stay; what lies between two of them is given to `mergeGap`. */
function merged(old: XmlElement, now: XmlElement, writing: Writing, gap: MergeGap): string {
  const [were, are] = [contentOf(old), contentOf(now)]
  const names = new Map<string, number>()
  const nameOf = (element: XmlElement): number => {
    const key = canonical(element)
    const name = names.get(key) ?? names.size
    names.set(key, name)
    return name
  }
  const edits = shortestEdits(were.map(nameOf), are.map(nameOf), mostEdits) ?? [
    { oldFrom: 0, oldTo: were.length, newFrom: 0, newTo: are.length },
  ]
  let written = ''
  let at = old.innerStart
  for (const { oldFrom, oldTo, newFrom, newTo } of edits) {
    const start = were[oldFrom]?.start ?? were.at(-1)?.end ?? headEnd(old)
    written +=
      old.source.slice(at, Math.max(at, start)) +
      gap(were.slice(oldFrom, oldTo), are.slice(newFrom, newTo), writing)
    at = Math.max(at, oldTo > oldFrom ? (were[oldTo - 1]?.end ?? start) : start)
  }
  return written + old.source.slice(at, old.innerEnd)
}

function contentOf(element: XmlElement): readonly XmlElement[] {
  return elementsOf(element).filter((it) => !isMarker(it) && !isHead(it))
}

/** The properties of a table, a row, a cell, a control: they belong to what they stand in. */
function isHead(element: XmlElement): boolean {
  return /^w:(?:tbl|tr|tc|sdt|sdtEnd)Pr(?:Ex)?$/.test(element.name)
}

/** Ends of bookmarks and comments between blocks: they stay where they are. */
function isMarker(element: XmlElement): boolean {
  return /(?:Start|End)$/.test(element.name) || element.name === 'w:proofErr'
}

/** Blocks between two that stayed: paragraphs are compared by their letters, tables and controls by what is in them. */
function mergeGap(old: readonly XmlElement[], now: readonly XmlElement[], writing: Writing): string {
  const [oldBig, newBig] = [old.filter(isBig), now.filter(isBig)]
  const isPaired = oldBig.length === newBig.length && oldBig.every((it, at) => it.name === newBig[at]?.name)
  if (!isPaired) return replaceBlocks(old, now, writing)
  let written = ''
  let [oldAt, newAt] = [0, 0]
  for (let at = 0; at <= oldBig.length; at += 1) {
    const [was, is] = [oldBig[at], newBig[at]]
    const oldTo = was === undefined ? old.length : old.indexOf(was)
    const newTo = is === undefined ? now.length : now.indexOf(is)
    written += writeParagraphs(old.slice(oldAt, oldTo), now.slice(newAt, newTo), writing)
    if (was !== undefined && is !== undefined) written += mergeBig(was, is, writing)
    ;[oldAt, newAt] = [oldTo + 1, newTo + 1]
  }
  return written
}

function isBig(block: XmlElement): boolean {
  return block.name !== 'w:p'
}

/** Tables came or went: what is still there is taken as it was, the rest by the editor's own writing. */
function replaceBlocks(old: readonly XmlElement[], now: readonly XmlElement[], writing: Writing): string {
  if (writing.author !== undefined) {
    writing.problems.push({ code: 'edit_word_untrackable', fact: '表の追加・削除' })
    return old.map(rawOf).join('')
  }
  const left = new Map(old.map((it) => [canonical(it), it]))
  return now
    .map((it) => {
      const own = left.get(canonical(it))
      if (own !== undefined) return rawOf(own)
      return it.name === 'w:p' ? writeParagraphs([], [it], writing) : newTable(it, writing)
    })
    .join('')
}

/** A table that the editor made; only what a table can hold without anything outside it. */
function newTable(table: XmlElement, writing: Writing): string {
  const foreign = Array.from(eachElement(table)).find((it) =>
    it.name.startsWith('w:')
      ? /^w:(?:drawing|object|pict|sdt|footnoteReference|endnoteReference|hyperlink)$/.test(it.name)
      : true,
  )
  if (table.name !== 'w:tbl' || foreign !== undefined)
    writing.problems.push({ code: 'edit_word_cannot_add', fact: (foreign ?? table).name })
  return takenFrom(table, writing)
}

function mergeBig(old: XmlElement, now: XmlElement, writing: Writing): string {
  if (canonical(old) === canonical(now)) return rawOf(old)
  switch (old.name) {
    case 'w:tbl':
      return withInside(old, withProperties(old, now, writing), merged(old, now, writing, mergeRows))
    case 'w:sdt':
      return mergeControl(old, now, writing)
    case 'w:sectPr':
      return taken(old, now, writing)
    default:
      writing.problems.push({ code: 'edit_word_would_lose', fact: old.name })
      return rawOf(old)
  }
}

/** The start of an element and its properties, then its inside. `merged` left the properties of the original in front: they are cut. */
function withInside(old: XmlElement, head: string, inside: string): string {
  return head + inside.slice(headEnd(old) - old.innerStart) + old.source.slice(old.innerEnd, old.end)
}

/** Where the properties at the start of an element end. */
function headEnd(element: XmlElement): number {
  return elementsOf(element).findLast(isHead)?.end ?? element.innerStart
}

/** The start tag and the properties: the original's when they say the same, else the editor's. */
function withProperties(old: XmlElement, now: XmlElement, writing: Writing): string {
  const own = elementsOf(old).filter(isHead)
  const other = elementsOf(now).filter(isHead)
  const start = old.source.slice(old.start, headEnd(old))
  if (own.map(canonical).join('') === other.map(canonical).join('')) return start
  if (writing.author !== undefined) {
    writing.problems.push({ code: 'edit_word_untrackable', fact: '表の書式' })
    return start
  }
  return old.source.slice(old.start, old.innerStart) + other.map((it) => takenFrom(it, writing)).join('')
}

function taken(old: XmlElement, now: XmlElement, writing: Writing): string {
  if (writing.author === undefined) return takenFrom(now, writing)
  writing.problems.push({ code: 'edit_word_untrackable', fact: 'ページ設定' })
  return rawOf(old)
}

function mergeControl(old: XmlElement, now: XmlElement, writing: Writing): string {
  if (isBound(old) && boundKey(old) === boundKey(now) && writing.bound.has(canonical(now))) return rawOf(old)
  const [was, is] = [childOf(old, 'w:sdtContent'), childOf(now, 'w:sdtContent')]
  const isSame = canonical(childOf(old, 'w:sdtPr')) === canonical(childOf(now, 'w:sdtPr'))
  if (was === undefined || is === undefined || !isSame || isBound(old) || isLocked(old)) {
    writing.problems.push({ code: 'edit_word_bound', fact: titleOf(old) })
    return rawOf(old)
  }
  // What is in a control is what would stand in its place: blocks, rows or cells.
  const [first] = contentOf(was)
  const gap = first?.name === 'w:tr' ? mergeRows : first?.name === 'w:tc' ? mergeCells : mergeGap
  const before = old.source.slice(old.start, was.innerStart)
  return before + merged(was, is, writing, gap) + old.source.slice(was.innerEnd, old.end)
}

/** Rows between two that stayed. One for one they are compared by their cells; what is over came or went. */
function mergeRows(old: readonly XmlElement[], now: readonly XmlElement[], writing: Writing): string {
  const both = Math.min(old.length, now.length)
  const paired = old.slice(0, both).map((row, at) => mergeRow(row, now[at] as XmlElement, writing))
  const gone = old
    .slice(both)
    .map((it) => (writing.author === undefined ? '' : markedRow(it, 'del', writing)))
  const come = now.slice(both).map((it) => markedRow(it, 'ins', writing))
  return [...paired, ...gone, ...come].join('')
}

function mergeRow(old: XmlElement, now: XmlElement, writing: Writing): string {
  if (old.name !== now.name) {
    writing.problems.push({ code: 'edit_word_would_lose', fact: old.name })
    return rawOf(old)
  }
  if (old.name === 'w:sdt') return mergeControl(old, now, writing)
  if (old.name === 'w:tblGrid') return taken(old, now, writing)
  return withInside(old, withProperties(old, now, writing), merged(old, now, writing, mergeCells))
}

function mergeCells(old: readonly XmlElement[], now: readonly XmlElement[], writing: Writing): string {
  if (old.length !== now.length && writing.author !== undefined) {
    writing.problems.push({ code: 'edit_word_untrackable', fact: '表の列・セルの結合' })
    return old.map(rawOf).join('')
  }
  return now
    .map((is, at) => {
      const was = old[at]
      if (was === undefined || was.name !== is.name) return newCell(is, writing)
      if (was.name === 'w:sdt') return mergeControl(was, is, writing)
      return withInside(was, withProperties(was, is, writing), mergeBlocks(was, is, writing))
    })
    .join('')
}

function newCell(cell: XmlElement, writing: Writing): string {
  const properties = elementsOf(cell).filter(isHead)
  const paragraphs = elementsOf(cell).filter((it) => it.name === 'w:p')
  if (properties.length + paragraphs.length !== elementsOf(cell).length)
    writing.problems.push({ code: 'edit_word_cannot_add', fact: '表' })
  return `<w:tc>${properties.map((it) => takenFrom(it, writing)).join('')}${writeParagraphs([], paragraphs, writing)}</w:tc>`
}

/** A row that came or went, marked so for all but the drafter. Its cells are marked by their paragraphs. */
function markedRow(row: XmlElement, as: 'ins' | 'del', writing: Writing): string {
  const { author } = writing
  const cells = elementsOf(row).filter((it) => !isHead(it))
  if (row.name !== 'w:tr' || cells.some((it) => it.name !== 'w:tc')) {
    writing.problems.push({ code: 'edit_word_cannot_add', fact: row.name })
    return as === 'del' ? rawOf(row) : ''
  }
  const inner = cells
    .map((cell) => (as === 'ins' ? newCell(cell, writing) : goneCell(cell, writing)))
    .join('')
  const properties = childOf(row, 'w:trPr')
  const own = properties === undefined ? '' : elementsOf(properties).map(rawOf).join('')
  const mark = author === undefined ? '' : `<w:${as} ${markOf(writing, author)}/>`
  const head = own + mark === '' ? '' : `<w:trPr>${own}${mark}</w:trPr>`
  return `<w:tr>${head}${inner}</w:tr>`
}

function goneCell(cell: XmlElement, writing: Writing): string {
  const head = cell.source.slice(cell.start, headEnd(cell))
  const blocks = elementsOf(cell).filter((it) => !isHead(it))
  const inner = blocks.every((it) => it.name === 'w:p')
    ? writeParagraphs(blocks, [], writing)
    : blocks.map(rawOf).join('')
  return `${head}${inner}</w:tc>`
}
