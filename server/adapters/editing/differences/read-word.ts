import type { Block, LookRun, Passage } from '../../../domain/compare/compare-passages.ts'
import type { DifferencePlace, Look, LookName } from '../../../domain/compare/difference.ts'
import { type WordPackage, isStory, mainPart, parseStory } from '../word/package.ts'
import {
  type XmlElement,
  attributeOf,
  canonical,
  childOf,
  elementsOf,
  lettersOf,
  parseXml,
} from '../word/xml.ts'

/** A picture, a formula, a chart among the letters. */
export const thing = '\u{fffc}'

/**
 * The words of a Word file as they read with every tracked change accepted: what was marked as deleted is left out, what
 * was marked as inserted is text like any other. Head, foot and notes follow the body.
 */
export function wordBlocks(parts: WordPackage): readonly Block[] {
  const headings = headingStyles(parts)
  const names = [...parts.texts.keys()].filter(isStory).sort((one, other) => rankOf(one) - rankOf(other))
  return names.flatMap((name) => {
    const root = parseStory(parts.texts.get(name) ?? '')
    if (root === undefined) return []
    const part = partOf(name)
    const reading: Reading = {
      ...{ headings, blocks: [], table: 0, heading: '', joined: undefined },
      part: part === undefined ? {} : { part },
    }
    for (const it of name === mainPart ? [childOf(root, 'w:body')] : [root]) readBlocks(it, reading)
    return reading.blocks
  })
}

/** The words of some blocks, one below the other, as they read with tracked changes accepted. */
export function textOfBlocks(blocks: readonly XmlElement[]): string {
  const reading: Reading = {
    ...{ headings: new Set(), part: {}, blocks: [], table: 0, heading: '', joined: undefined },
  }
  for (const it of blocks) {
    if (it.name === 'w:tr') readRow(it, reading, { table: 1, row: 1 })
    else if (it.name === 'w:tc') readBlocks(it, reading)
    else readBlock(it, reading)
  }
  return reading.blocks
    .map((it) => it.passages.map((one) => one.text).join('　'))
    .join('\n')
    .trim()
}

function rankOf(name: string): number {
  return name === mainPart ? 0 : /header/.test(name) ? 1 : /footer/.test(name) ? 2 : 3
}

function partOf(name: string): DifferencePlace['part'] {
  if (name.includes('header')) return 'header'
  if (name.includes('footer')) return 'footer'
  return name.includes('notes') ? 'note' : undefined
}

type Reading = {
  readonly headings: ReadonlySet<string>
  readonly part: Pick<DifferencePlace, 'part'>
  readonly blocks: Block[]
  table: number
  heading: string
  /** Of a paragraph whose end was marked as deleted: it goes on in the next one. */
  joined: Words | undefined
}

type Words = { text: string; readonly looks: LookRun[] }

/** Ids of the styles that have a level in the outline, named 見出し or heading. */
function headingStyles(parts: WordPackage): ReadonlySet<string> {
  const styles = elementsOf(parseXml(parts.texts.get('word/styles.xml') ?? ''))
  return new Set(
    styles.flatMap((it) => {
      const name = valueOf(childOf(it, 'w:name')) ?? ''
      const hasLevel = childOf(childOf(it, 'w:pPr'), 'w:outlineLvl') !== undefined
      return it.name === 'w:style' && (hasLevel || /^(?:heading \d|title$)/i.test(name))
        ? [attributeOf(it, 'w:styleId') ?? '']
        : []
    }),
  )
}

function readBlocks(parent: XmlElement | undefined, reading: Reading): void {
  for (const it of elementsOf(parent)) readBlock(it, reading)
}

function readBlock(block: XmlElement, reading: Reading): void {
  switch (block.name) {
    case 'w:p': {
      const passage = passageOf(block, reading, placeNow(reading))
      if (passage === undefined) break
      if (reading.headings.has(styleOf(block)) && passage.text.trim() !== '')
        reading.heading = passage.text.trim()
      reading.blocks.push({ kind: 'paragraph', passages: [passage] })
      break
    }
    case 'w:tbl':
      readTable(block, reading)
      break
    case 'w:sdt':
      readBlocks(childOf(block, 'w:sdtContent'), reading)
      break
    case 'w:sdtContent':
    case 'w:footnote':
    case 'w:endnote':
    case 'w:ins':
    case 'w:moveTo':
    case 'w:customXml':
      readBlocks(block, reading)
      break
    default:
  }
}

