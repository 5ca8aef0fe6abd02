import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { Document, Packer, Paragraph } from 'docx'
import ExcelJS from 'exceljs'
import { strToU8, unzipSync, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { PDFDocument, StandardFonts, degrees } from 'pdf-lib'
import PptxGenJS from 'pptxgenjs'
import sharp from 'sharp'
import { type Test, test } from 'tap'
import type { TextRun } from '../../contract/book.ts'
import { makeOle, makeZip } from '../../testing/files.ts'
import { makeOutlookMail } from '../../testing/outlook-mail.ts'
import type { RenderedPage, RenditionFacts } from '../../usecases/page-renderer-port.ts'
import { childrenOf } from '../../testing/processes.ts'
import { RenderFailure } from '../../usecases/render-failure.ts'
import { type OpenPageRenderer, createPageRenderer } from './page-renderer.ts'

const run = promisify(execFile)
// Starting LibreOffice is seconds of work on a busy machine.
const patient = { timeout: 600_000 }
const sentence = '道路占用の許可について（髙﨑①㈱）'

type Rendered = {
  readonly pages: readonly RenderedPage[]
  readonly pdf: Uint8Array | undefined
  readonly about: RenditionFacts | undefined
}

async function render(
  renderer: OpenPageRenderer,
  folder: string,
  kind: string,
  bytes: Uint8Array,
): Promise<Rendered> {
  const path = join(folder, `source-${kind}`)
  await writeFile(path, bytes)
  const pages: RenderedPage[] = []
  let pdf: Uint8Array | undefined
  let about: RenditionFacts | undefined
  await renderer.render(
    { path, kind },
    {
      async pdf(made) {
        pdf = made === undefined ? undefined : await readFile(made)
      },
      async about(facts) {
        about = facts
      },
      async page(page) {
        pages.push(page)
      },
    },
  )
  return { pages, pdf, about }
}

async function failureOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => 'no failure',
    (error: unknown) => (error instanceof RenderFailure ? error.code : String(error)),
  )
}

const bodyOf = ({ pages }: Rendered): string => pages.map((it) => it.body).join('\n')
const runsOf = (page: RenderedPage | undefined): TextRun[] =>
  JSON.parse(gunzipSync(page?.runs ?? new Uint8Array()).toString()) as TextRun[]

async function docx(text: string): Promise<Uint8Array> {
  return Packer.toBuffer(
    new Document({ sections: [{ children: [new Paragraph({ text, outlineLevel: 0 })] }] }),
  )
}

/** A Word file whose first picture is somewhere else: `target` is a link, not a part. */
async function docxWithPictureFrom(target: string): Promise<Uint8Array> {
  const parts = unzipSync(await docx(sentence))
  const name = 'word/_rels/document.xml.rels'
  const text = (part: string): string => new TextDecoder().decode(parts[part])
  const picture = `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="2000000" cy="2000000"/><wp:docPr id="1" name="p"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rIdEvil"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="2000000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`
  const relation = `<Relationship Id="rIdEvil" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="${target}" TargetMode="External"/>`
  parts[name] = strToU8(text(name).replace('</Relationships>', `${relation}</Relationships>`))
  parts['word/document.xml'] = strToU8(text('word/document.xml').replace('<w:body>', `<w:body>${picture}`))
  return zipSync(parts)
}

