import iconv from 'iconv-lite'
import { type Test, test } from 'tap'
import type { AttachmentsChanged } from '../contract/attachments.ts'
import type { Problem } from '../contract/common.ts'
import type { Editing, LeaseTaken, RevisionList } from '../contract/editing.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'

type Sent<Body> = { readonly status: number; readonly body: Body }

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what that route answers
async function send<Body>(
  office: Office,
  person: string,
  url: string,
  content: Buffer | string,
): Promise<Sent<Body>> {
  const boundary = 'kessai-test'
  const answer = await office.inject(person, {
    method: 'POST',
    url,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="別表.txt"\r\nContent-Type: text/plain\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  })
  return { status: answer.statusCode, body: answer.json() }
}

const original = iconv.encode('別表\r\n一　宿泊　800円\r\n二　交通　500円\r\n', 'cp932')

type File = {
  readonly office: Office
  readonly id: string
  readonly attachment: string
  readonly revision: string
}

async function drafted(office: Office): Promise<File> {
  const { id } = await office.draft()
  const url = `/v1/proposals/${id}/attachments`
  const { body } = await send<{ attachment: { id: string; revisionId: string } }>(
    office,
    staff.drafter,
    url,
    original,
  )
  return { office, id, attachment: body.attachment.id, revision: body.attachment.revisionId }
}

function lease(
  { office, attachment, revision }: File,
  person: string,
  takeOver = false,
): Promise<Sent<LeaseTaken & Problem>> {
  const body = { revisionId: revision, takeOver }
  return office.ask<LeaseTaken & Problem>(person, 'POST', `/v1/attachments/${attachment}/lease`, body)
}

async function save(
  file: File,
  person: string,
  text: string,
  more: Record<string, string> = {},
): Promise<Sent<AttachmentsChanged & Problem & { facts?: { copyId?: string; because?: string } }>> {
  const query = new URLSearchParams({ from: file.revision, ...more }).toString()
  return send(
    file.office,
    person,
    `/v1/attachments/${file.attachment}/edits?${query}`,
    JSON.stringify({ text }),
  )
}

async function bytesOf({ office, attachment, id }: File, person: string = staff.drafter): Promise<Buffer> {
  const { attachments } = await office.view(person, id)
  const revision = attachments.find((it) => it.id === attachment)?.revisionId
  return (await office.inject(person, `/v1/revisions/${revision}/content`)).rawPayload
}

const changed = '別表\n一　宿泊　900円\n二　交通　500円\n'

