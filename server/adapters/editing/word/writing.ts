import type { EditProblem } from '../../../usecases/ports.ts'
import type { FieldMap } from './fields.ts'
import { type XmlElement, attributeOf, eachElement, escaped, rawOf } from './xml.ts'

/** Who a tracked change is by. */
export type Author = { readonly name: string; readonly at: string }

/** What writing back one part needs to know, and what speaks against it so far. */
export type Writing = {
  /** Undefined: the drafter writes, and what he writes stands without a mark. */
  readonly author: Author | undefined
  readonly fields: FieldMap
  readonly nowFields: FieldMap
  /** Prefixes of the original's root. */
  readonly prefixes: ReadonlySet<string>
  /** Styles and lists that the original knows, as `w:pStyle=Heading1`, `w:numId=3`. */
  readonly known: ReadonlySet<string>
  /** What the controls that are bound to data say while nobody has written into one. */
  readonly bound: ReadonlySet<string>
  readonly problems: EditProblem[]
  lastId: number
}

/** The attributes of a tracked change of the author. */
export function markOf(writing: Writing, author: Author): string {
  writing.lastId += 1
  const at = author.at.replace(/\.\d+/, '')
  return `w:id="${writing.lastId}" w:author="${escaped(author.name)}" w:date="${at}"`
}

/** The highest number that a bookmark or a tracked change of the part has. */
export function highestId(source: string): number {
  let highest = 0
  for (const [, id] of source.matchAll(/\sw:id="(\d{1,9})"/g)) highest = Math.max(highest, Number(id))
  return highest
}

/** Prefixes that a start tag declares. */
export function prefixesOf(root: XmlElement): ReadonlySet<string> {
  const tag = root.source.slice(root.start, root.innerStart)
  return new Set(['xml', ...Array.from(tag.matchAll(/\sxmlns:([^\s=]+)\s*=/g), ([, prefix]) => prefix ?? '')])
}

const names = /^w:(?:pStyle|rStyle|tblStyle|numId)$/

/**
 * The letters of an element that the editor wrote, once it is sure that they mean something in the original: its styles, its lists,
 * its prefixes.
 */
export function takenFrom(element: XmlElement, writing: Writing): string {
  const raw = rawOf(element)
  for (const it of eachElement(element)) {
    const value = attributeOf(it, 'w:val')
    if (names.test(it.name) && value !== '0' && !writing.known.has(`${it.name}=${value}`))
      writing.problems.push({
        code: 'edit_word_cannot_add',
        fact: it.name === 'w:numId' ? '箇条書き・段落番号' : 'スタイル',
      })
  }
  for (const [, prefix = ''] of raw.matchAll(/[<\s]([A-Za-z][\w.-]*):[\w.-]+(?=[\s=/>])/g))
    if (!writing.prefixes.has(prefix)) writing.problems.push({ code: 'edit_word_cannot_add', fact: prefix })
  return raw
}
