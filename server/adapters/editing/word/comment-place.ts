import type { Atom } from './atoms.ts'
import { textParagraphs } from './paragraph-texts.ts'
import type { Splice } from './splices.ts'
import { type XmlElement, childOf, elementsOf, escaped, lettersOf, rawOf, startTagOf } from './xml.ts'

/** The marks of a comment in the text: where it begins, where it ends, and its reference. */
export function commentMarks(id: string): { readonly start: string; readonly end: string } {
  return {
    start: `<w:commentRangeStart w:id="${id}"/>`,
    end: `<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`,
  }
}

type Letter = {
  readonly atom: Atom
  /** Its place among the letters of its element. */ readonly offset: number
}

/**
 * What puts a comment around the first passage of a body that says `quote`, whatever spaces and lines stand between; around
 * nothing at the start of the first paragraph when no passage does, or none is quoted.
 */
export function placeComment(body: XmlElement, id: string, quote: string | undefined): readonly Splice[] {
  const marks = commentMarks(id)
  const paragraphs = textParagraphs(body).filter((it) => it.place !== 'text_box')
  const letters: Letter[] = []
  const offsets = new Map<XmlElement, number>()
  for (const { atoms } of paragraphs.flatMap((it) => it.pieces)) {
    for (const atom of atoms) {
      if (atom.kind !== 'letter') continue
      const offset = offsets.get(atom.element) ?? 0
      offsets.set(atom.element, offset + 1)
      if (atom.key.trim() !== '') letters.push({ atom, offset })
    }
  }
  const wanted = Array.from(quote ?? '').filter((it) => it.trim() !== '')
  const at = wanted.length === 0 ? -1 : placeOf(letters, wanted)
  const [first, last] = [letters[at], letters[at + wanted.length - 1]]
  if (at === -1 || first === undefined || last === undefined) {
    const paragraph = paragraphs[0]?.element
    return paragraph === undefined ? [] : [atStart(paragraph, marks.start + marks.end)]
  }
  const cuts = [
    { letter: first, offset: first.offset, mark: marks.start },
    { letter: last, offset: last.offset + 1, mark: marks.end },
  ]
  const elements = new Set(cuts.map((it) => it.letter.atom.element))
  return Array.from(elements, (element) =>
    cut(
      element,
      cuts.filter((it) => it.letter.atom.element === element),
    ),
  )
}

function placeOf(letters: readonly Letter[], wanted: readonly string[]): number {
  const text = letters.map((it) => it.atom.key)
  for (let at = 0; at + wanted.length <= text.length; at += 1)
    if (wanted.every((letter, index) => text[at + index] === letter)) return at
  return -1
}

type Cut = { readonly letter: Letter; readonly offset: number; readonly mark: string }

/** The letters of an element with marks between them: its run ends before a mark and goes on behind it with the same look. */
function cut(element: XmlElement, cuts: readonly Cut[]): Splice {
  const { run } = cuts[0]?.letter.atom ?? {}
  if (run === undefined) throw new Error('letters stand in runs')
  const look = run.properties === undefined ? '' : rawOf(run.properties)
  const open = `${startTagOf(run.element)}${look}`
  const all = Array.from(lettersOf(element))
  let written = ''
  let at = 0
  for (const { offset, mark } of cuts) {
    written += `${lettersXml(all.slice(at, offset))}</w:r>${mark}${open}`
    at = offset
  }
  written += lettersXml(all.slice(at))
  // A run without anything in it would stay where a mark stands at its beginning or end.
  const inner = elementsOf(run.element).filter((it) => it !== run.properties)
  const isFirst = inner[0] === element && written.startsWith('</w:r>')
  const isLast = inner.at(-1) === element && written.endsWith(open)
  const from = isFirst ? run.element.start : element.start
  const to = isLast ? run.element.end : element.end
  const text = written.slice(isFirst ? '</w:r>'.length : 0, isLast ? -open.length : undefined)
  return { from, to, text }
}

function lettersXml(letters: readonly string[]): string {
  return letters.length === 0 ? '' : `<w:t xml:space="preserve">${escaped(letters.join(''))}</w:t>`
}

function atStart(paragraph: XmlElement, marks: string): Splice {
  const at = childOf(paragraph, 'w:pPr')?.end ?? paragraph.innerStart
  return paragraph.innerStart === paragraph.end
    ? {
        from: paragraph.start,
        to: paragraph.end,
        text: `${startTagOf(paragraph)}${marks}</${paragraph.name}>`,
      }
    : { from: at, to: at, text: marks }
}