test('直接編集: an attachment opened, changed and saved where it lies', async (t) => {
  const office = await createOffice(t)

  await t.test('the drafter of a draft', async (t) => {
    const file = await drafted(office)
    const opened = await office.ask<{ editor: string; facts: object }>(
      staff.drafter,
      'GET',
      `/v1/revisions/${file.revision}/editable`,
    )
    t.same(opened.body, {
      editor: 'text',
      tracked: false,
      facts: {
        text: changed.replace('900', '800'),
        ...{ encoding: 'cp932', hasMark: false, lineEnd: '\r\n', isMixed: false },
      },
    })
    const taken = await lease(file, staff.drafter)
    t.equal(taken.status, 201)
    const saved = await save(file, staff.drafter, changed, { lease: taken.body.id })
    t.equal(saved.status, 201)
    t.match(saved.body.attachments, [
      { id: file.attachment, revisionNumber: 2, name: '別表.txt', kind: 'text' },
    ])
    t.same(await bytesOf(file), iconv.encode(changed.replaceAll('\n', '\r\n'), 'cp932'))
    const { body } = await office.ask<Editing>(staff.drafter, 'GET', `/v1/proposals/${file.id}/editing`)
    t.same(body, { editing: [], passes: [], copies: [], office: [] }, 'the save ended the editing')
  })

  await t.test('what is the same is no new revision', async (t) => {
    const file = await drafted(office)
    const same = await save(file, staff.drafter, changed.replace('900', '800'))
    t.match(same, { status: 409, body: { code: 'edit_unchanged' } })
    t.match((await office.view(staff.drafter, file.id)).attachments, [{ revisionNumber: 1 }])
  })

  await t.test('what the editor refuses is told with what and where, and nothing is saved', async (t) => {
    const file = await drafted(office)
    const refused = await save(file, staff.drafter, `${changed}三　𠮷野`)
    t.equal(refused.status, 422)
    t.match(refused.body, { code: 'edit_refused', facts: { because: 'edit_letter_has_no_room' } })
    t.match(refused.body.title, /文字コード/)
    t.match(refused.body.detail, '4行目の「𠮷」')
    t.match(await save(file, staff.drafter, '\u0000'), { status: 422 })
    t.same(await bytesOf(file), original)
  })

  await t.test(
    'R-23: only the drafter, and on the way whoever’s turn it is, with weight and reason',
    async (t) => {
      const file = await drafted(office)
      t.match(await lease(file, staff.stranger), { status: 404 })
      const made = '00000000-0000-4000-8000-000000000000'
      t.match(await lease({ ...file, revision: made }, staff.drafter), { status: 404 }, 'of no content of it')
      t.match(await save(file, staff.stranger, changed), { status: 404 })
      await office.act(staff.drafter, file.id, { type: 'submit' })
      t.match(await lease(file, staff.drafter), { status: 409, body: { code: 'files_fixed' } })
      t.match(await save(file, staff.drafter, changed), { status: 409, body: { code: 'files_fixed' } })
      t.match(await lease(file, staff.sectionChief), { status: 403, body: { code: 'files_not_yours' } })
      const taken = await lease(file, staff.groupChief)
      t.equal(taken.status, 201)
      t.match(await save(file, staff.groupChief, changed), { status: 403 }, 'without weight and reason')
      const { version, manifestSha256 } = await office.view(staff.groupChief, file.id)
      const correction = {
        version: String(version),
        manifestSha256,
        effect: 'minor',
        reason: '単価の誤り',
        lease: taken.body.id,
      }
      const half = await save(file, staff.groupChief, changed, { version: String(version) })
      t.equal(half.status, 400, 'half of it')
      t.equal((await save(file, staff.groupChief, changed, correction)).status, 201)
      const after = await office.view(staff.groupChief, file.id)
      t.match(after.history.at(-1), { type: 'revised', comment: '単価の誤り' })
      t.same(await bytesOf(file, staff.groupChief), iconv.encode(changed.replaceAll('\n', '\r\n'), 'cp932'))
      t.match(
        await office.ask(staff.stranger, 'GET', `/v1/revisions/${file.revision}/editable`),
        { status: 404 },
        'who may not read it opens nothing',
      )
    },
  )
})

test('直接編集: what opens a file for editing is for those who may edit', async (t) => {
  const office = await createOffice(t)
  const file = await drafted(office)
  await office.act(staff.drafter, file.id, { type: 'submit' })
  const opens = (person: string) =>
    office.ask<Problem>(person, 'GET', `/v1/revisions/${file.revision}/editable`)
  t.match(await opens(staff.drafter), { status: 409, body: { code: 'files_fixed' } })
  t.match(await opens(staff.sectionChief), { status: 403, body: { code: 'files_not_yours' } })
  t.match(await opens(staff.groupChief), { status: 200, body: { editor: 'text' } })
})

