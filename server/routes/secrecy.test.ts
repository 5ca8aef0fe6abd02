import { test } from 'tap'
import type { Inbox } from '../contract/inbox.ts'
import type { ProposalContent, ProposalList } from '../contract/proposals.ts'
import { openApproval } from '../usecases/approval-deps.ts'
import { letTimePass } from '../usecases/let-time-pass.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'

const secret = { secrecy: 'secret', accessList: [staff.drafter, staff.personnel] }
const everybody = Object.values(staff)

/** Saves a returned case with other words. */
async function retype(office: Office, id: string, changes: Partial<ProposalContent>): Promise<void> {
  const { version, content } = await office.view(staff.drafter, id)
  const body = { version, content: { ...content, ...changes } }
  const saved = await office.ask(staff.drafter, 'PUT', `/v1/proposals/${id}/draft`, body)
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body))
}

async function mayOpen(office: Office, person: string, id: string): Promise<boolean> {
  return (await office.ask(person, 'GET', `/v1/proposals/${id}`)).status === 200
}

async function inSectionList(office: Office, person: string, id: string): Promise<boolean> {
  const { body } = await office.ask<ProposalList>(person, 'GET', '/v1/proposals?scope=section')
  return body.items.some((it) => it.id === id)
}

const inboxOf = async (office: Office, person: string, tab: string): Promise<Inbox> =>
  (await office.ask<Inbox>(person, 'GET', `/v1/inbox?tab=${tab}`)).body

/** Of another 課, and from `joins` on also in that of the drafter, on no route. */
const colleague = 'u0107'

async function joins({ db }: Office): Promise<void> {
  const seat = { unit_code: 'KNK-1', position_code: 'P-SHS', kind: 'concurrent', from_on: '2026-04-01' }
  await db
    .insertInto('appointment')
    .values({ person_id: colleague, ...seat })
    .execute()
  await moved(db)
}

async function moved(db: Office['db']): Promise<void> {
  await db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
}

test('R-16 a returned 秘 case is opened by no save, and closed by one', async (t) => {
  const office = await createOffice(t)
  await joins(office)
  const id = await office.submitted(secret)
  await office.act(staff.groupChief, id, { type: 'return', reason: '直すこと。' })
  for (const typed of [
    { secrecy: 'none' },
    { secrecy: 'none', accessList: [staff.recordsManager, colleague] },
    { secrecy: 'timed_secret', secretUntil: '2026-05-01T00:00:00.000Z' },
  ]) {
    await retype(office, id, typed)
    t.notOk(await mayOpen(office, staff.recordsManager, id), JSON.stringify(typed))
    t.notOk(await mayOpen(office, colleague, id))
    t.notOk(await inSectionList(office, colleague, id))
  }
  await retype(office, id, { ...secret, secrecy: 'none', secretUntil: undefined as never })
  const again = await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume', effect: 'minor' })
  t.equal(again.status, 200, JSON.stringify(again.body))
  t.ok(await mayOpen(office, colleague, id), 'the record says so now')
  t.ok(await inSectionList(office, colleague, id))
  await office.act(staff.groupChief, id, { type: 'return', reason: '秘とすること。' })
  await retype(office, id, secret)
  t.notOk(await mayOpen(office, colleague, id), 'before it is submitted again')
  t.notOk(await inSectionList(office, colleague, id))
})

test('R-16 a case made 秘 later is closed to those who knew of it, their inboxes and lists too', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  const { groupChief, stranger, personnel, bureauChief } = staff
  await office.act(groupChief, id, { type: 'circulate', kind: 'inform', people: [stranger], note: '参考' })
  await office.act(groupChief, id, { type: 'ask', to: 'u0403', text: '前例は。' })
  t.ok(await mayOpen(office, stranger, id))
  t.equal((await inboxOf(office, 'u0403', 'consult')).items.length, 1)
  await office.act(groupChief, id, { type: 'return', reason: '秘とすること。' })
  await retype(office, id, secret)
  await office.act(staff.drafter, id, { type: 'resubmit', mode: 'restart', effect: 'minor' })
  for (const person of [stranger, 'u0403', staff.recordsManager, colleague]) {
    t.notOk(await mayOpen(office, person, id), person)
  }
  for (const person of [groupChief, personnel, bureauChief, staff.decider])
    t.ok(await mayOpen(office, person, id), person)
  t.same((await inboxOf(office, stranger, 'circulate')).items, [])
  t.same((await inboxOf(office, 'u0403', 'consult')).items, [])
  t.equal((await inboxOf(office, 'u0403', 'consult')).counts.consult, 0)
  for (const person of everybody) {
    const { body } = await office.ask<ProposalList>(person, 'GET', '/v1/proposals?scope=acted')
    if (body.items.some((it) => it.id === id)) t.ok(await mayOpen(office, person, id), person)
  }
  await office.act(staff.drafter, id, { type: 'release_secrecy', reason: '公表済' })
  t.equal((await inboxOf(office, stranger, 'circulate')).items.length, 1, 'it waits for them again')
})

test('R-16 a stand-in whom the list of a 秘 case does not name finds nothing to 代決', async (t) => {
  const office = await createOffice(t)
  const ids = []
  for (const more of [{}, { ...secret, accessList: [staff.drafter] }]) {
    const id = await office.submitted({ ...more, authorityCode: 'E01', concurringUnits: [] })
    await office.act(staff.groupChief, id, { type: 'approve' })
    ids.push(id)
  }
  await office.db
    .insertInto('absence')
    .values({
      person_id: staff.sectionChief,
      from_at: '2026-05-11T00:00:00.000Z',
      to_at: '2026-05-15T08:00:00.000Z',
      reason: '出張',
    })
    .execute()
  await moved(office.db)
  const found = await Promise.all(everybody.map((person) => inboxOf(office, person, 'approve')))
  const acting = found.filter((it) => it.items.some((item) => item.actingFor !== undefined))
  t.ok(acting.length > 0, 'somebody may stand in')
  for (const { items, counts } of acting) {
    t.same(
      items.filter((it) => it.actingFor !== undefined).map((it) => it.proposalId),
      [ids[0]],
    )
    t.equal(counts.approve, items.length)
  }
})

test('R-17 時限秘 ends at an instant and not at a text', async (t) => {
  const office = await createOffice(t)
  const approval = openApproval(office.deps)
  t.teardown(approval.close)
  const timed = { secrecy: 'timed_secret', accessList: [] }
  const content = office.content({ ...timed, secretUntil: '2026-05-11T10:00:00+09:00' })
  t.equal((await office.ask(staff.drafter, 'POST', '/v1/proposals', { content })).status, 400)
  const { id: never } = await office.draft({ ...timed, secretUntil: '2026-13-41T10:00:00.000Z' })
  t.match(await office.act(staff.drafter, never, { type: 'submit' }), {
    body: { code: 'incomplete', facts: { missing: [{ field: 'secretUntil' }] } },
  })
  // What is no secret has no time that comes, and does not stand in the way of one that has.
  await office.submitted({ secretUntil: '2026-05-01T00:00:00.000Z' })
  await office.submitted({ ...timed, secretUntil: '2026-05-11T08:00:00.000Z' })
  office.setTime('2026-05-11T08:00:00.000Z')
  t.equal(await letTimePass(approval), 1)
})