function placeNow({ part, heading }: Reading): DifferencePlace {
  return { ...part, ...(heading === '' ? {} : { heading }) }
}

function readTable(table: XmlElement, reading: Reading): void {
  reading.table += 1
  const own = reading.table
  let number = 0
  for (const row of rowsIn(table)) {
    if (childOf(childOf(row, 'w:trPr'), 'w:del') !== undefined) continue
    number += 1
    readRow(row, reading, { ...placeNow(reading), table: own, row: number })
  }
}

function readRow(row: XmlElement, reading: Reading, place: DifferencePlace): void {
  const passages = cellsIn(row).map((cell, at) => cellPassage(cell, reading, { ...place, column: at + 1 }))
  reading.blocks.push({ kind: 'row', passages })
}

function rowsIn(parent: XmlElement): readonly XmlElement[] {
  return elementsOf(parent).flatMap((it) =>
    it.name === 'w:tr' ? [it] : /^w:(?:sdt|sdtContent|customXml)$/.test(it.name) ? rowsIn(it) : [],
  )
}

function cellsIn(parent: XmlElement): readonly XmlElement[] {
  return elementsOf(parent).flatMap((it) =>
    it.name === 'w:tc' ? [it] : /^w:(?:sdt|sdtContent|customXml)$/.test(it.name) ? cellsIn(it) : [],
  )
}

/** All of a cell as one passage, its paragraphs divided by a line break; tables inside it as well. */
function cellPassage(cell: XmlElement, reading: Reading, place: DifferencePlace): Passage {
  const words: Words = { text: '', looks: [] }
  const shapes: Look[] = []
  const read = (parent: XmlElement): void => {
    for (const it of elementsOf(parent)) {
      if (it.name === 'w:p') {
        if (words.text !== '') put(words, '\n', {})
        const passage = passageOf(it, { ...reading, joined: undefined }, place)
        words.text += passage?.text ?? ''
        words.looks.push(...(passage?.looks ?? []))
        shapes.push(passage?.shape ?? {})
      } else if (!it.name.endsWith('Pr')) read(it)
    }
  }
  read(cell)
  return { ...words, place, shape: shapes[0] ?? {} }
}

/** Undefined for a paragraph that goes on in the next one. */
function passageOf(paragraph: XmlElement, reading: Reading, place: DifferencePlace): Passage | undefined {
  const words: Words = reading.joined ?? { text: '', looks: [] }
  reading.joined = undefined
  readRuns(paragraph, words, [])
  const properties = childOf(paragraph, 'w:pPr')
  const isEndDeleted = childOf(childOf(properties, 'w:rPr'), 'w:del') !== undefined
  if (isEndDeleted && place.table === undefined) {
    reading.joined = words
    return undefined
  }
  return { ...words, place, shape: shapeOf(properties) }
}

function put(words: Words, text: string, look: Look): void {
  words.text += text
  words.looks.push({ count: Array.from(text).length, look })
}

/** The fields one is in: their instructions are not read, their results are. One may stand in the instruction of another. */
type Fields = ('instruction' | 'result')[]

function readRuns(parent: XmlElement, words: Words, fields: Fields): void {
  for (const it of elementsOf(parent)) {
    if (it.name === 'w:r') readRun(it, words, fields)
    else if (/^w:(?:del|moveFrom|pPr|rPr|sdtPr)$/.test(it.name)) continue
    else if (it.name === 'm:oMath' || it.name === 'm:oMathPara') put(words, mathLetters(it), {})
    else readRuns(it, words, fields)
  }
}

function mathLetters(element: XmlElement): string {
  const letters = (it: XmlElement): string =>
    it.name === 'm:t' ? lettersOf(it) : elementsOf(it).map(letters).join('')
  return letters(element) || thing
}

