import { request as send } from 'node:http'
import { test } from 'tap'
import type { LeaseTaken } from '../contract/editing.ts'
import {
  type DavFile,
  ask,
  drafted,
  editing,
  linkFor,
  listening,
  lockOf,
  lockinfo,
  makings,
  name,
  original,
  written,
} from '../testing/dav-office.ts'
import { untilHeld } from '../testing/lock-waiting.ts'
import { createOffice, staff } from '../testing/office.ts'

const minor = { effect: 'minor', reason: '条文の誤り' }
const concur = { type: 'concur', opinion: 'agree' }

/** The lease of an editor in the browser. */
async function browserTakes({ office, id, attachment }: DavFile, person: string, takeOver = false) {
  const [newest] = (await office.view(person, id)).attachments
  const body = { revisionId: newest?.revisionId, takeOver }
  return office.ask<LeaseTaken>(person, 'POST', `/v1/attachments/${attachment}/lease`, body)
}

test('WebDAV: what a program asks before it opens a file', async (t) => {
  const office = await createOffice(t)
  const base = await listening(office.app)
  const file = await drafted(office, base)
  const { url, openWith } = await linkFor(file, staff.drafter)
  const folder = url.slice(0, url.lastIndexOf('/') + 1)
  t.equal(openWith, 'ms-word')

  await t.test('OPTIONS, also of the folders above: class 2', async (t) => {
    for (const it of [url, folder, folder.slice(0, -1), `${base}/dav/`, `${base}/dav`]) {
      const { status, headers } = await ask('OPTIONS', it)
      t.match([status, headers.get('dav'), headers.get('ms-author-via')], [200, '1, 2', 'DAV'], it)
      t.match(headers.get('allow'), /PROPFIND.*LOCK/)
    }
  })

  await t.test('GET and HEAD: all of it each time, or the part asked for, kept nowhere', async (t) => {
    const head = await ask('HEAD', url)
    t.equal(head.headers.get('content-length'), String(original.length))
    const etag = head.headers.get('etag') ?? ''
    t.match(etag, /^"[0-9a-f]{64}"$/)
    t.equal(
      (await ask('GET', url, { 'if-none-match': etag })).status,
      200,
      'Office would not write after a 304',
    )
    const part = await fetch(url, { headers: { range: 'bytes=2-5' } })
    t.equal(part.status, 206)
    t.same(Buffer.from(await part.arrayBuffer()), original.subarray(2, 6))
    t.match(part.headers.get('cache-control'), 'no-store')
    t.equal(part.headers.get('referrer-policy'), 'no-referrer')
    t.match(part.headers.get('content-security-policy'), 'sandbox')
    t.equal((await ask('GET', encodeURI(folder + name.normalize('NFD')))).status, 200, 'as macOS writes it')
    t.equal((await ask('HEAD', folder)).status, 200)
  })

  await t.test('a part goes only to what was read of the same content', async (t) => {
    const etag = (await ask('HEAD', url)).headers.get('etag') ?? ''
    const part = async (ifRange: string) =>
      (await ask('GET', url, { range: 'bytes=2-5', 'if-range': ifRange })).status
    t.same([await part(etag), await part('"older"')], [206, 200])
  })

  await t.test('PROPFIND: the folder with just this file', async (t) => {
    const { status, text } = await ask('PROPFIND', folder, { depth: '1' })
    t.equal(status, 207)
    t.equal(text.match(/<D:response>/g)?.length, 2)
    t.match(text, `<D:getcontentlength>${original.length}</D:getcontentlength>`)
    t.match(text, '<D:supportedlock><D:lockentry><D:lockscope><D:exclusive/></D:lockscope>')
    const body =
      '<propfind xmlns="DAV:"><prop><getetag/><z:Win32FileAttributes xmlns:z="urn:schemas-microsoft-com:"/></prop></propfind>'
    const named = await ask('PROPFIND', url, { depth: '0', body })
    t.match(
      named.text,
      /<D:getetag>&quot;[0-9a-f]{64}&quot;<\/D:getetag><\/D:prop><D:status>HTTP\/1.1 200 OK/,
    )
    t.match(
      named.text,
      '<x:Win32FileAttributes xmlns:x="urn:schemas-microsoft-com:"/></D:prop><D:status>HTTP/1.1 404',
    )
  })

  await t.test('XML that would harm is not read', async (t) => {
    const bomb =
      '<!DOCTYPE a [<!ENTITY b "bbbb">]><D:propfind xmlns:D="DAV:"><D:prop>&b;</D:prop></D:propfind>'
    const large = `<D:propfind xmlns:D="DAV:">${' '.repeat(70_000)}<D:allprop/></D:propfind>`
    const deep = `<D:propfind xmlns:D="DAV:">${'<a>'.repeat(20_000)}`
    const open = '<D:propfind xmlns:D="DAV:"><D:allprop></D:propfind>'
    // Looked at tag by tag once for each letter, this would hold up everybody for seconds.
    const unclosed = '<'.repeat(64_000)
    const member = '<D:propfind xmlns:D="DAV:"><D:prop><constructor:a/></D:prop></D:propfind>'
    for (const body of [
      bomb,
      large,
      deep,
      open,
      unclosed,
      member,
      '<toString:a xmlns:a="DAV:"/>',
      '<D:x/>',
      '<D:propfind xmlns:D="DAV:"/><a/>',
    ])
      t.equal((await ask('PROPFIND', url, { body })).status, 400, body.slice(0, 60))
  })

  await t.test('PROPPATCH: what Windows writes is accepted and forgotten, nothing else', async (t) => {
    const patch = (prop: string) =>
      ask('PROPPATCH', url, {
        body: `<D:propertyupdate xmlns:D="DAV:" xmlns:Z="urn:schemas-microsoft-com:"><D:set><D:prop>${prop}</D:prop></D:set></D:propertyupdate>`,
      })
    const time = '<Z:Win32LastModifiedTime>Mon, 11 May 2026 01:20:00 GMT</Z:Win32LastModifiedTime>'
    t.match((await patch(time)).text, 'HTTP/1.1 200 OK')
    const mixed = (await patch(`${time}<D:getetag>1</D:getetag>`)).text
    t.match(mixed, 'HTTP/1.1 424')
    t.match(mixed, 'HTTP/1.1 403')
    t.notMatch(mixed, 'HTTP/1.1 200')
  })

  await t.test('nothing else lies there, and nothing can be laid there', async (t) => {
    const token = new URL(url).pathname.split('/')[2] ?? ''
    const wrong = url.replace(token, (token.startsWith('A') ? 'B' : 'A') + token.slice(1))
    const destination = `${folder}new.docx`
    for (const method of ['GET', 'PROPFIND', 'PUT', 'LOCK', 'OPTIONS', 'DELETE'])
      t.equal((await ask(method, wrong, method === 'PUT' ? { body: 'x' } : {})).status, 404, method)
    t.equal((await ask('GET', `${folder}other.docx`)).status, 404)
    t.equal((await ask('GET', `${url}/x`)).status, 404)
    for (const other of ['~$x.docx', '.~lock.x.docx%23', '._x.docx', 'other.docx']) {
      const put = await ask('PUT', folder + other, { body: written('一') })
      t.match(put, { status: 403, text: /ほかのファイルを置けません/ })
      t.equal((await ask('LOCK', folder + other, { body: lockinfo() })).status, 403)
    }
    for (const method of ['DELETE', 'MOVE', 'COPY', 'MKCOL'])
      t.match(await ask(method, url, { destination }), { status: 403, text: /開くことと保存すること/ })
    t.equal((await ask('PUT', url, { body: 'x', 'content-range': 'bytes 0-0/10' })).status, 400)
    t.equal((await ask('PUT', url, { body: '%PDF-1.7\n%%EOF' })).status, 422, 'another kind of file')
    t.equal((await makings(file)).length, 1)
    t.same((await editing(file)).copies, [])
  })

  await t.test('names that addresses write in another way', async (t) => {
    const odd = await drafted(office, base, '50%+1 #2？＆a;b.docx')
    const link = await linkFor(odd, staff.drafter)
    t.equal((await ask('GET', link.url)).status, 200)
    const token = await lockOf(link.url)
    // As behind a proxy that hands on another host.
    const tagged = link.url.replace(base, 'https://kessai.example.lg.jp')
    const put = { body: written('一'), if: `<${tagged}> (${token})` }
    t.equal((await ask('PUT', link.url, put)).status, 204)
    t.match((await ask('PROPFIND', link.url, { depth: '0' })).text, new URL(link.url).pathname)
    const renamed = {
      method: 'PATCH',
      url: `/v1/attachments/${odd.attachment}`,
      payload: { name: '改称.docx' },
    }
    t.equal((await office.inject(staff.drafter, renamed as never)).statusCode, 200)
    const later = { body: written('二'), if: `(${token})` }
    t.equal((await ask('PUT', link.url, later)).status, 204, 'renamed meanwhile')
    t.match((await office.view(staff.drafter, odd.id)).attachments, [
      { name: '改称.docx', revisionNumber: 3 },
    ])
  })

  await t.test('a save that breaks off leaves nothing', async (t) => {
    const before = await office.pool.query('select count(*) from blob')
    const { port, pathname: path } = new URL(url)
    const headers = { 'content-length': 5_000_000 }
    const half = send({ port, path, method: 'PUT', host: '127.0.0.1', headers })
    const closed = new Promise((resolve) => half.once('close', resolve))
    half.once('error', () => undefined)
    half.write(written('二').subarray(0, 1000), () => half.destroy())
    await closed
    t.equal((await ask('PUT', url, { body: written('三') })).status, 204, 'the next one is not hurt')
    t.equal((await makings(file)).length, 2)
    t.same((await editing(file)).copies, [])
    const after = await office.pool.query('select count(*) from blob')
    t.equal(Number(after.rows[0].count) - Number(before.rows[0].count), 1)
  })
})

