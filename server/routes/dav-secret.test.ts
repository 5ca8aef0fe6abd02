import { test } from 'tap'
import { entryBytes, entryName, openZipOf } from '../adapters/zip-entries.ts'
import {
  type DavFile,
  ask,
  drafted,
  editing,
  linkFor,
  listening,
  lockOf,
  makings,
} from '../testing/dav-office.ts'
import { makeOffice } from '../testing/files.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'

const absPath = (folder: string): string =>
  `<mc:AlternateContent><x15ac:absPath url="${folder}" xmlns:x15ac="x"/></mc:AlternateContent>`

/** A workbook as Excel writes it to a folder. */
const workbook = (folder: string): Buffer =>
  makeOffice('xlsx', [
    { name: 'xl/extra.xml', content: absPath(folder) },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationship Target="${folder}b.xlsx"/>`, stored: true },
    { name: 'xl/media/image1.bin', content: Buffer.from(folder, 'utf16le') },
    { name: 'xl/last.xml', content: '<x>最後</x>' },
  ])

/** Everything in a package, by name, as letters and as bytes of two. */
async function partsOf(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const [zip, parts] = [await openZipOf(bytes), new Map<string, string>()]
  if (zip === undefined) throw new Error('no package')
  for await (const entry of zip.eachEntry()) {
    const part = (await entryBytes(zip, entry, 1_000_000)) ?? Buffer.alloc(0)
    parts.set(entryName(entry), part.toString('utf8') + part.toString('utf16le'))
  }
  return parts
}

/** What a reader of the case gets. */
const newest = async (office: Office, file: DavFile): Promise<Buffer> => {
  const [revision] = await makings(file)
  return (await office.inject(staff.drafter, `/v1/revisions/${revision?.id}/content`)).rawPayload
}

test('編集用の鍵: what a program writes of its address is in no revision', async (t) => {
  const office = await createOffice(t)
  const base = await listening(office.app)

  await t.test('Excel: absPath, links and whatever else of a package', async (t) => {
    const file = await drafted(office, base, '別表.xlsx', makeOffice('xlsx'))
    const { url } = await linkFor(file, staff.drafter)
    const folder = url.slice(0, url.lastIndexOf('/') + 1)
    const token = new URL(url).pathname.split('/')[2] ?? ''
    const lock = await lockOf(url)
    const saved = await ask('PUT', url, { body: workbook(folder), if: `(${lock})` })
    t.equal(saved.status, 204)
    t.equal(saved.headers.get('etag'), null, 'it is not what the program has')
    const parts = await partsOf(await newest(office, file))
    t.same([...parts.keys()].slice(-4), [
      'xl/extra.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/media/image1.bin',
      'xl/last.xml',
    ])
    for (const [name, text] of parts) t.notMatch(text, token, name)
    t.match(parts.get('xl/extra.xml'), `url="${base}/dav/${'0'.repeat(43)}/"`)
    t.match(parts.get('xl/last.xml'), '最後')
    const clean = await ask('PUT', url, { body: workbook('https://example.lg.jp/'), if: `(${lock})` })
    t.match(clean, { status: 204 }, 'and the program saves on')
    t.match(clean.headers.get('etag'), /^"[0-9a-f]{64}"$/)
    t.equal((await makings(file)).length, 3)
  })

  await t.test('a text, and what becomes 控え', async (t) => {
    const file = await drafted(office, base, '別表.txt', Buffer.from('第1版'))
    const { url } = await linkFor(file, staff.drafter)
    const token = new URL(url).pathname.split('/')[2] ?? ''
    t.equal((await ask('PUT', url, { body: `第2版 ${url} ${url}` })).status, 204)
    const stored = (await newest(office, file)).toString()
    t.match(stored, '第2版')
    t.notMatch(stored, token)
    const refused = { body: `第3版 ${url}`, 'if-match': '"x"' }
    t.equal((await ask('PUT', url, refused)).status, 412)
    const [copy] = (await editing(file)).copies
    const kept = (await office.inject(staff.drafter, `/v1/copies/${copy?.id}/content`)).body
    t.match(kept, '第3版')
    t.notMatch(kept, token)
  })
})
