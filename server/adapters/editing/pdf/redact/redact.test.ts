import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Document, HeadingLevel, ImageRun, Packer, Paragraph } from 'docx'
import { PDFDict, PDFDocument, PDFHexString, PDFName, type PDFPage, PDFStream, StandardFonts } from 'pdf-lib'
import sharp from 'sharp'
import { type Test, test } from 'tap'
import { blackedOut, proveGone } from '../../../../testing/blacked-out.ts'
import { holds, proofOf, traces } from '../../../../testing/pdf-proof.ts'
import { temporaryFolder } from '../../../../testing/running-server.ts'
import { openTypeCase } from '../../../pdf/type-case.ts'
import type { Box } from '../geometry.ts'
import { contentOf } from '../drawn.ts'
import { pdfEditor } from '../pdf-editor.ts'
import { operatorsOf } from './content-operators.ts'

const secret = '札内太郎'
const patient = { timeout: 300_000 }

/** How much poppler draws when the codes that were taken out are shown once more, in the fonts of a file. */
async function inkOfForgotten(original: Uint8Array, bytes: Uint8Array): Promise<number> {
  const codesOf = async (of: Uint8Array): Promise<ReadonlySet<string>> => {
    const page = (await PDFDocument.load(of)).getPage(0)
    let font = ''
    return new Set(
      (operatorsOf(contentOf(page.node) ?? new Uint8Array()) ?? []).flatMap(({ name, operands }) => {
        const [first] = operands
        if (name === 'Tf' && typeof first === 'object' && 'name' in first) font = first.name
        const all = operands.flatMap((it) => (typeof it === 'object' && 'list' in it ? it.list : [it]))
        const width = font.startsWith('Noto') ? 2 : 1
        return all.flatMap((it) =>
          typeof it === 'object' && 'bytes' in it && name.startsWith('T')
            ? (
                Buffer.from(it.bytes)
                  .toString('hex')
                  .match(width === 2 ? /.{4}/g : /../g) ?? []
              ).map((code) => `/${font} 20 Tf <${code}> Tj`)
            : [],
        )
      }),
    )
  }
  const [before, after] = [await codesOf(original), await codesOf(bytes)]
  const gone = [...before].filter((it) => !after.has(it))
  const document = await PDFDocument.load(bytes)
  const page = document.getPage(0)
  const { node } = page
  node.set(
    PDFName.of('Contents'),
    document.context.register(document.context.stream(`BT 20 100 Td ${gone.join(' ')} ET`)),
  )
  node.delete(PDFName.of('Annots'))
  const { crop } = await proofOf(await document.save())
  const pixels = await crop(1, [10, page.getHeight() - 130, 250, 50])
  return gone.length === 0 ? Number.NaN : pixels.filter((it) => it < 128).length / gone.length
}

/** A page with Japanese in a subset of a font, as most programs write it: two bytes a letter. */
async function japanesePage(
  draw: (page: PDFPage, write: (text: string, x: number, y: number) => void) => void | Promise<void>,
) {
  const document = await PDFDocument.create()
  const type = await openTypeCase(document)
  const page = document.addPage([400, 300])
  await draw(page, (text, x, y) => {
    for (const run of type.runs(text, 'regular'))
      if ('font' in run) page.drawText(run.text, { x, y, size: 12, font: run.font })
  })
  return document.save()
}

/** The PDF that LibreOffice makes of a text, and where it is. */
async function converted(
  t: Test,
  document: Document,
): Promise<{ readonly bytes: Buffer; readonly path: string }> {
  const folder = await temporaryFolder(t, 'redact')
  await writeFile(join(folder, 'a.docx'), await Packer.toBuffer(document))
  const filter =
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  const command = ['--headless', profile, '--convert-to', filter, '--outdir', folder, join(folder, 'a.docx')]
  await promisify(execFile)('soffice', command)
  const path = join(folder, 'a.pdf')
  return { bytes: await readFile(path), path }
}

test('墨塗り of a text of LibreOffice: tagged, with headings, subset fonts', patient, async (t) => {
  const children = [
    new Paragraph({ text: `${secret}の件`, heading: HeadingLevel.HEADING_1 }),
    new Paragraph(`申請者　${secret}　から申請があった。`),
    new Paragraph('第二段落は残る。'),
  ]
  const docx = new Document({ title: `${secret}の許可`, sections: [{ children }] })
  const { bytes: original, path } = await converted(t, docx)
  const before = await proofOf(original)
  t.match(before.text, secret)
  t.ok(traces(before.raw, secret).length > 0, 'the search for traces finds it where it is')
  const look = await promisify(execFile)('pdftotext', ['-bbox', path, '-'])
  const boxes = [
    ...look.stdout.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">[^<]*札内太郎/g),
  ].map(([, left, top, right, bottom]): Box => [
    Number(left),
    Number(top) + 2,
    Number(right) - Number(left),
    Number(bottom) - Number(top) - 4,
  ])
  t.equal(boxes.length, 2)
  const proof = await proveGone(t, await blackedOut(t, original, [boxes]), secret, boxes)
  t.match(proof.text, 'から申請があった。')
  t.match(proof.text, '第二段落は残る。')
  const cleaned = await blackedOut(t, original, [boxes])
  t.equal(await inkOfForgotten(original, cleaned), 0, 'the font has forgotten the shapes')
  t.match(proof.raw, /StructTreeRoot/, 'still tagged')
  t.equal(proof.images.length, 0, 'no picture was needed')
})

