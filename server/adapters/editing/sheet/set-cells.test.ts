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
  withPivot,
  withShared,
  withTable,
} from '../../../testing/workbook-corpus.ts'
import { makeWorkbook } from '../../../testing/workbooks.ts'
import type { Instant } from '../../../domain/ids.ts'
import { sheetEditor } from './sheet-editor.ts'

const sheet1 = 'xl/worksheets/sheet1.xml'
const words = ['項目', '数量', '金額', '会場費', '印刷費', '通信費', '合計'].map((it) => `<t>${it}</t>`)
const plain = {
  sheets: [{ name: '内訳', before: '<dimension ref="A1:C5"/>', data: estimate }],
  strings: words,
}
const bytes = makeWorkbook(plain)
const as = (cell: string, as: 'text' | 'number' | 'boolean' | 'formula', value: string): SheetEdit => ({
  ...{ type: 'set', sheet: '1', cell, as, value },
})

test('a cell keeps its style, and rows and the used range grow where they must', (t) => {
  const after =
    partOf(
      edited(
        bytes,
        typing('B2', '１２０'),
        typing('A2', ' 改行\nと_x000D_ '),
        typing('F8', '備考'),
        typing('D2', '<1>'),
      ),
      sheet1,
    ) ?? ''
  t.match(after, '<c r="B2" s="2"><v>120</v></c>')
  t.match(after, '<c r="A2" t="inlineStr"><is><t xml:space="preserve"> 改行\nと_x005F_x000D_ </t></is></c>')
  t.match(after, '<row r="8"><c r="F8" t="inlineStr"><is><t>備考</t></is></c></row></sheetData>')
  t.match(
    after,
    '<v>200</v></c><c r="D2" t="inlineStr"><is><t>&lt;1&gt;</t></is></c></row>'.replace('200', '400'),
  )
  t.match(after, '<dimension ref="A1:F8"/>')
  t.match(after, '<row r="2"><c', 'spans do not hold any more')
  t.equal(contentsOf(edited(bytes, typing('A2', 'と_x000D_'))).get('内訳!A2'), 'と_x000D_')
  t.end()
})

test('what was replaced is not readable in the file any more, unless another cell shows it', (t) => {
  t.notMatch(partOf(edited(bytes, typing('A2', '新')), 'xl/sharedStrings.xml'), '会場費')
  t.match(partOf(edited(bytes, typing('A2', '新')), 'xl/sharedStrings.xml'), '<si><t>印刷費</t></si>')
  const twice = makeWorkbook({
    ...plain,
    sheets: [...plain.sheets, { name: '控', data: '<row r="1"><c r="A1" t="s"><v>3</v></c></row>' }],
  })
  t.match(partOf(edited(twice, typing('A2', '新')), 'xl/sharedStrings.xml'), '会場費')
  t.notMatch(
    partOf(edited(twice, typing('A2', '新'), typing('A1', '新', '2')), 'xl/sharedStrings.xml'),
    '会場費',
  )
  t.end()
})

test('values come as they were meant: typed, pasted text, numbers, formulas; cleared cells keep their look', (t) => {
  const after = edited(
    bytes,
    as('A2', 'text', '=A1'),
    as('A3', 'number', '7'),
    as('A4', 'boolean', 'true'),
    as('B3', 'formula', '=sum(B2,1)'),
    typing('B4', ''),
    typing('A5', ''),
  )
  const cells = contentsOf(after)
  t.same(
    ['A2', 'A3', 'A4', 'B3', 'B4', 'A5'].map((it) => cells.get(`内訳!${it}`)),
    ['=A1', 7, true, '=SUM(B2,1)', undefined, undefined],
  )
  t.equal(factsOf(after).sheets[0]?.cells.find((it) => it.row === 2 && it.column === 1)?.formula, undefined)
  const xml = partOf(after, sheet1) ?? ''
  t.match(xml, '<c r="B4" s="2"/>')
  t.notMatch(xml, 'r="A5"')
  t.end()
})

