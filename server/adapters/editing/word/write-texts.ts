import { shortestEdits } from '../../../domain/compare/edits.ts'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import type { Atom } from './atoms.ts'
import type { GivenText } from './given.ts'
import { parseStory } from './package.ts'
import { type TextPiece, textParagraphs } from './paragraph-texts.ts'
import { type Splice, spliced } from './splices.ts'
import { type XmlElement, attributeOf, childOf, elementsOf, escaped, rawOf, startTagOf } from './xml.ts'

const mostEdits = 3000

/**
 * A story with other letters in some of its paragraphs: the runs stay, each letter that is new stands in the run of the one
 * whose place it takes, else of the one before it.
 */
export function withTexts(source: string, texts: readonly GivenText[]): Result<string, EditProblem> {
  const story = parseStory(source)
  const paragraphs = story === undefined ? [] : textParagraphs(story)
  const splices: Splice[] = []
  for (const { part, index, piece, text } of texts) {
    const paragraph = paragraphs[index]
    const old = paragraph?.pieces[piece]
    if (paragraph === undefined || old?.text === undefined)
      return no({ code: 'edit_malformed', fact: `${part}の${index + 1}番目の段落に、直せる文字がありません` })
    if (old.text !== text) splices.push(...pieceSplices(paragraph.element, old, text))
  }
  return yes(spliced(source, splices))
}

function pieceSplices(paragraph: XmlElement, { atoms }: TextPiece, text: string): readonly Splice[] {
  if (atoms.length === 0) return [firstRun(paragraph, text)]
  const written = exchanged(atoms, text)
  const byElement = new Map<XmlElement, string>()
  for (const [at, { element }] of atoms.entries())
    byElement.set(element, (byElement.get(element) ?? '') + (written[at] ?? ''))
  return Array.from(byElement).flatMap(([element, letters]): readonly Splice[] => {
    const own = atoms
      .filter((it) => it.element === element)
      .map(signOf)
      .join('')
    return own === letters ? [] : [{ from: element.start, to: element.end, text: lettersXml(letters) }]
  })
}

/** What stands in place of each atom. */
function exchanged(atoms: readonly Atom[], text: string): readonly string[] {
  // By code points, as the letters of the paragraph are.
  const letters = Array.from(text)
  const numbers = new Map<string, number>()
  const numberOf = (sign: string): number => {
    const number = numbers.get(sign) ?? numbers.size
    numbers.set(sign, number)
    return number
  }
  const [older, newer] = [atoms.map((it) => numberOf(signOf(it))), letters.map(numberOf)]
  const edits = shortestEdits(older, newer, mostEdits) ?? [
    { oldFrom: 0, oldTo: older.length, newFrom: 0, newTo: newer.length },
  ]
  const written = atoms.map(signOf)
  for (const { oldFrom, oldTo, newFrom, newTo } of edits) {
    const come = letters.slice(newFrom, newTo).join('')
    written.fill('', oldFrom, oldTo)
    const [before, after] = [atoms[oldFrom - 1], atoms[oldFrom]]
    // What is written behind a link stands behind it.
    const isBehindBox = before !== undefined && after !== undefined && after.path.length < before.path.length
    if (oldTo > oldFrom || before === undefined || isBehindBox)
      written[oldFrom] = come + (written[oldFrom] ?? '')
    else written[oldFrom - 1] = (written[oldFrom - 1] ?? '') + come
  }
  return written
}

function signOf({ kind, key, element }: Atom): string {
  return kind === 'letter' ? key : element.name === 'w:tab' ? '\t' : '\n'
}

function lettersXml(letters: string): string {
  return letters
    .split(/([\t\n])/)
    .map((it) =>
      it === ''
        ? ''
        : it === '\t'
          ? '<w:tab/>'
          : it === '\n'
            ? '<w:br/>'
            : `<w:t xml:space="preserve">${escaped(it)}</w:t>`,
    )
    .join('')
}

/** The first run of a paragraph without letters looks as its end does. */
function firstRun(paragraph: XmlElement, text: string): Splice {
  const look = elementsOf(childOf(childOf(paragraph, 'w:pPr'), 'w:rPr')).filter(
    (it) => attributeOf(it, 'w:author') === undefined,
  )
  const properties = look.length === 0 ? '' : `<w:rPr>${look.map(rawOf).join('')}</w:rPr>`
  const run = `<w:r>${properties}${lettersXml(text)}</w:r>`
  return paragraph.innerStart === paragraph.end
    ? { from: paragraph.start, to: paragraph.end, text: `${startTagOf(paragraph)}${run}</${paragraph.name}>` }
    : { from: paragraph.innerEnd, to: paragraph.innerEnd, text: run }
}
