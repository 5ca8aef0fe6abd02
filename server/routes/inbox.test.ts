import { test } from 'tap'
import type { Inbox, InboxTab } from '../contract/inbox.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'

const inboxOf = async (office: Office, person: string, tab: InboxTab): Promise<Inbox> =>
  (await office.ask<Inbox>(person, 'GET', `/v1/inbox?tab=${tab}`)).body

const kindsIn = (inbox: Inbox): readonly string[] => inbox.items.map((it) => it.kind)

/** Approves and consents up to the decider. */
async function upToDecider(office: Office, id: string): Promise<void> {
  for (const [person, body] of [
    [staff.groupChief, { type: 'approve' }],
    [staff.sectionChief, { type: 'approve' }],
    [staff.finance, { type: 'concur', opinion: 'agree' }],
    [staff.personnel, { type: 'concur', opinion: 'agree' }],
    [staff.bureauChief, { type: 'approve' }],
  ] as const) {
    const { waiting } = await whoWaits(office, id)
    if (waiting) await office.act(person, id, body)
  }
}

async function whoWaits(office: Office, id: string): Promise<{ readonly waiting: boolean }> {
  return { waiting: (await office.view(staff.drafter, id)).status === 'in_approval' }
}

test('every tab holds what is its own, and all are counted', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  t.same(kindsIn(await inboxOf(office, staff.groupChief, 'approve')), ['review'])
  const ahead = await inboxOf(office, staff.decider, 'ahead')
  t.same(kindsIn(ahead), ['ahead'], 'the decider sees what is on its way')
  t.same([ahead.counts.ahead, ahead.counts.approve], [1, 0])

  await office.act(staff.groupChief, id, {
    type: 'circulate',
    kind: 'inform',
    people: [staff.stranger],
    note: '参考まで',
  })
  t.same(kindsIn(await inboxOf(office, staff.stranger, 'circulate')), ['circulate'])
  await office.act(staff.groupChief, id, { type: 'ask', to: staff.personnel, text: '前例はありますか。' })
  const asked = await inboxOf(office, staff.personnel, 'consult')
  t.same(kindsIn(asked), ['consult'])
  t.equal(asked.counts.consult, 1)

  await office.act(staff.groupChief, id, { type: 'return', reason: '直されたい。' })
  const returned = await inboxOf(office, staff.drafter, 'returned')
  t.same(kindsIn(returned), ['returned'])
  t.same(kindsIn(await inboxOf(office, staff.decider, 'ahead')), [], 'nothing is on its way any more')
})

test('R-12 the next stand-in who is there finds what may be 代決-ed, marked with the absent decider', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  await upToDecider(office, id)
  const [waiting] = (await inboxOf(office, staff.decider, 'approve')).items
  t.equal(waiting?.kind, 'decide')
  t.same(kindsIn(await inboxOf(office, staff.bureauChief, 'approve')), [], 'the decider is there')

  const away = {
    person: staff.decider,
    from: '2026-05-11T00:00:00.000Z',
    to: '2026-05-15T08:00:00.000Z',
  }
  await office.db
    .insertInto('absence')
    .values({ person_id: away.person, from_at: away.from, to_at: away.to, reason: '海外出張' })
    .execute()
  await office.db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
  const inbox = await inboxOf(office, staff.bureauChief, 'approve')
  t.match(inbox.items, [{ kind: 'decide', proposalId: id, actingFor: { name: /./u, title: /部長/u } }])
  t.equal(inbox.counts.approve, 1)
  for (const person of [staff.sectionChief, staff.stranger]) {
    t.same(kindsIn(await inboxOf(office, person, 'approve')), [], `${person} is not the next in the order`)
  }
  const done = await office.act(staff.bureauChief, id, { type: 'decide', acting: {} })
  t.equal(done.status, 200, JSON.stringify(done.body))
  t.same(kindsIn(await inboxOf(office, staff.bureauChief, 'approve')), [])
  t.same(kindsIn(await inboxOf(office, staff.decider, 'post_review')), ['post_review'])
})
