import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PDFDocument, degrees } from 'pdf-lib'
import sharp from 'sharp'
import { type Test, test } from 'tap'
import type { LocalDate } from '../../domain/ids.ts'
import type { StampedCase } from '../../usecases/ports.ts'
import { makeStampedPdf } from './stamped-pdf.ts'

const run = promisify(execFile)
const on = '2026-11-22' as LocalDate

function stampedCase(change: Partial<StampedCase> = {}): StampedCase {
  const box = (roleName: string, unitName: string, familyName: string) => ({
    roleName,
    postName: `${unitName}長`,
    mark: { unitName, familyName, on },
  })
  return {
    bodyName: '北央県',
    number: '観光第123号',
    title: '髙𠮷﨑塚葛󠄀の件について',
    body: '髙橋、𠮷田、山﨑、大塚、葛󠄀西が伺います。',
    urgent: true,
    properties: [
      ['起案番号', '観光第123号'],
      ['決裁区分', '乙'],
    ],
    seals: [
      box('起案', '観光振興課', '葛󠄀西'),
      box('回議', '髙岡課', '髙橋'),
      box('回議', '𠮷野課', '𠮷田'),
      { roleName: '回議', postName: '主幹', instead: '併合' },
      box('合議', '山﨑課', '山﨑'),
      box('決裁', '大塚部', '大塚'),
    ],
    opinions: [
      { kind: '異議', title: '財政課長', name: '大塚 一郎', on, text: '執行の時期に\n留意されたい。' },
      { kind: '処理意見', title: '企画係主任', name: '髙橋 花', on, text: '年度内に執行します。' },
    ],
    records: [
      {
        kind: '代決',
        who: '行政局長　𠮷田 一',
        on,
        text: '総務部長 山﨑 花 代 行政局長 𠮷田 一（出張）',
      },
      { kind: '後閲', who: '総務部長', text: '代決' },
      { kind: '施行番号', who: '', on, text: '観光第45号' },
      { kind: '追記', who: '企画係主任　髙橋 花', on, text: '令和8年12月1日 施行' },
    ],
    attachments: [],
    ...change,
  }
}

/** The PDF on disk, in a folder that goes with the test. */
async function written(t: Test, bytes: Uint8Array): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'stamped-'))
  t.teardown(() => rm(dir, { recursive: true }))
  const path = join(dir, 'a.pdf')
  await writeFile(path, bytes)
  return path
}

/** The bytes of the PDF of a case. */
async function made(stamped: StampedCase): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of makeStampedPdf(stamped)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function textOf(path: string): Promise<string> {
  return (await run('pdftotext', ['-raw', path, '-'], { maxBuffer: 1e8 })).stdout
}

type Word = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Words of page 1 with their boxes in points. */
async function wordsOf(path: string): Promise<readonly Word[]> {
  const { stdout } = await run('pdftotext', ['-f', '1', '-l', '1', '-bbox', path, '-'])
  return [
    ...stdout.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</g),
  ].map((it) => {
    const [x, y, right, bottom] = it.slice(1, 5).map(Number) as [number, number, number, number]
    return { text: it[5] ?? '', x, y, width: right - x, height: bottom - y }
  })
}

const dpi = 288
const scale = dpi / 72

/** How red each pixel of page 1 is: what a seal leaves on the paper. */
async function redOf(path: string): Promise<{ readonly data: Buffer; readonly width: number }> {
  const { stdout } = await run('pdftoppm', ['-r', String(dpi), '-png', '-f', '1', '-l', '1', path], {
    encoding: 'buffer',
    maxBuffer: 1e8,
  })
  const { data, info } = await sharp(stdout).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const red = Buffer.alloc(info.width * info.height)
  for (let at = 0; at < red.length; at++) {
    red[at] = Math.max(0, (data[at * 3] ?? 0) - (data[at * 3 + 1] ?? 0))
  }
  return { data: red, width: info.width }
}

