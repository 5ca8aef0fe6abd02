import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { type Test, test } from 'tap'
import { makePdf, makeZip } from '../../testing/files.ts'
import { makeOutlookMail } from '../../testing/outlook-mail.ts'
import { temporaryFolder } from '../../testing/running-server.ts'
import { limits } from './member.ts'
import { unpack } from './unpack.ts'

async function world(t: Test) {
  const folder = await temporaryFolder(t, 'unpack')
  return {
    folder,
    /** Path, kind, and why not, of everything that came out. */
    opened: async (kind: 'zip' | 'eml' | 'msg', bytes: Buffer): Promise<(readonly string[])[]> => {
      const unpacked = await unpack(kind, bytes, folder)
      return (unpacked?.members ?? []).map((it) => [it.path.join('/'), it.kind, it.missing ?? ''])
    },
  }
}

test('a ZIP is opened like a folder, in the order of the names, with names from Windows', async (t) => {
  const { opened, folder } = await world(t)
  const zip = makeZip([
    { name: '資料10.txt', content: '十' },
    { name: '資料2.txt', content: '二' },
    { name: iconv.encode('令和８年度\\予算（髙橋）.txt', 'windows-31j'), content: '円', flags: 0 },
    { name: '空/', content: '' },
    { name: '__MACOSX/._資料2.txt', content: 'x' },
    { name: '図.pdf', content: makePdf() },
    { name: '図面.dwg', content: 'AC1032 0' },
  ])
  t.same(await opened('zip', zip), [
    ['資料2.txt', 'text', ''],
    ['資料10.txt', 'text', ''],
    ['図.pdf', 'pdf', ''],
    ['図面.dwg', 'cad', 'not_shown'],
    ['令和８年度/予算（髙橋）.txt', 'text', ''],
  ])
  const unpacked = await unpack('zip', zip, folder)
  t.match(unpacked?.members[0]?.modified, /^1980-01-01 00:00$/)
})

test('no name leads anywhere, and no link is followed', async (t) => {
  const { opened, folder } = await world(t)
  const zip = makeZip([
    { name: '../../../tmp/kessai-was-here', content: '外' },
    { name: '/etc/kessai-was-here', content: '外' },
    { name: 'C:\\Windows\\kessai.txt', content: '外' },
    { name: 'passwd', content: '/etc/passwd', mode: 0o120777 },
    { name: '鍵.txt', content: '秘', flags: 0x801 },
  ])
  t.same(await opened('zip', zip), [
    ['../../../tmp/kessai-was-here', 'text', ''],
    ['C:/Windows/kessai.txt', 'text', ''],
    ['etc/kessai-was-here', 'text', ''],
    ['passwd', 'unknown', 'link'],
    ['鍵.txt', 'unknown', 'encrypted'],
  ])
  t.same((await readdir(folder)).sort(), ['0001', '0002', '0003'], 'files are named by us')
})

test('what is in a ZIP of a ZIP comes out, and no deeper than three', async (t) => {
  const { opened } = await world(t)
  let zip = makeZip([{ name: '底.txt', content: '底' }])
  for (const level of [4, 3, 2, 1]) zip = makeZip([{ name: `${level}.zip`, content: zip }])
  t.same(await opened('zip', zip), [['1.zip/2.zip/3.zip/4.zip', 'zip', 'too_deep']])
  const shallow = makeZip([{ name: '内.zip', content: makeZip([{ name: '中.txt', content: '中' }]) }])
  t.same(await opened('zip', shallow), [['内.zip/中.txt', 'text', '']])
})

test('numbers and sizes are bounded, and what is lost by that is said', async (t) => {
  const { opened, folder } = await world(t)
  const many = Array.from({ length: limits.listed + 5 }, (_, index) => ({
    name: `${index}.txt`,
    content: 'x',
  }))
  const unpacked = await unpack('zip', makeZip(many), folder)
  t.equal(unpacked?.members.length, limits.listed)
  t.equal(unpacked?.uncounted, 5)
  t.equal(unpacked?.members.filter((it) => it.missing === 'too_many').length, limits.listed - limits.shown)
  const bomb = makeZip([
    { name: '爆.zip', content: makeZip([{ name: '0', content: Buffer.alloc(60_000_000) }]) },
  ])
  t.same(await opened('zip', bomb), [['爆.zip', 'unknown', 'too_large']])
  const lying = makeZip([{ name: '嘘.txt', content: 'x'.repeat(1000), claims: 10 }])
  t.same(await opened('zip', lying), [['嘘.txt', 'unknown', 'damaged']])
})

test('a mail gives its words and its files, whatever wrote the names', async (t) => {
  const { opened, folder } = await world(t)
  const part = (head: string, body: string): string => `--b\r\n${head}\r\n\r\n${body}\r\n`
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const forwarded = `Subject: =?UTF-8?B?${base64('元の件名')}?=\r\nFrom: c@example.jp\r\nTo: d@example.jp\r\n\r\n元の本文`
  const mail = [
    'From: =?ISO-2022-JP?B?GyRCOzMbKEI=?= <a@example.jp>\r\nTo: b@example.jp\r\nSubject: 照会\r\nMIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"\r\n',
    part('Content-Type: text/plain; charset=UTF-8', '本文です。'),
    part(
      `Content-Type: text/plain\r\nContent-Disposition: attachment; filename*0*=UTF-8''${encodeURIComponent('回答')};\r\n filename*1*=${encodeURIComponent('様式.txt')}`,
      'A',
    ),
    part(
      `Content-Type: application/pdf; name="=?UTF-8?B?${base64('../図.pdf')}?="\r\nContent-Transfer-Encoding: base64`,
      base64(makePdf().toString()),
    ),
    part('Content-Type: message/rfc822', forwarded),
    '--b--\r\n',
  ].join('\r\n')
  t.same(await opened('eml', Buffer.from(mail)), [
    ['回答様式.txt', 'text', ''],
    ['図.pdf', 'pdf', ''],
    ['元の件名.eml/本文.txt', 'text', ''],
  ])
  const { text } = (await unpack('eml', Buffer.from(mail), folder)) ?? {}
  t.match(text, 'From: 山 <a@example.jp>')
  t.match(text, '本文です。')
  t.match(text, '添付ファイル: 回答様式.txt、図.pdf、元の件名.eml')
  t.match((await readFile(join(folder, '0003'))).toString(), '元の本文')
})

test('a mail of Outlook gives the same', async (t) => {
  const { opened, folder } = await world(t)
  const inner = makeOutlookMail({ subject: '内', from: '髙橋', to: '山﨑', body: '内の本文' })
  const mail = makeOutlookMail({
    subject: '資料の送付',
    from: '山﨑 花',
    to: '髙橋',
    body: 'お送りします。',
    attached: [
      { name: '様式.txt', content: Buffer.from('様式') },
      { name: '内.msg', content: inner },
    ],
  })
  t.same(await opened('msg', mail), [
    ['様式.txt', 'text', ''],
    ['内.msg/本文.txt', 'text', ''],
  ])
  const { text } = (await unpack('msg', mail, folder)) ?? {}
  for (const words of [
    'From: 山﨑 花',
    'To: 髙橋 <髙橋@example.jp>',
    'Subject: 資料の送付',
    'お送りします。',
  ])
    t.match(text, words)
  t.equal(await unpack('msg', mail.subarray(0, 700), folder).catch(() => undefined), undefined)
})
