import { randomUUID } from 'node:crypto'
import { type Test, test } from 'tap'
import type { AttachmentView } from '../contract/proposals.ts'
import type { NewNote, NoteList, NoteView } from '../contract/notes.ts'
import { boundary, partEnd, partHead } from '../testing/attachment-world.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { storePages } from '../testing/read-pages.ts'

const pages = ['第１条 負担は２分の１とする。', '第５条 補助率は２分の１以内とする。']

async function send(office: Office, url: string, words: string): Promise<AttachmentView> {
  const answer = await office.inject(staff.drafter, {
    method: 'POST',
    url,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'idempotency-key': randomUUID() },
    payload: Buffer.concat([partHead('要綱.txt'), Buffer.from(words), partEnd]),
  })
  if (answer.statusCode >= 300) throw new Error(answer.body)
  const made = answer.json<{ attachment?: AttachmentView; attachments?: AttachmentView[] }>()
  const attachment = made.attachment ?? made.attachments?.at(-1)
  if (attachment === undefined) throw new Error(answer.body)
  return attachment
}

/** A draft with a file of two pages. */
async function draftWithPages(office: Office) {
  const { id } = await office.draft()
  const file = await send(office, `/v1/proposals/${id}/attachments`, pages.join('\n'))
  await storePages(office, file, pages)
  return { id, file }
}

async function submittedWithPages(office: Office) {
  const made = await draftWithPages(office)
  const done = await office.act(staff.drafter, made.id, { type: 'submit' })
  if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  return made
}

const noteOn = (file: AttachmentView, more: Partial<NewNote> = {}): NewNote => ({
  revisionId: file.revisionId,
  pageIndex: 1,
  place: { kind: 'highlight', boxes: [[100, 90, 60, 12]] },
  quote: { before: '補助率は', text: '２分の１', after: '以内とする。' },
  words: '率の根拠は。',
  audience: 'route',
  ...more,
})

async function write(office: Office, person: string, id: string, note: NewNote): Promise<string> {
  const { status, body } = await office.ask<{ id: string }>(person, 'POST', `/v1/proposals/${id}/notes`, note)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}

async function seen(office: Office, person: string, id: string): Promise<readonly NoteView[]> {
  const { body } = await office.ask<NoteList>(person, 'GET', `/v1/proposals/${id}/notes`)
  return body.notes
}

const change = async (
  office: Office,
  person: string,
  method: 'PATCH' | 'PUT' | 'DELETE',
  url: string,
  body?: object,
) => {
  const answer = await office.inject(person, {
    method,
    url,
    ...(body === undefined ? {} : { payload: body }),
  })
  return answer.statusCode === 204 ? 204 : `${answer.statusCode} ${answer.json<{ code: string }>().code}`
}

test('付箋: seen by whom it is for, and by nobody else', async (t) => {
  const office = await createOffice(t)
  const { id, file } = await submittedWithPages(office)
  for (const [minute, audience] of (['private', 'route', 'drafter'] as const).entries()) {
    office.setTime(`2026-05-11T02:0${minute}:00.000Z`)
    await write(office, staff.groupChief, id, noteOn(file, { audience, words: audience }))
  }
  const words = async (person: string) => (await seen(office, person, id)).map((it) => it.words)
  t.same(await words(staff.groupChief), ['private', 'route', 'drafter'])
  t.same(await words(staff.drafter), ['route', 'drafter'])
  t.same(await words(staff.finance), ['route'])
  t.same(await words(staff.recordsManager), [], 'who reads by office is not on the route')
  const stranger = await office.ask(staff.stranger, 'GET', `/v1/proposals/${id}/notes`)
  t.match(stranger, { status: 404, body: { code: 'not_found' } })
  t.match((await seen(office, staff.drafter, id))[0], {
    by: { id: staff.groupChief, name: '行啓 武', title: '企画係長' },
    now: { state: 'here' },
    may: { keep: false, settle: true },
    pageIndex: 1,
  })
})