/** The middle of a word's box as a mask of 24 × 24 cells, each dark or not. */
async function maskOf(
  image: { readonly data: Buffer; readonly width: number },
  box: Word,
): Promise<readonly boolean[]> {
  const height = image.data.length / image.width
  const cut = {
    left: Math.round(box.x * scale),
    top: Math.round((box.y + box.height * 0.2) * scale),
    width: Math.max(1, Math.round(box.width * scale)),
    height: Math.max(1, Math.round(box.height * 0.6 * scale)),
  }
  const small = await sharp(image.data, { raw: { width: image.width, height, channels: 1 } })
    .extract(cut)
    .resize(24, 24, { fit: 'fill' })
    .extractChannel(0)
    .raw()
    .toBuffer()
  return [...small].map((it) => it > 50)
}

test('text of the cover can be found, hard characters too', async (t) => {
  const path = await written(t, await made(stampedCase()))
  const text = await textOf(path)
  for (const name of [
    '髙橋',
    '𠮷田',
    '山﨑',
    '大塚',
    '葛󠄀西',
    '併合',
    '観光第123号',
    'R8.11.22',
    '至 急',
    '留意されたい。',
    '異議',
    '処理意見',
    '総務部長 山﨑 花 代 行政局長 𠮷田 一（出張）',
    '後閲',
    '観光第45号',
    '12月1日 施行',
  ]) {
    t.ok(text.includes(name), name)
  }
  const { stdout } = await run('qpdf', ['--check', path])
  t.match(stdout, /No syntax or stream encoding errors found/)
})

test('every glyph of every seal is on the paper, and it is the right one', async (t) => {
  const stamped = stampedCase()
  const path = await written(t, await made(stamped))
  const words = await wordsOf(path)
  const red = await redOf(path)
  const masks = new Map<string, readonly boolean[]>()
  for (const { mark } of stamped.seals) {
    if (mark === undefined) continue
    for (const part of [mark.unitName, mark.familyName, 'R8.11.22']) {
      const word = words.find((it) => it.text === part)
      if (word === undefined) {
        t.fail(`${part} has no place on the page`)
        continue
      }
      const glyphs = part.match(/\P{Variation_Selector}\p{Variation_Selector}?/gu) ?? []
      const width = word.width / glyphs.length
      for (const [index, glyph] of glyphs.entries()) {
        const box = { ...word, text: glyph, x: word.x + index * width, width }
        const mask = await maskOf(red, box)
        const dark = mask.filter(Boolean).length
        t.ok(dark > (/[.\d]/.test(glyph) ? 8 : 40), `${glyph} in ${part} is drawn (${dark} cells)`)
        masks.set(`${part}${glyph}`, mask)
      }
    }
  }
  // Two different characters must not look the same: a subset that lost its order draws the wrong glyph everywhere.
  const [first, second] = [masks.get('髙橋髙'), masks.get('髙橋橋')]
  t.ok(distance(first, second) > 60, 'neighbours differ')
})

test('the variant of a name is not the usual form of the character', async (t) => {
  const names = ['葛', '葛\u{e0100}', '葛\u{e0101}', '塚', '\u{fa10}']
  // Below one another, so that all stand at the same part of a pixel: equal glyphs are equal to the last cell.
  const seals = names.flatMap((familyName) => [
    { roleName: '回議', postName: '長', mark: { unitName: '課', familyName, on } },
    ...Array.from({ length: 7 }, () => ({ roleName: '回議', postName: '長', instead: '自己' })),
  ])
  const path = await written(t, await made(stampedCase({ seals, opinions: [], records: [] })))
  const words = await wordsOf(path)
  const red = await redOf(path)
  // 姓 stands below the day of its seal.
  const days = words.filter((it) => it.text === 'R8.11.22')
  const masks = days.map((day) => {
    const middle = day.x + day.width / 2
    const name = words.find(
      (it) => it.y > day.y + 3 && it.y < day.y + 30 && it.x < middle && it.x + it.width > middle,
    )
    if (name === undefined) throw new Error('a seal has no name')
    return maskOf(red, name)
  })
  const [usual, variant, same, tsuka, otherTsuka] = await Promise.all(masks)
  t.equal(distance(usual, same), 0, 'the selector of the usual form changes nothing')
  t.ok(distance(usual, variant) > 15, `葛 and its variant differ (${distance(usual, variant)})`)
  t.ok(distance(tsuka, otherTsuka) > 3, `塚 and U+FA10 differ (${distance(tsuka, otherTsuka)})`)
})

