import { test } from 'tap'
import type { Inbox, InboxTab } from '../contract/inbox.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { setPolicy } from '../testing/policy.ts'

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

/** Absent from before the tests begin until days later. */
async function goesAway(office: Office, person: string): Promise<void> {
  const [from_at, to_at] = ['2026-05-11T00:00:00.000Z', '2026-05-15T08:00:00.000Z']
  await office.db
    .insertInto('absence')
    .values({ person_id: person, from_at, to_at, reason: '海外出張' })
    .execute()
  await office.db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
}

test('これから: a case counts once, however often it stands there', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  const [task] = await office.db
    .selectFrom('task')
    .selectAll()
    .where('kind', '=', 'ahead')
    .where('post_id', '=', 'KEI:P-DIR')
    .execute()
  if (task === undefined) throw new Error('the case is on its way to the decider')
  const { id: _id, ...again } = task
  await office.db
    .insertInto('task')
    .values(Array.from({ length: 1200 }, (_, at) => ({ ...again, step: `t${at}` })))
    .execute()
  t.equal((await inboxOf(office, staff.decider, 'ahead')).counts.ahead, 1)
  t.equal(id, task.proposal_id)
})

test('これから: a case on its way to two posts of one person stands there once, and counts once', async (t) => {
  const office = await createOffice(t)
  // 部長 and 観光局長事務取扱: the 局長 has no holder of its own on that road.
  await office.db
    .insertInto('appointment')
    .values({
      person_id: staff.decider,
      unit_code: 'KEI-KAN',
      position_code: 'P-BUR',
      kind: 'handling',
      from_on: '2026-04-01',
    })
    .execute()
  await office.db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
  const [first, second] = [await office.submitted(), await office.submitted()]
  const ahead = await inboxOf(office, staff.decider, 'ahead')
  const tasks = await office.db.selectFrom('task').select('id').where('kind', '=', 'ahead').execute()
  t.ok(tasks.length > 2, 'several posts see it coming')
  t.same(
    ahead.items.map((it) => it.proposalId),
    [first, second],
  )
  t.equal(ahead.counts.ahead, 2)
  t.equal((await inboxOf(office, staff.bureauChief, 'ahead')).counts.ahead, 2, 'the other holder has it too')
})

test('R-12 the next stand-in who is there finds what may be 代決-ed, marked with the absent decider', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  await upToDecider(office, id)
  const [waiting] = (await inboxOf(office, staff.decider, 'approve')).items
  t.equal(waiting?.kind, 'decide')
  t.same(kindsIn(await inboxOf(office, staff.bureauChief, 'approve')), [], 'the decider is there')

  await goesAway(office, staff.decider)
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

const finance = { concurringUnits: ['ZAI'] }
/** 予算第一係長: the next in the order of 財政課長, there being no 主幹. */
const financeStandIn = 'u0115'

test('R-12 who may 代決 for a 合議先 finds its cases under 合議 [actingAppliesTo=decider_and_concur]', async (t) => {
  const office = await createOffice(t)
  const before = await office.submitted(finance)
  await setPolicy(office, { actingAppliesTo: 'decider_and_concur' })
  const id = await office.submitted(finance)
  for (const it of [before, id]) {
    await office.act(staff.groupChief, it, { type: 'approve' })
    await office.act(staff.sectionChief, it, { type: 'approve' })
  }
  t.equal((await inboxOf(office, staff.finance, 'concur')).counts.concur, 2)
  t.equal((await inboxOf(office, financeStandIn, 'concur')).counts.concur, 0, 'the 合議先 is there')

  await goesAway(office, staff.finance)
  const inbox = await inboxOf(office, financeStandIn, 'concur')
  t.same(
    inbox.items.map((it) => [it.proposalId, it.kind, it.actingFor?.title]),
    [[id, 'concur', '財政課長']],
    'and not the case that was submitted under the rule before',
  )
  t.same([inbox.counts.concur, inbox.counts.approve], [1, 0])
  t.same(kindsIn(await inboxOf(office, staff.stranger, 'concur')), [])
  const agree = { type: 'concur', opinion: 'agree', acting: {} }
  const done = await office.act(financeStandIn, id, agree)
  t.equal(done.status, 200, JSON.stringify(done.body))
  t.equal((await inboxOf(office, financeStandIn, 'concur')).counts.concur, 0)
})

test('R-12 nobody finds the 合議 of an absent one under 代決 [actingAppliesTo=decider_only]', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, { actingAppliesTo: 'decider_only' })
  const id = await office.submitted(finance)
  await office.act(staff.groupChief, id, { type: 'approve' })
  await office.act(staff.sectionChief, id, { type: 'approve' })
  await goesAway(office, staff.finance)
  t.equal((await inboxOf(office, staff.finance, 'concur')).counts.concur, 1)
  const inbox = await inboxOf(office, financeStandIn, 'concur')
  t.same([kindsIn(inbox), inbox.counts.concur], [[], 0])
})
