import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import { boundIn } from './bound.ts'
import { fieldsOf } from './fields.ts'
import { nameOf } from './guard.ts'
import { mergeBlocks } from './merge-blocks.ts'
import { type WordPackage, parseStory } from './package.ts'
import { type Author, type Writing, highestId, prefixesOf } from './writing.ts'
import { type XmlElement, attributeOf, canonical, childOf, elementsOf, parseXml } from './xml.ts'

/** Styles and lists that the file knows, as `w:pStyle=Heading1`, `w:numId=3`. */
export function knownNames(parts: WordPackage): ReadonlySet<string> {
  const known = new Set<string>()
  for (const element of elementsIn(parts.texts.get('word/styles.xml'))) {
    const id = element.name === 'w:style' ? attributeOf(element, 'w:styleId') : undefined
    if (id !== undefined) for (const kind of ['p', 'r', 'tbl']) known.add(`w:${kind}Style=${id}`)
  }
  for (const element of elementsIn(parts.texts.get('word/numbering.xml'))) {
    const id = element.name === 'w:num' ? attributeOf(element, 'w:numId') : undefined
    if (id !== undefined) known.add(`w:numId=${id}`)
  }
  return known
}

function elementsIn(source: string | undefined): readonly XmlElement[] {
  return source === undefined ? [] : elementsOf(parseXml(source))
}

type Circumstances = {
  readonly known: ReadonlySet<string>
  readonly author: Author | undefined
  /** The story as the editor wrote it before anybody changed something. */
  readonly base: string | undefined
}

/** A story of the original with what changed in the editor's writing of it; the very same letters when nothing did. */
export function rewriteStory(
  before: string,
  now: string,
  { known, author, base }: Circumstances,
): Result<string, EditProblem> {
  const [was, is] = [parseStory(before), parseStory(now)]
  if (was === undefined || is === undefined || was.name !== is.name) return no(unreadableStory)
  if (canonical(was) === canonical(is)) return yes(before)
  const writing: Writing = {
    author,
    known,
    fields: fieldsOf(was),
    nowFields: fieldsOf(is),
    prefixes: prefixesOf(was),
    bound: boundIn(base === undefined ? was : parseStory(base)),
    problems: [],
    lastId: highestId(before),
  }
  let written = ''
  let at = 0
  for (const [old, next] of storiesOf(was, is, writing)) {
    if (canonical(old) === canonical(next)) continue
    written += before.slice(at, old.innerStart) + mergeBlocks(old, next, writing)
    at = old.innerEnd
  }
  written += before.slice(at)
  const [problem] = writing.problems
  if (problem !== undefined) return no({ ...problem, fact: nameOf(problem.fact) })
  return parseStory(written) === undefined ? no(unreadableStory) : yes(written)
}

const unreadableStory: EditProblem = { code: 'edit_malformed', fact: '文書の中身をXMLとして読めません' }

/** The body, the header, or note by note; those of the original only. */
function storiesOf(
  was: XmlElement,
  is: XmlElement,
  writing: Writing,
): readonly (readonly [XmlElement, XmlElement])[] {
  if (was.name === 'w:document') {
    const [old, now] = [childOf(was, 'w:body'), childOf(is, 'w:body')]
    return old === undefined || now === undefined ? [] : [[old, now]]
  }
  if (was.name !== 'w:footnotes' && was.name !== 'w:endnotes') return [[was, is]]
  const notes = new Map(elementsOf(is).map((it) => [attributeOf(it, 'w:id'), it]))
  const known = new Set(elementsOf(was).map((it) => attributeOf(it, 'w:id')))
  if (elementsOf(is).some((it) => !known.has(attributeOf(it, 'w:id'))))
    writing.problems.push({ code: 'edit_word_cannot_add', fact: '脚注' })
  return elementsOf(was).flatMap((it) => {
    const now = notes.get(attributeOf(it, 'w:id'))
    return now === undefined ? [] : [[it, now] as const]
  })
}
