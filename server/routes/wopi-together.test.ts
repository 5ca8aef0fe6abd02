import { test } from 'tap'
import type { Problem } from '../contract/common.ts'
import { staff } from '../testing/office.ts'
import { word, wordsOf } from '../testing/word-says.ts'
import { createWopiOffice } from '../testing/wopi-office.ts'

const auto = { 'x-cool-wopi-isautosave': 'true', 'x-cool-wopi-ismodifiedbyuser': 'true' }
const atEnd = { ...auto, 'x-cool-wopi-isexitsave': 'true' }
const minor = { effect: 'minor', reason: '誤字を直しました。' }

test('WOPI: several people, and other ways to edit', async (t) => {
  const office = await createWopiOffice(t)

  await t.test(
    'two in one session share a lock; each save is by the one whose token it carries',
    async (t) => {
      const { id, attachment } = await office.drafted()
      await office.act(staff.drafter, id, { type: 'submit' })
      for (const person of [staff.groupChief, staff.sectionChief])
        await office.act(person, id, { type: 'approve' })
      const [finance, personnel] = [
        await office.opened(staff.finance, attachment, minor),
        await office.opened(staff.personnel, attachment, { effect: 'minor', reason: '人数を直しました。' }),
      ]
      await finance.getFile()
      t.equal((await finance.lock('L')).status, 200)
      t.equal((await personnel.lock('L')).status, 200, 'the same lock')
      t.equal((await finance.putFile(word('財政'), 'L')).status, 200)
      t.equal((await personnel.putFile(word('財政・人事'), 'L')).status, 200, 'on top of it')
      const told = (await office.editing(staff.drafter, id)).editing
      t.match(told, [{ attachmentId: attachment, how: 'wopi' }])
      t.equal(told.length, 1)
      const { body } = await office.ask<{ revisions: { number: number; reason?: string }[] }>(
        staff.drafter,
        'GET',
        `/v1/attachments/${attachment}/revisions`,
      )
      t.match(
        body.revisions.map((it) => [it.number, it.reason]),
        [
          [3, '人数を直しました。'],
          [2, minor.reason],
          [1, undefined],
        ],
      )
    },
  )

  await t.test(
    '重要: all of an editing is one revision, at its end; and no 軽微 save of somebody else takes it along',
    async (t) => {
      const concurred = async (): Promise<{ id: string; attachment: string }> => {
        const it = await office.drafted()
        await office.act(staff.drafter, it.id, { type: 'submit' })
        for (const person of [staff.groupChief, staff.sectionChief])
          await office.act(person, it.id, { type: 'approve' })
        return it
      }
      const major = { effect: 'major', reason: '金額を直しました。' }
      const revised = async (id: string) =>
        (await office.view(staff.drafter, id)).history
          .filter((it) => it.type === 'revised')
          .map((it) => [it.name, it.comment])

      const alone = await concurred()
      const client = await office.opened(staff.finance, alone.attachment, major)
      await client.lock('L')
      t.equal((await client.putFile(word('一度目'), 'L')).status, 200)
      t.equal((await client.putFile(word('二度目'), 'L')).status, 200, 'it can be saved again')
      t.equal((await office.newest(alone.id)).number, 1)
      t.equal((await client.putFile(word('最後'), 'L', atEnd)).status, 200)
      t.match(await office.newest(alone.id), { number: 2, says: '最後' })
      t.same(await revised(alone.id), [['厚別 恵', major.reason]])
      t.equal((await client.putFile(word('もう一度'), 'L', atEnd)).status, 404, 'the turn is with others now')

      const both = await concurred()
      const [finance, personnel] = [
        await office.opened(staff.finance, both.attachment, major),
        await office.opened(staff.personnel, both.attachment, minor),
      ]
      await finance.lock('L')
      await personnel.lock('L')
      await finance.putFile(word('財政'), 'L')
      await personnel.putFile(word('財政・人事'), 'L', auto)
      t.match(await office.newest(both.id), { number: 2, says: '財政' })
      t.same(await revised(both.id), [['厚別 恵', major.reason]])
      t.equal((await personnel.unlock('L')).status, 200)
      t.equal((await office.newest(both.id)).number, 2)
      t.match((await office.editing(staff.personnel, both.id)).copies, [{ attachmentId: both.attachment }])
    },
  )

  await t.test('who edits in the browser is not disturbed, until the file is taken over', async (t) => {
    const { id, attachment } = await office.drafted()
    const early = await office.opened(staff.drafter, attachment)
    const [file] = (await office.view(staff.drafter, id)).attachments
    const lease = { revisionId: file?.revisionId, takeOver: false }
    const take = (body: object) =>
      office.ask<Problem & { id: string }>(staff.drafter, 'POST', `/v1/attachments/${attachment}/lease`, body)
    t.equal((await take(lease)).status, 201)
    const refused = await early.lock('L')
    t.same([refused.status, refused.header('X-WOPI-Lock')], [409, ''])
    t.match(refused.header('X-WOPI-LockFailureReason'), 'being edited')
    const again = await office.openSession(staff.drafter, attachment)
    t.match(again, { status: 409, body: { code: 'being_edited' } })
    const client = await office.opened(staff.drafter, attachment, { takeOver: true })
    t.equal((await client.lock('L')).status, 200)
    await client.putFile(word('途中'), 'L', auto)
    t.match(await take(lease), { status: 409, body: { code: 'being_edited' } }, 'and the other way round')
    t.equal((await take({ ...lease, takeOver: true })).status, 201)
    t.match(
      (await office.editing(staff.drafter, id)).copies,
      [{ attachmentId: attachment }],
      'what waited is a 控え',
    )
    t.equal((await client.putFile(word('もう遅い'), 'L')).status, 409)
    const { copies } = await office.editing(staff.drafter, id)
    t.equal(copies.length, 2, 'and what comes too late is another one')
    t.equal((await office.newest(id)).number, 1)
  })

  await t.test('an office server that broke down and does not know its lock any more', async (t) => {
    const { id, attachment } = await office.drafted()
    const client = await office.opened(staff.drafter, attachment)
    await client.lock('L')
    await client.putFile(word('途中'), 'L', auto)
    const joined = await office.opened(staff.drafter, attachment)
    t.equal((await joined.lock('M')).status, 409, 'who opens it joins what goes on')
    const anew = await office.opened(staff.drafter, attachment, { takeOver: true })
    t.equal((await anew.lock('M')).status, 200)
    t.match((await office.editing(staff.drafter, id)).copies, [{ attachmentId: attachment }])
  })

  await t.test('差戻し while it is open: read it may be, saved it is not', async (t) => {
    const { id, attachment } = await office.drafted()
    await office.act(staff.drafter, id, { type: 'submit' })
    const client = await office.opened(staff.groupChief, attachment, minor)
    await client.lock('L')
    await client.putFile(word('途中'), 'L', auto)
    await office.act(staff.groupChief, id, { type: 'return', reason: '直してください。' })
    t.match((await client.checkFileInfo()).json, { UserCanWrite: false })
    t.equal((await client.getFile()).status, 200)
    const refused = await client.putFile(word('最後'), 'L', atEnd)
    t.equal(refused.status, 404)
    t.match(refused.json, { Message: /./ })
    t.equal((await client.refreshLock('L')).status, 404)
    t.equal((await client.unlock('L')).status, 200, 'what was begun can be ended')
    t.equal((await office.newest(id)).number, 1)
    const { copies } = await office.editing(staff.groupChief, id)
    const kept = await Promise.all(
      copies.map((it) => office.inject(staff.groupChief, `/v1/copies/${it.id}/content`)),
    )
    t.same(
      new Set(kept.map((it) => wordsOf(it.rawPayload))),
      new Set(['途中', '最後']),
      'and what was written is kept for its writer',
    )
  })
  await t.test('決裁 while it is open: the file is as it was decided', async (t) => {
    const { id, attachment } = await office.drafted('決裁', { authorityCode: 'E01', concurringUnits: [] })
    await office.act(staff.drafter, id, { type: 'submit' })
    await office.act(staff.groupChief, id, { type: 'approve' })
    const client = await office.opened(staff.sectionChief, attachment, minor)
    await client.lock('L')
    t.equal((await office.act(staff.sectionChief, id, { type: 'decide' })).status, 200)
    t.match((await client.checkFileInfo()).json, { UserCanWrite: false })
    t.equal((await client.putFile(word('決裁後'), 'L')).status, 404)
    t.equal((await client.putFile(word('決裁後'), 'L', auto)).status, 404)
    t.match(await office.newest(id), { number: 1, says: '決裁' })
  })
})
