import { builtInFormat } from '../../../domain/sheet/number-format.ts'
import type { Book } from './book.ts'
import {
  type Xml,
  type XmlElement,
  Splices,
  attributeOf,
  childOf,
  childrenOf,
  escapedValue,
  isOn,
} from './xml.ts'

/** How the cells of a workbook look, by the number that cells name. */
export type Styles = {
  readonly part: string
  readonly xml: Xml
  readonly formats: readonly XmlElement[]
  /** The code of a format's numbers. */
  formatOf(style: number): string
  /** Whether a protected sheet keeps such a cell as it is. */
  isLocked(style: number): boolean
}

/** Undefined for a workbook without styles: then every cell is General and locked. */
export function stylesOf(book: Book): Styles | undefined {
  const [part] = book.related(book.part, 'styles')
  const xml = part === undefined ? undefined : book.xml(part)
  if (part === undefined || xml === undefined) return undefined
  const codes = new Map(
    childrenOf(childOf(xml.root, 'numFmts'), 'numFmt').map((it) => [
      Number(attributeOf(xml, it, 'numFmtId')),
      attributeOf(xml, it, 'formatCode') ?? 'General',
    ]),
  )
  const formats = childrenOf(childOf(xml.root, 'cellXfs'), 'xf')
  return {
    part,
    xml,
    formats,
    formatOf(style) {
      const format = formats[style]
      const id = format === undefined ? 0 : Number(attributeOf(xml, format, 'numFmtId') ?? 0)
      return codes.get(id) ?? builtInFormat(id)
    },
    isLocked(style) {
      const format = formats[style]
      const protection = format === undefined ? undefined : childOf(format, 'protection')
      const locked = protection === undefined ? undefined : attributeOf(xml, protection, 'locked')
      return locked === undefined || isOn(locked)
    },
  }
}

/**
 * The number of a style like `style` but with this number format; written into the workbook's styles when it has none.
 * Undefined for a workbook without styles.
 */
export function styleWithFormat(book: Book, style: number, code: string): number | undefined {
  const styles = stylesOf(book)
  if (styles === undefined) return undefined
  const { xml, formats } = styles
  const base = formats[style] ?? formats[0]
  const list = childOf(xml.root, 'cellXfs')
  if (base === undefined || list === undefined) return undefined
  const splices = new Splices(xml)
  const id = formatId(xml, splices, code)
  const made = new Splices({ text: xml.text, root: xml.root })
  made.attribute(base, 'numFmtId', String(id))
  made.attribute(base, 'applyNumberFormat', '1')
  const before = xml.text.slice(0, base.start).length
  const changed = made.result()
  const text = changed.slice(before, changed.length - (xml.text.length - base.end))
  const bare = (it: string): string => it.replace(/\sapplyNumberFormat="[^"]*"/, '').replaceAll(/\s+/g, ' ')
  const same = formats.findIndex((it) => bare(xml.text.slice(it.start, it.end)) === bare(text))
  if (same !== -1) return same
  splices.append(list, text)
  splices.attribute(list, 'count', String(formats.length + 1))
  book.change(styles.part, splices.result())
  return formats.length
}

function formatId(xml: Xml, splices: Splices, code: string): number {
  for (let id = 0; id < 50; id += 1) if (id !== 0 && builtInFormat(id) === code && !isLocal(id)) return id
  const list = childOf(xml.root, 'numFmts')
  const own = childrenOf(list, 'numFmt')
  const same = own.find((it) => attributeOf(xml, it, 'formatCode') === code)
  if (same !== undefined) return Number(attributeOf(xml, same, 'numFmtId'))
  const id = Math.max(175, ...own.map((it) => Number(attributeOf(xml, it, 'numFmtId')))) + 1
  const { prefix } = xml.root
  const format = `<${prefix}numFmt numFmtId="${id}" formatCode="${escapedValue(code)}"/>`
  if (list === undefined)
    splices.replace(
      xml.root.openEnd,
      xml.root.openEnd,
      `<${prefix}numFmts count="1">${format}</${prefix}numFmts>`,
    )
  else {
    splices.append(list, format)
    splices.attribute(list, 'count', String(own.length + 1))
  }
  return id
}

/** What these numbers show depends on the language of the program that opens the file. */
function isLocal(id: number): boolean {
  return (id >= 5 && id <= 8) || (id >= 27 && id <= 36) || (id >= 41 && id <= 44)
}
