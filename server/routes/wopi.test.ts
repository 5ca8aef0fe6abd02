import { randomBytes } from 'node:crypto'
import { test } from 'tap'
import { staff } from '../testing/office.ts'
import { word, wordsOf } from '../testing/word-says.ts'
import { createWopiOffice } from '../testing/wopi-office.ts'

const auto = { 'x-cool-wopi-isautosave': 'true', 'x-cool-wopi-ismodifiedbyuser': 'true' }
const atEnd = { ...auto, 'x-cool-wopi-isexitsave': 'true' }
const minor = { effect: 'minor', reason: '誤字を直しました。' }

test('オフィスサーバーで編集: a session, and whom it is for', async (t) => {
  const office = await createWopiOffice(t)
  const { id, attachment } = await office.drafted()

  await t.test('the page is told what it edits, and where', async (t) => {
    const { status, body } = await office.openSession(staff.drafter, attachment)
    t.equal(status, 201)
    const source = `https://kessai.example/wopi/files/${attachment}`
    t.match(body, {
      action: `${office.server.origin}/browser/0f3a/cool.html?WOPISrc=${encodeURIComponent(source)}`,
      ...{ origin: office.server.origin, accessToken: /^[\w-]{43}$/ },
      accessTokenTtl: Date.parse('2026-05-11T11:20:00.000Z'),
    })
    t.match((await office.editing(staff.drafter, id)).office, ['docx', 'doc'])
    const info = (await office.client(attachment, body.accessToken).checkFileInfo()).json
    t.match(info, {
      ...{
        BaseFileName: '伺い.docx',
        UserFriendlyName: '企画係主任 幌平 美咲',
        UserCanWrite: true,
        ReadOnly: false,
      },
      ...{ PostMessageOrigin: 'https://kessai.example', UserCanNotWriteRelative: true, DisablePrint: true },
      HostViewUrl: `https://kessai.example/proposals/${id}`,
    })
    t.equal(info['DisableChangeTrackingRecord'], undefined, 'the drafter writes without marks')
    t.notMatch(JSON.stringify([info['OwnerId'], info['UserId']]), staff.drafter)
  })

  await t.test('R-23: only who may edit now; on the way with weight and reason', async (t) => {
    t.match(await office.openSession(staff.stranger, attachment), { status: 404 })
    const drafters = await office.opened(staff.drafter, attachment)
    await office.act(staff.drafter, id, { type: 'submit' })
    t.match(await office.openSession(staff.drafter, attachment), {
      status: 409,
      body: { code: 'files_fixed' },
    })
    t.match(
      await office.openSession(staff.groupChief, attachment),
      { status: 403 },
      'without weight and reason',
    )
    t.match(await office.openSession(staff.groupChief, attachment, { effect: 'minor' }), { status: 400 })
    const client = await office.opened(staff.groupChief, attachment, minor)
    t.match((await client.checkFileInfo()).json, { UserCanWrite: true, DisableChangeTrackingRecord: false })
    t.match((await drafters.checkFileInfo()).json, { UserCanWrite: false, ReadOnly: true })
    await client.lock('L')
    t.equal((await client.putFile(word('二'), 'L')).status, 200)
    t.match((await office.view(staff.drafter, id)).history.at(-1), { type: 'revised', comment: minor.reason })
    const { body } = await office.ask<{ revisions: object[] }>(
      staff.drafter,
      'GET',
      `/v1/attachments/${attachment}/revisions`,
    )
    t.match(body.revisions[0], {
      number: 2,
      how: 'wopi',
      name: '行啓 武',
      reason: minor.reason,
      fromNumber: 1,
    })
  })

  await t.test('what the office server does not edit, and an office server that is not there', async (t) => {
    const { id, attachment } = await office.drafted()
    await office.ask(staff.drafter, 'PATCH', `/v1/attachments/${attachment}`, { name: '伺い.dotx' })
    t.match(await office.openSession(staff.drafter, attachment), {
      status: 422,
      body: { code: 'not_edited_on_office_server' },
    })
    t.same((await office.editing(staff.drafter, id)).passes, [], 'no pass is left behind')
  })
})

