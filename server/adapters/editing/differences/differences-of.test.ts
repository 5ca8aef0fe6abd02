import iconv from 'iconv-lite'
import { test } from 'tap'
import { makeZip } from '../../../testing/files.ts'
import { makeWordFile } from '../../../testing/word-files.ts'
import { makeWorkbook } from '../../../testing/workbooks.ts'
import type { FoundDifferences } from '../../../usecases/found-differences.ts'
import { differencesOf } from './differences-of.ts'

const between = (kind: string, older: Buffer | string, newer: Buffer | string) =>
  differencesOf({ file: Buffer.from(older), kind }, { file: Buffer.from(newer), kind })

const told = ({ by, differences }: FoundDifferences) => [
  by,
  ...differences.map(({ kind, place, before, after, looks }) => [
    kind,
    place,
    before.map((it) => (it.changed ? `[${it.text}]` : it.text)).join(''),
    after.map((it) => (it.changed ? `[${it.text}]` : it.text)).join(''),
    ...(looks === undefined ? [] : [looks]),
  ]),
]

const paragraph = (text: string, properties = '', look = '') =>
  `<w:p>${properties}<w:r>${look}<w:t>${text}</w:t></w:r></w:p>`
const styles = {
  'word/styles.xml':
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>',
}
const word = (body: string, parts: Record<string, string | Buffer> = {}) =>
  makeWordFile({ body, parts: { ...styles, ...parts } })
const heading = paragraph('第1　期間', '<w:pPr><w:pStyle w:val="H1"/></w:pPr>')
const cell = (text: string) => `<w:tc><w:tcPr/>${paragraph(text)}</w:tc>`
const table = (amount: string) =>
  `<w:tbl><w:tr>${cell('区分')}${cell('金額')}</w:tr><w:tr>${cell('宿泊')}${cell(amount)}</w:tr></w:tbl>`

test('Word: words under their heading, cells of a table, foot and look; pictures are told besides', async (t) => {
  const picture = (content: string) => ({ 'word/media/image1.png': Buffer.from(content) })
  const foot = (text: string) => ({
    'word/footer1.xml': `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${paragraph(text)}</w:ftr>`,
  })
  const found = await between(
    'docx',
    word(heading + paragraph('期間は20日とする。') + table('800円') + paragraph('以上'), {
      ...picture('甲'),
      ...foot('観光課'),
    }),
    word(
      heading +
        paragraph('期間は30日とする。') +
        table('900円') +
        paragraph('以上', '', '<w:rPr><w:b/><w:lang w:val="ja-JP"/></w:rPr>'),
      { ...picture('乙'), ...foot('観光部') },
    ),
  )
  const under = { heading: '第1　期間' }
  t.same(told(found), [
    'words',
    ['changed', under, '期間は[20]日とする。', '期間は[30]日とする。'],
    ['changed', { ...under, table: 1, row: 2, column: 2 }, '[800]円', '[900]円'],
    ['formatting', under, '以上', '以上', ['bold']],
    ['changed', { part: 'footer' }, '観光[課]', '観光[部]'],
  ])
  t.same(found.besides, ['pictures'])
})

test('Word: tracked changes are read as accepted, fields by their results, ruby by its letters', async (t) => {
  const mark = 'w:id="9" w:author="甲" w:date="2026-05-11T00:00:00Z"'
  const tracked = `<w:p><w:r><w:t>期間は</w:t></w:r><w:del ${mark}><w:r><w:delText>20</w:delText></w:r></w:del><w:ins ${mark}><w:r><w:t>30</w:t></w:r></w:ins><w:r><w:t>日</w:t></w:r></w:p>`
  const accepted = await between('docx', word(paragraph('期間は20日')), word(tracked))
  t.same(told(accepted), ['words', ['changed', {}, '期間は[20]日', '期間は[30]日']])
  t.same(accepted.besides, ['tracked'])
  t.same(told(await between('docx', word(paragraph('期間は30日')), word(tracked))), ['words'])
  const joined = `<w:p><w:pPr><w:rPr><w:del ${mark}/></w:rPr></w:pPr><w:r><w:t>甲は</w:t></w:r></w:p>${paragraph('乙とする。')}`
  t.same(told(await between('docx', word(paragraph('甲は乙とする。')), word(joined))), ['words'])
  const field = `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:ruby><w:rt><w:r><w:t>たかさき</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>髙﨑</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`
  t.same(told(await between('docx', word(paragraph('3髙﨑')), word(field))), ['words'])
})

