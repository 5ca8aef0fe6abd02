import type { FileChange, Simplified, WordFacts } from '../../../contract/editor-facts.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import { commentsOf } from './comments.ts'
import { guardedIn, nameOf } from './guard.ts'
import { type WordPackage, isStory, mainPart, parseStory } from './package.ts'
import { paragraphsOf, wordsOf } from './paragraph-texts.ts'
import { trackedChanges } from './tracked-changes.ts'
import {
  type XmlElement,
  attributeOf,
  childOf,
  eachElement,
  elementsOf,
  isElement,
  parseXml,
  rawOf,
} from './xml.ts'

const mostQuoted = 3
const quoted = 24
/** Letters of one change. */
const mostOfChange = 300

/** It is no package: encrypted, cut off, something else. */
export const noPackage: EditProblem = {
  code: 'edit_word_unreadable',
  fact: 'パスワードの付いた文書か、壊れた文書です',
}

/** Why a file is not opened for editing; undefined when it may be. */
export function whyClosed(parts: WordPackage | undefined): EditProblem | undefined {
  if (parts === undefined) return noPackage
  if (parts.names.some((it) => it.startsWith('_xmlsignatures/')))
    return { code: 'edit_word_signed', fact: '電子署名が付いています' }
  const settings = parseXml(parts.texts.get('word/settings.xml') ?? '')
  const protection = childOf(settings, 'w:documentProtection')
  const isEnforced = /^(?:1|true|on)$/.test((protection && attributeOf(protection, 'w:enforcement')) ?? '0')
  // A file that only asks to be opened for reading has no password.
  const writes = childOf(settings, 'w:writeProtection')
  const hasPassword = writes !== undefined && /\sw:(?:hash|hashValue|cryptProviderType)=/.test(rawOf(writes))
  if (isEnforced || hasPassword) return { code: 'edit_word_protected', fact: '文書の保護が設定されています' }
  const root = parseStory(parts.texts.get(mainPart) ?? '')
  return root?.name === 'w:document' && childOf(root, 'w:body') !== undefined
    ? undefined
    : { code: 'edit_word_unfamiliar', fact: '本文の書き方（名前空間）がWordの通常のものと違います' }
}

/** What to know of a Word file before it is edited. */
export function factsOf(parts: WordPackage): WordFacts {
  const counts = new Map<string, number>()
  const simplified = new Map<Simplified['kind'], { count: number; at: string[] }>()
  for (const [name, source] of parts.texts) {
    if (!isStory(name)) continue
    for (const [tag, count] of guardedIn(source)) counts.set(tag, (counts.get(tag) ?? 0) + count)
    const root = parseStory(source)
    if (root !== undefined) simplify(root, '', simplified)
  }
  const main = parseStory(parts.texts.get(mainPart) ?? '')
  const numbers = main && kanjiNumbers(main, parts.texts.get('word/numbering.xml'))
  return {
    simplified: [
      ...Array.from(simplified, ([kind, found]) => ({ kind, ...found })),
      ...(numbers === undefined ? [] : [numbers]),
    ],
    hasMacros: parts.names.includes('word/vbaProject.bin'),
    comments: commentsOf(parts),
    changes: changesOf(parts),
    paragraphs: paragraphsOf(parts),
    guarded: Array.from(counts, ([tag, count]) => ({ tag, name: nameOf(tag), count })),
  }
}

function simplify(
  element: XmlElement,
  paragraph: string,
  found: Map<Simplified['kind'], { count: number; at: string[] }>,
): void {
  const here = element.name === 'w:p' && paragraph === '' ? wordsOf(element).slice(0, quoted) : paragraph
  const kind = kindOf(element)
  if (kind !== undefined) {
    const entry = found.get(kind) ?? { count: 0, at: [] }
    entry.count += 1
    if (here !== '' && entry.at.length < mostQuoted && !entry.at.includes(here)) entry.at.push(here)
    found.set(kind, entry)
  }
  // The old drawing beside a new one is the same once more.
  if (element.name === 'mc:Fallback') return
  for (const child of element.children) if (isElement(child)) simplify(child, here, found)
}

function kindOf(element: XmlElement): Simplified['kind'] | undefined {
  switch (element.name) {
    case 'w:textDirection':
      return /^(?:tbRl|tbRlV|btLr|rl)/.test(attributeOf(element, 'w:val') ?? '') ? 'vertical' : undefined
    case 'w:ruby':
      return 'ruby'
    case 'w:eastAsianLayout':
      return 'combined'
    case 'w:fldChar':
      return attributeOf(element, 'w:fldCharType') === 'begin' ? 'field' : undefined
    case 'w:fldSimple':
      return 'field'
    case 'w:txbxContent':
      return 'text_box'
    case 'w:object':
    case 'c:chart':
    case 'dgm:relIds':
      return 'object'
    case 'm:oMath':
      return 'formula'
    case 'w:dataBinding':
      return 'bound'
    default:
      return undefined
  }
}

/** Paragraphs with numbers in kanji (一、二): the editor shows them as 1, 2. */
function kanjiNumbers(main: XmlElement, source: string | undefined): Simplified | undefined {
  const numbering = parseXml(source ?? '')
  const kanji = new Set(
    elementsOf(numbering)
      .filter(
        (it) =>
          it.name === 'w:abstractNum' &&
          /<w:numFmt\s[^>]*w:val="(?:japanese|ideograph|chinese|aiueo|iroha)/.test(rawOf(it)),
      )
      .map((it) => attributeOf(it, 'w:abstractNumId')),
  )
  const lists = new Set(
    elementsOf(numbering)
      .filter((it) => it.name === 'w:num' && kanji.has(valueOf(childOf(it, 'w:abstractNumId'))))
      .map((it) => attributeOf(it, 'w:numId')),
  )
  const at: string[] = []
  for (const it of eachElement(main)) {
    if (it.name !== 'w:p') continue
    const list = childOf(childOf(childOf(it, 'w:pPr'), 'w:numPr'), 'w:numId')
    if (list !== undefined && lists.has(valueOf(list))) at.push(wordsOf(it).slice(0, quoted))
  }
  return at.length === 0 ? undefined : { kind: 'numbering', count: at.length, at: at.slice(0, mostQuoted) }
}

function valueOf(element: XmlElement | undefined): string | undefined {
  return element && attributeOf(element, 'w:val')
}

function changesOf(parts: WordPackage): readonly FileChange[] {
  return Array.from(parts.texts).flatMap(([part, source]) => {
    const story = isStory(part) ? parseStory(source) : undefined
    if (story === undefined) return []
    return trackedChanges(story).map(({ kind, author, at, text }, index) => ({
      ...{ part, index, author, at, kind },
      text: text.slice(0, mostOfChange),
    }))
  })
}