/** Share of red among the pixels of a page's picture. */
async function redShare(page: RenderedPage | undefined): Promise<number> {
  const { data, info } = await sharp(page?.picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  let red = 0
  for (let at = 0; at < data.length; at += 3) {
    if ((data[at] ?? 0) > 180 && (data[at + 1] ?? 255) < 80 && (data[at + 2] ?? 255) < 80) red += 1
  }
  return red / (info.width * info.height)
}

async function world(t: Test): Promise<{ renderer: OpenPageRenderer; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-renderer-test-'))
  const renderer = await createPageRenderer({ allowUnsandboxed: false })
  t.teardown(async () => {
    await renderer.close()
    await rm(folder, { recursive: true, force: true })
  })
  return { renderer, folder }
}

test('every kind of file becomes pages with text, placeholders and a first picture', patient, async (t) => {
  const { renderer, folder } = await world(t)
  t.equal(renderer.sandbox, 'bubblewrap')

  await t.test('Word, Excel and PowerPoint', patient, async (t) => {
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('予算')
    sheet.addRow([sentence, 1])
    sheet.getColumn(1).width = 60
    // The stored result is stale on purpose: the page must show the calculated one.
    sheet.getCell('A2').value = { formula: 'B1+41', result: 7 }
    const slides = new (PptxGenJS as unknown as new () => PptxGenJS.default)()
    slides.addSlide().addText(sentence, { x: 1, y: 1, w: 8, h: 1 })
    const files: readonly (readonly [string, Uint8Array])[] = [
      ['docx', await docx(sentence)],
      ['xlsx', new Uint8Array(await workbook.xlsx.writeBuffer())],
      ['pptx', new Uint8Array((await slides.write({ outputType: 'uint8array' })) as Uint8Array)],
    ]
    for (const [kind, bytes] of files) {
      const done = await render(renderer, folder, kind, bytes)
      t.equal(done.pages.length, 1, kind)
      t.match(bodyOf(done), sentence, kind)
      t.ok((done.pages[0]?.placeholder?.length ?? 0) > 50, kind)
      t.equal((await sharp(done.pages[0]?.picture).metadata()).width, 1240, kind)
      const headings = done.about?.outline ?? []
      if (kind === 'docx') {
        t.match(headings, [{ title: sentence, pageIndex: 0, depth: 0 }])
        // Below a margin of an inch or less.
        t.ok((headings[0]?.y ?? 0) > 40 && (headings[0]?.y ?? 0) < 90, `${headings[0]?.y} points down`)
      }
      if (kind === 'xlsx') t.same(headings, [{ title: '予算', pageIndex: 0, depth: 0, y: 0 }])
      if (kind === 'xlsx') t.match(bodyOf(done), /\t42$/m, 'a cell of its own')
    }
  })

  await t.test('text in every encoding, and a table', patient, async (t) => {
    const text = `${sentence}\r\n二行目\r\n`
    const plain: readonly (readonly [string, Uint8Array])[] = [
      ['UTF-8', Buffer.from(text)],
      ['UTF-8 with a mark', iconv.encode(text, 'utf8', { addBOM: true })],
      ['UTF-16', iconv.encode(text, 'utf16le', { addBOM: true })],
      ['Shift_JIS', iconv.encode(text, 'cp932')],
      ['EUC-JP', iconv.encode(text.replaceAll(/[①㈱髙﨑]/g, '高'), 'eucjp')],
    ]
    for (const [name, bytes] of plain) {
      const done = await render(renderer, folder, 'text', bytes)
      t.match(bodyOf(done), name === 'EUC-JP' ? '道路占用の許可について' : sentence, name)
      t.match(bodyOf(done), '二行目', name)
    }
    const csv = await render(
      renderer,
      folder,
      'csv',
      iconv.encode('番号,件名\r\n1,"道路, ""占用"""\r\n', 'cp932'),
    )
    t.match(bodyOf(csv), '道路, "占用"')
  })

  await t.test('pictures, upright and in their own size', patient, async (t) => {
    const wide = sharp({ create: { width: 1200, height: 600, channels: 3, background: '#d02020' } })
    const png = await render(
      renderer,
      folder,
      'png',
      await wide.clone().png().withMetadata({ density: 300 }).toBuffer(),
    )
    t.same(
      [png.pages[0]?.widthPt, png.pages[0]?.heightPt].map((it) => Math.round(it ?? 0)),
      [288, 144],
    )
    t.ok((await redShare(png.pages[0])) > 0.95)
    const turned = await wide.clone().jpeg().withMetadata({ orientation: 6, density: 300 }).toBuffer()
    const jpeg = await render(renderer, folder, 'jpeg', turned)
    t.same(
      [jpeg.pages[0]?.widthPt, jpeg.pages[0]?.heightPt].map((it) => Math.round(it ?? 0)),
      [144, 288],
    )
    const whole = await wide.clone().jpeg().toBuffer()
    const cut = whole.subarray(0, Math.floor(whole.length / 2))
    t.equal(await failureOf(render(renderer, folder, 'jpeg', cut)), 'damaged')
  })

  await t.test(
    'a turned PDF page has its turned size, and boxes on the page as it is shown',
    patient,
    async (t) => {
      const document = await PDFDocument.create()
      const page = document.addPage([400, 600])
      page.setRotation(degrees(90))
      page.drawText('Kessai', {
        x: 20,
        y: 30,
        size: 20,
        font: await document.embedFont(StandardFonts.Helvetica),
      })
      const done = await render(renderer, folder, 'pdf', await document.save())
      t.equal(done.pdf, undefined, 'a PDF is its own rendition')
      t.same([done.pages[0]?.widthPt, done.pages[0]?.heightPt], [600, 400])
      const [text] = runsOf(done.pages[0])
      t.equal(text?.text, 'Kessai')
      const [x = -1, y = -1] = text?.box ?? []
      // Turned by 90° the lower left corner is the upper left one.
      t.ok(x >= 0 && x < 60 && y >= 10 && y < 60, String(text?.box))
    },
  )

  await t.test('PDF with passwords', patient, async (t) => {
    const document = await PDFDocument.create()
    document.addPage([200, 200]).drawText('Kessai')
    const plain = join(folder, 'plain.pdf')
    await writeFile(plain, await document.save())
    const locked = async (user: string): Promise<Buffer> => {
      await run('qpdf', ['--encrypt', user, 'owner', '256', '--', plain, join(folder, 'locked.pdf')])
      return readFile(join(folder, 'locked.pdf'))
    }
    t.equal(await failureOf(render(renderer, folder, 'pdf', await locked('secret'))), 'encrypted')
    const opened = await render(renderer, folder, 'pdf', await locked(''))
    t.match(bodyOf(opened), 'Kessai')
    t.notMatch(Buffer.from(opened.pdf ?? []).toString('latin1'), '/Encrypt')
    t.equal((await PDFDocument.load(opened.pdf ?? new Uint8Array())).getPageCount(), 1)
    t.match(bodyOf(await render(renderer, folder, 'pdf', opened.pdf ?? new Uint8Array())), 'Kessai')
  })

  await t.test('a ZIP is its list, then every file after a strip that names it', patient, async (t) => {
    const red = await sharp({ create: { width: 90, height: 90, channels: 3, background: '#d02020' } })
      .png()
      .toBuffer()
    const zip = makeZip([
      { name: '1 起案.docx', content: Buffer.from(await docx(sentence)) },
      { name: '2 写真.png', content: red },
      { name: '3 壊れた.pdf', content: '%PDF-1.7 nothing' },
      { name: '4 図面.dwg', content: 'AC1032 0' },
    ])
    const done = await render(renderer, folder, 'zip', zip)
    t.same(
      done.pages.map((it) => it.heightPt > 200 || it.widthPt < 200),
      [true, false, true, false, true, false, false],
      'strips are slim',
    )
    const bodies = done.pages.map((it) => it.body)
    t.match(bodies[0], /このファイルの中身[\s\S]*4件[\s\S]*うち表示できないもの2件/)
    t.match(bodies[1], '1 起案.docx')
    t.match(bodies[2], sentence)
    t.match(bodies[5], /3 壊れた\.pdf[\s\S]*中身を読み取れないため/)
    t.match(bodies[6], /4 図面\.dwg[\s\S]*この形式は、ページとして表示できません/)
    t.same(done.about?.remarks, ['inside_not_shown:2'])
    t.same(
      done.about?.outline.map((it) => [it.title, it.pageIndex]),
      [
        ['1 起案.docx', 1],
        ['2 写真.png', 3],
        ['3 壊れた.pdf', 5],
        ['4 図面.dwg', 6],
      ],
    )
  })

  await t.test('a mail is its words, then what was attached', patient, async (t) => {
    const mail = makeOutlookMail({
      ...{ subject: '照会について', from: '山﨑', to: '髙橋', body: 'お尋ねします。' },
      attached: [{ name: '様式.txt', content: Buffer.from('様式第1号') }],
    })
    const bodies = (await render(renderer, folder, 'msg', mail)).pages.map((it) => it.body)
    t.equal(bodies.length, 3)
    t.match(bodies[0], /照会について[\s\S]*お尋ねします。/)
    t.match(bodies[1], '様式.txt')
    t.match(bodies[2], '様式第1号')
    const plain = 'From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\n\r\n本文だけ\r\n'
    t.match(bodyOf(await render(renderer, folder, 'eml', Buffer.from(plain))), '本文だけ')
    t.equal(
      await failureOf(render(renderer, folder, 'zip', Buffer.from('PK\u0003\u0004 nothing'))),
      'damaged',
    )
  })

  await t.test('a page out of all size is refused for itself only, and says so in its place', async (t) => {
    const pdf = await PDFDocument.create()
    const font = await pdf.embedFont(StandardFonts.Helvetica)
    const size = [595, 842] as const
    pdf.addPage([...size]).drawText('first', { x: 60, y: 700, font })
    pdf.addPage([150_000, 200]).drawText('endless', { x: 60, y: 100, font })
    pdf.addPage([...size]).drawText('third', { x: 60, y: 700, font })
    const bytes = await pdf.save()
    const { pages, pdf: made, about } = await render(renderer, folder, 'pdf', bytes)
    t.same(
      pages.map((it) => [Math.round(it.widthPt), Math.round(it.heightPt)]),
      [size, size, size],
    )
    t.match(pages[0]?.body, 'first')
    t.match(pages[1]?.body, /2ページは、用紙の大きさを表示できない/)
    t.match(pages[2]?.body, 'third')
    t.same(about?.remarks, ['pages_not_shown:1'])
    t.equal(
      (await PDFDocument.load(made ?? new Uint8Array())).getPageCount(),
      3,
      'what is read has the sheet in it',
    )
    const alone = await PDFDocument.create()
    for (let page = 1; page <= 2; page += 1) alone.addPage([150_000, 200])
    t.equal(await failureOf(render(renderer, folder, 'pdf', await alone.save())), 'too_large')
  })

  await t.test('what cannot be converted says why', patient, async (t) => {
    const whole = await docx(sentence)
    t.equal(await failureOf(render(renderer, folder, 'docx', whole.subarray(0, 2000))), 'damaged')
    t.equal(await failureOf(render(renderer, folder, 'pdf', Buffer.from('%PDF-1.7\nnothing'))), 'damaged')
    const locked = makeOle([{ name: 'EncryptedPackage' }, { name: 'EncryptionInfo' }])
    t.equal(await failureOf(render(renderer, folder, 'docx', locked)), 'encrypted')
    t.equal(await failureOf(render(renderer, folder, 'cad', whole)), 'unsupported')
  })
})

test('a file reaches neither the network nor the files of the server', patient, async (t) => {
  const { renderer, folder } = await world(t)
  let requests = 0
  const server = createServer((_request, response) => {
    requests += 1
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const fetching = await render(
    renderer,
    folder,
    'docx',
    await docxWithPictureFrom(`http://127.0.0.1:${port}/a.png`),
  )
  t.match(bodyOf(fetching), sentence)
  t.equal(requests, 0)

  const secret = join(folder, 'secret.png')
  await sharp({ create: { width: 300, height: 300, channels: 3, background: '#d02020' } })
    .png()
    .toFile(secret)
  const reading = await render(renderer, folder, 'docx', await docxWithPictureFrom(`file://${secret}`))
  t.match(bodyOf(reading), sentence)
  t.equal(await redShare(reading.pages[0]), 0)

  const page = `<html><body><p>${sentence}</p><img src="http://127.0.0.1:${port}/b.png"><iframe src="file:///etc/passwd"></iframe></body></html>`
  const html = await render(renderer, folder, 'html', Buffer.from(page))
  t.notMatch(bodyOf(html), 'root:')
  // A page from a Windows machine that does not say how it is written.
  const silent = iconv.encode(
    `<html><head></head><body><h1>要綱</h1><p>${sentence}</p></body></html>`,
    'cp932',
  )
  const read = await render(renderer, folder, 'html', silent)
  t.match(bodyOf(read), /要綱[\s\S]*道路占用の許可について（髙﨑①㈱）/)
  t.equal(read.pages.length, 1)
  t.equal(requests, 0)
})

test('a conversion that takes too long is ended, with everything it started', patient, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'kessai-renderer-test-'))
  const renderer = await createPageRenderer({ allowUnsandboxed: false, timeoutMs: 300 })
  t.teardown(async () => {
    await renderer.close()
    await rm(folder, { recursive: true, force: true })
  })
  t.equal(await failureOf(render(renderer, folder, 'docx', await docx(sentence))), 'timeout')
  const left = await childrenOf(process.pid)
  t.same(
    left.filter((it) => /soffice|office-host/.test(it.command)),
    [],
  )
})

test('without a sandbox Office files are refused unless the operator allows it', patient, async (t) => {
  const { folder } = await world(t)
  const refuse = () => Promise.reject(new Error('must not run'))
  const none = { kind: 'none', run: refuse, start: refuse } as const
  const renderer = await createPageRenderer({ allowUnsandboxed: false, sandbox: none })
  t.equal(await failureOf(render(renderer, folder, 'docx', await docx(sentence))), 'no_sandbox')
})
