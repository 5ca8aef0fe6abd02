import { test } from 'tap'
import type { SheetEdit } from '../../../contract/sheet-edits.ts'
import {
  contentsOf,
  differentParts,
  edited,
  factsOf,
  partOf,
  refusalOf,
  typing,
} from '../../../testing/edited-workbook.ts'
import {
  chained,
  corpusBooks,
  estimate,
  withChart,
  withComments,
  withPivot,
  withPrint,
  withShared,
  withSparkline,
  withTable,
} from '../../../testing/workbook-corpus.ts'
import { makeWorkbook } from '../../../testing/workbooks.ts'

const move = (
  type: 'insert' | 'delete',
  axis: 'row' | 'column',
  at: number,
  count = 1,
  sheet = '1',
): SheetEdit => ({
  ...{ type, axis, at, count, sheet },
})
const sheet1 = 'xl/worksheets/sheet1.xml'

test('rows that come in move cells, formulas, merges, names, print set-up and frozen rows', (t) => {
  const bytes = makeWorkbook(withPrint)
  const after = edited(bytes, move('insert', 'row', 3, 2))
  const [before, now] = [contentsOf(bytes), contentsOf(after)]
  t.equal(now.get('内訳!A5'), before.get('内訳!A3'))
  t.equal(now.get('内訳!C5'), '=B5*2')
  t.equal(now.get('内訳!C7'), '=SUM(C2:C6)', 'a range grows where rows come in within it')
  t.equal(now.has('内訳!A3'), false)
  const names = partOf(after, 'xl/workbook.xml') ?? ''
  t.match(names, '内訳!$A$1:$C$7</definedName>')
  t.match(names, '内訳!$1:$1</definedName>')
  t.match(names, '>内訳!$C$7</definedName>')
  const xml = partOf(after, sheet1) ?? ''
  t.match(xml, '<dimension ref="A1:C7"/>')
  t.match(xml, 'topLeftCell="A2"')
  t.match(xml, 'activeCell="B6" sqref="B6"')
  t.match(xml, '<brk id="5" max="16383" man="1"/>')
  t.match(xml, '<row r="3"><c r="B3" s="2"/><c r="C3" s="2"/></row>', 'new rows look like the one above')
  t.same(factsOf(after).sheets[0]?.frozen, { rows: 1, columns: 0 })
  t.same(factsOf(edited(bytes, move('insert', 'row', 1))).sheets[0]?.frozen, { rows: 2, columns: 0 })
  t.end()
})

test('rows that go take along what stood in them; what refers to them says so', (t) => {
  const bytes = makeWorkbook(withPrint)
  const after = contentsOf(edited(bytes, move('delete', 'row', 2)))
  t.equal(after.get('内訳!C4'), '=SUM(C2:C3)')
  const all = contentsOf(edited(bytes, move('delete', 'row', 2, 3)))
  t.equal(all.get('内訳!C2'), '=SUM(#REF!)')
  t.equal(all.size, 5)
  t.notMatch(
    partOf(edited(bytes, move('delete', 'row', 3)), 'xl/sharedStrings.xml'),
    '印刷費',
    'their texts too',
  )
  t.end()
})

test('columns move their widths, and formulas on other sheets follow', (t) => {
  const book = {
    ...withPrint,
    sheets: [
      ...withPrint.sheets,
      { name: '控', data: '<row r="1"><c r="A1"><f>内訳!C5+A2</f><v>1800</v></c></row>' },
    ],
  }
  const after = edited(makeWorkbook(book), move('insert', 'column', 2))
  t.equal(contentsOf(after).get('控!A1'), '=内訳!D5+A2')
  t.equal(contentsOf(after).get('内訳!D2'), '=C2*2')
  const xml = partOf(after, sheet1) ?? ''
  t.match(xml, '<col min="1" max="2" width="20" customWidth="1"/><col min="3" max="4" width="12.5"')
  t.notMatch(xml, 'spans=')
  t.match(partOf(after, 'xl/workbook.xml'), '内訳!$A$1:$D$5<')
  t.end()
})

test('charts, comments, sparklines, sources of pivot tables and tables go along', (t) => {
  const row = move('insert', 'row', 2)
  const chart = edited(makeWorkbook(withChart), row)
  t.match(partOf(chart, 'xl/charts/chart1.xml'), '<c:f>内訳!$C$3:$C$5</c:f>')
  t.match(partOf(chart, 'xl/drawings/drawing1.xml'), '<xdr:row>3</xdr:row><xdr:rowOff>9525</xdr:rowOff>')
  const comments = edited(makeWorkbook(withComments), row)
  t.match(partOf(comments, 'xl/comments1.xml'), 'ref="B4"')
  t.match(
    partOf(comments, 'xl/drawings/vmlDrawing1.vml'),
    '<x:Anchor>2, 15, 2, 10, 4, 31, 6, 9</x:Anchor><x:Row>3</x:Row>',
  )
  const gone = edited(makeWorkbook(withComments), move('delete', 'row', 3))
  t.notMatch(partOf(gone, 'xl/comments1.xml'), 'ref=')
  t.notMatch(partOf(gone, 'xl/drawings/vmlDrawing1.vml'), 'shape')
  const sparkline = partOf(edited(makeWorkbook(withSparkline), row), sheet1) ?? ''
  t.match(sparkline, '<xm:f>内訳!B3:C3</xm:f><xm:sqref>D3</xm:sqref>')
  t.notMatch(partOf(edited(makeWorkbook(withSparkline), move('delete', 'row', 2)), sheet1), 'sparklineGroups')
  t.match(
    partOf(edited(makeWorkbook(withPivot), row), 'xl/pivotCache/pivotCacheDefinition1.xml'),
    'ref="A1:C5"',
  )
  t.match(
    partOf(
      edited(makeWorkbook(withPivot), move('insert', 'row', 1, 2, '2')),
      'xl/pivotTables/pivotTable1.xml',
    ),
    'ref="A5:B8"',
  )
  const table = edited(makeWorkbook(withTable), row)
  t.match(partOf(table, 'xl/tables/table1.xml'), 'ref="A1:C5" totalsRowShown="0"><autoFilter ref="A1:C5"/>')
  t.end()
})

