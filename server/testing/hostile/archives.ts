import iconv from 'iconv-lite'
import { makePdf, makeZip } from '../files.ts'
import { makeOutlookMail } from '../outlook-mail.ts'
import { type HostileFile, type Lure, filesOf } from './hostile-file.ts'

const zeros = (bytes: number): Buffer => Buffer.alloc(bytes)

/** ZIPs that swell, lead elsewhere, lie or go on for ever; and mails within mails. */
export function hostileArchives({ url }: Lure): HostileFile[] {
  const nest = (bytes: Buffer, levels: number): Buffer => {
    let inner = bytes
    for (let level = 0; level < levels; level += 1)
      inner = makeZip([{ name: `${level}.zip`, content: inner }])
    return inner
  }
  const leaf = { name: 'a.txt', content: '中身' }
  const plain = makeZip([leaf])
  const sixteen = makeZip(
    Array.from({ length: 16 }, (_, index) => ({ name: `${index}.0`, content: zeros(4_000_000) })),
  )
  return [
    ...filesOf('zip', {
      零の爆弾: ['refused', makeZip([{ name: '0', content: zeros(60_000_000) }])],
      爆弾の中の爆弾: ['pages', nest(makeZip([{ name: '0', content: zeros(60_000_000) }]), 2)],
      十六の爆弾: makeZip(
        Array.from({ length: 8 }, (_, index) => ({ name: `${index}.zip`, content: sixteen, stored: true })),
      ),
      重なる中身: ['refused', overlapping()],
      百段の入れ子: ['pages', nest(plain, 100)],
      外へ出る名前: [
        'pages',
        makeZip([
          { name: '../../../../tmp/kessai-hostile.txt', content: 'x' },
          { name: '/etc/cron.d/kessai', content: 'x' },
          { name: '..\\..\\Windows\\kessai.txt', content: 'x' },
          { name: 'C:\\kessai.txt', content: 'x' },
          { name: 'a\0b.txt', content: 'x' },
          { name: '', content: 'x' },
          { name: '...', content: 'x' },
        ]),
      ],
      よそへのリンク: [
        'pages',
        makeZip([
          { name: 'passwd', content: '/etc/passwd', mode: 0o120777 },
          { name: 'passwd/a.txt', content: 'x' },
        ]),
      ],
      同じ名前: ['pages', makeZip([leaf, leaf, leaf])],
      無数のファイル: [
        'pages',
        makeZip(Array.from({ length: 3000 }, (_, index) => ({ name: `${index}.bin`, content: '\0' }))),
      ],
      数えきれないファイル: [
        'refused',
        makeZip(Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, content: '' }))),
      ],
      鍵の付いた中身: ['pages', makeZip([{ name: '秘.pdf', content: makePdf(), flags: 0x801 }])],
      大きさを偽る: ['pages', makeZip([{ name: 'a.txt', content: 'x'.repeat(100_000), claims: 3 }])],
      四ギガと言う: ['refused', makeZip([{ name: 'b.txt', content: 'x', claims: 4_000_000_000 }])],
      未知の詰め方: ['pages', method(plain, 97)],
      読めない名前: [
        'pages',
        makeZip([
          { name: Buffer.from([0xff, 0xfe, 0x80]), content: 'x', flags: 0x800 },
          { name: iconv.encode('表（能）.txt', 'windows-31j'), content: 'x', flags: 0 },
        ]),
      ],
      向きを変える名前: ['pages', makeZip([{ name: '請求\u202efdp.txt', content: 'x' }])],
      空のフォルダー: ['pages', makeZip([{ name: 'a/', content: '' }])],
      空のZIP: makeZip([]),
      名前だけ: Buffer.from('PK\x03\x04'),
      目録のない: plain.subarray(0, 60),
      二つの目録: Buffer.concat([plain, makeZip([{ name: 'b.txt', content: '別' }])]),
      中にPDFの罠: [
        'pages',
        makeZip([
          { name: 'a.pdf', content: '%PDF-1.7 broken' },
          { name: 'b.docx', content: plain },
          { name: 'c.html', content: `<img src="${url}/zip">` },
        ]),
      ],
    }),
    ...filesOf('eml', mails(url)),
    ...filesOf('msg', {
      外を引くメール: [
        'pages',
        makeOutlookMail({
          subject: 'a',
          from: 'b',
          to: 'c',
          body: 'd',
          attached: [{ name: '..\\a.html', content: Buffer.from(`<img src="${url}/msg">`) }],
        }),
      ],
      切れたメール: makeOutlookMail({ subject: 'a', from: 'b', to: 'c', body: 'd'.repeat(3000) }).subarray(
        0,
        2100,
      ),
      円環の鎖: circular(makeOutlookMail({ subject: 'a', from: 'b', to: 'c', body: 'd'.repeat(3000) })),
    }),
  ]
}

