import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import type { GivenChange } from './given.ts'
import { mainPart, parseStory } from './package.ts'
import { spliced } from './splices.ts'
import { type Mark, trackedChanges } from './tracked-changes.ts'
import {
  type XmlElement,
  type XmlNode,
  attributeOf,
  childOf,
  eachElement,
  elementsOf,
  isElement,
  rawOf,
  startTagOf,
} from './xml.ts'

type Decisions = ReadonlyMap<XmlElement, Mark & { readonly as: GivenChange['as'] }>
type Settling = { readonly decisions: Decisions; readonly touched: ReadonlySet<XmlElement> }

/**
 * A story with some of its tracked changes accepted (反映) or rejected (取消し). Only the elements that carry their marks, and what
 * they stand in, are written anew; everything else keeps its letters.
 */
export function settleChanges(source: string, changes: readonly GivenChange[]): Result<string, EditProblem> {
  const story = parseStory(source)
  if (story === undefined) return no({ code: 'edit_malformed', fact: '文書の中身をXMLとして読めません' })
  const listed = trackedChanges(story)
  const decisions = new Map<XmlElement, Mark & { as: GivenChange['as'] }>()
  for (const { part, index, as } of changes) {
    const change = listed[index]
    if (change === undefined)
      return no({ code: 'edit_malformed', fact: `${part}に${index + 1}番目の変更履歴がありません` })
    if (change.kind === 'other') return no({ code: 'edit_word_change_kept', fact: '表のセルの結合など' })
    for (const mark of change.marks) decisions.set(mark.element, { ...mark, as })
  }
  const touched = new Set<XmlElement>()
  markTouched(story, decisions, touched)
  const written =
    source.slice(0, story.start) + write(story, { decisions, touched }) + source.slice(story.end)
  const after = parseStory(written)
  if (after === undefined || fieldsOpen(after) !== fieldsOpen(story))
    return no({ code: 'edit_word_change_kept', fact: 'フィールドの途中にかかる変更' })
  return yes(written)
}

function markTouched(element: XmlElement, decisions: Decisions, touched: Set<XmlElement>): boolean {
  let isTouched = decisions.has(element)
  for (const it of elementsOf(element)) isTouched = markTouched(it, decisions, touched) || isTouched
  if (isTouched) touched.add(element)
  return isTouched
}

function fieldsOpen(story: XmlElement): number {
  let open = 0
  for (const { name, source, start, innerStart } of eachElement(story)) {
    if (name !== 'w:fldChar') continue
    const tag = source.slice(start, innerStart)
    open += tag.includes('"begin"') ? 1 : tag.includes('"end"') ? -1 : 0
  }
  return open
}

function write(node: XmlNode, settling: Settling): string {
  if (!isElement(node) || !settling.touched.has(node)) return rawOf(node)
  const { decisions } = settling
  const decision = decisions.get(node)
  if (decision?.of === 'range') return ''
  if (decision?.of === 'content') {
    if (goes(node, decision.as)) return markersIn(node)
    const inner = writeAll(node.children, settling)
    return node.name === 'w:del' ? inner.replaceAll(/(<\/?w:)del(Text|InstrText)\b/g, undeleted) : inner
  }
  if (/Pr$|^w:tblGrid$|^w:tblPrEx$/.test(node.name)) return writeProperties(node, settling)
  if (node.name === 'w:tbl') {
    const inner = writeBlocks(node.children, settling)
    return /<w:tr[\s>]/.test(inner) ? startTagOf(node) + inner + endTag(node) : ''
  }
  if (node.name === 'w:tr' && hasGone(childOf(node, 'w:trPr'), 'row', settling)) return ''
  return startTagOf(node) + writeBlocks(node.children, settling) + endTag(node)
}

function undeleted(_: string, start: string, what: string): string {
  return start + (what === 'Text' ? 't' : 'instrText')
}

function endTag({ name }: XmlElement): string {
  return `</${name}>`
}

function writeAll(nodes: readonly XmlNode[], settling: Settling): string {
  return nodes.map((it) => write(it, settling)).join('')
}

/** Whether what a mark stands for is gone when it is settled so. */
function goes({ name }: XmlElement, as: GivenChange['as']): boolean {
  return (name === 'w:ins' || name === 'w:moveTo') === (as === 'rejected')
}

function hasGone(properties: XmlElement | undefined, of: Mark['of'], { decisions }: Settling): boolean {
  return elementsOf(properties).some((it) => {
    const decision = decisions.get(it)
    return decision?.of === of && goes(it, decision.as)
  })
}

/** A paragraph whose end is gone: what is in it goes on in the next one. */
type Pending = { readonly paragraph: XmlElement; readonly inner: string }

