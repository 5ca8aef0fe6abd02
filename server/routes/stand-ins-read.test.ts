import { test } from 'tap'
import type { Inbox } from '../contract/inbox.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { setPolicy } from '../testing/policy.ts'
import { openApproval } from '../usecases/approval-deps.ts'
import { letTimePass } from '../usecases/let-time-pass.ts'

const administrator = 'u0205'
/** 総務部長: of another 部, and on no route of 観光振興課. */
const standIn = 'u0101'

/** From today on 総務部長 stands in for every 部長. */
async function newOrder({ ask }: Office): Promise<number> {
  const order = [{ at: 'unit', unit: 'SOM', position: 'P-DIR' }]
  return (await ask(administrator, 'PUT', '/v1/acting-orders/P-DIR', { from: '2026-05-11', order })).status
}

/** Takes a case up to the 部長, past everybody before. */
async function toDecider(office: Office, id: string): Promise<void> {
  for (const person of [staff.groupChief, staff.sectionChief, staff.bureauChief]) {
    const done = await office.act(person, id, { type: 'approve' })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  }
}

const statusFor = async (office: Office, person: string, id: string): Promise<number> =>
  (await office.ask(person, 'GET', `/v1/proposals/${id}`)).status

test('R-12 代決の順位 that changed on the way: whoever stands in now opens the case and decides it', async (t) => {
  const office = await createOffice(t)
  const approval = openApproval(office.deps)
  t.teardown(approval.close)
  const plain = await office.submitted({ concurringUnits: [] })
  const secret = await office.submitted({
    ...{ concurringUnits: [], secrecy: 'secret', accessList: [staff.drafter] },
  })
  for (const id of [plain, secret]) await toDecider(office, id)
  t.equal(await newOrder(office), 200)
  const away = { person: staff.decider, from: '2026-05-11', to: '2026-05-12', reason: '出張' }
  t.equal((await office.ask(staff.recordsManager, 'POST', '/v1/absences', away)).status, 201)
  const inbox = (await office.ask<Inbox>(standIn, 'GET', '/v1/inbox?tab=approve')).body
  t.match(inbox.items, [{ proposalId: plain, actingFor: { title: '経済部長' } }])
  t.equal(inbox.items.length, 1)
  t.equal(await letTimePass(approval), 0, 'no case moves by it')
  t.equal(await statusFor(office, standIn, plain), 200)
  t.equal(await statusFor(office, standIn, secret), 404, 'R-16 nobody who is not on the list')
  t.equal(await statusFor(office, staff.stranger, plain), 404)
  const done = await office.act(standIn, plain, { type: 'decide', acting: {} })
  t.equal(done.status, 200, JSON.stringify(done.body))
  t.same(await auditProposal(office, plain), [])
})

test('R-12 R-16 a 秘 that ends on the way: whoever stands in may know of it from then on', async (t) => {
  const office = await createOffice(t)
  t.equal(await newOrder(office), 200)
  const id = await office.submitted({
    ...{ concurringUnits: [], secrecy: 'secret', accessList: [staff.drafter] },
  })
  await toDecider(office, id)
  t.equal(await statusFor(office, standIn, id), 404)
  const release = { type: 'release_secrecy', reason: '公表済' }
  t.equal((await office.act(staff.drafter, id, release)).status, 200)
  t.equal(await statusFor(office, standIn, id), 200)
  t.equal(await statusFor(office, staff.stranger, id), 404)
  const done = await office.act(standIn, id, { type: 'decide', acting: { absence: '急病' } })
  t.equal(done.status, 200, JSON.stringify(done.body))
})

test('R-12 振替: whoever stands in for the new 合議先 may answer for it [actingAppliesTo=decider_and_concur]', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, { actingAppliesTo: 'decider_and_concur' })
  const id = await office.submitted({ concurringUnits: ['ZAI'] })
  for (const person of [staff.groupChief, staff.sectionChief])
    await office.act(person, id, { type: 'approve' })
  const { route } = await office.view(staff.recordsManager, id)
  const step = route?.stages.flatMap((it) => it.steps).find((it) => it.postName === '財政課長')?.id
  const given = { type: 'reassign', step, post: 'FUK:P-SEC', reason: '所管替えのため。' }
  t.equal((await office.act(staff.recordsManager, id, given)).status, 200)
  // 地域福祉係長, for the 地域福祉課長.
  const concur = { type: 'concur', opinion: 'agree', acting: { absence: '急病' } }
  t.equal(await statusFor(office, staff.stranger, id), 200)
  const done = await office.act(staff.stranger, id, concur)
  t.equal(done.status, 200, JSON.stringify(done.body))
})