test('WOPI: what a token opens', async (t) => {
  const office = await createWopiOffice(t)
  const [one, two] = [await office.drafted('一'), await office.drafted('二')]
  const client = await office.opened(staff.drafter, one.attachment)
  const session = (await office.openSession(staff.drafter, one.attachment)).body

  await t.test('one file, in one way, as long as it holds', async (t) => {
    t.equal((await office.client(two.attachment, session.accessToken).getFile()).status, 404, 'another file')
    t.equal((await office.client(one.attachment, '').getFile()).status, 401)
    const link = await office.ask<{ url: string }>(
      staff.drafter,
      'POST',
      `/v1/attachments/${one.attachment}/desktop-link`,
      {},
    )
    const [, desktop = ''] = /\/dav\/([\w-]+)\//.exec(link.body.url) ?? []
    t.equal((await office.client(one.attachment, desktop).getFile()).status, 401, 'a pass for the desktop')
    const answer = await office.inject(staff.drafter, `/wopi/files/${one.attachment}/contents`)
    t.equal(answer.statusCode, 401, 'the session of a browser')
    await office.inject(staff.drafter, { method: 'DELETE', url: `/v1/edit-passes/${session.passId}` })
    t.equal((await office.client(one.attachment, session.accessToken).getFile()).status, 401, 'ended')
    office.setTime('2026-05-11T03:19:00.000Z')
    t.equal((await client.getFile()).status, 200)
    office.setTime('2026-05-11T05:20:00.000Z')
    t.equal((await client.getFile()).status, 401, 'not used for two hours')
  })

  await t.test('never more than is asked for, and nothing that is malformed', async (t) => {
    const client = await office.opened(staff.drafter, two.attachment)
    const { bytes } = await office.newest(two.id)
    const most = (size: number) => client.getFile({ 'x-wopi-maxexpectedsize': String(size) })
    t.equal((await most(bytes.byteLength)).status, 200)
    t.equal((await most(bytes.byteLength - 1)).status, 412)
    t.equal((await client.send('POST', '')).status, 400, 'no operation')
    for (const unknown of ['RENAME_FILE', 'DELETE', 'PUT_USER_INFO', 'COBALT', 'constructor'])
      t.equal((await client.ask(unknown, { 'x-wopi-lock': 'L' })).status, 501, unknown)
    t.equal((await client.ask('LOCK')).status, 400, 'no lock')
    t.equal((await client.lock('L'.repeat(1025))).status, 400)
    t.equal((await client.unlockAndRelock('O'.repeat(1025), 'L')).status, 400)
    t.equal((await client.putFile(word('三'), 'L'.repeat(1025))).status, 400)
    t.equal((await client.putFile(word('三'), 'L', { 'x-wopi-override': 'COPY' })).status, 501)
    await client.lock('L')
    t.equal((await client.putFile(Buffer.from('text'), 'L')).status, 400, 'another kind of file')
    t.same((await office.newest(two.id)).bytes, bytes)
  })

  await t.test('a file larger than what a request may say otherwise', async (t) => {
    const large = await office.drafted('大きい')
    const client = await office.opened(staff.drafter, large.attachment)
    await client.lock('L')
    const bytes = word(randomBytes(2_000_000).toString('hex'))
    t.ok(bytes.byteLength > 1024 * 1024)
    t.equal((await client.putFile(bytes, 'L')).status, 200)
    t.ok((await client.getFile()).body.equals(bytes))
  })

  await t.test('no token, no name and no word of a file stands in the log', async (t) => {
    t.ok(office.lines.some((it) => it.includes('/wopi/files/')))
    const { body } = await office.openSession(staff.drafter, one.attachment)
    const canary = office.client(one.attachment, body.accessToken)
    await canary.checkFileInfo()
    await canary.lock('L')
    await canary.putFile(word('四'), 'L')
    await canary.with({ token: `${body.accessToken}x` }).getFile()
    t.notMatch(office.lines.join(''), body.accessToken)
    t.notMatch(office.lines.join(''), '伺い.docx')
  })
})