test('WebDAV: a lock is the lease of the file', async (t) => {
  const office = await createOffice(t)
  const base = await listening(office.app)

  await t.test('who edits it is seen, and nobody else saves meanwhile', async (t) => {
    const file = await drafted(office, base)
    const [own, other] = [await linkFor(file, staff.drafter), await linkFor(file, staff.drafter)]
    const taken = await ask('LOCK', own.url, { body: lockinfo(), timeout: 'Second-86400' })
    t.match(taken.text, '<D:timeout>Second-1800</D:timeout>')
    t.match(taken.text, '幌平 &amp; &lt;美咲&gt;', 'the owner as the program wrote it')
    t.match((await editing(file)).editing, [{ name: '幌平 美咲', how: 'webdav', own: true }])
    const token = taken.headers.get('lock-token') ?? ''
    const seen = await ask('PROPFIND', other.url, { depth: '0' })
    t.match(seen.text, '<D:owner>企画係主任 幌平 美咲</D:owner>')
    t.notMatch(seen.text, token.slice(1, -1), 'its token is nobody else’s business')
    t.match(await ask('LOCK', other.url, { body: lockinfo() }), { status: 423, text: /no-conflicting-lock/ })
    t.equal((await ask('PUT', other.url, { body: written('一') })).status, 423)
    t.equal((await ask('PUT', other.url, { body: written('一'), if: `(${token})` })).status, 412)
    t.match((await editing(file)).copies, [{ name }], 'what was sent is kept')
    t.equal((await editing(file)).copies.length, 1, 'of one program the latest')
    t.equal((await ask('PUT', own.url, { body: written('二') })).status, 423, 'without its token')
    t.equal((await ask('PUT', own.url, { body: written('三'), if: `(${token})` })).status, 204)
    const asWord = { body: written('四'), 'lock-token': token }
    t.equal((await ask('PUT', own.url, asWord)).status, 204, 'as Word sends it')
    t.equal((await makings(file)).length, 3)
    t.equal((await ask('UNLOCK', own.url, { 'lock-token': '<opaquelocktoken:x>' })).status, 409)
    t.equal((await ask('UNLOCK', own.url, { 'lock-token': token })).status, 204)
    t.same((await editing(file)).editing, [])
    t.equal((await ask('LOCK', own.url, { body: lockinfo('shared') })).status, 403)
  })

  await t.test('it is renewed, or ends by itself; a program that broke down takes it anew', async (t) => {
    const file = await drafted(office, base)
    const { url } = await linkFor(file, staff.drafter)
    const first = await lockOf(url)
    const token = await lockOf(url)
    t.not(token, first)
    office.setTime('2026-05-11T01:45:00.000Z')
    t.equal((await ask('LOCK', url, { if: `(${first})` })).status, 412)
    const renewed = await ask('LOCK', url, { if: `(${token})`, timeout: 'Second-600' })
    t.match(renewed, { status: 200, text: /Second-600/ })
    t.equal((await editing(file)).editing.length, 1)
    office.setTime('2026-05-11T01:55:01.000Z')
    t.same((await editing(file)).editing, [])
    t.equal((await ask('PUT', url, { body: written('一') })).status, 204, 'and still it may save')
  })

  await t.test('somebody in the browser edits it, or takes it over', async (t) => {
    const file = await drafted(office, base)
    const { url } = await linkFor(file, staff.drafter)
    await browserTakes(file, staff.drafter)
    t.equal((await ask('LOCK', url, { body: lockinfo() })).status, 423)
    t.equal((await ask('PUT', url, { body: written('一') })).status, 423)
    office.setTime('2026-05-11T02:00:00.000Z')
    const token = await lockOf(url)
    t.match(await browserTakes(file, staff.drafter), { status: 409, body: { code: 'being_edited' } })
    t.equal((await browserTakes(file, staff.drafter, true)).status, 201)
    t.equal((await ask('PUT', url, { body: written('二'), if: `(${token})` })).status, 412)
    t.equal((await makings(file)).length, 1)
    t.equal((await editing(file)).copies.length, 1)
  })

  await t.test('what was saved meanwhile is not overwritten', async (t) => {
    const file = await drafted(office, base)
    const [slow, fast] = [await linkFor(file, staff.drafter), await linkFor(file, staff.drafter)]
    const read = await ask('HEAD', slow.url)
    t.equal((await ask('PUT', fast.url, { body: written('速') })).status, 204)
    const token = await lockOf(slow.url)
    const late = await ask('PUT', slow.url, { body: written('遅'), if: `(${token})` })
    t.match(late, { status: 412, text: /控え/ })
    const matched = { body: written('別'), 'lock-token': token, 'if-match': read.headers.get('etag') ?? '' }
    t.equal((await ask('PUT', slow.url, matched)).status, 412)
    t.equal((await editing(file)).copies.length, 1)
    t.equal((await ask('GET', slow.url, { range: 'bytes=0-1' })).status, 206)
    const still = await ask('PUT', slow.url, { body: written('遅'), if: `(${token})` })
    t.equal(still.status, 412, 'a part of the newest is not the newest')
    await ask('GET', slow.url)
    t.equal((await ask('PUT', slow.url, { body: written('続'), if: `(${token})` })).status, 204, 'read anew')
    t.match((await makings(file))[0], { number: 3, fromNumber: 2 })
  })

  await t.test(
    'what was read is noted before its last byte, for a program may save as soon as it has that',
    async (t) => {
      const file = await drafted(office, base)
      const [slow, fast] = [await linkFor(file, staff.drafter), await linkFor(file, staff.drafter)]
      t.equal((await ask('PUT', fast.url, { body: written('速') })).status, 204)
      let [came, size, reading] = [0, 0, Promise.resolve()]
      await office.db.transaction().execute(async (trx) => {
        await trx.selectFrom('edit_pass').select('id').where('id', '=', slow.id).forUpdate().execute()
        const answer = await fetch(slow.url)
        size = Number(answer.headers.get('content-length'))
        reading = (async () => {
          for await (const piece of answer.body ?? []) came += piece.length
        })()
        await untilHeld(office.db)
        t.ok(came < size, 'it is not all there yet')
      })
      await reading
      t.equal(came, size)
    },
  )

  await t.test('two save in the same moment: one of them is kept as 控え', async (t) => {
    const file = await drafted(office, base)
    const links = [await linkFor(file, staff.drafter), await linkFor(file, staff.drafter)]
    const saves = await Promise.all(links.map((it, at) => ask('PUT', it.url, { body: written(`同時${at}`) })))
    for (const status of [204, 412]) t.equal(saves.filter((it) => it.status === status).length, 1)
    t.equal((await makings(file)).length, 2)
    t.equal((await editing(file)).copies.length, 1)
  })

  await t.test('a lock in the moment of a takeover: the file has one of them', async (t) => {
    const file = await drafted(office, base)
    const { url } = await linkFor(file, staff.drafter)
    const [lock, taken] = await Promise.all([
      ask('LOCK', url, { body: lockinfo() }),
      browserTakes(file, staff.drafter, true),
    ])
    t.equal(taken.status, 201)
    t.ok([200, 423].includes(lock.status))
    t.match((await editing(file)).editing, [{ how: 'browser' }])
    const late = {
      body: written('一'),
      'lock-token': lock.headers.get('lock-token') ?? '<opaquelocktoken:x>',
    }
    t.not((await ask('PUT', url, late)).status, 204)
    t.equal((await makings(file)).length, 1)
  })
})

