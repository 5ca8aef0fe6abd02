import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import { type XmlElement, elementsOf, escaped, rawOf, startTagOf } from '../word/xml.ts'
import { type Stretch, localName, paragraphsOf, softBreak, stretchesOf, wordsOf } from './deck.ts'

/** A place in a slide's XML and what stands there now. */
export type Change = { readonly from: number; readonly to: number; readonly text: string }

/**
 * What has to be written for a box to have other paragraphs. Runs keep their properties: only the letters that differ are exchanged, in the run they
 * were in. A paragraph more is made like the one before it.
 */
export function changesOf(
  body: XmlElement,
  wanted: readonly string[],
  place: string,
): Result<readonly Change[], EditProblem> {
  const old = paragraphsOf(body)
  const before = old.map(wordsOf)
  let start = 0
  while (start < Math.min(before.length, wanted.length) && before[start] === wanted[start]) start += 1
  let end = 0
  while (end < Math.min(before.length, wanted.length) - start && before.at(-1 - end) === wanted.at(-1 - end))
    end += 1
  const gone = old.slice(start, old.length - end)
  const come = wanted.slice(start, wanted.length - end)
  const changes: Change[] = []
  for (const [index, paragraph] of gone.entries()) {
    const words = come[index]
    if (words === undefined) {
      if (stretchesOf(paragraph).some((it) => it.kind === 'fixed')) return no(fixed(place))
      changes.push({ from: paragraph.start, to: paragraph.end, text: '' })
      continue
    }
    const written = paragraphChanges(paragraph, words, place)
    if (!written.ok) return written
    changes.push(...written.value)
  }
  const more = come.slice(gone.length)
  const model = gone.at(-1) ?? old[start - 1] ?? old[0]
  if (more.length === 0) return yes(changes)
  if (model === undefined) return no({ code: 'edit_slide_box_missing', fact: place })
  const at = gone.at(-1)?.end ?? old[start - 1]?.end ?? model.start
  changes.push({ from: at, to: at, text: more.map((it) => paragraphLike(model, it)).join('') })
  return yes(changes)
}

function fixed(place: string): EditProblem {
  return { code: 'edit_slide_text', fact: `${place}の、スライド番号や数式など自動の文字` }
}

function paragraphChanges(
  paragraph: XmlElement,
  wanted: string,
  place: string,
): Result<readonly Change[], EditProblem> {
  const stretches = stretchesOf(paragraph)
  const before = stretches.map((it) => it.text).join('')
  if (before === wanted) return yes([])
  const [from, to, words] = differing(before, wanted)
  const changes: Change[] = []
  let [at, isWritten] = [0, words === '']
  const texts = new Map<Stretch, string>()
  for (const stretch of stretches) {
    const [first, last] = [at, at + stretch.text.length]
    at = last
    const [start, end] = [Math.max(from, first), Math.min(to, last)]
    // Words go where letters go, else to the end of the run before, else to the beginning of the one behind.
    const takes = !isWritten && stretch.kind === 'run' && from <= last && from >= first
    if (end <= start && !takes) continue
    if (stretch.kind === 'fixed') return no(fixed(place))
    if (stretch.kind === 'break') {
      changes.push({ from: stretch.element.start, to: stretch.element.end, text: '' })
      continue
    }
    const inner = stretch.text.slice(0, Math.max(0, start - first))
    const rest = stretch.text.slice(Math.max(end, start) - first)
    const own =
      end > start ? [inner, rest] : [stretch.text.slice(0, from - first), stretch.text.slice(from - first)]
    texts.set(stretch, takes ? `${own[0] ?? ''}${words}${own[1] ?? ''}` : `${own[0] ?? ''}${own[1] ?? ''}`)
    if (takes) isWritten = true
  }
  for (const [stretch, text] of texts) changes.push(runChange(stretch.element, text))
  if (!isWritten) {
    const behind = elementsOf(paragraph).find((it) => localName(it) === 'endParaRPr')
    const place = stretches.find((_, index) => lengthUntil(stretches, index) >= from)?.element ?? behind
    const where = place?.start ?? paragraph.innerEnd
    if (paragraph.innerStart === paragraph.end) {
      const tag = startTagOf(paragraph)
      return yes([
        {
          from: paragraph.start,
          to: paragraph.end,
          text: `${tag}${runsLike(paragraph, words)}</${paragraph.name}>`,
        },
      ])
    }
    changes.push({ from: where, to: where, text: runsLike(paragraph, words) })
  }
  return yes(changes)
}

