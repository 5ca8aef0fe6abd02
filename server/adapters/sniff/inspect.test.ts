import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import sharp from 'sharp'
import { type Test, test } from 'tap'
import { makeOffice, makeOle, makePdf, makeZip } from '../../testing/files.ts'
import { makeOutlookMail } from '../../testing/outlook-mail.ts'
import type { Inspection } from '../../usecases/ports.ts'
import { inspectFile } from './inspect.ts'

async function inspector(t: Test): Promise<(name: string, content: Buffer | string) => Promise<Inspection>> {
  const dir = await mkdtemp(join(tmpdir(), 'sniff-'))
  t.teardown(() => rm(dir, { recursive: true }))
  let count = 0
  return async (name, content) => {
    const path = join(dir, String(count++))
    await writeFile(path, content)
    return inspectFile({ path, name, sizeBytes: Buffer.byteLength(content) })
  }
}

async function picture(format: 'png' | 'jpeg' | 'gif' | 'webp' | 'tiff'): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: '#884422' } })
    .toFormat(format)
    .toBuffer()
}

test('a file is told by its content, whatever it is called', async (t) => {
  const inspect = await inspector(t)
  const mail = 'From: a@example.jp\r\nTo: b@example.jp\r\nSubject: =?UTF-8?B?5Lya6K2w?=\r\n\r\n本文\r\n'
  const bmp = Buffer.alloc(70)
  bmp.write('BM')
  bmp.writeUInt32LE(70, 2)
  bmp.writeUInt32LE(40, 14)
  const cases: readonly [Inspection['kind'], Buffer | string, string?][] = [
    ['docx', makeOffice('docx')],
    ['xlsx', makeOffice('xlsx')],
    ['pptx', makeOffice('pptx')],
    [
      'odt',
      makeZip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', stored: true }]),
    ],
    [
      'ods',
      makeZip([
        { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
      ]),
    ],
    [
      'odp',
      makeZip([
        { name: 'mimetype', content: 'application/vnd.oasis.opendocument.presentation', stored: true },
      ]),
    ],
    ['zip', makeZip([{ name: '資料.txt', content: 'x' }])],
    ['doc', makeOle([{ name: 'WordDocument', start: Buffer.alloc(12) }])],
    ['xls', makeOle([{ name: 'Workbook', start: Buffer.alloc(12) }])],
    ['ppt', makeOle([{ name: 'PowerPoint Document' }])],
    ['pdf', makePdf()],
    ['pdf', Buffer.concat([Buffer.from('\u{feff}受付済\r\n'), makePdf()])],
    ['png', await picture('png')],
    ['jpeg', await picture('jpeg')],
    ['gif', await picture('gif')],
    ['webp', await picture('webp')],
    ['tiff', await picture('tiff')],
    ['bmp', bmp],
    ['heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
    ['svg', '<?xml version="1.0"?><!-- 図 --><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['html', '<!DOCTYPE html><title>要綱</title>'],
    ['rtf', '{\\rtf1\\ansi 要綱}'],
    ['eml', mail],
    ['eml', 'From: =?UTF-8?B?5bGx?= <yama@example.jp>\r\nSubject: request\r\n\r\n本文', '要望.eml'],
    ['text', 'From: 山\r\nSubject: 照会\r\n\r\n本文'],
    ['text', '件名: 照会\r\nTo: 山\r\n\r\n本文'],
    ['msg', makeOutlookMail({ subject: '照会', from: '山﨑', to: '髙橋', body: '本文' })],
    ['cad', '  0\r\nSECTION\r\n  2\r\nHEADER\r\n'],
    ['cad', '999\nmade by hand\n0\nSECTION\n'],
    ['cad', Buffer.from('AC1032\0\0\0', 'latin1')],
    ['cad', "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION(('SCADEC level2'),'2;1');"],
    ['text', '0\nSECTIONという語から始まる文'],
    ['text', '伺い 𠮷野家の件'],
    ['text', iconv.encode('これはシフトJISの文章です。髙橋', 'windows-31j')],
    ['text', iconv.encode('これは日本語EUCの文章です。', 'euc-jp')],
    ['text', Buffer.from('\ufeffUTF-16の文', 'utf16le')],
    ['csv', iconv.encode('番号,件名\r\n1,道路占用', 'windows-31j'), '一覧.csv'],
    ['text', '件名だけ', '一覧.csv'],
    ['unknown', Buffer.from([1, 2, 3, 0, 255, 0, 7])],
  ]
  for (const [kind, content, name = '名前なし'] of cases) {
    const found = await inspect(name, content)
    t.equal(found.kind, kind, kind)
    const expected = kind === 'unknown' ? ['not_shown:'] : kind === 'cad' ? ['not_shown:cad'] : []
    t.strictSame(found.warnings, expected, `warnings of ${kind}`)
  }
})

test('what its owner should know of a file is told, and the file is kept', async (t) => {
  const inspect = await inspector(t)
  const warned = async (name: string, content: Buffer | string) => (await inspect(name, content)).warnings
  const docx = makeOffice('docx')
  t.strictSame(await warned('計画.docx', docx), [])
  t.strictSame(await warned('計画.pdf', docx), ['wrong_extension:docx'])
  t.strictSame(
    await warned('計画.docm', makeOffice('docx', [{ name: 'word/vbaProject.bin', content: 'x' }])),
    ['macros'],
  )
  t.strictSame(await warned('計画.docx', docx.subarray(0, docx.length - 200)), ['truncated'])
  t.equal(
    (await inspect('計画.docx', docx.subarray(0, docx.length - 200))).kind,
    'docx',
    'told from what is left',
  )
  t.strictSame(await warned('図.pdf', makePdf().subarray(0, 200)), ['truncated'])
  t.strictSame(await warned('図.pdf', makePdf('/Encrypt 9 0 R ')), ['encrypted'])
  const png = await picture('png')
  t.strictSame(await warned('図.png', png.subarray(0, png.length - 12)), ['truncated'])

  const encrypted = makeOle([{ name: 'EncryptionInfo' }, { name: 'EncryptedPackage' }])
  t.strictSame(await inspect('予算.xlsx', encrypted), { kind: 'xlsx', warnings: ['encrypted'] })
  const fib = Buffer.alloc(12)
  fib[0x0b] = 1
  t.strictSame(await warned('旧.doc', makeOle([{ name: 'WordDocument', start: fib }])), ['encrypted'])
  const bof = Buffer.from([0x09, 0x08, 2, 0, 0, 6, 0x2f, 0, 4, 0, 1, 0, 0, 0])
  t.strictSame(
    await warned('旧.xls', makeOle([{ name: 'Workbook', start: bof }, { name: '_VBA_PROJECT_CUR' }])),
    ['macros', 'encrypted'],
  )
  t.strictSame(await warned('請求\u{202e}fdp.txt', '文'), ['direction_override'])
  t.strictSame(await warned('壊れた.pdf', Buffer.from([0, 1, 2, 3])), ['unrecognised:pdf'])
  t.strictSame(await warned('図面.dwg', Buffer.from([0, 1, 2, 3])), ['unrecognised:dwg'])
  const mixed = Buffer.concat([
    iconv.encode('表示,1\r\n', 'windows-31j'),
    Buffer.from('表示,2\r\n'),
    Buffer.from([0xff]),
  ])
  t.strictSame(await inspect('一覧.csv', mixed), { kind: 'csv', warnings: ['broken_text'] })
  t.equal((await inspect('一覧', mixed)).kind, 'unknown')
  t.strictSame(await warned('回覧.xdw', Buffer.from([0, 1, 2, 3])), ['not_shown:xdw'])
})

test('what would swell beyond measure is refused, and an empty file too', async (t) => {
  const inspect = await inspector(t)
  const refused = async (name: string, content: Buffer) => (await inspect(name, content)).refused
  t.equal(await refused('空.docx', Buffer.alloc(0)), 'empty_file')
  const swollen = makeOffice('docx', [{ name: 'word/media/a.bmp', content: Buffer.alloc(40 * 1024 * 1024) }])
  t.equal(await refused('膨張.docx', swollen), 'zip_bomb', 'ratio')
  t.equal(
    await refused('a.zip', makeZip([{ name: 'a', content: 'x', claims: 0xf0000000 }])),
    'zip_bomb',
    'claimed size',
  )
  const noise = Buffer.alloc(3 * 1024 * 1024, 'あいうえおかきくけこ')
  const many = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, content: '' }))
  t.equal(await refused('a.zip', makeZip(many)), 'zip_bomb', 'entries')
  const inner = makeOffice('xlsx', [
    {
      name: 'xl/x',
      content: 'x',
      claims: 600 * 1024 * 1024,
    },
  ])
  const outer = makeOffice('docx', [{ name: 'word/embeddings/a.xlsx', content: inner }])
  t.equal(await refused('入れ子.docx', outer), 'zip_bomb', 'nested')
  t.equal(
    await refused('普通.docx', makeOffice('docx', [{ name: 'word/a', content: noise, stored: true }])),
    undefined,
  )
})

test('damaged and mutated files never throw', async (t) => {
  const inspect = await inspector(t)
  const seeds: readonly [string, Buffer][] = [
    ['a.docx', makeOffice('docx')],
    ['a.pdf', makePdf('/Encrypt 9 0 R ')],
    ['a.png', await picture('png')],
    ['a.zip', makeZip([{ name: 'a.txt', content: 'x'.repeat(500) }])],
    ['a.doc', makeOle([{ name: 'WordDocument', start: Buffer.alloc(12) }])],
  ]
  let seed = 20260511
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed % below
  }
  let told = 0
  for (let run = 0; run < 300; run++) {
    const [name, whole] = seeds[run % seeds.length] as [string, Buffer]
    const bytes = Buffer.from(random(3) === 0 ? whole.subarray(0, 1 + random(whole.length)) : whole)
    for (let change = random(30); change > 0; change--) bytes[random(bytes.length)] = random(256)
    const found = await inspect(name, bytes)
    if (found.kind !== 'unknown') told++
  }
  t.ok(told > 150, `${told} mutants still looked like something, so the parsers were reached`)
})