test('WebDAV: R-11, R-23: what may not be edited is only read', async (t) => {
  const office = await createOffice(t)
  const base = await listening(office.app)
  const file = await drafted(office, base)
  await office.act(staff.drafter, file.id, { type: 'submit' })
  const approver = await linkFor(file, staff.groupChief, minor)
  const token = await lockOf(approver.url)
  t.equal((await ask('PUT', approver.url, { body: written('一'), if: `(${token})` })).status, 204)
  await office.act(staff.groupChief, file.id, { type: 'return', reason: '直すこと' })
  const late = { body: written('二'), if: `(${token})` }
  t.match(await ask('PUT', approver.url, late), { status: 403, text: /いまの状態：差戻し/ })
  t.equal((await editing(file, staff.groupChief)).copies.length, 1, 'it is kept as 控え')
  t.equal((await ask('GET', approver.url)).status, 200)
  t.equal((await ask('LOCK', approver.url, { body: lockinfo() })).status, 403)
  const drafter = await linkFor(file, staff.drafter)
  office.setTime('2026-05-11T02:00:00.000Z')
  t.equal((await ask('PUT', drafter.url, { body: written('三') })).status, 204, 'the drafter corrects it')

  await office.act(staff.drafter, file.id, {
    ...{ type: 'resubmit', mode: 'resume', effect: 'minor' },
  })
  for (const [person, act] of [
    [staff.groupChief, { type: 'approve' }],
    [staff.sectionChief, { type: 'approve' }],
    [staff.finance, concur],
    [staff.personnel, concur],
    [staff.bureauChief, { type: 'approve' }],
  ] as const)
    await office.act(person, file.id, act)
  const decider = await linkFor(file, staff.decider, minor)
  const held = await lockOf(decider.url)
  await office.act(staff.decider, file.id, { type: 'decide' })
  t.equal((await office.view(staff.drafter, file.id)).status, 'decided')
  const after = await ask('PUT', decider.url, { body: written('決裁後'), if: `(${held})` })
  t.match(after, { status: 403, text: /responsedescription/ })
  t.equal((await ask('GET', decider.url)).status, 200)
  t.match(
    await ask('PROPPATCH', decider.url, {
      if: `(${held})`,
      body: '<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><Z:a xmlns:Z="urn:schemas-microsoft-com:"/></D:prop></D:set></D:propertyupdate>',
    }),
    { text: /403/ },
  )
  t.match(await makings(file), [{ number: 3 }, { number: 2 }, { number: 1 }])

  await office.inject(staff.decider, { method: 'DELETE', url: `/v1/edit-passes/${decider.id}` })
  t.equal((await ask('GET', decider.url)).status, 404, 'ended')
  t.same((await editing(file)).editing, [], 'with its lock')
  office.setTime('2026-05-11T04:30:00.000Z')
  t.equal((await ask('GET', drafter.url)).status, 404, 'its time is over')
})
