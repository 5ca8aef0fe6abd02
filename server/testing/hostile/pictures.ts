import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { type HostileFile, type Lure, filesOf } from './hostile-file.ts'

function pngOf(chunks: readonly (readonly [type: string, data: Buffer])[]): Buffer {
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...chunks.flatMap(([type, data]) => {
      const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
      return [uint32(data.length), body, uint32(crc32(body))]
    }),
  ])
}

function header(width: number, height: number, depth = 8, colour = 0): Buffer {
  return Buffer.concat([uint32(width), uint32(height), Buffer.from([depth, colour, 0, 0, 0])])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const end = ['IEND', Buffer.alloc(0)] as const

/** A little-endian TIFF of directories; each entry is tag, type, count, value, and each names the next by its index. */
function tiffOf(
  directories: readonly {
    readonly entries: readonly (readonly [number, number, number, number])[]
    readonly next?: number
  }[],
  tail = Buffer.alloc(0),
): Buffer {
  const starts: number[] = []
  let at = 8
  for (const { entries } of directories) {
    starts.push(at)
    at += 2 + 12 * entries.length + 4
  }
  const parts = directories.map(({ entries, next }) => {
    const bytes = Buffer.alloc(2 + 12 * entries.length + 4)
    bytes.writeUInt16LE(entries.length, 0)
    for (const [index, [tag, type, count, value]] of entries.entries()) {
      bytes.writeUInt16LE(tag, 2 + 12 * index)
      bytes.writeUInt16LE(type, 4 + 12 * index)
      bytes.writeUInt32LE(count, 6 + 12 * index)
      bytes.writeUInt32LE(value, 10 + 12 * index)
    }
    bytes.writeUInt32LE(next === undefined ? 0 : (starts[next] ?? 0), bytes.length - 4)
    return bytes
  })
  return Buffer.concat([Buffer.from('II*\0\x08\0\0\0', 'latin1'), ...parts, tail])
}

function tiffEntries(width: number, height: number): (readonly [number, number, number, number])[] {
  return [
    [256, 4, 1, width],
    [257, 4, 1, height],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, 8],
    [277, 3, 1, 1],
    [278, 4, 1, height],
    [279, 4, 1, 16],
  ]
}

function bmpOf(width: number, height: number, bits: number, pixels: Buffer): Buffer {
  const head = Buffer.alloc(54)
  head.write('BM', 0, 'latin1')
  head.writeUInt32LE(54 + pixels.length, 2)
  head.writeUInt32LE(54, 10)
  head.writeUInt32LE(40, 14)
  head.writeInt32LE(width, 18)
  head.writeInt32LE(height, 22)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(bits, 28)
  return Buffer.concat([head, pixels])
}

function gifOf(width: number, height: number, frames: number): Buffer {
  const head = Buffer.alloc(13)
  head.write('GIF89a', 0, 'latin1')
  head.writeUInt16LE(width, 6)
  head.writeUInt16LE(height, 8)
  head[10] = 0x80
  const frame = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0])
  return Buffer.concat([
    head,
    Buffer.from([0, 0, 0, 255, 0, 0]),
    ...Array.from({ length: frames }, () => frame),
    Buffer.from([0x3b]),
  ])
}

