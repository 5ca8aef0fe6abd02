import type { FileChange } from '../../../contract/editor-facts.ts'
import { type XmlElement, attributeOf, childOf, eachElement, elementsOf, textOf } from './xml.ts'

/** An element that says that something was changed, and what it is the mark of. */
export type Mark = {
  readonly element: XmlElement
  /** `content`: what stands in it. `end`: the end of its paragraph. `row`: the row. `look`: properties. `range`: where a move begins and ends. */
  readonly of: 'content' | 'end' | 'row' | 'look' | 'range'
  readonly kind: FileChange['kind']
}

/** A change as people see it: marks of one kind by one person at one time that follow one another; of a move both ends. */
export type TrackedChange = {
  readonly kind: FileChange['kind']
  readonly author: string
  readonly at: string
  readonly marks: readonly Mark[]
  readonly text: string
}

type Found = Mark & {
  readonly paragraph: XmlElement | undefined
  readonly row: XmlElement | undefined
  /** The name of the move it belongs to. */
  readonly move: string | undefined
}

const contents = /^w:(?:ins|del|moveFrom|moveTo)$/
const kinds: Readonly<Record<string, FileChange['kind']>> = {
  'w:ins': 'inserted',
  'w:moveTo': 'inserted',
  'w:del': 'deleted',
  'w:moveFrom': 'deleted',
}

/** The tracked changes of a story in the order of its XML. */
export function trackedChanges(story: XmlElement): readonly TrackedChange[] {
  const changes: { first: Found; last: Found; marks: Found[] }[] = []
  const moves = new Map<string, { first: Found; last: Found; marks: Found[] }>()
  for (const mark of marksIn(story)) {
    const moved = mark.move === undefined ? undefined : moves.get(mark.move)
    const last = changes.at(-1)
    if (moved !== undefined) moved.marks.push(mark)
    else if (mark.move === undefined && last !== undefined && goesOn(last.last, mark)) {
      last.marks.push(mark)
      last.last = mark
    } else {
      const change = { first: mark, last: mark, marks: [mark] }
      if (mark.move !== undefined) moves.set(mark.move, change)
      changes.push(change)
    }
  }
  return changes.map(({ first, marks }): TrackedChange => {
    const signed = marks.find((it) => attributeOf(it.element, 'w:author') !== undefined) ?? first
    return {
      kind: first.move === undefined ? first.kind : 'moved',
      author: attributeOf(signed.element, 'w:author') ?? '',
      at: attributeOf(signed.element, 'w:date') ?? '',
      marks,
      text: textOfMarks(marks),
    }
  })
}

function marksIn(story: XmlElement): readonly Found[] {
  const found: Found[] = []
  /** Open moves, by the number of their range. */
  const open = new Map<string, string>()
  const walk = (element: XmlElement, above: readonly XmlElement[]): void => {
    if (element.name === 'mc:Fallback') return
    const [parent, grandparent] = [above.at(-1), above.at(-2)]
    const number = attributeOf(element, 'w:id') ?? ''
    const near = (name: string): XmlElement | undefined => above.findLast((it) => it.name === name)
    const add = (of: Mark['of'], kind: FileChange['kind'], move?: string): void => {
      found.push({ element, of, kind, paragraph: near('w:p'), row: near('w:tr'), move })
    }
    const moving = element.name.startsWith('w:move') ? [...open.values()].at(-1) : undefined
    if (/^w:move(?:From|To)RangeStart$/.test(element.name)) {
      const name = attributeOf(element, 'w:name') ?? number
      open.set(number, name)
      add('range', 'moved', name)
    } else if (/^w:move(?:From|To)RangeEnd$/.test(element.name)) {
      add('range', 'moved', open.get(number) ?? number)
      open.delete(number)
    } else if (contents.test(element.name)) {
      const kind = kinds[element.name] ?? 'other'
      if (parent?.name === 'w:trPr') add('row', kind)
      else if (parent?.name !== 'w:rPr') add('content', kind, moving)
      else if (grandparent?.name === 'w:pPr') add('end', kind, moving)
      else add('look', 'other')
    } else if (/^w:(?:r|p|sect|tbl|tblPrEx|tr|tc)?(?:Pr|Grid|Ex)Change$/.test(element.name))
      add('look', 'look')
    else if (attributeOf(element, 'w:author') !== undefined && element.name !== 'w:comment')
      add('look', 'other')
    for (const it of elementsOf(element)) walk(it, [...above, element])
  }
  walk(story, [])
  return found
}

const saysSomething =
  /<w:(?:t|delText|br|drawing|object|pict|fldChar|instrText|footnoteReference|endnoteReference|ruby|sym)[\s/>]/
const newBlock = /<w:(?:tbl|tc|sdt)[\s>]/
const newParagraph = /<w:p[\s/>]/g

/** Whether a mark tells of the same change as the one before it: nothing that is not marked stands between the two. */
function goesOn(last: Found, mark: Found): boolean {
  const isSame = ['w:author', 'w:date'].every(
    (it) => attributeOf(last.element, it) === attributeOf(mark.element, it),
  )
  if (!isSame || last.kind !== mark.kind || last.move !== undefined || mark.kind === 'other') return false
  const isInside = last.of === 'row' && last.row === mark.row
  if (isInside) return true
  const from = last.kind === 'look' ? coverOf(last).end : last.element.end
  const between = last.element.source.slice(from, Math.max(from, coverOf(mark).start))
  if (saysSomething.test(between)) return false
  if (last.row !== mark.row) return mark.of === 'row' || isMarked(mark.row, mark)
  if (newBlock.test(between)) return isMarked(mark.row, mark)
  const paragraphs = between.match(newParagraph)?.length ?? 0
  return (
    paragraphs === 0 || (paragraphs === 1 && (last.kind === 'look' ? last.of === mark.of : endIsMarked(last)))
  )
}

/** What a mark of a look is about: the run, the paragraph. */
function coverOf({ element, kind, paragraph }: Found): XmlElement {
  if (kind !== 'look' || paragraph === undefined) return element
  if (element.name === 'w:pPrChange') return paragraph
  const run = elementsWith(paragraph, element)
  return run ?? element
}

function elementsWith(paragraph: XmlElement, inner: XmlElement): XmlElement | undefined {
  for (const it of eachElement(paragraph))
    if (it.name === 'w:r' && it.start <= inner.start && inner.end <= it.end) return it
  return undefined
}

function endIsMarked({ paragraph, kind }: Found): boolean {
  const look = childOf(childOf(paragraph, 'w:pPr'), 'w:rPr')
  return elementsOf(look).some((it) => kinds[it.name] === kind)
}

function isMarked(row: XmlElement | undefined, { kind }: Found): boolean {
  return elementsOf(childOf(row, 'w:trPr')).some((it) => kinds[it.name] === kind)
}

/** The letters of all marks; of a move those at its new place. */
function textOfMarks(marks: readonly Found[]): string {
  const isMove = marks[0]?.move !== undefined
  const told = marks.filter((it) => !isMove || it.kind === 'inserted')
  const seen = new Set<XmlElement>()
  const letters = told.flatMap((mark) => {
    const about =
      mark.of === 'row' ? mark.row : mark.of === 'content' || mark.kind === 'look' ? coverOf(mark) : undefined
    if (about === undefined) return []
    return Array.from(eachElement(about)).filter((it) => {
      const isNew = /^w:(?:t|delText)$/.test(it.name) && !seen.has(it)
      seen.add(it)
      return isNew
    })
  })
  return letters.map(textOf).join('')
}
