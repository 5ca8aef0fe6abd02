import { boundKey, isBound } from './bound.ts'
import { type FieldMap, type FieldPart } from './fields.ts'
import {
  type XmlElement,
  type XmlNode,
  canonical,
  childOf,
  elementsOf,
  isElement,
  lettersOf,
  startTagOf,
} from './xml.ts'

/** Runs of one look: `w:r` with its properties. */
export type Run = {
  readonly element: XmlElement
  readonly properties: XmlElement | undefined
  /** What its properties say, for comparing. */
  readonly look: string
  /** How many atoms it holds. */
  count: number
}

/** What runs stand in: a link, a content control, somebody's tracked insertion. */
export type Box = { readonly element: XmlElement; readonly key: string }

/**
 * The smallest pieces a story is made of. `letter`: one character. `thing`: a picture, a reference of a note, a tab, ruby: kept or
 * gone as a whole. `marker`: an end of a bookmark or of a comment, what somebody
 * deleted with a mark: it stays whatever happens around it. `end`: of a paragraph.
 */
export type Atom = {
  readonly kind: 'letter' | 'thing' | 'marker' | 'end'
  /** Equal where the content is equal. */
  readonly key: string
  /** The element it is, or is part of; of an `end` the paragraph. */
  readonly element: XmlElement
  readonly path: readonly Box[]
  readonly run: Run | undefined
  readonly field: FieldPart | undefined
}

const boxes = /^w:(?:hyperlink|ins|moveTo|smartTag|sdt|dir|bdo|customXml)$/
const markers =
  /^w:(?:(?:bookmark|commentRange|perm|moveFromRange|moveToRange|customXml\w+Range)(?:Start|End)|proofErr|commentReference|lastRenderedPageBreak|annotationRef|del|moveFrom)$/

/** The atoms of paragraphs that follow one another. */
export function atomsOf(paragraphs: readonly XmlElement[], fields: FieldMap): readonly Atom[] {
  return paragraphs.flatMap((paragraph) => {
    const found: Atom[] = []
    collect(paragraph.children, [], found, fields)
    const properties = childOf(paragraph, 'w:pPr')
    const section = canonical(childOf(properties, 'w:sectPr'))
    found.push({
      kind: 'end',
      key: `¶${section}`,
      element: paragraph,
      path: [],
      run: undefined,
      field: undefined,
    })
    return found
  })
}

function collect(nodes: readonly XmlNode[], path: readonly Box[], found: Atom[], fields: FieldMap): void {
  for (const node of nodes) {
    if (!isElement(node) || isPropertiesOf(node)) continue
    if (node.name === 'w:r') collectRun(node, path, found, fields)
    else if (node.name === 'w:sdt' && isBound(node)) {
      found.push({
        kind: 'thing',
        key: boundKey(node),
        element: node,
        path,
        run: undefined,
        field: undefined,
      })
    } else if (boxes.test(node.name)) {
      const [open, inner] = openingOf(node)
      collect(inner, [...path, { element: node, key: open }], found, fields)
    } else {
      const kind = markers.test(node.name) ? 'marker' : 'thing'
      found.push({ kind, key: `<${canonical(node)}`, element: node, path, run: undefined, field: undefined })
    }
  }
}

function collectRun(element: XmlElement, path: readonly Box[], found: Atom[], fields: FieldMap): void {
  const properties = childOf(element, 'w:rPr')
  const run: Run = { element, properties, look: canonical(properties), count: 0 }
  const first = found.length
  for (const child of elementsOf(element)) {
    if (child === properties) continue
    const field = fields.get(child)
    if (child.name === 'w:t') {
      for (const letter of lettersOf(child))
        found.push({ kind: 'letter', key: letter, element: child, path, run, field })
      continue
    }
    const kind = markers.test(child.name) ? 'marker' : 'thing'
    found.push({ kind, key: `<${canonical(child)}`, element: child, path, run, field })
  }
  run.count = found.length - first
}

/** `w:pPr` and the like: they belong to what they stand in. */
function isPropertiesOf(element: XmlElement): boolean {
  return element.name.endsWith('Pr')
}

/** What opens a box, for comparing, and what stands in it. */
function openingOf(box: XmlElement): readonly [string, readonly XmlNode[]] {
  const inner = box.name === 'w:sdt' ? (childOf(box, 'w:sdtContent')?.children ?? []) : box.children
  const properties = elementsOf(box).filter(isPropertiesOf).map(canonical).join('')
  const [tag = ''] = /^<[^>]*>/.exec(canonical({ ...box, children: [], innerEnd: box.innerStart })) ?? []
  return [tag + properties, inner]
}

/** What stands before and after the content of a box, letter by letter. */
export function shellOf({ element }: Box): { readonly open: string; readonly close: string } {
  const content = element.name === 'w:sdt' ? childOf(element, 'w:sdtContent') : undefined
  if (content !== undefined) {
    const before = element.source.slice(element.start, content.start) + startTagOf(content)
    return { open: before, close: `</w:sdtContent>${element.source.slice(content.end, element.end)}` }
  }
  const properties = elementsOf(element).filter(isPropertiesOf)
  const last = properties.at(-1)
  const open = last === undefined ? startTagOf(element) : element.source.slice(element.start, last.end)
  return { open, close: `</${element.name}>` }
}
