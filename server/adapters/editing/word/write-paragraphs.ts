import { atomsOf } from './atoms.ts'
import { type Piece, isRestyled, lookOver, planned } from './plan-paragraphs.ts'
import { changedProperties, endedProperties } from './properties.ts'
import type { Writing } from './writing.ts'
import { type Scene, sceneOf, writeRuns } from './write-runs.ts'
import { type XmlElement, canonical, childOf, rawOf, startTagOf } from './xml.ts'

/**
 * Paragraphs of the original with what the editor changed in them. A paragraph in which nothing changed comes out letter by
 * letter; in the others every run that stayed whole does. For anyone but the drafter what goes and comes is marked as such.
 */
export function writeParagraphs(
  old: readonly XmlElement[],
  now: readonly XmlElement[],
  writing: Writing,
): string {
  const [were, are] = [atomsOf(old, writing.fields), atomsOf(now, writing.nowFields)]
  const pieces = planned(were, are)
  lookOver(pieces, writing)
  const scene = sceneOf(were, pieces, writing)
  let written = ''
  let content: Piece[] = []
  for (const piece of pieces) {
    content.push(piece)
    if (piece.atom.kind !== 'end') continue
    // Without marks a paragraph whose end is gone goes on in the next one.
    if (piece.state === 'deleted' && writing.author === undefined) {
      content.pop()
      continue
    }
    written += writeParagraph(content, piece, scene)
    content = []
  }
  // The paragraph is gone: a bookmark that others refer to may stand between paragraphs.
  const left = content.filter((it) => it.state === 'fixed' && it.atom.element.name.startsWith('w:bookmark'))
  return written + left.map((it) => rawOf(it.atom.element)).join('')
}

function writeParagraph(content: readonly Piece[], end: Piece, scene: Scene): string {
  const paragraph = end.atom.element
  const { writing } = scene
  const isWhole = content.every(
    (it, at) =>
      (it.state === 'kept' ? !isRestyled(it) : it.state === 'fixed') &&
      (it.atom.kind === 'end' ? at === content.length - 1 : it.atom.element.start > paragraph.start),
  )
  const properties = childOf(paragraph, 'w:pPr')
  const nowProperties = end.state === 'kept' ? childOf(end.now.element, 'w:pPr') : undefined
  const isSame = end.state !== 'kept' || canonical(properties) === canonical(nowProperties)
  if (isWhole && isSame && end.state === 'kept' && content.length === atomsIn(paragraph, writing))
    return rawOf(paragraph)
  const head =
    end.state === 'kept'
      ? isSame
        ? properties === undefined
          ? ''
          : rawOf(properties)
        : changedProperties(properties, nowProperties, writing)
      : endedProperties(properties, end.state === 'inserted' ? 'ins' : 'del', writing)
  const tag = end.state === 'inserted' ? '<w:p>' : startTagOf(paragraph)
  return `${tag}${head}${writeRuns(content.slice(0, -1), scene)}</w:p>`
}

function atomsIn(paragraph: XmlElement, writing: Writing): number {
  return atomsOf([paragraph], writing.fields).length
}