test('直接編集: one at a time', async (t) => {
  const office = await createOffice(t)

  await t.test(
    'somebody else is told who edits; a takeover is a word more; the lease ends by itself',
    async (t) => {
      const file = await drafted(office)
      await office.act(staff.drafter, file.id, { type: 'submit' })
      office.setTime('2026-05-11T02:00:00.000Z')
      const first = await lease(file, staff.groupChief)
      const again = await lease(file, staff.groupChief)
      t.match(again, { status: 409, body: { code: 'being_edited', facts: { own: true } } })
      t.match(again.body.detail, 'あなたが別の画面で')
      const { body } = await office.ask<Editing>(staff.drafter, 'GET', `/v1/proposals/${file.id}/editing`)
      t.match(body.editing, [{ attachmentId: file.attachment, name: '行啓 武', own: false, how: 'browser' }])
      office.setTime('2026-05-11T02:01:00.000Z')
      t.equal((await office.ask(staff.groupChief, 'PUT', `/v1/leases/${first.body.id}`)).status, 200)
      office.setTime('2026-05-11T02:02:00.000Z')
      t.equal((await lease(file, staff.groupChief)).status, 409, 'renewed, it goes on')
      const over = await lease(file, staff.groupChief, true)
      t.equal(over.status, 201)
      t.match(await office.ask(staff.groupChief, 'PUT', `/v1/leases/${first.body.id}`), {
        status: 409,
        body: { code: 'lease_gone' },
      })
      t.match(
        await office.ask(staff.drafter, 'PUT', `/v1/leases/${over.body.id}`),
        { status: 409 },
        'nobody renews the lease of somebody else',
      )
      await office.inject(staff.drafter, { method: 'DELETE', url: `/v1/leases/${over.body.id}` })
      t.equal((await lease(file, staff.groupChief)).status, 409, 'nor ends it')
      office.setTime('2026-05-11T02:03:31.000Z')
      const last = await lease(file, staff.groupChief)
      t.equal(last.status, 201, 'a minute and a half later it is over')
      await office.act(staff.groupChief, file.id, { type: 'return', reason: '附則を直されたい。' })
      const renewed = await office.ask<{ code: string }>(
        staff.groupChief,
        'PUT',
        `/v1/leases/${last.body.id}`,
      )
      t.equal(renewed.status, 403, 'nor does it go on when the case has left')
      t.not(renewed.body.code, 'lease_gone')
      t.equal((await lease(file, staff.drafter)).status, 201, 'and the file is free')
    },
  )

  await t.test('a save that comes late overwrites nothing: what was sent is kept as 控え', async (t) => {
    const file = await drafted(office)
    const slow = await lease(file, staff.drafter)
    const fast = await lease(file, staff.drafter, true)
    const taken = await save(file, staff.drafter, `${changed}控え`, { lease: slow.body.id })
    t.match(taken, { status: 409, body: { code: 'edit_conflict', facts: { because: 'taken_over' } } })
    office.setTime('2026-05-11T02:03:41.000Z')
    t.equal((await save(file, staff.drafter, changed, { lease: fast.body.id })).status, 201)
    const late = await save(file, staff.drafter, `${changed}三`, { lease: slow.body.id })
    t.match(late, { status: 409, body: { code: 'edit_conflict', facts: { because: 'saved_meanwhile' } } })
    t.match(late.body.detail, '先に保存した人：企画係主任 幌平 美咲')
    t.same(await bytesOf(file), iconv.encode(changed.replaceAll('\n', '\r\n'), 'cp932'), 'the first stays')
    const { body } = await office.ask<Editing>(staff.drafter, 'GET', `/v1/proposals/${file.id}/editing`)
    t.match(body.copies, [
      { id: taken.body.facts?.copyId, fromRevisionId: file.revision },
      { id: late.body.facts?.copyId, name: '別表.txt' },
    ])
    await t.test('for its owner only', async (t) => {
      const url = `/v1/copies/${late.body.facts?.copyId}`
      const own = await office.inject(staff.drafter, `${url}/content`)
      t.same(own.rawPayload, iconv.encode(`${changed}三`.replaceAll('\n', '\r\n'), 'cp932'))
      t.equal((await office.inject(staff.groupChief, `${url}/content`)).statusCode, 404)
      t.equal((await office.inject(staff.groupChief, { method: 'DELETE', url })).statusCode, 404)
    })
    await t.test('merged into what is saved, it is gone', async (t) => {
      const again = await save(file, staff.drafter, `${changed}四`, { lease: slow.body.id })
      const settles = again.body.facts?.copyId ?? ''
      const [newest] = (await office.view(staff.drafter, file.id)).attachments
      const on = { ...file, revision: newest?.revisionId ?? '' }
      t.equal((await save(on, staff.drafter, `${changed}五`, { settles })).status, 201)
      const left = await office.ask<Editing>(staff.drafter, 'GET', `/v1/proposals/${file.id}/editing`)
      t.equal(
        left.body.copies.some((it) => it.id === settles),
        false,
      )
      t.equal(left.body.copies.length, 2)
    })
    await t.test('saved after all, or dropped', async (t) => {
      const url = `/v1/attachments/${file.attachment}/restored`
      const copyId = late.body.facts?.copyId
      t.equal((await office.ask(staff.groupChief, 'POST', url, { copyId })).status, 404)
      t.equal((await office.ask(staff.drafter, 'POST', url, { copyId })).status, 201)
      t.same(await bytesOf(file), iconv.encode(`${changed}三`.replaceAll('\n', '\r\n'), 'cp932'))
      const dropped = await office.inject(staff.drafter, {
        method: 'DELETE',
        url: `/v1/copies/${taken.body.facts?.copyId}`,
      })
      t.equal(dropped.statusCode, 204)
      const left = await office.ask<Editing>(staff.drafter, 'GET', `/v1/proposals/${file.id}/editing`)
      t.same(left.body.copies, [])
    })
  })

  await t.test('a save whose answer was lost is sent again: it is saved already', async (t) => {
    const file = await drafted(office)
    t.equal((await save(file, staff.drafter, changed)).status, 201)
    const again = await save(file, staff.drafter, changed)
    t.match(again, { status: 201, body: { attachments: [{ revisionNumber: 2 }] } })
    const { body } = await office.ask<Editing>(staff.drafter, 'GET', `/v1/proposals/${file.id}/editing`)
    t.same(body.copies, [])
  })

  await t.test('a lease that ran out unnoticed hinders nobody, and the save still goes on top', async (t) => {
    const file = await drafted(office)
    const taken = await lease(file, staff.drafter)
    office.setTime('2026-05-11T04:00:00.000Z')
    t.equal((await save(file, staff.drafter, changed, { lease: taken.body.id })).status, 201)
  })
})