test('WOPI: what is saved, and what waits', async (t) => {
  const office = await createWopiOffice(t)

  await t.test(
    'what it saves by itself waits for the save, the last one or the end of the editing',
    async (t) => {
      const { id, attachment } = await office.drafted()
      const client = await office.opened(staff.drafter, attachment)
      const { Version: before } = (await client.checkFileInfo()).json
      await client.lock('L')
      const waits = await client.putFile(word('自動'), 'L', auto)
      t.equal(waits.status, 200)
      t.not(waits.header('X-WOPI-ItemVersion'), before)
      t.equal((await office.newest(id)).number, 1, 'no revision for every pause in typing')
      t.equal(wordsOf((await client.getFile()).body), '自動', 'but what it gets is what it gave')
      t.same((await office.editing(staff.drafter, id)).copies, [], 'and it is offered to nobody meanwhile')
      await client.putFile(word('自動の二'), 'L', auto)
      t.equal((await client.putFile(word('保存'), 'L')).status, 200)
      t.match(await office.newest(id), { number: 2, says: '保存' })
      t.same(await office.db.selectFrom('edit_copy').selectAll().execute(), [], 'nothing waits any more')
      await client.putFile(word('自動の三'), 'L', auto)
      t.equal((await client.putFile(word('最後'), 'L', atEnd)).status, 200)
      t.match(await office.newest(id), { number: 3, says: '最後' })
      await client.putFile(word('終わり'), 'L', auto)
      t.equal((await client.unlock('L')).status, 200)
      t.match(await office.newest(id), { number: 4, says: '終わり' }, 'the end without a save')
      t.same((await office.editing(staff.drafter, id)).copies, [])
      t.same(await office.db.selectFrom('edit_copy').selectAll().execute(), [])
    },
  )

  await t.test('an office server that breaks down leaves what it saved as 控え', async (t) => {
    const { id, attachment } = await office.drafted()
    const client = await office.opened(staff.drafter, attachment)
    await client.lock('L')
    await client.putFile(word('途中'), 'L', auto)
    office.setTime('2026-05-11T01:51:00.000Z')
    t.same((await client.getLock()).header('X-WOPI-Lock'), '', 'after half an hour it has no lock')
    const { copies } = await office.editing(staff.drafter, id)
    t.match(copies, [{ attachmentId: attachment, name: '伺い.docx' }])
    const restored = await office.ask(staff.drafter, 'POST', `/v1/attachments/${attachment}/restored`, {
      copyId: copies[0]?.id,
    })
    t.equal(restored.status, 201)
    t.match(await office.newest(id), { number: 2, says: '途中' })
  })

  await t.test(
    'what nobody changed is no revision; a save after a change is, whatever it says',
    async (t) => {
      const { id, attachment } = await office.drafted()
      const client = await office.opened(staff.drafter, attachment)
      const untouched = { 'x-lool-wopi-ismodifiedbyuser': 'false' }
      await client.lock('L')
      t.equal((await client.putFile(word('書き直し'), 'L', untouched)).status, 200)
      t.equal((await office.newest(id)).number, 1)
      await client.putFile(word('変更'), 'L', auto)
      await client.putFile(word('変更'), 'L', { ...untouched, 'x-lool-wopi-isexitsave': 'true' })
      t.match(await office.newest(id), { number: 2, says: '変更' })
    },
  )

  await t.test(
    'somebody else saved meanwhile: nothing is overwritten, and Collabora is told in its words',
    async (t) => {
      const { id, attachment } = await office.drafted()
      const client = await office.opened(staff.drafter, attachment)
      const told = String((await client.checkFileInfo()).json['LastModifiedTime'])
      await client.getFile()
      await client.lock('L')
      office.setTime('2026-05-11T02:00:00.000Z')
      const newer = await office.opened(staff.drafter, attachment)
      await client.unlock('L')
      await newer.lock('M')
      await newer.putFile(word('新しい'), 'M')
      await newer.unlock('M')
      await client.lock('L')
      const late = await client.putFile(word('遅い'), 'L')
      t.match([late.status, late.json], [409, { COOLStatusCode: 1010 }])
      t.equal(late.header('X-WOPI-Lock'), 'L', 'with the lock there is')
      const waits = await client.putFile(word('自動で遅い'), 'L', auto)
      t.match([waits.status, waits.json], [409, { COOLStatusCode: 1010 }])
      t.match(await office.newest(id), { number: 2, says: '新しい' })
      const { copies } = await office.editing(staff.drafter, id)
      t.equal(copies.length, 1, 'of one session the latest is kept')
      const kept = await office.inject(staff.drafter, `/v1/copies/${copies[0]?.id ?? ''}/content`)
      t.equal(wordsOf(kept.rawPayload), '自動で遅い')
      await client.unlock('L')

      const fresh = await office.opened(staff.drafter, attachment)
      const since = String((await fresh.checkFileInfo()).json['LastModifiedTime'])
      const based = (timestamp: string) =>
        fresh.putFile(word('根拠のある'), 'N', { 'x-cool-wopi-timestamp': timestamp })
      await fresh.lock('N')
      const stamped = await based(told)
      t.match(
        [stamped.status, stamped.json],
        [409, { COOLStatusCode: 1010 }],
        'by what it says it began with',
      )
      t.equal((await based(since.replace('Z', '000Z'))).status, 200, 'however the instant is written')
    },
  )
})