test('墨塗り of a picture of LibreOffice: its pages share one dictionary', patient, async (t) => {
  const noise = Buffer.from(Array.from({ length: 200 * 200 * 3 }, (_, at) => (at * at * 31 + at * 7) % 251))
  const data = await sharp(noise, { raw: { width: 200, height: 200, channels: 3 } })
    .png()
    .toBuffer()
  const children = [
    new Paragraph({
      children: [new ImageRun({ type: 'png', data, transformation: { width: 200, height: 200 } })],
    }),
    new Paragraph(secret),
    new Paragraph({ text: '第二頁は残る。', pageBreakBefore: true }),
  ]
  const { bytes: original } = await converted(t, new Document({ sections: [{ children }] }))
  const { context } = await PDFDocument.load(original)
  const pictures = context
    .enumerateIndirectObjects()
    .flatMap(([, it]) =>
      it instanceof PDFStream && it.dict.get(PDFName.of('Subtype')) === PDFName.of('Image')
        ? [it.getContents()]
        : [],
    )
  t.equal(pictures.length, 1)
  for (const box of [
    [60, 60, 180, 180],
    [60, 60, 80, 80],
  ] as const) {
    const boxes = [box]
    const bytes = await blackedOut(t, original, [boxes, []])
    const proof = await proveGone(t, bytes, 'no such words', boxes)
    for (const it of pictures) t.notOk(await holds(bytes, it), 'the original is in no object')
    t.equal(proof.images.length, box[2] === 180 ? 0 : 1, 'what is not covered stays')
    t.match(proof.text, '第二頁は残る。')
  }

  // Through a soft mask the page becomes a picture; the font that the other page goes on using forgets its letters.
  const masked = await PDFDocument.load(original)
  const [first] = masked.getPages()
  const empty = masked.context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 600, 850] })
  const mask = masked.context.obj({ SMask: { S: 'Alpha', G: masked.context.register(empty) } })
  first?.node.setExtGState(PDFName.of('Mask'), mask)
  const masking = masked.context.register(masked.context.stream('q /Mask gs Q'))
  first?.node.wrapContentStreams(masking, masking)
  const whole = [[0, 0, 590, 840]] as const
  const before = await masked.save()
  t.same(traces((await proofOf(before)).raw, secret), ['table'])
  const proof = await proveGone(t, await blackedOut(t, before, [whole, []]), secret, whole)
  t.equal(proof.images.length, 1, 'the page is a picture')
  t.match(proof.text, '第二頁は残る。')
})