/** Pictures larger than the world, pictures in circles, pictures that lie; and drawings (SVG) that act and call. */
export async function hostilePictures(lure: Lure): Promise<HostileFile[]> {
  const photo = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#8899aa' } })
    .jpeg()
    .toBuffer()
  const start = photo.indexOf(Buffer.from([0xff, 0xc0]))
  const claiming = (width: number, height: number): Buffer => {
    const bytes = Buffer.from(photo)
    bytes.writeUInt16BE(height, start + 5)
    bytes.writeUInt16BE(width, start + 7)
    return bytes
  }
  const exif = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 42]),
    Buffer.from('Exif\0\0', 'latin1'),
    tiffOf([{ entries: [[0x8769, 4, 1, 8]], next: 0 }]).subarray(0, 34),
    photo.subarray(2),
  ])
  const squeezed = deflateSync(Buffer.alloc(30_000_000))
  return [
    ...filesOf('png', {
      十万四方: [
        'too_large',
        pngOf([['IHDR', header(100_000, 100_000)], ['IDAT', deflateSync(Buffer.alloc(1000))], end]),
      ],
      四千万画素の爆弾: pngOf([
        ['IHDR', header(6400, 6400, 1)],
        ['IDAT', deflateSync(Buffer.alloc(6400 * 801))],
        end,
      ]),
      負の大きさ: [
        'damaged',
        pngOf([['IHDR', header(0xffffffff, 1)], ['IDAT', deflateSync(Buffer.alloc(9))], end]),
      ],
      大きさ零: ['damaged', pngOf([['IHDR', header(0, 0)], ['IDAT', deflateSync(Buffer.alloc(9))], end])],
      言葉の爆弾: pngOf([
        ['IHDR', header(8, 8)],
        ['zTXt', Buffer.concat([Buffer.from('a\0\0', 'latin1'), squeezed])],
        ['iTXt', Buffer.concat([Buffer.from('b\0\x01\0\0\0', 'latin1'), squeezed])],
        ['IDAT', deflateSync(Buffer.alloc(8 * 9))],
        end,
      ]),
      色の爆弾: pngOf([
        ['IHDR', header(8, 8)],
        ['iCCP', Buffer.concat([Buffer.from('a\0\0', 'latin1'), squeezed])],
        ['IDAT', deflateSync(Buffer.alloc(8 * 9))],
        end,
      ]),
      未知の色: [
        'damaged',
        pngOf([['IHDR', header(8, 8, 3, 77)], ['IDAT', deflateSync(Buffer.alloc(72))], end]),
      ],
      本体が圧縮でない: [
        'damaged',
        pngOf([['IHDR', header(8, 8)], ['IDAT', Buffer.from('not deflated')], end]),
      ],
      終わりの後に別物: Buffer.concat([
        pngOf([['IHDR', header(8, 8)], ['IDAT', deflateSync(Buffer.alloc(72))], end]),
        Buffer.from(`<script>fetch("${lure.url}/png")</script>`),
      ]),
    }),
    ...filesOf('jpg', {
      六万四方: ['too_large', claiming(65_000, 65_000)],
      大きさの嘘: claiming(5000, 5000),
      大きさ零の写真: ['damaged', claiming(0, 0)],
      円環のEXIF: exif,
      印だけ: ['damaged', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0xff, 0xd9])],
    }),
    ...filesOf('tif', {
      円環の頁: tiffOf([{ entries: tiffEntries(4, 4), next: 0 }], Buffer.alloc(64)),
      十万四方の図面: tiffOf([{ entries: tiffEntries(100_000, 100_000) }], Buffer.alloc(64)),
      三千頁: [
        'too_large',
        tiffOf(
          Array.from({ length: 3000 }, (_, index) => ({
            entries: tiffEntries(4, 4),
            ...(index < 2999 ? { next: index + 1 } : {}),
          })),
          Buffer.alloc(64),
        ),
      ],
      無数の項目: tiffOf([
        { entries: [...tiffEntries(4, 4), [273, 4, 0xffffffff, 8], [279, 4, 0xffffffff, 8]] },
      ]),
      外を指す: tiffOf([
        { entries: [...tiffEntries(4, 4).filter(([tag]) => tag !== 273), [273, 4, 1, 0x7fffffff]] },
      ]),
    }),
    ...filesOf('gif', {
      広い画面: gifOf(65_535, 65_535, 1),
      一万こま: gifOf(8, 8, 10_000),
      符号の壊れた絵: Buffer.concat([gifOf(8, 8, 1).subarray(0, -4), Buffer.from([255, 255, 255, 0x3b])]),
    }),
    ...filesOf('webp', {
      広い絵: Buffer.concat([
        Buffer.from('RIFF\x1a\0\0\0WEBPVP8L\x0e\0\0\0\x2f\xff\xff\xff\xff', 'latin1'),
        Buffer.alloc(9),
      ]),
      空の絵: ['damaged', Buffer.from('RIFF\x04\0\0\0WEBP', 'latin1')],
    }),
    ...filesOf('bmp', {
      十万四方の地図: bmpOf(100_000, 100_000, 24, Buffer.alloc(64)),
      負の高さ: bmpOf(8, -2_000_000_000, 32, Buffer.alloc(64)),
      色数の嘘: bmpOf(8, 8, 77, Buffer.alloc(64)),
    }),
    ...filesOf('heic', {
      読めない写真: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\0\xffmeta', 'latin1'),
    }),
    ...filesOf('svg', drawings(lure.url)),
  ]
}

