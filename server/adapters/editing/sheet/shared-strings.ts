import type { Book } from './book.ts'
import type { GridCell } from './grid.ts'
import { type Xml, type XmlElement, childOf, childrenOf, textOf } from './xml.ts'

/** A text of a cell without its reading (ふりがな). */
function plainText(xml: Xml, element: XmlElement): string {
  return unmarked(
    element.children
      .map((it) => {
        if (it.name === 't') return textOf(xml, it)
        const text = it.name === 'r' ? childOf(it, 't') : undefined
        return text === undefined ? '' : textOf(xml, text)
      })
      .join(''),
  )
}

/** `_x000D_` stands for a character that XML cannot hold. */
function unmarked(text: string): string {
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
}

/** The same the other way round: text that looks like such a mark is marked itself. */
export function marked(text: string): string {
  return text.replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}

export type SharedStrings = {
  readonly part: string
  readonly xml: Xml
  readonly items: readonly XmlElement[]
}

export function sharedStringsOf(book: Book): SharedStrings | undefined {
  const [part] = book.related(book.part, 'sharedStrings')
  const xml = part === undefined ? undefined : book.xml(part)
  return part === undefined || xml === undefined
    ? undefined
    : { part, xml, items: childrenOf(xml.root, 'si') }
}

export function hasReading(element: XmlElement): boolean {
  return childOf(element, 'rPh') !== undefined
}

/** The text a cell holds; undefined when it holds none. */
export function textShown(xml: Xml, shared: SharedStrings | undefined, cell: GridCell): string | undefined {
  if (cell.type === 's') {
    const item = shared?.items[Number(cell.value)]
    return shared === undefined || item === undefined ? undefined : plainText(shared.xml, item)
  }
  const inline = childOf(cell.element, 'is')
  if (cell.type === 'inlineStr') return inline === undefined ? undefined : plainText(xml, inline)
  return cell.type === 'str' ? cell.value : undefined
}