test('Excel: cells as they are shown, in 和暦 and with thousands, with what heads them', async (t) => {
  const book = (day: number, amount: number) =>
    makeWorkbook({
      strings: ['<t>実施日</t>', '<t>金額</t>', '<t>現地調査</t>'],
      sheets: [
        {
          name: '日程',
          data: `<row r="1"><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="3"><v>${day}</v></c><c r="C2" s="2"><v>${amount}</v></c></row>`,
        },
      ],
    })
  t.same(told(await between('xlsx', book(46_353, 1200), book(46_354, 12_000))), [
    'cells',
    [
      'changed',
      { sheet: '日程', cells: 'B2', labels: ['現地調査', '実施日'] },
      '[令和8年11月27日]',
      '[令和8年11月28日]',
    ],
    ['changed', { sheet: '日程', cells: 'C2', labels: ['現地調査', '金額'] }, '[1,200]', '[12,000]'],
  ])
})

test('text, Markdown, CSV, slides and OpenDocument are read each in its way', async (t) => {
  const text = '# 期間\n20日とする。\n'
  t.same(told(await between('text', text, text.replace('20', '30'))), [
    'words',
    ['changed', { line: 2, heading: '期間' }, '[20]日とする。', '[30]日とする。'],
  ])
  const encoded = await between('text', text, iconv.encode(text.replaceAll('\n', '\r\n'), 'cp932'))
  t.same([told(encoded), encoded.besides], [['words'], ['encoding', 'line_ends']])
  t.same(told(await between('csv', '区分,金額\n宿泊,800\n', '区分,金額\n食事,700\n宿泊,900\n')), [
    'cells',
    ['inserted', { sheet: '', cells: '2:2' }, '', '[食事　700]'],
    ['changed', { sheet: '', cells: 'B3', cellsBefore: 'B2', labels: ['宿泊', '金額'] }, '[800]', '[900]'],
  ])
  t.same(told(await between('pptx', deck('期間は20日'), deck('期間は30日'))), [
    'words',
    ['changed', { slide: 1 }, '期間は[20]日', '期間は[30]日'],
  ])
  t.same(told(await between('odt', odt('20日とする。'), odt('30日とする。'))), [
    'words',
    ['changed', { heading: '期間' }, '[20]日とする。', '[30]日とする。'],
  ])
})

test('what is not read, or is of two kinds, is left to the pages; damage and size say so', async (t) => {
  t.same(await between('pdf', '甲', '乙'), {
    ...{ by: 'pages', differences: [], isCoarse: false, besides: [] },
  })
  const both = await differencesOf(
    { file: Buffer.from('甲'), kind: 'text' },
    { file: word(paragraph('甲')), kind: 'docx' },
  )
  t.equal(both.by, 'pages')
  t.match(await between('docx', word(paragraph('甲')), '乙'), {
    by: 'pages',
    limit: 'ファイルの中身を読めない',
  })
  t.match(await between('text', Buffer.alloc(41_000_000), Buffer.alloc(41_000_000)), {
    ...{ by: 'pages', limit: 'ファイルが大きい' },
  })
})

test('of more changes than are told one more is found, so that it is known', async (t) => {
  const lines = (word: string) => Array.from({ length: 2500 }, (_, at) => `${at},${word}${at}`).join('\n')
  t.equal((await between('csv', lines('甲'), lines('乙'))).differences.length, 2001)
})

function deck(text: string): Buffer {
  const [drawing, show] = [
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  ]
  return makeZip([
    {
      name: 'ppt/presentation.xml',
      content: `<p:presentation ${show}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>`,
    },
    {
      name: 'ppt/_rels/presentation.xml.rels',
      content: '<Relationships><Relationship Id="rId1" Target="slides/slide1.xml"/></Relationships>',
    },
    {
      name: 'ppt/slides/slide1.xml',
      content: `<p:sld ${show} ${drawing}><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>`,
    },
  ])
}

function odt(text: string): Buffer {
  return makeZip([
    {
      name: 'content.xml',
      content: `<office:document-content><office:body><office:text><text:tracked-changes><text:p>前の文</text:p></text:tracked-changes><text:h>期間</text:h><text:p>${text}</text:p></office:text></office:body></office:document-content>`,
    },
  ])
}