/** SVG: a program in the clothes of a picture. */
function drawings(url: string): Readonly<Record<string, string | readonly [HostileFile['ends'], string]>> {
  const svg = (inside: string, attributes = 'width="200" height="100"', before = ''): string =>
    `<?xml version="1.0"?>${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}<rect width="50" height="50" fill="#2040a0"/></svg>`
  const laughs = Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`,
  ).join('')
  return {
    動く図: ['pages', svg(`<script>fetch("${url}/svg")</script><g onload="fetch('${url}/onload')"/>`)],
    外の画像を引く図: ['pages', svg(`<image xlink:href="${url}/image.png" width="100" height="100"/>`)],
    手元の画像を引く図: [
      'pages',
      svg('<image xlink:href="file:///etc/passwd" width="100" height="100"/><image href="/etc/hostname"/>'),
    ],
    外の様式を引く図: [
      'pages',
      svg(`<style>@import url("${url}/style.css"); rect { fill: url("${url}/fill.svg#a") }</style>`),
    ],
    外の図を使う図: ['pages', svg(`<use xlink:href="${url}/use.svg#a"/>`)],
    頁を埋める図: [
      'pages',
      svg(
        `<foreignObject width="99" height="99"><iframe xmlns="http://www.w3.org/1999/xhtml" src="${url}/frame"/></foreignObject>`,
      ),
    ],
    実体の爆弾: svg('<text>&e9;</text>', undefined, `<!DOCTYPE svg [<!ENTITY e0 "ha">${laughs}]>`),
    外の実体: svg(
      '<text>&e;</text>',
      undefined,
      `<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY f SYSTEM "${url}/entity">]>`,
    ),
    自分を使う図: svg('<g id="a"><use xlink:href="#a"/></g><use xlink:href="#a"/>'),
    互いに使う図: svg(
      '<g id="a"><use xlink:href="#b"/><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/><use xlink:href="#a"/></g>',
    ),
    増える図: svg(
      Array.from(
        { length: 20 },
        (_, index) => `<g id="u${index + 1}">${`<use xlink:href="#u${index}"/>`.repeat(10)}</g>`,
      )
        .join('')
        .replace('<g', '<rect id="u0" width="1" height="1"/><g') + '<use xlink:href="#u20"/>',
    ),
    広大な図: svg('', 'width="1000000000" height="1000000000"'),
    面積のない図: svg('', 'width="0" height="0"'),
    負の図: svg('', 'width="-5" height="-5" viewBox="0 0 -1 -1"'),
    深い図: svg(`${'<g>'.repeat(20_000)}${'</g>'.repeat(20_000)}`),
    重い霧: svg(
      '<filter id="f"><feTurbulence baseFrequency="0.9" numOctaves="99999999"/></filter><rect width="200" height="100" filter="url(#f)"/>',
    ),
    閉じない図: '<svg xmlns="http://www.w3.org/2000/svg"><rect',
  }
}
