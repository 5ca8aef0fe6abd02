import { test } from 'tap'
import { factsOf } from '../../../testing/edited-workbook.ts'
import { withChart } from '../../../testing/workbook-corpus.ts'
import { makeWorkbook } from '../../../testing/workbooks.ts'

const part = 'xl/charts/chart1.xml'

/** The chart of the workbook after its XML was changed. */
function chartAfter(change: (xml: string) => string) {
  const xml = String(withChart.parts?.[part])
  const book = makeWorkbook({ ...withChart, parts: { ...withChart.parts, [part]: change(xml) } })
  return factsOf(book).sheets[0]?.boxes[0]
}

const cells = (column: number, sheet = '1') => ({
  ...{ sheet, range: { top: 2, left: column, bottom: 4, right: column } },
})

test('グラフ: what is drawn and from which cells; what a sketch would show wrongly stays a box', (t) => {
  const series = { kind: 'column', values: cells(3), labels: cells(1) } as const
  const usual = chartAfter((it) => it)
  t.equal(usual?.name, '費目別')
  t.same(usual?.chart, { series: [series] })
  const swapped = (from: string | RegExp, to: string) => chartAfter((it) => it.replaceAll(from, to))?.chart
  t.same(swapped('<c:barDir val="col"/>', '<c:barDir val="bar"/><c:grouping val="stacked"/>'), {
    series: [{ ...series, kind: 'bar' }],
    isStacked: true,
  })
  t.same(swapped(/c:barChart/g, 'c:lineChart')?.series[0]?.kind, 'line')
  t.same(swapped(/c:barChart/g, 'c:pie3DChart')?.series[0]?.kind, 'pie')
  for (const [why, from, to] of [
    ['points of x and y', /c:barChart/g, 'c:scatterChart'],
    [
      'shares of a hundred',
      '<c:barDir val="col"/>',
      '<c:barDir val="col"/><c:grouping val="percentStacked"/>',
    ],
    ['two scales', '</c:valAx>', '</c:valAx><c:valAx><c:axId val="9"/></c:valAx>'],
    ['cells of another workbook', /<c:f>内訳!\$C/g, '<c:f>[1]内訳!$C'],
    ['values that are worked out', /<c:f>内訳!\$C\$2:\$C\$4/g, '<c:f>OFFSET(内訳!$C$2,0,0,3)'],
  ] as const) {
    t.equal(swapped(from, to), undefined, why)
    t.equal(chartAfter((it) => it.replaceAll(from, to))?.kind, 'chart', why)
  }
  t.end()
})
