import type { SheetBox } from '../../../contract/sheet-edits.ts'
import type { Book, SheetPart } from './book.ts'
import { chartOf } from './charts.ts'
import { type Xml, type XmlElement, allIn, attributeOf, childOf, textOf } from './xml.ts'

const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  bmp: 'image/bmp',
}

/** Of all pictures of a workbook together; the others are shown as boxes. */
export type PictureBudget = { leftBytes: number }

const largestPicture = 1_000_000
const emuPerPixel = 9525

/** Pictures, charts and shapes of a sheet, each at its place. */
export function boxesOf(
  book: Book,
  sheet: SheetPart,
  usual: { readonly widthPx: number; readonly heightPx: number },
  budget: PictureBudget,
): SheetBox[] {
  return book.related(sheet.part, 'drawing').flatMap((part) => {
    const xml = book.xml(part)
    if (xml === undefined) return []
    return xml.root.children.flatMap((anchor) => boxOf(book, part, xml, anchor, usual, budget) ?? [])
  })
}

function boxOf(
  book: Book,
  part: string,
  xml: Xml,
  anchor: XmlElement,
  usual: { readonly widthPx: number; readonly heightPx: number },
  budget: PictureBudget,
): SheetBox | undefined {
  const from = childOf(anchor, 'from')
  if (from === undefined) return undefined
  const all = [...allIn(anchor)]
  const about = all.find((it) => it.name === 'cNvPr')
  if (about !== undefined && attributeOf(xml, about, 'hidden') === '1') return undefined
  const start = cornerOf(xml, from, usual)
  const to = childOf(anchor, 'to')
  const size = childOf(anchor, 'ext')
  const end = to === undefined ? behind(xml, start, size, usual) : cornerOf(xml, to, usual)
  const picture = all.find((it) => it.name === 'blip')
  const isChart = all.some((it) => it.name === 'graphicFrame')
  const name =
    about === undefined ? undefined : (attributeOf(xml, about, 'descr') ?? attributeOf(xml, about, 'name'))
  const target = picture === undefined ? undefined : attributeOf(xml, picture, 'embed')
  const address = target === undefined ? undefined : pictureAddress(book, part, target, budget)
  const drawnBy = isChart ? chartPart(book, part, xml, all) : undefined
  const chart = drawnBy === undefined ? undefined : chartOf(book, drawnBy)
  return {
    kind: isChart ? 'chart' : picture === undefined ? 'shape' : 'picture',
    name: (drawnBy === undefined ? undefined : chartTitle(book, drawnBy)) ?? name ?? '',
    from: start,
    to: end,
    ...(address === undefined ? {} : { picture: address }),
    ...(chart === undefined ? {} : { chart }),
  }
}

type Corner = SheetBox['from']

function cornerOf(
  xml: Xml,
  element: XmlElement,
  usual: { readonly widthPx: number; readonly heightPx: number },
): Corner {
  const value = (name: string): number => {
    const it = childOf(element, name)
    return it === undefined ? 0 : Number(textOf(xml, it))
  }
  return {
    row: value('row') + 1,
    column: value('col') + 1,
    down: Math.min(1, value('rowOff') / emuPerPixel / usual.heightPx),
    right: Math.min(1, value('colOff') / emuPerPixel / usual.widthPx),
  }
}

/** The far corner of what says its size in English Metric Units, as if all cells were as usual. */
function behind(
  xml: Xml,
  from: Corner,
  size: XmlElement | undefined,
  usual: { readonly widthPx: number; readonly heightPx: number },
): Corner {
  const pixels = (name: string): number =>
    size === undefined ? 0 : Number(attributeOf(xml, size, name) ?? 0) / emuPerPixel
  const down = from.down + pixels('cy') / usual.heightPx
  const right = from.right + pixels('cx') / usual.widthPx
  return {
    row: from.row + Math.floor(down),
    column: from.column + Math.floor(right),
    down: down % 1,
    right: right % 1,
  }
}

function pictureAddress(book: Book, part: string, id: string, budget: PictureBudget): string | undefined {
  const target = book.relationsOf(part).find((it) => it.id === id && !it.isExternal)?.target
  const type = types[target?.split('.').at(-1)?.toLowerCase() ?? '']
  const bytes = target === undefined || type === undefined ? undefined : book.bytes(target)
  if (bytes === undefined || bytes.length > Math.min(largestPicture, budget.leftBytes)) return undefined
  budget.leftBytes -= bytes.length
  return `data:${type};base64,${bytes.toString('base64')}`
}

function chartPart(book: Book, part: string, xml: Xml, all: readonly XmlElement[]): string | undefined {
  const chart = all.find((it) => it.name === 'chart' && attributeOf(xml, it, 'id') !== undefined)
  const id = chart === undefined ? undefined : attributeOf(xml, chart, 'id')
  return book.relationsOf(part).find((it) => it.id === id && !it.isExternal)?.target
}

function chartTitle(book: Book, part: string): string | undefined {
  const drawn = book.xml(part)
  const title = drawn === undefined ? undefined : [...allIn(drawn.root)].find((it) => it.name === 'title')
  if (drawn === undefined || title === undefined) return undefined
  const words = [...allIn(title)].filter((it) => it.name === 't').map((it) => textOf(drawn, it))
  return words.length === 0 ? undefined : words.join('')
}