function lengthUntil(stretches: readonly Stretch[], index: number): number {
  return stretches.slice(0, index).reduce((sum, it) => sum + it.text.length, 0)
}

/** From where to where two texts differ in the first, and what stands there in the second; never within a pair of surrogates. */
function differing(before: string, after: string): readonly [from: number, to: number, words: string] {
  let from = 0
  while (from < Math.min(before.length, after.length) && before[from] === after[from]) from += 1
  if (isLow(before, from) || isLow(after, from)) from -= 1
  let same = 0
  while (same < Math.min(before.length, after.length) - from && before.at(-1 - same) === after.at(-1 - same))
    same += 1
  if (isLow(before, before.length - same) || isLow(after, after.length - same)) same -= 1
  return [from, before.length - same, after.slice(from, after.length - same)]
}

function isLow(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}

/** A run with other letters; a break among them parts it in two with the same properties. */
function runChange(run: XmlElement, text: string): Change {
  if (text.includes(softBreak)) {
    const properties = elementsOf(run).find((it) => localName(it) === 'rPr')
    return {
      from: run.start,
      to: run.end,
      text: runsOf(run.name, properties === undefined ? '' : rawOf(properties), text),
    }
  }
  const letters = elementsOf(run).find((it) => localName(it) === 't')
  if (letters === undefined)
    return {
      from: run.innerEnd,
      to: run.innerEnd,
      text: `<${prefixed(run, 't')}>${escaped(text)}</${prefixed(run, 't')}>`,
    }
  return {
    from: letters.start,
    to: letters.end,
    text: `${startTagOf(letters)}${escaped(text)}</${letters.name}>`,
  }
}

function prefixed(beside: XmlElement, name: string): string {
  const prefix = beside.name.slice(0, beside.name.indexOf(':') + 1)
  return `${prefix}${name}`
}

function runsOf(runName: string, properties: string, text: string): string {
  const prefix = runName.slice(0, runName.indexOf(':') + 1)
  const runs = text
    .split(softBreak)
    .map((it) =>
      it === '' ? '' : `<${runName}>${properties}<${prefix}t>${escaped(it)}</${prefix}t></${runName}>`,
    )
  return runs.join(`<${prefix}br>${properties}</${prefix}br>`)
}

/** Runs in the manner of the paragraph's last one, or of its end mark. */
function runsLike(paragraph: XmlElement, text: string): string {
  const last = elementsOf(paragraph).findLast((it) => localName(it) === 'r')
  const own = elementsOf(last).find((it) => localName(it) === 'rPr')
  const mark = elementsOf(paragraph).find((it) => localName(it) === 'endParaRPr')
  const properties =
    own !== undefined
      ? rawOf(own)
      : mark === undefined
        ? ''
        : rawOf(mark).replaceAll(mark.name, prefixed(paragraph, 'rPr'))
  return runsOf(prefixed(paragraph, 'r'), properties, text)
}

function paragraphLike(model: XmlElement, text: string): string {
  const part = (name: string): string => {
    const found = elementsOf(model).find((it) => localName(it) === name)
    return found === undefined ? '' : rawOf(found)
  }
  return `<${model.name}>${part('pPr')}${runsLike(model, text)}${part('endParaRPr')}</${model.name}>`
}