test('付箋: changed and taken away by who wrote it, answered by who sees it, settled by the drafter', async (t) => {
  const office = await createOffice(t)
  const { id, file } = await submittedWithPages(office)
  const note = await write(office, staff.groupChief, id, noteOn(file))
  const url = `/v1/notes/${note}`
  t.equal(await change(office, staff.drafter, 'PATCH', url, { words: '消した' }), '403 note_not_yours')
  t.equal(await change(office, staff.stranger, 'PATCH', url, { words: '消した' }), '404 not_found')
  t.equal(
    await change(office, staff.finance, 'PUT', `${url}/settled`, { settled: true }),
    '403 note_not_yours_to_settle',
  )
  t.equal(await change(office, staff.groupChief, 'PATCH', url, { words: '率の根拠を示すこと。' }), 204)
  const reply = await office.ask<{ id: string }>(staff.drafter, 'POST', `${url}/replies`, {
    words: '別紙に示しました。',
  })
  t.equal(reply.status, 201)
  t.equal(await change(office, staff.drafter, 'PUT', `${url}/settled`, { settled: true }), 204)
  const [settled] = await seen(office, staff.finance, id)
  t.match(settled, {
    words: '率の根拠を示すこと。',
    settled: { name: '幌平 美咲' },
    replies: [{ words: '別紙に示しました。', by: { name: '幌平 美咲' } }],
  })
  t.equal(await change(office, staff.drafter, 'PUT', `${url}/settled`, { settled: false }), 204)
  t.equal((await seen(office, staff.finance, id))[0]?.settled, undefined)

  t.equal(await change(office, staff.groupChief, 'PATCH', url, { audience: 'private' }), 204)
  t.same(await seen(office, staff.drafter, id), [])
  t.match((await office.ask(staff.drafter, 'POST', `${url}/replies`, { words: 'まだ' })).status, 404)
  t.equal(await change(office, staff.drafter, 'DELETE', url), '404 not_found')
  t.equal(await change(office, staff.groupChief, 'DELETE', url), 204)
  t.same(await seen(office, staff.groupChief, id), [])
  t.equal(await change(office, staff.groupChief, 'DELETE', url), '404 not_found')
})

test('付箋: only on a page of the case, and only in words that can be kept', async (t) => {
  const office = await createOffice(t)
  const { id, file } = await submittedWithPages(office)
  const other = await draftWithPages(office)
  const refused = async (note: object) => {
    const { status, body } = await office.ask<{ code: string }>(
      staff.drafter,
      'POST',
      `/v1/proposals/${id}/notes`,
      note,
    )
    return `${status} ${body.code}`
  }
  t.equal(await refused(noteOn(other.file)), '422 note_nowhere')
  t.equal(await refused({ ...noteOn(file), revisionId: randomUUID() }), '422 note_nowhere')
  t.equal(await refused(noteOn(file, { words: 'a\0b' })), '422 unstorable_text')
  t.equal(await refused({ ...noteOn(file), audience: 'everybody' }), '400 bad_request')
  t.equal(await refused(noteOn(file, { place: { kind: 'note', x: 1e9, y: 0 } })), '400 bad_request')
  t.equal(await refused({ ...noteOn(file), place: { kind: 'ink', strokes: [[1, 2]] } }), '400 bad_request')
})

async function afterRevision(t: Test, bodies: readonly string[], note: Partial<NewNote> = {}) {
  const office = await createOffice(t)
  const { id, file } = await draftWithPages(office)
  await write(office, staff.drafter, id, noteOn(file, note))
  const next = await send(office, `/v1/attachments/${file.id}/revisions`, bodies.join('\n'))
  const before = (await seen(office, staff.drafter, id))[0]?.now
  await storePages(office, next, bodies)
  return { office, id, file, before, now: (await seen(office, staff.drafter, id))[0]?.now }
}

test('付箋: moved along when a new revision still has the passage', async (t) => {
  const { before, now } = await afterRevision(t, [
    '表紙',
    pages[0] ?? '',
    '第６条 補助率は２分の１以内とする。',
  ])
  t.same(before, { state: 'page' }, 'while the new pages are not known')
  t.same(now, { state: 'moved', pageIndex: 2, ordinal: 0 })
})

test('付箋: a passage that is gone leaves its note in the list', async (t) => {
  const { office, id, file, now } = await afterRevision(t, ['第５条 補助率は３分の１以内とする。'])
  t.same(now, { state: 'gone' })
  await office.inject(staff.drafter, { method: 'DELETE', url: `/v1/attachments/${file.id}` })
  t.same((await seen(office, staff.drafter, id))[0]?.now, { state: 'gone' }, 'also with its file')
})

test('付箋: without a passage it keeps to its page as long as there is one', async (t) => {
  const { quote: _quote, ...bare } = noteOn({} as AttachmentView, { place: { kind: 'note', x: 10, y: 10 } })
  const office = await createOffice(t)
  for (const [bodies, state] of [
    [['一', '二'], 'page'],
    [['一'], 'gone'],
  ] as const) {
    const { id, file } = await draftWithPages(office)
    await write(office, staff.drafter, id, { ...bare, revisionId: file.revisionId })
    const next = await send(office, `/v1/attachments/${file.id}/revisions`, bodies.join('\n'))
    await storePages(office, next, bodies)
    t.same((await seen(office, staff.drafter, id))[0]?.now, { state })
  }
})
