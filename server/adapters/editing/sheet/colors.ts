import type { Book } from './book.ts'
import { type Xml, type XmlElement, attributeOf, childOf, isOn } from './xml.ts'

/** Colours by number, as Excel had them before themes (ECMA-376 18.8.27). */
const indexed =
  '000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333'.split(
    ' ',
  )

/** In files the first two pairs of a theme's colours are named the other way round than they stand. */
const themeOrder = [1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11]

/** The colours of a workbook's theme, RRGGBB. */
export function themeOf(book: Book): readonly string[] {
  const [part] = book.related(book.part, 'theme')
  const xml = part === undefined ? undefined : book.xml(part)
  const elements = xml === undefined ? undefined : childOf(xml.root, 'themeElements')
  const scheme = elements === undefined ? undefined : childOf(elements, 'clrScheme')
  if (xml === undefined || scheme === undefined) return []
  return scheme.children.map((it) => {
    const color = it.children[0]
    if (color === undefined) return '000000'
    return (attributeOf(xml, color, 'lastClr') ?? attributeOf(xml, color, 'val') ?? '000000').slice(-6)
  })
}

/** #RRGGBB of a colour element; undefined for none and for the automatic one. */
export function colorOf(
  xml: Xml,
  element: XmlElement | undefined,
  theme: readonly string[],
): string | undefined {
  if (element === undefined || isOn(attributeOf(xml, element, 'auto'))) return undefined
  const rgb = attributeOf(xml, element, 'rgb')
  const number = attributeOf(xml, element, 'theme')
  const index = attributeOf(xml, element, 'indexed')
  const base =
    rgb?.slice(-6) ??
    (number === undefined ? indexed[Number(index)] : theme[themeOrder[Number(number)] ?? -1])
  if (base === undefined || !/^[0-9a-f]{6}$/i.test(base)) return undefined
  const tint = Number(attributeOf(xml, element, 'tint') ?? 0)
  const channels = [0, 2, 4].map((at) => {
    const value = Number.parseInt(base.slice(at, at + 2), 16)
    const tinted = tint < 0 ? value * (1 + tint) : value + (255 - value) * tint
    return Math.max(0, Math.min(255, Math.round(tinted)))
  })
  return `#${channels.map((it) => it.toString(16).padStart(2, '0')).join('')}`
}