test('days typed in 和暦 are days by the workbook’s calendar; a cell without a format gets one', (t) => {
  const data =
    '<row r="1"><c r="A1" s="3"><v>1</v></c><c r="B1"><v>1</v></c><c r="C1" s="1" t="s"><v>0</v></c></row>'
  const days = makeWorkbook({ sheets: [{ name: '日', data }], strings: ['<t>x</t>'] })
  const after = edited(
    days,
    typing('A1', '令和８年１１月２７日'),
    typing('B1', 'R8.11.27'),
    typing('C1', '007'),
  )
  const xml = partOf(after, sheet1) ?? ''
  t.match(xml, '<c r="A1" s="3"><v>46353</v></c>')
  t.match(xml, '<c r="B1" s="7"><v>46353</v></c>')
  t.match(xml, '<c r="C1" s="1" t="inlineStr"><is><t>007</t></is></c>')
  t.equal(factsOf(after).looks[7]?.format, '[$-411]ge.m.d')
  t.match(partOf(after, 'xl/styles.xml'), '<cellXfs count="8">')
  const same = edited(days, typing('A1', '令和８年１１月２７日'), typing('B1', '令和8年11月27日'))
  t.match(partOf(same, sheet1), '<c r="B1" s="3"><v>46353</v></c>', 'a style that is there already is taken')
  t.same(differentParts(days, same), [sheet1])
  const other = makeWorkbook({
    sheets: [{ name: '日', data }],
    strings: ['<t>x</t>'],
    workbookPr: ' date1904="1"',
  })
  t.match(partOf(edited(other, typing('A1', 'R8.11.27')), sheet1), '<v>44891</v>')
  t.end()
})

test('a formula that others share is written out for them when it goes; braces stay', (t) => {
  const after = edited(makeWorkbook(withShared), typing('B1', '5'), typing('A7', '=SUM(A1:A2*2)'))
  t.match(partOf(after, sheet1), '<c r="B2"><f>A2*$A$1</f><v>2</v></c>')
  t.match(partOf(after, sheet1), '<f t="array" ref="A7">SUM(A1:A2*2)</f>')
  const follower = edited(makeWorkbook(withShared), typing('B2', '5'))
  t.match(partOf(follower, sheet1), '<f t="shared" ref="B1:B3" si="0">')
  t.equal(contentsOf(follower).get('内訳!B3'), '=A3*$A$1')
  t.end()
})

test('a cell without its formula leaves the order of calculation; the next one says its sheet itself', (t) => {
  const part = 'xl/calcChain.xml'
  const book = makeWorkbook({ ...plain, ...chained('<c r="C2" i="1"/><c r="C3"/><c r="C5" i="1"/>') })
  t.match(
    partOf(edited(book, typing('C2', '1')), part),
    '><c r="C3" i="1"/><c r="C5" i="1"/><'.replace('r="C3" i="1"', 'i="1" r="C3"'),
  )
  t.match(partOf(edited(book, typing('C2', '=1+1')), part), 'r="C2"', 'it still has one')
  const all = edited(book, typing('C2', '1'), typing('C3', '1'), typing('C5', '1'))
  t.equal(partOf(all, part), undefined)
  t.notMatch(partOf(all, 'xl/_rels/workbook.xml.rels'), 'calcChain')
  t.end()
})

test('what cannot be written is refused by name', async (t) => {
  const books = new Map(corpusBooks().map((it) => [it.name, it.bytes]))
  t.equal(
    refusalOf(books.get('vertical text and merges') as Buffer, typing('B1', 'x')),
    'edit_sheet_merged 内訳 B1',
  )
  t.equal(refusalOf(books.get('protected sheet') as Buffer, typing('B1', 'x')), 'edit_sheet_locked 内訳 B1')
  t.equal(refusalOf(makeWorkbook(withTable), typing('B1', 'x')), 'edit_sheet_table_header 内訳 B1')
  t.equal(refusalOf(makeWorkbook(withPivot), typing('B5', 'x', '2')), 'edit_sheet_pivot 集計 B5')
  t.equal(refusalOf(makeWorkbook(withShared), typing('C5', 'x')), 'edit_sheet_array 内訳 C5')
  t.equal(refusalOf(bytes, typing('A1', '=SUM(')), 'edit_sheet_formula 内訳 A1　かっこが閉じていません')
  t.equal(refusalOf(bytes, typing('A1', '=歳入!A1')), 'edit_sheet_formula 内訳 A1　シート「歳入」')
  t.equal(refusalOf(bytes, typing('A1', '=SORT(A2:A3)')), 'edit_sheet_formula_spills 内訳 A1　SORT')
  t.equal(refusalOf(makeWorkbook(withTable), typing('E1', '=SUM(費用[金額])')), undefined)
  t.equal(
    refusalOf(makeWorkbook(withTable), typing('E1', '=SUM(費用[税])')),
    'edit_sheet_formula 内訳 E1　費用[税]',
  )
  t.equal(refusalOf(bytes, typing('A1', 'x', '9')), 'edit_malformed 9')
  const sent = async (text: string, original: Uint8Array = bytes): Promise<unknown> =>
    sheetEditor.apply(original, Buffer.from(text), {
      ...{ kind: 'xlsx', author: '', at: '' as Instant, tracked: false, others: new Map() },
    })
  t.match(await sent('{"edits":[{"type":"set"}],"year":2026}'), { error: { code: 'edit_malformed' } })
  t.match(await sent('{'), { error: { code: 'edit_malformed' } })
  const edit = JSON.stringify({ edits: [typing('A1', 'x')], year: 2026 })
  t.match(await sent(edit, Buffer.from('PK no')), { error: { code: 'edit_sheet_unreadable' } })
})

