import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  Document,
  ExternalHyperlink,
  InsertedTextRun,
  Packer,
  Paragraph,
  TextRun,
} from 'docx'
import ExcelJS from 'exceljs'
import PptxGenJS from 'pptxgenjs'
import { type Test, test } from 'tap'
import { makeOle, makeZip } from '../../testing/files.ts'
import { temporaryFolder } from '../../testing/running-server.ts'
import { remarksOf } from './remarks-of.ts'

async function looker(t: Test): Promise<(kind: string, bytes: Uint8Array) => Promise<readonly string[]>> {
  const folder = await temporaryFolder(t, 'remarks')
  return async (kind, bytes) => {
    await writeFile(join(folder, kind), bytes)
    return remarksOf(join(folder, kind), kind)
  }
}

async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  fill(book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

test('a workbook tells its hidden sheets, rows and columns', async (t) => {
  const look = await looker(t)
  const open = await workbook((book) => {
    const sheet = book.addWorksheet('予算')
    sheet.addRow(['項目', 1])
    // Hidden, but nothing is in them.
    sheet.getRow(9).hidden = true
    sheet.getColumn(7).hidden = true
  })
  t.same(await look('xlsx', open), [])

  const hiding = await workbook((book) => {
    book.addWorksheet('予算').addRow(['項目', 1])
    book.addWorksheet('積算 & 内訳').state = 'hidden'
    book.addWorksheet('単価').state = 'veryHidden'
    const rows = book.addWorksheet('行')
    rows.addRow([1])
    rows.addRow([2]).hidden = true
    const columns = book.addWorksheet('列')
    columns.addRow([1, 2, 3])
    columns.getColumn(2).hidden = true
    columns.getCell('A1').note = '確認のこと'
  })
  t.same(await look('xlsx', hiding), [
    'hidden_sheets:「積算 & 内訳」「単価」',
    'hidden_cells:「行」「列」',
    'comments:1',
  ])
  const many = await workbook((book) => {
    book.addWorksheet('表')
    for (const index of [1, 2, 3, 4, 5, 6, 7]) book.addWorksheet(`裏${index}`).state = 'hidden'
  })
  t.same(await look('xlsx', many), ['hidden_sheets:「裏1」「裏2」「裏3」「裏4」「裏5」など7'])
})

test('a workbook from before 2007 tells its hidden sheets', async (t) => {
  const look = await looker(t)
  const record = (type: number, data: Buffer): Buffer => {
    const head = Buffer.alloc(4)
    head.writeUInt16LE(type, 0)
    head.writeUInt16LE(data.length, 2)
    return Buffer.concat([head, data])
  }
  const sheet = (name: string, state: number): Buffer =>
    record(
      0x85,
      Buffer.concat([Buffer.from([0, 0, 0, 0, state, 0, name.length, 1]), Buffer.from(name, 'utf16le')]),
    )
  const stream = Buffer.concat([
    record(0x809, Buffer.from([0, 6, 5, 0])),
    sheet('表', 0),
    sheet('隠し', 1),
    sheet('さらに', 2),
    record(0x0a, Buffer.alloc(0)),
    sheet('その後', 1),
  ])
  t.same(await look('xls', makeOle([{ name: 'Workbook', start: stream }])), [
    'hidden_sheets:「隠し」「さらに」',
  ])
})

test('a binary workbook tells its hidden sheets and comments', async (t) => {
  const look = await looker(t)
  const record = (type: number, data: Buffer): Buffer =>
    Buffer.concat([
      type < 0x80 ? Buffer.from([type]) : Buffer.from([0x80 | (type & 0x7f), type >> 7]),
      data.length < 0x80
        ? Buffer.from([data.length])
        : Buffer.from([0x80 | (data.length & 0x7f), data.length >> 7]),
      data,
    ])
  const text = (value: string): Buffer => {
    const count = Buffer.alloc(4)
    count.writeUInt32LE(value.length)
    return Buffer.concat([count, Buffer.from(value, 'utf16le')])
  }
  const sheet = (name: string, state: number): Buffer =>
    record(156, Buffer.concat([Buffer.from([state, 0, 0, 0, 1, 0, 0, 0]), text('rId1'), text(name)]))
  const long = '積算の内訳'.repeat(16)
  const book = Buffer.concat([record(131, Buffer.alloc(0)), sheet('表', 0), sheet('単価', 1), sheet(long, 2)])
  const comments = Buffer.concat([
    record(635, Buffer.alloc(20)),
    record(637, Buffer.alloc(300)),
    record(635, Buffer.alloc(20)),
  ])
  const parts = [
    { name: 'xl/workbook.bin', content: book },
    { name: 'xl/comments1.bin', content: comments },
  ]
  t.same(await look('xlsx', makeZip(parts)), [`hidden_sheets:「単価」「${long}」`, 'comments:2'])
  // Cut off anywhere it ends in an answer.
  for (const length of [1, 5, 20, book.length - 3])
    t.ok(
      Array.isArray(
        await look('xlsx', makeZip([{ name: 'xl/workbook.bin', content: book.subarray(0, length) }])),
      ),
    )
})

test('a Word document from before 2007 tells its comments', async (t) => {
  const look = await looker(t)
  const head = (version: number, commentsBytes: number, isSmall = false): Buffer => {
    const bytes = Buffer.alloc(isSmall ? 448 : 512)
    bytes.writeUInt16LE(0xa5ec, 0)
    bytes.writeUInt16LE(version, 2)
    bytes.writeUInt32LE(commentsBytes, 190)
    return makeOle([{ name: 'WordDocument', ...(isSmall ? { small: bytes } : { start: bytes }) }])
  }
  t.same(await look('doc', head(0xc1, 4 + 3 * 34)), ['comments:3'])
  t.same(
    await look('doc', head(0xc1, 4 + 2 * 34, true)),
    ['comments:2'],
    'a short one, as LibreOffice writes it',
  )
  t.same(await look('doc', head(0xc1, 0)), [])
  t.same(await look('doc', head(0xc1, 77)), [], 'no such table')
  t.same(await look('doc', head(0x68, 4 + 3 * 34)), [], 'Word 95 has another head')
})

test('a Word file tells tracked changes and comments; a link to the web is no remark', async (t) => {
  const look = await looker(t)
  const document = (
    children: Paragraph[],
    comments: { id: number; children: Paragraph[] }[] = [],
  ): Promise<Buffer> =>
    Packer.toBuffer(new Document({ sections: [{ children }], comments: { children: comments } }))
  const link = new ExternalHyperlink({ link: 'https://example.jp/', children: [new TextRun('要綱')] })
  t.same(await look('docx', await document([new Paragraph({ children: [link] })])), [])
  const edited = new Paragraph({
    children: [
      new InsertedTextRun({ text: '追記', id: 1, author: '山﨑', date: '2026-05-11T00:00:00Z' }),
      new CommentRangeStart(0),
      new TextRun('本文'),
      new CommentRangeEnd(0),
      new TextRun({ children: [new CommentReference(0)] }),
    ],
  })
  const comment = { id: 0, author: '髙橋', children: [new Paragraph('ここは？')] }
  t.same(await look('docx', await document([edited], [comment])), ['tracked_changes', 'comments:1'])
  const relation =
    '<Relationships><Relationship Id="r1" Type="http://x/image" Target="http://x/a.png" TargetMode="External"/></Relationships>'
  t.same(await look('docx', makeZip([{ name: 'word/_rels/document.xml.rels', content: relation }])), [
    'external',
  ])
})

test('slides tell what is hidden, and what the speaker noted', async (t) => {
  const look = await looker(t)
  const slides = new (PptxGenJS as unknown as new () => PptxGenJS.default)()
  slides.addSlide().addText('一枚目', { x: 1, y: 1, w: 8, h: 1 })
  const second = slides.addSlide()
  second.hidden = true
  slides.addSlide().addNotes('ここで間を置く')
  const bytes = (await slides.write({ outputType: 'uint8array' })) as Uint8Array
  t.same(await look('pptx', bytes), ['hidden_slides:2', 'speaker_notes:1'])
})

test('OpenDocument tells the same', async (t) => {
  const look = await looker(t)
  const ods = `<office:automatic-styles>
    <style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>
    <style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
    <table:table table:name="表" table:style-name="ta1"><table:table-row><table:table-cell office:value-type="float"/></table:table-row>
      <table:table-row table:visibility="collapse"><table:table-cell/></table:table-row></table:table>
    <table:table table:name="裏" table:style-name="ta2"></table:table>
    <table:table table:name="絞込" table:style-name="ta1"><table:table-row table:visibility="filter"><table:table-cell office:value-type="float"><office:annotation/></table:table-cell></table:table-row></table:table>`
  t.same(await look('ods', makeZip([{ name: 'content.xml', content: ods }])), [
    'hidden_sheets:「裏」',
    'hidden_cells:「絞込」',
    'comments:1',
  ])
  const odp = `<style:style style:name="dp1"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>
    <draw:page draw:name="p1"/><draw:page draw:name="p2" draw:style-name="dp1"/>`
  t.same(await look('odp', makeZip([{ name: 'content.xml', content: odp }])), ['hidden_slides:2'])
})

test('what is no office file at all has nothing to tell', async (t) => {
  const look = await looker(t)
  for (const kind of ['docx', 'xlsx', 'ods', 'xls', 'doc', 'pdf'])
    t.same(await look(kind, Buffer.from('PK\x03\x04 nothing')), [], kind)
})