test('版: every save is a revision that says who, when, from which, by what and why', async (t: Test) => {
  const office = await createOffice(t)
  const file = await drafted(office)
  await save(file, staff.drafter, changed)
  const url = `/v1/attachments/${file.attachment}`
  t.match(await office.ask(staff.drafter, 'POST', `${url}/restored`, {}), { status: 400 })
  const back = await office.ask<AttachmentsChanged>(staff.drafter, 'POST', `${url}/restored`, {
    revisionId: file.revision,
  })
  t.match(back, { status: 201, body: { attachments: [{ revisionNumber: 3 }] } })
  t.same(await bytesOf(file), original)
  const same = await office.ask(staff.drafter, 'POST', `${url}/restored`, { revisionId: file.revision })
  t.match(same, { status: 409, body: { code: 'edit_unchanged' } })
  const { body } = await office.ask<RevisionList>(staff.drafter, 'GET', `${url}/revisions`)
  t.match(body.revisions, [
    { number: 3, how: 'restored', fromNumber: 1, name: '幌平 美咲', isCurrent: true },
    { number: 2, how: 'browser', fromNumber: 1, isCurrent: false },
    { number: 1, how: 'upload', isCurrent: false },
  ])
  t.equal(body.revisions.length, 3)
  t.equal((await office.ask(staff.stranger, 'GET', `${url}/revisions`)).status, 404)
  await office.act(staff.drafter, file.id, { type: 'submit' })
  const { version, manifestSha256 } = await office.view(staff.groupChief, file.id)
  const said = { version, manifestSha256, effect: 'major', reason: '前の単価が正しい' }
  const second = body.revisions.find((it) => it.number === 2)?.id
  const restored = await office.ask(staff.groupChief, 'POST', `${url}/restored`, {
    revisionId: second,
    ...said,
  })
  t.equal(restored.status, 201)
  const newest = (await office.ask<RevisionList>(staff.groupChief, 'GET', `${url}/revisions`)).body
    .revisions[0]
  t.match(newest, { number: 4, how: 'restored', fromNumber: 2, name: '行啓 武', reason: '前の単価が正しい' })
})