test('データの入力規則: what the file does not take is refused, with its own words', (t) => {
  const rules = (inner: string): string => `<dataValidations count="1">${inner}</dataValidations>`
  const rule = (type: string, sqref: string, formula: string, more = 'showErrorMessage="1"'): string =>
    `<dataValidation type="${type}" sqref="${sqref}" ${more}><formula1>${formula}</formula1></dataValidation>`
  const x14 =
    '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" showErrorMessage="1"><x14:formula1><xm:f>区分表!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>G2:G5</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>'
  const list = '<row r="1"><c r="A1" t="inlineStr"><is><t>一般</t></is></c></row>'
  const inOwn = rule(
    'list',
    'D2:D5',
    '"甲,乙"',
    'showErrorMessage="1" errorTitle="区分" error="甲か乙です。"',
  )
  const all =
    inOwn +
    rule('list', 'E2:E5', '種別') +
    rule('whole', 'F2', '10', 'operator="lessThan" showErrorMessage="1"') +
    rule('whole', 'F3', '10', 'operator="lessThan"') +
    rule('whole', 'F4', '10', 'operator="lessThan" showErrorMessage="1" errorStyle="warning"') +
    rule('date', 'F5', 'TODAY()', 'operator="lessThan" showErrorMessage="1"')
  const book = makeWorkbook({
    sheets: [
      { name: '内訳', data: estimate, after: rules(all) + x14 },
      { name: '区分表', data: list },
    ],
    strings: words,
    names: '<definedName name="種別">区分表!$A$1:$A$9</definedName>',
  })
  const refused = (...edits: readonly SheetEdit[]) => refusalOf(book, ...edits)
  const no = (fact: string): string => `edit_sheet_rule ${fact}`
  t.same(refused(typing('D2', '丙')), no('内訳 D2　区分　甲か乙です。'))
  t.same(refused(typing('E2', '特別')), no('内訳 E2'))
  t.same(refused(typing('G2', '特別')), no('内訳 G2'))
  t.same(refused(typing('F2', '10')), no('内訳 F2'))
  const added: SheetEdit = { ...typing('A2', '特別'), sheet: '2' }
  const after = contentsOf(
    edited(
      book,
      ...[typing('D2', '乙'), typing('D3', '=1+1'), typing('D4', ''), typing('F2', '９'), typing('F3', '10')],
      ...[typing('F4', '10'), typing('F5', '50000'), typing('D5', '丙'), typing('D5', '甲')],
      ...[added, typing('E2', '特別'), typing('G2', '特別')],
    ),
  )
  t.same(
    ['D2', 'F2', 'F3', 'F4', 'D5', 'E2', 'G2'].map((it) => after.get(`内訳!${it}`)),
    ['乙', 9, 10, 10, '甲', '特別', '特別'],
    'lists grow with their cells; what is empty, worked out, not checked or only warned of is taken',
  )
  t.same(
    factsOf(book).sheets[0]?.rules.map((it) => [it.type, it.style, it.said]),
    [
      ['list', 'stop', '区分　甲か乙です。'],
      ['list', 'stop', undefined],
      ['whole', 'stop', undefined],
      ['whole', 'warning', undefined],
      ['list', 'stop', undefined],
    ],
  )
  t.end()
})