test('filters, hyperlinks, conditional formats and validations go along; lists that lose all of theirs go', (t) => {
  const books = new Map(corpusBooks().map((it) => [it.name, it.bytes]))
  const filtered = books.get('auto filter and hyperlinks') as Buffer
  const column = partOf(edited(filtered, move('insert', 'column', 2)), sheet1) ?? ''
  t.match(column, '<autoFilter ref="A1:D4"><filterColumn colId="2">')
  t.match(column, '<hyperlink ref="A3" r:id="rId1"/>')
  t.match(column, 'location="内訳!D5"')
  t.notMatch(partOf(edited(filtered, move('delete', 'row', 3, 2)), sheet1), 'hyperlink')
  const conditions = books.get('conditional formats and validation') as Buffer
  const rows = partOf(edited(conditions, move('insert', 'row', 1)), sheet1) ?? ''
  t.match(
    rows,
    'sqref="C3:C5"><cfRule type="expression" dxfId="0" priority="1"><formula>$C3&gt;500</formula>',
  )
  t.match(rows, 'sqref="A3:A5"><formula1>$E$3:$E$10</formula1>')
  t.notMatch(partOf(edited(conditions, move('delete', 'row', 2, 3)), sheet1), 'dataValidations')
  t.end()
})

test('shared formulas are written out where cells move apart; the order of calculation goes', (t) => {
  const after = edited(makeWorkbook(withShared), move('insert', 'row', 2))
  const cells = contentsOf(after)
  t.equal(cells.get('内訳!B3'), '=A3*$A$1')
  t.equal(cells.get('内訳!B4'), '=A4*$A$1')
  t.notMatch(partOf(after, sheet1), 'shared')
  t.match(partOf(after, sheet1), '<f t="array" ref="C5:C7">A1:A4*2</f>')
  const chain = makeWorkbook({ ...withShared, ...chained('<c r="B1" i="1"/>') })
  const without = edited(chain, move('insert', 'row', 2))
  t.same(differentParts(chain, without), [
    '[Content_Types].xml',
    'xl/_rels/workbook.xml.rels',
    'xl/calcChain.xml',
    sheet1,
  ])
  t.notMatch(partOf(without, '[Content_Types].xml'), 'calcChain')
  t.notMatch(partOf(without, 'xl/_rels/workbook.xml.rels'), 'calcChain')
  t.end()
})

test('rows come in and go again without a trace; what follows counts them as they are by then', (t) => {
  for (const { name, bytes } of corpusBooks()) {
    if (
      ['protected sheet', 'order of calculation', 'shared and array formulas', 'places left out'].includes(
        name,
      )
    )
      continue
    const there = edited(bytes, move('insert', 'row', 6, 3))
    t.same(contentsOf(edited(there, move('delete', 'row', 6, 3))), contentsOf(bytes), name)
  }
  const bytes = makeWorkbook(withPrint)
  const after = contentsOf(
    edited(bytes, typing('A3', '前'), move('insert', 'row', 2), typing('A4', '後'), typing('A2', '新')),
  )
  t.same([after.get('内訳!A2'), after.get('内訳!A4')], ['新', '後'])
  t.end()
})

test('rows and columns that cannot come in or go are refused by name', (t) => {
  const table = makeWorkbook(withTable)
  t.equal(refusalOf(table, move('insert', 'column', 2)), 'edit_sheet_table 内訳 2列目')
  t.equal(refusalOf(table, move('delete', 'row', 1)), 'edit_sheet_table 内訳 1行目')
  t.equal(refusalOf(table, move('delete', 'row', 2, 3)), 'edit_sheet_table 内訳 2行目')
  t.equal(refusalOf(table, move('insert', 'column', 4)), undefined, 'beside the table')
  t.equal(refusalOf(makeWorkbook(withPivot), move('insert', 'row', 4, 1, '2')), 'edit_sheet_pivot 集計 4行目')
  t.equal(refusalOf(makeWorkbook(withShared), move('delete', 'row', 5)), 'edit_sheet_array 内訳 5行目')
  const locked = makeWorkbook({ sheets: [{ name: '様式', data: '', after: '<sheetProtection sheet="1"/>' }] })
  t.equal(refusalOf(locked, move('insert', 'row', 1)), 'edit_sheet_protected シート「様式」')
  const bound = makeWorkbook({
    sheets: [
      {
        name: '様式',
        data: estimate.replaceAll(' t="s"', ''),
        after: '<scenarios><scenario name="x"/></scenarios>',
      },
    ],
  })
  t.equal(refusalOf(bound, move('insert', 'row', 1)), 'edit_sheet_bound シート「様式」')
  const full = makeWorkbook({
    sheets: [{ name: '満', data: '<row r="1048576"><c r="A1048576"><v>1</v></c></row>' }],
  })
  t.equal(refusalOf(full, move('insert', 'row', 1)), 'edit_sheet_full 満 1行目')
  t.end()
})
