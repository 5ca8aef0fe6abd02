import { randomUUID } from 'node:crypto'
import { test } from 'tap'
import type { Problem } from '../contract/common.ts'
import type { ProposalView, SavedDraft } from '../contract/proposals.ts'
import { boundary, partEnd, partHead } from '../testing/attachment-world.ts'
import { makePdf } from '../testing/files.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'

async function attach(office: Office, id: string, name: string): Promise<void> {
  const answer = await office.inject(staff.drafter, {
    method: 'POST',
    url: `/v1/proposals/${id}/attachments`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([partHead(name), makePdf(), partEnd]),
  })
  if (answer.statusCode !== 201) throw new Error(answer.body)
}

async function redraft(office: Office, person: string, id: string, kind: string, key: string = randomUUID()) {
  const answer = await office.inject(person, {
    method: 'POST',
    url: `/v1/proposals/${id}/redraft`,
    headers: { 'idempotency-key': key },
    payload: { kind },
  })
  return { status: answer.statusCode, body: answer.json<ProposalView & { code?: string }>() }
}

test('R-02 再起案: a new draft with the text and files of one that ended', async (t) => {
  const office = await createOffice(t)
  const draft = await office.draft({
    urgent: true,
    urgentReason: '期限が迫っているため',
    dueOn: '2026-05-20',
  })
  await attach(office, draft.id, '素案（髙橋）.pdf')
  await office.act(staff.drafter, draft.id, { type: 'submit' })
  t.match(
    await redraft(office, staff.drafter, draft.id, 'redraft'),
    { status: 409, body: { code: 'not_ended' } },
    'not of one on its way',
  )
  await office.act(staff.drafter, draft.id, { type: 'withdraw', reason: '条件を見直すため' })
  const old = await office.view(staff.drafter, draft.id)
  t.equal(old.redraftable, true)

  const key = randomUUID()
  const { status, body: again } = await redraft(office, staff.drafter, draft.id, 'redraft', key)
  t.equal(status, 201)
  t.match(again, { status: 'draft', editable: true, version: 0, history: { length: 0 }, number: undefined })
  t.not(again.id, old.id)
  t.same(again.content, {
    ...office.content(),
    origin: { proposalId: old.id, number: '観光起第1号', kind: 'redraft' },
  })
  t.match(again.attachments, [{ name: '素案（髙橋）.pdf', revisionNumber: 1, kind: 'pdf' }])
  t.equal(again.attachments[0]?.sha256, old.attachments[0]?.sha256, 'the same bytes')
  t.not(again.attachments[0]?.revisionId, old.attachments[0]?.revisionId, 'as a revision of its own')
  t.not(again.manifestSha256, old.manifestSha256, 'the origin is part of what is signed')

  const retried = await redraft(office, staff.drafter, draft.id, 'redraft', key)
  t.match(retried, { status: 200, body: { id: again.id } }, 'a retry answers the same draft')
  t.equal(retried.body.attachments.length, 1)
  const both = await Promise.all(
    [1, 2].map(() => redraft(office, staff.drafter, draft.id, 'redraft', 'two tabs')),
  )
  t.equal(new Set(both.map((it) => it.body.id)).size, 1, 'and so do two at once')
  t.equal((await office.act(staff.drafter, again.id, { type: 'submit' })).status, 200, 'it can be submitted')
  t.equal((await office.view(staff.drafter, again.id)).number, '観光起第2号')
  t.equal((await office.view(staff.drafter, draft.id)).status, 'withdrawn', 'what ended stays ended')
})

test('R-13 再起案・引用起案: 変更起案 is of a decided one, 引用起案 of any, by whoever may read it', async (t) => {
  const office = await createOffice(t)
  const rejected = await office.submitted()
  await office.act(staff.drafter, rejected, { type: 'withdraw', reason: '不要' })
  t.match(await redraft(office, staff.drafter, rejected, 'change'), {
    status: 409,
    body: { code: 'not_decided_yet' },
  })
  t.match(await redraft(office, staff.stranger, rejected, 'quote'), { status: 404 })
  const quoted = await redraft(office, staff.finance, rejected, 'quote')
  t.match(quoted, {
    status: 201,
    body: { drafter: { id: staff.finance }, content: { origin: { kind: 'quote' } } },
  })

  const id = await office.submitted({ authorityCode: 'A03', concurringUnits: [] })
  for (const person of [staff.groupChief, staff.sectionChief, staff.bureauChief]) {
    await office.act(person, id, { type: 'approve' })
  }
  await office.act(staff.decider, id, { type: 'decide' })
  t.equal((await office.view(staff.drafter, id)).status, 'decided')
  t.match(await redraft(office, staff.groupChief, id, 'change'), {
    status: 201,
    body: { drafter: { id: staff.groupChief }, content: { origin: { proposalId: id, kind: 'change' } } },
  })
  office.setTime('2027-04-05T01:00:00.000Z')
  const next = await redraft(office, staff.groupChief, id, 'change')
  t.match(next, { status: 201, body: { content: { folderId: '' } } }, 'a 簿冊 of last year is chosen anew')
})

test('R-16 再起案 of a secret matter stays secret, and stays among those who may read it', async (t) => {
  const office = await createOffice(t)
  const secret = {
    secrecy: 'timed_secret',
    accessList: [staff.finance],
    secretUntil: '2026-06-01T00:00:00.000Z',
  }
  const id = await office.submitted(secret)
  await office.act(staff.drafter, id, { type: 'withdraw', reason: '見直すため' })
  t.equal((await redraft(office, staff.recordsManager, id, 'quote')).status, 404)
  t.match((await redraft(office, staff.finance, id, 'quote')).body.content, secret)
  office.setTime('2026-06-02T00:00:00.000Z')
  const open = await redraft(office, staff.finance, id, 'quote')
  t.match(open.body.content, { secrecy: 'none', accessList: { length: 0 }, secretUntil: undefined })
})

test('R-02 元の起案: a text names only a case it could have come from', async (t) => {
  const office = await createOffice(t)
  const { id: under } = await office.draft()
  const ended = await office.submitted()
  await office.act(staff.drafter, ended, { type: 'withdraw', reason: '不要' })
  const { number = '' } = await office.view(staff.drafter, ended)
  const { id: claiming } = await office.draft()
  const claim = async (origin: object, version: number) => {
    const content = office.content({ origin: { proposalId: ended, number, kind: 'quote', ...origin } })
    const url = `/v1/proposals/${claiming}/draft`
    return office.ask<Problem & SavedDraft>(staff.drafter, 'PUT', url, { version, content })
  }
  const refused = { status: 422, body: { code: 'origin_not_found' } }
  t.match(await claim({ number: '観光起第99号' }, 0), refused, 'with another number')
  t.match(await claim({ kind: 'change' }, 0), refused, 'what was not decided is not changed')
  t.match(await claim({ proposalId: under }, 0), refused, 'what has not ended')
  t.match(await claim({}, 0), { status: 200 })

  // As if the reader had lost sight of it.
  const gone = randomUUID()
  const content = office.content({ origin: { proposalId: gone, number: '観光起第7号', kind: 'quote' } })
  await office.db
    .updateTable('proposal')
    .set({ content: JSON.stringify(content) })
    .where('id', '=', claiming)
    .execute()
  t.match(await claim(content.origin ?? {}, 1), { status: 200 }, 'what it has, it keeps')
  t.match(await claim({ ...content.origin, number: '観光起第8号' }, 2), refused)
})
