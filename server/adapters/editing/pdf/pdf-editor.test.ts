import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PDFDocument, PDFHexString, PDFName, PDFRawStream, StandardFonts } from 'pdf-lib'
import { test } from 'tap'
import { proofOf } from '../../../testing/pdf-proof.ts'
import { temporaryFolder } from '../../../testing/running-server.ts'
import type { EditContext } from '../../../usecases/ports.ts'
import { pdfEditor } from './pdf-editor.ts'

const context: EditContext = {
  kind: 'pdf',
  author: '係長 行啓 武',
  at: '2026-11-27T03:00:00Z' as EditContext['at'],
  tracked: false,
}

const edit = (value: object): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
const apply = async (original: Uint8Array, value: object, others = new Map<string, Uint8Array>()) =>
  pdfEditor.apply(original, edit(value), { ...context, others })
const codeOf = async (done: ReturnType<typeof apply>): Promise<string | undefined> => {
  const result = await done
  return result.ok ? undefined : result.error.code
}
const must = async (done: ReturnType<typeof apply>): Promise<Uint8Array> => {
  const result = await done
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** Pages named by their words, with a bookmark for each. */
async function pagesOf(...words: readonly string[]): Promise<Uint8Array> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.Helvetica)
  const { context } = document
  const marks = words.map((word) => {
    const page = document.addPage([300, 200])
    page.drawText(word, { x: 20, y: 100, size: 20, font })
    return { ref: context.nextRef(), page: page.ref, word }
  })
  const root = context.nextRef()
  for (const [index, { ref, page, word }] of marks.entries()) {
    const [before, after] = [marks[index - 1], marks[index + 1]]
    const links = { ...(before && { Prev: before.ref }), ...(after && { Next: after.ref }) }
    context.assign(
      ref,
      context.obj({ Parent: root, Title: PDFHexString.fromText(word), Dest: [page, 'Fit'], ...links }),
    )
  }
  context.assign(root, context.obj({ First: marks[0]?.ref, Last: marks.at(-1)?.ref, Count: words.length }))
  document.catalog.set(PDFName.of('Outlines'), root)
  return document.save()
}

async function wordsIn(bytes: Uint8Array): Promise<readonly string[]> {
  const { text } = await proofOf(bytes)
  return text
    .split('\f')
    .slice(0, -1)
    .map((it) => it.trim())
}

test('PDF: pages are deleted, turned, put in another order and brought in', async (t) => {
  const original = await pagesOf('alpha', 'beta', 'gamma')
  const same = { pages: [{ index: 0 }, { index: 1 }, { index: 2 }] }
  t.equal(await must(apply(original, same)), original, 'unchanged: the same bytes')

  const fewer = await must(apply(original, { pages: [{ index: 2 }, { index: 0, turn: 90 }] }))
  t.same(await wordsIn(fewer), ['gamma', 'alpha'])
  const { raw } = await proofOf(fewer)
  t.notMatch(raw, 'beta', 'the page is not only out of sight, and its bookmark went with it')
  t.match(raw, Buffer.from('alpha', 'utf16le').swap16().toString('hex'), 'the others stay')
  const turned = (await PDFDocument.load(fewer)).getPages()
  t.same(
    turned.map((it) => it.getRotation().angle),
    [0, 90],
  )

  const contents = async (bytes: Uint8Array): Promise<readonly string[]> =>
    (await PDFDocument.load(bytes)).getPages().map(({ node, doc }) => {
      const [first] = node.normalizedEntries().Contents?.asArray() ?? []
      const stream = doc.context.lookup(first)
      return stream instanceof PDFRawStream ? Buffer.from(stream.contents).toString('hex') : ''
    })
  const [alpha, , gamma] = await contents(original)
  t.same(await contents(fewer), [gamma, alpha], 'content streams are kept byte for byte')

  const foreign = await pagesOf('delta', 'epsilon')
  const given = {
    pages: [
      { index: 0 },
      { from: 'r2', index: 1 },
      { blank: [200, 300] },
      { index: 0 },
      { index: 1 },
      { index: 2 },
    ],
  }
  t.same(pdfEditor.needs?.(edit(given)), ['r2'])
  const more = await must(apply(original, given, new Map([['r2', foreign]])))
  t.same(await wordsIn(more), ['alpha', 'epsilon', '', 'alpha', 'beta', 'gamma'])
  t.notMatch((await proofOf(more)).raw, 'delta', 'nothing else of the other file came along')

  const refused = (value: object) => codeOf(apply(original, value))
  t.equal(await refused({ pages: [] }), 'edit_pdf_no_pages')
  t.equal(await refused({ pages: [{ index: 3 }] }), 'edit_pdf_page_missing')
  t.equal(await refused({ pages: [{ index: 0, turn: 45 }] }), 'edit_malformed')
  t.equal(await codeOf(apply(Buffer.from('%PDF-1.7 nothing'), same)), 'edit_damaged')
})

