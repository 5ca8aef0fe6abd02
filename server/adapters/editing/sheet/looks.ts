import type { CellLook } from '../../../contract/sheet-edits.ts'
import type { Book } from './book.ts'
import { colorOf, themeOf } from './colors.ts'
import { stylesOf } from './styles.ts'
import { type Xml, type XmlElement, attributeOf, childOf, childrenOf, isOn } from './xml.ts'

/** How each of the workbook's styles looks, by its number; one plain look for a workbook without styles. */
export function looksOf(book: Book): readonly CellLook[] {
  const styles = stylesOf(book)
  if (styles === undefined) return [{}]
  const { xml } = styles
  const theme = themeOf(book)
  const listOf = (name: string, item: string): XmlElement[] => childrenOf(childOf(xml.root, name), item)
  const fonts = listOf('fonts', 'font').map((it) => fontLook(xml, it, theme))
  const fills = listOf('fills', 'fill').map((it) => fillLook(xml, it, theme))
  const borders = listOf('borders', 'border').map((it) => borderLook(xml, it, theme))
  const looks = styles.formats.map((it, style): CellLook => {
    const pick = <Look>(list: readonly Look[], name: string): Look | undefined =>
      list[Number(attributeOf(xml, it, name) ?? 0)]
    const format = styles.formatOf(style)
    return {
      ...pick(fonts, 'fontId'),
      ...pick(fills, 'fillId'),
      ...pick(borders, 'borderId'),
      ...alignmentLook(xml, childOf(it, 'alignment')),
      ...(format === 'General' ? {} : { format }),
      ...(styles.isLocked(style) ? {} : { locked: false as const }),
    }
  })
  return looks.length === 0 ? [{}] : looks
}

function fontLook(xml: Xml, font: XmlElement, theme: readonly string[]): CellLook {
  const value = (name: string): string | undefined => {
    const it = childOf(font, name)
    return it === undefined ? undefined : (attributeOf(xml, it, 'val') ?? '1')
  }
  const underline = childOf(font, 'u')
  const isUnderlined = underline !== undefined && attributeOf(xml, underline, 'val') !== 'none'
  const [name, size] = [value('name'), Number(value('sz'))]
  const color = colorOf(xml, childOf(font, 'color'), theme)
  return {
    ...(name === undefined ? {} : { font: name }),
    ...(size > 0 ? { sizePt: size } : {}),
    ...(isOn(value('b')) ? { bold: true as const } : {}),
    ...(isOn(value('i')) ? { italic: true as const } : {}),
    ...(isOn(value('strike')) ? { strike: true as const } : {}),
    ...(isUnderlined ? { underline: true as const } : {}),
    ...(color === undefined ? {} : { color }),
  }
}

function fillLook(xml: Xml, fill: XmlElement, theme: readonly string[]): CellLook {
  const pattern = childOf(fill, 'patternFill')
  const gradient = childOf(fill, 'gradientFill')
  const stop = gradient === undefined ? undefined : childOf(gradient, 'stop')
  const type = pattern === undefined ? undefined : attributeOf(xml, pattern, 'patternType')
  const element =
    pattern === undefined
      ? stop === undefined
        ? undefined
        : childOf(stop, 'color')
      : childOf(pattern, type === 'solid' ? 'fgColor' : 'bgColor')
  if (pattern !== undefined && (type === undefined || type === 'none')) return {}
  const color = colorOf(xml, element, theme)
  return color === undefined ? {} : { fill: color }
}

function borderLook(xml: Xml, border: XmlElement, theme: readonly string[]): CellLook {
  const sides = (['top', 'right', 'bottom', 'left'] as const).flatMap((side) => {
    const it = childOf(border, side)
    const style = it === undefined ? undefined : attributeOf(xml, it, 'style')
    if (it === undefined || style === undefined || style === 'none') return []
    return [[side, { style, color: colorOf(xml, childOf(it, 'color'), theme) ?? '#000000' }] as const]
  })
  return sides.length === 0 ? {} : { borders: Object.fromEntries(sides) }
}

function alignmentLook(xml: Xml, alignment: XmlElement | undefined): CellLook {
  if (alignment === undefined) return {}
  const value = (name: string): string | undefined => attributeOf(xml, alignment, name)
  const horizontal =
    { centerContinuous: 'center', fill: 'left' }[value('horizontal') ?? ''] ?? value('horizontal')
  const vertical = { justify: 'center', distributed: 'center' }[value('vertical') ?? ''] ?? value('vertical')
  const rotation = Number(value('textRotation') ?? 0)
  const indent = Number(value('indent') ?? 0)
  return {
    ...(horizontal === undefined || horizontal === 'general'
      ? {}
      : { horizontal: horizontal as NonNullable<CellLook['horizontal']> }),
    ...(vertical === undefined ? {} : { vertical: vertical as NonNullable<CellLook['vertical']> }),
    ...(isOn(value('wrapText')) ? { wrap: true as const } : {}),
    // 255: letters stand upright, one below the other.
    ...(rotation === 255 ? { isUpright: true as const } : rotation === 0 ? {} : { rotation }),
    ...(indent > 0 ? { indent } : {}),
  }
}