/** Entries that all point to the same bytes, as the best bombs do. */
function overlapping(): Buffer {
  const one = makeZip([{ name: 'a', content: zeros(2_000_000) }])
  const directory = one.subarray(one.indexOf('PK\x01\x02'), one.indexOf('PK\x05\x06'))
  const copies = 200
  const tail = Buffer.from(one.subarray(one.indexOf('PK\x05\x06')))
  tail.writeUInt16LE(copies, 8)
  tail.writeUInt16LE(copies, 10)
  tail.writeUInt32LE(directory.length * copies, 12)
  return Buffer.concat([
    one.subarray(0, one.indexOf('PK\x01\x02')),
    ...Array.from({ length: copies }, () => directory),
    tail,
  ])
}

function method(zip: Buffer, number: number): Buffer {
  const bytes = Buffer.from(zip)
  bytes.writeUInt16LE(number, 8)
  bytes.writeUInt16LE(number, bytes.indexOf('PK\x01\x02') + 10)
  return bytes
}

/** Every sector is followed by itself. */
function circular(file: Buffer): Buffer {
  const bytes = Buffer.from(file)
  const table = 512 * (1 + bytes.readUInt32LE(76))
  for (let sector = 0; sector < 128 && table + 4 * sector + 4 <= bytes.length; sector += 1) {
    if (bytes.readInt32LE(table + 4 * sector) >= -2) bytes.writeInt32LE(sector, table + 4 * sector)
  }
  return bytes
}

function mails(
  url: string,
): Readonly<Record<string, Buffer | string | readonly [HostileFile['ends'], Buffer | string]>> {
  const head = 'From: a@example.jp\r\nTo: b@example.jp\r\nSubject: x\r\nMIME-Version: 1.0\r\n'
  let nested = `${head}\r\n底`
  for (let level = 0; level < 60; level += 1) nested = `${head}Content-Type: message/rfc822\r\n\r\n${nested}`
  let parts = 'x'
  for (let level = 0; level < 60; level += 1) {
    parts = `--b${level}\r\nContent-Type: multipart/mixed; boundary="b${level - 1}"\r\n\r\n${parts}\r\n--b${level}--\r\n`
  }
  return {
    六十通の転送: ['pages', nested],
    六十段の部分: ['pages', `${head}Content-Type: multipart/mixed; boundary="b59"\r\n\r\n${parts}`],
    無数の部分: [
      'pages',
      `${head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n${'--b\r\nContent-Type: application/x\r\n\r\nx\r\n'.repeat(5000)}--b--`,
    ],
    空の境界: `${head}Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n\r\nx\r\n----`,
    動く本文: [
      'pages',
      `${head}Content-Type: text/html\r\n\r\n<script>fetch("${url}/mail")</script><img src="${url}/mail.png"><p>本文</p>${'<script>'.repeat(20_000)}`,
    ],
    壊れたbase64: [
      'pages',
      `${head}Content-Type: application/pdf; name="../../a.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!not=base64===`,
    ],
    長い見出し: ['pages', `${head}X-Long: ${'a'.repeat(1_000_000)}\r\n\r\n本文`],
    壊れた言葉: [
      'pages',
      `From: =?x-unknown?B?////?=\r\nTo: =?UTF-8?Q?=ZZ=?=\r\nSubject: =?ISO-2022-JP?B?GyRC?= =?UTF-8?B?8J+Y?=\r\nDate: never\r\n\r\n本文`,
    ],
  }
}