test('PDF: notes are drawn in Japanese, upright on a turned page too', async (t) => {
  const original = await pagesOf('alpha', 'beta')
  const text = { kind: 'text', box: [20, 20, 120, 40], text: '要確認\n髙﨑', size: 14 }
  const marks = [
    text,
    { kind: 'highlight', box: [150, 20, 50, 20] },
    { kind: 'rectangle', box: [210, 20, 50, 20] },
  ]
  const bytes = await must(
    apply(original, {
      pages: [
        { index: 0, marks, turn: 90 },
        { index: 1, marks },
      ],
    }),
  )
  const proof = await proofOf(bytes)
  t.match(
    proof.raw,
    /Subtype \/FreeText[\s\S]*Subtype \/Highlight|Subtype \/Highlight[\s\S]*Subtype \/FreeText/,
  )
  const share = async (page: number, box: readonly [number, number, number, number]): Promise<number> => {
    const crop = await proof.crop(page, box)
    return crop.filter((it) => it < 170).length / crop.length
  }
  t.ok((await share(2, [20, 20, 60, 40])) > 0.06, 'letters, not blanks')
  // Turned by 90° what was at the left end is at the top.
  t.ok((await share(1, [200 - 60, 20, 40, 60])) > 0.06)
  t.equal(await share(2, [100, 140, 60, 40]), 0, 'and nothing elsewhere')
  const unknown = await apply(original, {
    pages: [{ index: 0, marks: [{ ...text, text: '\u{10fffd}' }] }, { index: 1 }],
  })
  t.same(unknown, { ok: false, error: { code: 'edit_pdf_character', fact: '「\u{10fffd}」' } })
})

test('PDF: fields of a form are filled, in Japanese', async (t) => {
  const document = await PDFDocument.create()
  const page = document.addPage([300, 200])
  const form = document.getForm()
  form.createTextField('申請者.氏名').addToPage(page, { x: 20, y: 150, width: 200, height: 24 })
  form.createCheckBox('同意').addToPage(page, { x: 20, y: 110, width: 16, height: 16 })
  const kind = form.createDropdown('区分')
  kind.setOptions(['new', 'change'])
  kind.addToPage(page, { x: 20, y: 70, width: 100, height: 20 })
  const fixed = form.createTextField('番号')
  fixed.addToPage(page, { x: 20, y: 30, width: 100, height: 20 })
  fixed.enableReadOnly()
  const original = await document.save()
  const opened = await pdfEditor.open(original, 'pdf')
  t.match(opened, {
    ok: true,
    value: {
      fields: [
        { name: '申請者.氏名', kind: 'text', value: '' },
        { name: '同意', kind: 'check', value: false },
        { name: '区分', kind: 'choice', options: ['new', 'change'] },
        { name: '番号', readOnly: true },
      ],
    },
  })
  const fill = (fields: object) => apply(original, { pages: [{ index: 0 }], fields })
  const bytes = await must(fill({ '申請者.氏名': '髙﨑 花子', 同意: true, 区分: 'change' }))
  const filled = await pdfEditor.open(bytes, 'pdf')
  t.match(filled, { value: { fields: [{ value: '髙﨑 花子' }, { value: true }, { value: 'change' }, {}] } })
  const crop = await (await proofOf(bytes)).crop(1, [22, 28, 80, 20])
  t.ok(crop.filter((it) => it < 128).length / crop.length > 0.04, 'the name is drawn')
  const refusal = async (fields: object) => ((await fill(fields)) as { error?: object }).error
  t.match(await refusal({ 番号: '1' }), { code: 'edit_pdf_field', fact: '記入できない欄' })
  t.match(await refusal({ 無: '1' }), { code: 'edit_pdf_field', fact: '「無」という欄がありません' })
  t.match(await refusal({ 区分: '其他' }), { code: 'edit_pdf_field', fact: 'この値' })
  t.match(await refusal({ 同意: 'はい' }), { code: 'edit_pdf_field', fact: 'この値' })
})

test('PDF: a signed one is changed only when its signature may break, a locked one never', async (t) => {
  const folder = await temporaryFolder(t, 'pdf-editor')
  const document = await PDFDocument.load(await pagesOf('alpha', 'beta'))
  const { context, catalog } = document
  const value = context.register(
    context.obj({ Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: 'adbe.pkcs7.detached' }),
  )
  const field = context.register(
    context.obj({ FT: 'Sig', Type: 'Annot', Subtype: 'Widget', Rect: [0, 0, 0, 0], V: value }),
  )
  catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field], SigFlags: 3 }))
  const metadata = '<x><rdf:Description pdfaid:part="2" pdfaid:conformance="B"/></x>'
  catalog.set(
    PDFName.of('Metadata'),
    context.register(context.stream(metadata, { Type: 'Metadata', Subtype: 'XML' })),
  )
  const signed = await document.save()
  t.match(await pdfEditor.open(signed, 'pdf'), { value: { signatures: 1, pdfA: '2B' } })
  const pages = [{ index: 1 }]
  t.equal(await codeOf(apply(signed, { pages })), 'edit_pdf_signed')
  const broken = await must(apply(signed, { pages, breakSignature: true }))
  t.match(await pdfEditor.open(broken, 'pdf'), { value: { signatures: 0 } })
  const { raw } = await proofOf(broken)
  t.notMatch(raw, 'adbe.pkcs7', 'no signature that would be called invalid')
  t.notMatch(raw, 'pdfaid:part', 'it says of itself no more what nobody checked')

  await writeFile(join(folder, 'a.pdf'), await pagesOf('alpha'))
  await promisify(execFile)('qpdf', [
    '--encrypt',
    '',
    'owner',
    '256',
    '--',
    join(folder, 'a.pdf'),
    join(folder, 'b.pdf'),
  ])
  const locked = await readFile(join(folder, 'b.pdf'))
  t.match(await pdfEditor.open(locked, 'pdf'), { ok: false, error: { code: 'edit_pdf_encrypted' } })
})
