import type { Block } from '../../../domain/compare/compare-passages.ts'
import type { DifferencePlace } from '../../../domain/compare/difference.ts'
import { entryBytes, entryName, openZipOf } from '../../zip-entries.ts'
import {
  type XmlElement,
  attributeOf,
  childOf,
  elementsOf,
  isElement,
  parseXml,
  textOf,
} from '../word/xml.ts'
import { thing } from './read-word.ts'

const mostBytes = 60_000_000

/** The words of an OpenDocument text, its tracked deletions left out; undefined for what cannot be read. */
export async function odtBlocks(bytes: Buffer): Promise<readonly Block[] | undefined> {
  const zip = await openZipOf(bytes)
  if (zip === undefined) return undefined
  try {
    for await (const entry of zip.eachEntry()) {
      if (entryName(entry) !== 'content.xml') continue
      const content = await entryBytes(zip, entry, mostBytes)
      const root = content === undefined ? undefined : parseXml(content.toString('utf8'))
      const body = childOf(childOf(root, 'office:body'), 'office:text')
      return body === undefined ? undefined : blocksIn(body)
    }
  } catch {
    return undefined
  } finally {
    zip.close()
  }
  return undefined
}

function blocksIn(body: XmlElement): readonly Block[] {
  const blocks: Block[] = []
  let [heading, table] = ['', 0]
  const placeNow = (): DifferencePlace => (heading === '' ? {} : { heading })
  const walk = (parent: XmlElement): void => {
    for (const it of elementsOf(parent)) {
      if (it.name === 'text:tracked-changes') continue
      if (it.name === 'text:p' || it.name === 'text:h') {
        const text = lettersIn(it)
        blocks.push({ kind: 'paragraph', passages: [{ text, place: placeNow() }] })
        if (it.name === 'text:h') heading = text.trim()
      } else if (it.name === 'table:table') {
        table += 1
        blocks.push(...rowsOf(it, { ...placeNow(), table }))
      } else walk(it)
    }
  }
  walk(body)
  return blocks
}

function rowsOf(table: XmlElement, place: DifferencePlace): readonly Block[] {
  const rows = (parent: XmlElement): readonly XmlElement[] =>
    elementsOf(parent).flatMap((it) =>
      it.name === 'table:table-row'
        ? [it]
        : /^table:table-(?:header-rows|rows|row-group)$/.test(it.name)
          ? rows(it)
          : [],
    )
  return rows(table).map((row, at) => ({
    kind: 'row',
    passages: elementsOf(row)
      .filter((it) => it.name === 'table:table-cell')
      .map((cell, column) => ({
        text: elementsOf(cell).map(lettersIn).join('\n'),
        place: { ...place, row: at + 1, column: column + 1 },
      })),
  }))
}

function lettersIn(element: XmlElement): string {
  return element.children
    .map((it) => {
      if (!isElement(it)) return textOf(it).replaceAll(/[\t\n\r ]+/g, ' ')
      switch (it.name) {
        case 'text:s':
          return ' '.repeat(Math.min(200, Number(attributeOf(it, 'text:c') ?? 1)))
        case 'text:tab':
          return '\t'
        case 'text:line-break':
          return '\n'
        case 'draw:frame':
          return thing
        case 'text:ruby':
          return lettersIn(childOf(it, 'text:ruby-base') ?? it)
        case 'office:annotation':
          return ''
        default:
          return lettersIn(it)
      }
    })
    .join('')
}
