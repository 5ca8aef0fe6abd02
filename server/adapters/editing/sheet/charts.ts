import type { ChartFacts, ChartSource } from '../../../contract/sheet-edits.ts'
import { boundOf } from '../../../domain/sheet/validation.ts'
import type { Book } from './book.ts'
import { type Xml, type XmlElement, allIn, attributeOf, childOf, childrenOf, textOf } from './xml.ts'

type Kind = ChartFacts['series'][number]['kind']

const kinds: Readonly<Record<string, Kind>> = {
  barChart: 'column',
  bar3DChart: 'column',
  lineChart: 'line',
  line3DChart: 'line',
  areaChart: 'line',
  pieChart: 'pie',
  pie3DChart: 'pie',
  doughnutChart: 'pie',
}

/**
 * What a chart draws, by the cells it takes it from; undefined for kinds that a sketch would show wrongly: two scales, shares of
 * a hundred, points of x and y.
 */
export function chartOf(book: Book, part: string): ChartFacts | undefined {
  const xml = book.xml(part)
  const chart = xml === undefined ? undefined : childOf(xml.root, 'chart')
  const area = chart === undefined ? undefined : childOf(chart, 'plotArea')
  if (xml === undefined || area === undefined || childrenOf(area, 'valAx').length > 1) return undefined
  const groups = area.children.filter((it) => it.name.endsWith('Chart'))
  const series = groups.flatMap((group) => {
    const kind = kindOf(xml, group)
    return childrenOf(group, 'ser').map((it) =>
      kind === undefined ? undefined : seriesOf(book, xml, it, kind),
    )
  })
  const known = series.filter((it) => it !== undefined)
  const grouping = groups.map((it) => valueOf(xml, it, 'grouping'))
  if (known.length === 0 || known.length < series.length || grouping.includes('percentStacked'))
    return undefined
  return { series: known, ...(grouping.includes('stacked') ? { isStacked: true as const } : {}) }
}

function kindOf(xml: Xml, group: XmlElement): Kind | undefined {
  const kind = kinds[group.name]
  return kind === 'column' && valueOf(xml, group, 'barDir') === 'bar' ? 'bar' : kind
}

function valueOf(xml: Xml, element: XmlElement, name: string): string | undefined {
  const found = childOf(element, name)
  return found === undefined ? undefined : attributeOf(xml, found, 'val')
}

function seriesOf(
  book: Book,
  xml: Xml,
  series: XmlElement,
  kind: Kind,
): ChartFacts['series'][number] | undefined {
  const source = (name: string): ChartSource | undefined => {
    const inside = childOf(series, name)
    const formula = inside === undefined ? undefined : [...allIn(inside)].find((it) => it.name === 'f')
    return formula === undefined ? undefined : sourceOf(book, textOf(xml, formula))
  }
  const [name, labels, values] = [source('tx'), source('cat'), source('val')]
  if (values === undefined) return undefined
  return {
    kind,
    values,
    ...(name === undefined ? {} : { name }),
    ...(labels === undefined ? {} : { labels }),
  }
}

function sourceOf(book: Book, formula: string): ChartSource | undefined {
  const sheetIds = new Map(book.sheets.map((it) => [it.name.toUpperCase(), it.id]))
  const bound = boundOf(formula, { own: '', sheetIds, names: new Map(), isSingle: true })
  return bound !== undefined && 'range' in bound && bound.sheet !== '' ? bound : undefined
}