function readRun(run: XmlElement, words: Words, fields: Fields): void {
  const look = lookOf(childOf(run, 'w:rPr'))
  for (const it of elementsOf(run)) {
    if (it.name === 'w:fldChar') {
      const type = attributeOf(it, 'w:fldCharType')
      if (type !== 'begin') fields.pop()
      if (type !== 'end') fields.push(type === 'begin' ? 'instruction' : 'result')
      continue
    }
    if (fields.includes('instruction')) continue
    switch (it.name) {
      case 'w:t':
        put(words, lettersOf(it), look)
        break
      case 'w:tab':
      case 'w:ptab':
        put(words, '\t', look)
        break
      case 'w:br':
      case 'w:cr':
        if (attributeOf(it, 'w:type') === undefined) put(words, '\n', look)
        break
      case 'w:noBreakHyphen':
        put(words, '-', look)
        break
      case 'w:sym':
        put(words, thing, look)
        break
      case 'w:ruby':
        readRuns(childOf(it, 'w:rubyBase') ?? it, words, fields)
        break
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
      case 'mc:AlternateContent':
        put(words, thing, {})
        readBoxes(it, words, fields)
        break
      default:
    }
  }
}

/** The words of text boxes, where the box is anchored. The old drawing beside a new one is the same once more. */
function readBoxes(element: XmlElement, words: Words, fields: Fields): void {
  for (const it of elementsOf(element)) {
    if (it.name === 'mc:Fallback') continue
    if (it.name === 'w:txbxContent') readRuns(it, words, [])
    else readBoxes(it, words, fields)
  }
}

function styleOf(paragraph: XmlElement): string {
  return valueOf(childOf(childOf(paragraph, 'w:pPr'), 'w:pStyle')) ?? ''
}

function valueOf(element: XmlElement | undefined): string | undefined {
  return element && attributeOf(element, 'w:val')
}

const runLooks: Readonly<Record<string, LookName>> = {
  'w:b': 'bold',
  'w:i': 'italic',
  'w:u': 'underline',
  'w:strike': 'strike',
  'w:dstrike': 'strike',
  'w:sz': 'size',
  'w:rFonts': 'font',
  'w:color': 'color',
  'w:highlight': 'highlight',
  'w:shd': 'highlight',
  'w:rStyle': 'style',
}
const shapeLooks: Readonly<Record<string, LookName>> = {
  'w:pStyle': 'style',
  'w:numPr': 'list',
  'w:jc': 'align',
  'w:ind': 'indent',
  'w:spacing': 'spacing',
  'w:shd': 'highlight',
}
/** What a program notes for itself, or what is told by the words. */
const unseen =
  /^w:(?:lang|noProof|webHidden|bCs|iCs|szCs|cs|rtl|ins|del|moveFrom|moveTo|rPrChange|pPrChange|rPr|sectPr|snapToGrid|fitText|kern|autoSpaceD[EN]|adjustRightInd|widowControl|kinsoku|overflowPunct|wordWrap|topLinePunct|suppressAutoHyphens|proofErr)$/

const looks = new Map<string, Look>()

function lookOf(properties: XmlElement | undefined): Look {
  return knownLook(properties, runLooks)
}

function shapeOf(properties: XmlElement | undefined): Look {
  return knownLook(properties, shapeLooks)
}

/** The same object for what looks the same, so that looks are compared at once. */
function knownLook(properties: XmlElement | undefined, names: Readonly<Record<string, LookName>>): Look {
  if (properties === undefined) return none
  const key = canonical(properties)
  const known = looks.get(key)
  if (known !== undefined) return known
  const look: Partial<Record<LookName, string>> = {}
  for (const it of elementsOf(properties)) {
    if (unseen.test(it.name)) continue
    const name = names[it.name] ?? 'other'
    look[name] = `${look[name] ?? ''}${canonical(it).replaceAll(/ w:hint="[^"]*"/g, '')}`
  }
  if (looks.size > 20_000) looks.clear()
  looks.set(key, look)
  return look
}

const none: Look = {}