function distance(one: readonly boolean[] | undefined, other: readonly boolean[] | undefined): number {
  if (one === undefined || other === undefined) return 0
  return one.filter((cell, index) => cell !== other[index]).length
}

test('a character that no font has shows its code point', async (t) => {
  const path = await written(t, await made(stampedCase({ title: '外字\u{e000}と\u{2fffd}' })))
  const text = (await textOf(path)).replace(/\s/g, '')
  t.match(text, /E000/)
  t.match(text, /2FFFD/)
})

test('a long 伺い文 flows over further sheets, complete', async (t) => {
  const lines = Array.from({ length: 200 }, (_, index) => `第${index + 1}項　定める。`)
  const bytes = await made(stampedCase({ body: lines.join('\n') }))
  const text = await textOf(await written(t, bytes))
  t.strictSame(
    lines.filter((_, index) => !text.includes(`第${index + 1}項`)),
    [],
  )
  const pages = (await PDFDocument.load(bytes)).getPageCount()
  t.ok(pages >= 5)
  t.match(text, new RegExp(`${pages} / ${pages}`))
  t.match(text, /伺い文（つづき）/)
})

/** A PDF of pages that say which they are, one of them turned. */
async function attachment(t: Test, pages: number, turned?: number): Promise<string> {
  const document = await PDFDocument.create()
  const font = await document.embedFont('Helvetica')
  for (let page = 1; page <= pages; page++) {
    const added = document.addPage([842, 595])
    added.drawText(`page ${page} of the file`, { x: 50, y: 300, font, size: 20 })
    if (page === turned) added.setRotation(degrees(90))
  }
  return written(t, await document.save())
}

test('all attachments follow in order, listed with the page where each begins', async (t) => {
  const damaged = await written(t, Buffer.from('%PDF-1.7 broken'))
  const printed = { kindName: 'PDF', sizeBytes: 1 }
  const bytes = await made(
    stampedCase({
      attachments: [
        { ...printed, name: '一つ目（髙橋）.pdf', pdfPath: await attachment(t, 3, 2) },
        { ...printed, name: '二つ目.zip', missing: 'この形式はページとして表示できません。' },
        { ...printed, name: '三つ目.pdf', pdfPath: damaged },
        { ...printed, name: '四つ目.pdf', pdfPath: await attachment(t, 2) },
      ],
    }),
  )
  const path = await written(t, bytes)
  const pages = (await textOf(path)).split('\f').slice(0, -1)
  t.equal(pages.length, 1 + 3 + 1 + 1 + 2)
  t.match(
    pages[0],
    /一つ目（髙橋）.pdf PDF 3枚 2\n2 二つ目.zip PDF － 5\n3 三つ目.pdf PDF － 6\n4 四つ目.pdf PDF 2枚 7/,
  )
  t.match(pages[1], /page 1 of the file/)
  t.match(pages[4], /二つ目.zip[^]*この形式はページとして表示できません。/)
  t.match(pages[5], /三つ目.pdf[^]*ページを読み取れませんでした/)
  t.match(pages[7], /page 2 of the file/)
  for (const [index, page] of pages.entries()) t.match(page, `${index + 1} / 8`)
  await run('qpdf', ['--check', path])
})

test('500 pages go through within bounded memory', async (t) => {
  const pdfPath = await attachment(t, 100)
  const files = Array.from({ length: 5 }, (_, index) => ({
    name: `${index}.pdf`,
    kindName: 'PDF',
    sizeBytes: 1,
    pdfPath,
  }))
  const before = process.memoryUsage().rss
  const bytes = await made(stampedCase({ attachments: files }))
  const grownMiB = Math.round((process.memoryUsage().rss - before) / 1024 ** 2)
  t.equal((await PDFDocument.load(bytes)).getPageCount(), 501)
  t.ok(grownMiB < 400, `grew by ${grownMiB} MiB`)
})