test('墨塗り inside forms, of notes, fields, spoken words and lines', patient, async (t) => {
  const box: Box = [20, 40, 160, 30]
  const original = await japanesePage(async (page, write) => {
    const { doc: document, node } = page
    const { context } = document
    write(`前 ${secret} 後`, 30, 240)
    write('下の行は残る', 30, 210)
    // The same words once more: in a form, spoken, hidden, as a note with an answer, as a value, as a line.
    const inner = await PDFDocument.create()
    const innerType = await openTypeCase(inner)
    for (const run of innerType.runs(secret, 'regular'))
      if ('font' in run) inner.addPage([100, 20]).drawText(run.text, { x: 0, y: 4, size: 12, font: run.font })
    const [form] = await document.embedPdf(await inner.save())
    if (form !== undefined) {
      page.drawPage(form, { x: 60, y: 245 })
      page.drawPage(form, { x: 200, y: 100 })
    }
    const spoken = `/Span <</ActualText ${PDFHexString.fromText(secret).toString()}>> BDC BT ET EMC`
    const lines = '0 0 0 RG 1 w 30 250 m 390 250 l S 50 240 m 60 246 l 70 240 l S 1 0 0 rg 40 236 100 6 re f'
    page.node.addContentStream(context.register(context.flateStream(`${spoken} ${lines}`)))
    const note = context.register(context.obj({ Type: 'Annot', Subtype: 'Text', Rect: [150, 240, 170, 260] }))
    ;(
      context.lookup(note) as ReturnType<typeof context.obj> & { set: (key: PDFName, value: unknown) => void }
    ).set(PDFName.of('Contents'), PDFHexString.fromText(secret))
    const answer = context.obj({
      Type: 'Annot',
      Subtype: 'Text',
      Rect: [300, 20, 320, 40],
      IRT: note,
      Contents: PDFHexString.fromText(secret),
    })
    node.addAnnot(note)
    node.addAnnot(context.register(answer))
    const field = document.getForm().createTextField('氏名')
    field.addToPage(page, { x: 100, y: 235, width: 60, height: 20 })
    field.addToPage(page, { x: 100, y: 20, width: 60, height: 20 })
    field.acroField.dict.set(PDFName.of('V'), PDFHexString.fromText(secret))
    document.setSubject(`${secret}について`)
    await document.attach(Buffer.from(secret), '原本.txt')
  })
  const before = await proofOf(original)
  t.match(before.text, secret)
  // The other place of the form is covered, too.
  const boxes: readonly Box[] = [box, [195, 175, 110, 30]]
  const bytes = await blackedOut(t, original, [boxes])
  const proof = await proveGone(t, bytes, secret, boxes)
  t.match(proof.text, '下の行は残る')
  t.equal(await inkOfForgotten(original, bytes), 0, 'the font has forgotten the shapes')
  t.notMatch(proof.raw, /Rect \[\s*300\s+20/, 'the answer went with its note')
  t.notMatch(proof.raw, '50 240 m')
  const kept = await blackedOut(t, original, [boxes], { keepFiles: true })
  t.match((await proofOf(kept)).raw, 'EmbeddedFile', 'files inside stay when somebody wants them to')
  const form = (await PDFDocument.load(bytes)).getForm()
  t.same(
    form.getFields().map((it) => it.getName()),
    ['氏名'],
    'the field has a place elsewhere',
  )
  t.equal(form.getTextField('氏名').getText(), undefined)
})

test('a page of which not all is understood becomes a picture', patient, async (t) => {
  const document = await PDFDocument.create()
  const page = document.addPage([300, 200])
  const { context } = document
  // An old municipal PDF: a font that is only named, with the codes of Shift_JIS.
  const cid = context.obj({
    Type: 'Font',
    Subtype: 'CIDFontType0',
    BaseFont: 'Ryumin-Light',
    CIDSystemInfo: {
      Registry: PDFHexString.fromText('Adobe'),
      Ordering: PDFHexString.fromText('Japan1'),
      Supplement: 2,
    },
    DW: 1000,
  })
  const font = context.obj({
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: 'Ryumin-Light',
    Encoding: '90ms-RKSJ-H',
    DescendantFonts: [context.register(cid)],
  })
  page.node.setFontDictionary(PDFName.of('R'), context.register(font))
  const words = (text: string, y: number): string =>
    `BT /R 14 Tf 30 ${y} Td <${Buffer.from(sjis[text] ?? '', 'hex').toString('hex')}> Tj ET`
  page.node.addContentStream(context.register(context.stream(`${words('秘密', 150)} ${words('公開', 100)}`)))
  const second = document.addPage([300, 200])
  second.drawText('untouched', { x: 20, y: 100, font: await document.embedFont(StandardFonts.Helvetica) })
  const original = await document.save()
  const facts = await pdfEditor.open(original, 'pdf')
  t.match(facts, { ok: true, value: { pages: [{ mayBecomePicture: true }, {}] } })
  const box: Box = [25, 30, 60, 26]
  const bytes = await blackedOut(t, original, [[box], []])
  const proof = await proveGone(t, bytes, '秘密', [box])
  t.equal(proof.images.length, 1)
  const { width } = await sharp(proof.images[0]).metadata()
  t.equal(width, 1250, '300 dots per inch')
  t.match(proof.text, '公開', 'what is not covered is still found')
  t.match(proof.text, 'untouched')
  t.notMatch(proof.raw, sjis['秘密'])
})

const sjis: Readonly<Record<string, string>> = { 秘密: '94e996a7', 公開: '8cf68a4a' }

test(
  '墨塗り leaves nothing in what a file says of itself, nor in a picture inside a pattern',
  patient,
  async (t) => {
    const document = await PDFDocument.create()
    const page = document.addPage([300, 150])
    const words = 'Yamada Hanako'
    page.drawText(words, { x: 40, y: 100, size: 14, font: await document.embedFont(StandardFonts.Helvetica) })
    document.setAuthor('somebody')
    const { context, catalog } = document
    const about = context.lookup(context.trailerInfo.Info)
    if (about instanceof PDFDict) about.set(PDFName.of('Company'), PDFHexString.fromText(`of ${words}`))
    const xmp = `<rdf:Description pdf:Keywords="${words}" dc:title="x"/>`
    catalog.set(
      PDFName.of('Metadata'),
      context.register(context.stream(xmp, { Type: 'Metadata', Subtype: 'XML' })),
    )
    const plain = await document.save({ useObjectStreams: false })
    const box: Box = [35, 30, 120, 30]
    await proveGone(t, await blackedOut(t, plain, [[box]]), words, [])

    const pattern = context.stream('q 20 0 0 20 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID PXPX EI Q', {
      ...{ Type: 'Pattern', PatternType: 1, PaintType: 1, TilingType: 1 },
      ...{ BBox: [0, 0, 20, 20], XStep: 20, YStep: 20, Resources: {} },
    })
    page.node.set(PDFName.of('Resources'), context.obj({ Pattern: { P1: context.register(pattern) } }))
    page.node.set(
      PDFName.of('Contents'),
      context.register(context.stream('/Pattern cs /P1 scn 20 20 200 100 re f')),
    )
    const bytes = await blackedOut(t, await document.save(), [[box]])
    t.notMatch((await proofOf(bytes)).raw, 'PXPX', 'the picture in the pattern is gone')
  },
)
