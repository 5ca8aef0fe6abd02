import { entryBytes, entryName, openZipOf } from '../../zip-entries.ts'
import { type XmlElement, attributeOf, eachElement, elementsOf, parseXml, textOf } from '../word/xml.ts'

/** A slide's part of the package, in the order in which slides are shown. */
export type Slide = { readonly part: string; readonly root: XmlElement; readonly hidden: boolean }
export type Deck = { readonly slides: readonly Slide[]; readonly isSigned: boolean }

const mostBytes = 200_000_000
const read = /^(?:ppt\/slides\/[^/]+\.xml|ppt\/presentation\.xml|ppt\/_rels\/presentation\.xml\.rels)$/

/** The slides of a pptx or pptm; undefined for what is no package, as one that is encrypted. */
export async function deckOf(bytes: Buffer): Promise<Deck | undefined> {
  const zip = await openZipOf(bytes)
  if (zip === undefined) return undefined
  const texts = new Map<string, string>()
  let [total, isSigned] = [0, false]
  try {
    for await (const entry of zip.eachEntry()) {
      const part = entryName(entry)
      if (part.startsWith('_xmlsignatures/')) isSigned = true
      if (!read.test(part)) continue
      const content = await entryBytes(zip, entry, mostBytes - total)
      if (content === undefined) return undefined
      total += content.length
      if (total >= mostBytes) return undefined
      texts.set(part, new TextDecoder('utf-8').decode(content))
    }
  } catch {
    return undefined
  } finally {
    zip.close()
  }
  const order = orderOf(texts)
  if (order === undefined) return undefined
  const slides: Slide[] = []
  for (const part of order) {
    const root = parseXml(texts.get(part) ?? '')
    if (root === undefined || localName(root) !== 'sld') return undefined
    slides.push({ part, root, hidden: ['0', 'false'].includes(attributeOf(root, 'show') ?? '1') })
  }
  return { slides, isSigned }
}

function orderOf(texts: ReadonlyMap<string, string>): readonly string[] | undefined {
  const deck = parseXml(texts.get('ppt/presentation.xml') ?? '')
  const relations = parseXml(texts.get('ppt/_rels/presentation.xml.rels') ?? '')
  if (deck === undefined || relations === undefined) return undefined
  const targets = new Map(
    elementsOf(relations).map((it) => [attributeOf(it, 'Id'), attributeOf(it, 'Target') ?? '']),
  )
  const list = elementsOf(deck).find((it) => localName(it) === 'sldIdLst')
  return elementsOf(list).map((it) => {
    const target = targets.get(attributeOf(it, 'r:id') ?? '') ?? ''
    return target.startsWith('/') ? target.slice(1) : `ppt/${target}`
  })
}

/** The name of an element without its prefix. */
export function localName(element: XmlElement): string {
  return element.name.slice(element.name.indexOf(':') + 1)
}

/** A box of text on a slide: of a shape, or a cell of a table. */
export type TextBox = {
  /** Its place among the boxes of its slide, from 0. */
  readonly index: number
  readonly body: XmlElement
  /** As PowerPoint names the shape it is in. */
  readonly name: string
  readonly kind: 'title' | 'text' | 'cell'
  /** The number by which animations mean the shape. */
  readonly shapeId: string | undefined
}

/** The boxes of a slide in the order of its XML. What is written in two ways (AlternateContent) is left alone: both would have to agree. */
export function boxesOf(root: XmlElement): readonly TextBox[] {
  const boxes: TextBox[] = []
  const walk = (element: XmlElement, shape: XmlElement | undefined): void => {
    const name = localName(element)
    if (name === 'AlternateContent') return
    if (name === 'txBody' && shape !== undefined) {
      const isCell = localName(shape) === 'graphicFrame'
      boxes.push({ index: boxes.length, body: element, ...aboutShape(shape, isCell) })
      return
    }
    const isShape = name === 'sp' || name === 'graphicFrame' || name === 'cxnSp'
    for (const child of elementsOf(element)) walk(child, isShape ? element : shape)
  }
  walk(root, undefined)
  return boxes
}

function aboutShape(shape: XmlElement, isCell: boolean): Pick<TextBox, 'name' | 'kind' | 'shapeId'> {
  let [name, title]: [string, boolean] = ['', false]
  let shapeId: string | undefined
  for (const it of eachElement(shape)) {
    if (localName(it) === 'txBody') break
    if (localName(it) === 'cNvPr' && shapeId === undefined) {
      name = attributeOf(it, 'name') ?? ''
      shapeId = attributeOf(it, 'id')
    }
    if (localName(it) === 'ph') title = ['title', 'ctrTitle'].includes(attributeOf(it, 'type') ?? '')
  }
  return { name, kind: isCell ? 'cell' : title ? 'title' : 'text', shapeId }
}

/** Pictures, charts and diagrams hold words of their own, which are not changed here. */
export function hasOtherWords(root: XmlElement): boolean {
  for (const it of eachElement(root)) {
    const name = localName(it)
    if (name === 'AlternateContent') return true
    if (name === 'graphicData' && !(attributeOf(it, 'uri') ?? '').endsWith('/table')) return true
  }
  return false
}

/** Where an animation means single paragraphs of a shape, by the shape's number. */
export function movesByParagraph(root: XmlElement): ReadonlySet<string> {
  const found = new Set<string>()
  for (const it of eachElement(root)) {
    if (localName(it) !== 'spTgt') continue
    for (const inner of eachElement(it))
      if (localName(inner) === 'pRg') found.add(attributeOf(it, 'spid') ?? '')
  }
  return found
}

/** A line break inside a paragraph. */
export const softBreak = '\v'

/** A stretch of a paragraph's text: of a run, a break, or what only the program writes (a slide's number, a formula). */
export type Stretch = {
  readonly element: XmlElement
  readonly text: string
  readonly kind: 'run' | 'break' | 'fixed'
}

export function stretchesOf(paragraph: XmlElement): readonly Stretch[] {
  return elementsOf(paragraph).flatMap((element): readonly Stretch[] => {
    const name = localName(element)
    if (name === 'r')
      return [
        {
          element,
          text: elementsOf(element)
            .filter((it) => localName(it) === 't')
            .map(textOf)
            .join(''),
          kind: 'run',
        },
      ]
    if (name === 'br') return [{ element, text: softBreak, kind: 'break' }]
    if (name === 'pPr' || name === 'endParaRPr') return []
    return [
      {
        element,
        text:
          elementsOf(element)
            .filter((it) => localName(it) === 't')
            .map(textOf)
            .join('') || '\u{fffc}',
        kind: 'fixed',
      },
    ]
  })
}

export function paragraphsOf(body: XmlElement): readonly XmlElement[] {
  return elementsOf(body).filter((it) => localName(it) === 'p')
}

export function wordsOf(paragraph: XmlElement): string {
  return stretchesOf(paragraph)
    .map((it) => it.text)
    .join('')
}
