import { type Writing, markOf, takenFrom } from './writing.ts'
import { type XmlElement, childOf, elementsOf, rawOf, startTagOf } from './xml.ts'

/** The properties that the editor gave a paragraph; tracked, with what they were before. */
export function changedProperties(
  old: XmlElement | undefined,
  now: XmlElement | undefined,
  writing: Writing,
): string {
  const taken = now === undefined ? '' : takenFrom(now, writing)
  const { author } = writing
  // A change that somebody already recorded says what was before both.
  if (author === undefined || childOf(now, 'w:pPrChange') !== undefined) return taken
  const before = elementsOf(old)
    .filter((it) => !/^w:(?:rPr|sectPr|pPrChange)$/.test(it.name))
    .map(rawOf)
    .join('')
  const change = `<w:pPrChange ${markOf(writing, author)}><w:pPr>${before}</w:pPr></w:pPrChange>`
  return `<w:pPr>${contentOf(taken)}${change}</w:pPr>`
}

/** The properties of a paragraph whose end came or went. */
export function endedProperties(
  properties: XmlElement | undefined,
  as: 'ins' | 'del',
  writing: Writing,
): string {
  const raw =
    properties === undefined ? '' : as === 'ins' ? takenFrom(properties, writing) : rawOf(properties)
  const { author } = writing
  if (author === undefined) return raw
  const mark = `<w:${as} ${markOf(writing, author)}/>`
  const look = childOf(properties, 'w:rPr')
  if (properties === undefined || look === undefined) {
    const after = elementsOf(properties).find((it) => /^w:(?:sectPr|pPrChange)$/.test(it.name))
    const cut = properties === undefined ? 0 : (after?.start ?? properties.innerEnd) - properties.innerStart
    const content = contentOf(raw)
    return `<w:pPr>${content.slice(0, cut)}<w:rPr>${mark}</w:rPr>${content.slice(cut)}</w:pPr>`
  }
  // Marks stand first among the properties, w:ins before w:del.
  const others = elementsOf(look).filter((it) => it.name !== `w:${as}`)
  const first = others.filter((it) => as === 'del' && it.name === 'w:ins')
  const rest = others.filter((it) => !first.includes(it))
  const inner = [...first.map(rawOf), mark, ...rest.map(rawOf)].join('')
  const start = properties.source.slice(properties.start, look.start)
  return `${start}${startTagOf(look)}${inner}</w:rPr>${properties.source.slice(look.end, properties.end)}`
}

/** The properties that the editor gave a run; tracked, with what they were before. */
export function restyledLook(old: XmlElement | undefined, now: string, writing: Writing): string {
  const { author } = writing
  if (author === undefined || now.includes('<w:rPrChange')) return now
  const before = elementsOf(old).map(rawOf).join('')
  const change = `<w:rPrChange ${markOf(writing, author)}><w:rPr>${before}</w:rPr></w:rPrChange>`
  return `<w:rPr>${contentOf(now)}${change}</w:rPr>`
}

/** What stands between the tags of one element. */
function contentOf(raw: string): string {
  const start = raw.indexOf('>') + 1
  return raw === '' || raw[start - 2] === '/' ? '' : raw.slice(start, raw.lastIndexOf('</'))
}