/** Children of a body, a cell, a note, or of anything else. */
function writeBlocks(nodes: readonly XmlNode[], settling: Settling): string {
  let written = ''
  let pending: Pending[] = []
  let isAfterParagraph = false
  const flush = (): void => {
    const inner = pending.map((it) => it.inner).join('')
    const last = pending.at(-1)
    pending = []
    if (last === undefined) return
    // Nothing follows that it could go on in; without letters it goes, unless a cell or two tables would be left without it.
    if (!saysSomething.test(inner) && isAfterParagraph) {
      written += bookmarksOf(inner)
      return
    }
    written += paragraphOf(last.paragraph, inner, settling)
    isAfterParagraph = true
  }
  for (const node of nodes) {
    if (isElement(node) && node.name === 'w:p') {
      const properties = childOf(node, 'w:pPr')
      const endGoes = hasGone(childOf(properties, 'w:rPr'), 'end', settling)
      const isWhole = !settling.touched.has(node) && pending.length === 0
      const inner = (): string =>
        writeAll(
          node.children.filter((it) => it !== properties),
          settling,
        )
      if (endGoes) pending.push({ paragraph: node, inner: inner() })
      else {
        written += isWhole
          ? rawOf(node)
          : paragraphOf(node, pending.map((it) => it.inner).join('') + inner(), settling)
        pending = []
        isAfterParagraph = true
      }
      continue
    }
    const isBlock = isElement(node) && !/(?:Start|End)$|Pr$/.test(node.name)
    const isProperties = isElement(node) && node.name === 'w:sectPr'
    if (isBlock || isProperties) flush()
    const own = write(node, settling)
    written += own
    if (isBlock && own !== '') isAfterParagraph = false
  }
  flush()
  return written
}

const saysSomething =
  /<w:(?:t|tab|br|drawing|object|pict|fldChar|ruby|sym|sdt|footnoteReference|endnoteReference|delText|commentReference)[\s/>]|<m:/

function bookmarksOf(inner: string): string {
  return (inner.match(/<w:bookmark(?:Start|End)\s[^>]*\/>/g) ?? []).join('')
}

function paragraphOf(paragraph: XmlElement, inner: string, settling: Settling): string {
  const properties = childOf(paragraph, 'w:pPr')
  const head = properties === undefined ? '' : write(properties, settling)
  return `${startTagOf(paragraph)}${head}${inner}</w:p>`
}

/** Properties without the marks that are settled; with what they were before, where a change of them is rejected. */
function writeProperties(element: XmlElement, settling: Settling): string {
  const { decisions } = settling
  const isMark = (it: XmlElement): boolean => decisions.has(it)
  const rejected = elementsOf(element).find((it) => {
    const decision = decisions.get(it)
    return decision?.kind === 'look' && decision.as === 'rejected'
  })
  const own = elementsOf(element).filter((it) => !isMark(it))
  if (rejected === undefined)
    return wrapped(
      element,
      own.map((it) => write(it, settling)),
    )
  const before = elementsOf(elementsOf(rejected)[0]).map(rawOf)
  const stay = (pattern: RegExp): string[] =>
    own.filter((it) => pattern.test(it.name)).map((it) => write(it, settling))
  switch (element.name) {
    case 'w:pPr':
      return wrapped(element, [...before, ...stay(/^w:(?:rPr|sectPr)$/)])
    case 'w:rPr':
      return wrapped(element, [...stay(/^w:(?:ins|del|moveFrom|moveTo)$/), ...before])
    case 'w:sectPr':
      return wrapped(element, [...stay(/^w:(?:header|footer)Reference$/), ...before])
    default:
      return wrapped(element, [...before, ...stay(/^w:(?:ins|del|cellIns|cellDel|cellMerge)$/)])
  }
}

function wrapped(element: XmlElement, children: readonly string[]): string {
  const inner = children.join('')
  if (inner === '' && /^w:(?:pPr|rPr|trPr)$/.test(element.name)) return ''
  return `${startTagOf(element)}${inner}${endTag(element)}`
}

/** Ends of bookmarks and comments in what goes: their other ends may stand outside, and what refers to them stays. */
function markersIn(element: XmlElement): string {
  const kept: string[] = []
  for (const it of eachElement(element)) {
    if (/^w:(?:bookmark|commentRange|perm)(?:Start|End)$/.test(it.name)) kept.push(rawOf(it))
    if (it.name === 'w:commentReference') kept.push(`<w:r>${rawOf(it)}</w:r>`)
  }
  return kept.join('')
}

/** Notes whose last reference went with a change: what they said would stay readable in the file. */
export function withoutNotes(
  texts: ReadonlyMap<string, string>,
  changed: ReadonlyMap<string, Buffer>,
): readonly (readonly [name: string, without: string])[] {
  const now = (name: string): string => changed.get(name)?.toString() ?? texts.get(name) ?? ''
  return (['footnote', 'endnote'] as const).flatMap((kind) => {
    const reference = new RegExp(`<w:${kind}Reference\\s[^>]*w:id="(-?\\d+)"`, 'g')
    const idsIn = (source: string): Set<string> =>
      new Set(Array.from(source.matchAll(reference), ([, id]) => id ?? ''))
    const kept = idsIn(now(mainPart))
    const gone = [...idsIn(texts.get(mainPart) ?? '')].filter((it) => !kept.has(it))
    const name = `word/${kind}s.xml`
    const notes = gone.length === 0 ? undefined : parseStory(now(name))
    if (notes === undefined) return []
    const own = elementsOf(notes).filter((it) => gone.includes(attributeOf(it, 'w:id') ?? ''))
    const splices = own.map((it) => ({ from: it.start, to: it.end, text: '' }))
    return own.length === 0 ? [] : [[name, spliced(notes.source, splices)] as const]
  })
}
