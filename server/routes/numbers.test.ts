import { test } from 'tap'
import { auditProposal } from '../testing/audit-proposal.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { setPolicy } from '../testing/policy.ts'

/** 回議 and 合議 done by everybody: only the decision is left. */
async function readyToDecide(office: Office): Promise<string> {
  const id = await office.submitted({ concurringUnits: [] })
  for (const person of [staff.groupChief, staff.sectionChief, staff.bureauChief]) {
    const done = await office.act(person, id, { type: 'approve' })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  }
  return id
}

test('R-10 R-19 文書記号・番号: 施行番号は決裁の後に、種類・課・年度ごとに一つずつ [numberReuse=never]', async (t) => {
  const office = await createOffice(t)
  const first = await readyToDecide(office)
  t.match(await office.act(staff.drafter, first, { type: 'give_number', kind: '施行番号' }), {
    status: 409,
    body: { code: 'number_before_decision', rule: 'R-10' },
  })
  await office.act(staff.decider, first, { type: 'decide' })
  t.match(await office.act(staff.drafter, first, { type: 'give_number', kind: '無い番号' }), {
    status: 422,
    body: { code: 'unknown_number_kind' },
  })
  t.equal((await office.act(staff.drafter, first, { type: 'give_number', kind: '施行番号' })).status, 200)
  t.match((await office.view(staff.drafter, first)).numbers, [{ kind: '施行番号', text: '観光第1号' }])
  t.match(await office.act(staff.drafter, first, { type: 'give_number', kind: '施行番号' }), {
    status: 409,
    body: { code: 'number_given', rule: 'R-19', detail: '付いている番号：観光第1号' },
  })
  const second = await readyToDecide(office)
  await office.act(staff.decider, second, { type: 'decide' })
  await office.act(staff.drafter, second, { type: 'give_number', kind: '施行番号' })
  t.match((await office.view(staff.drafter, second)).numbers, [{ text: '観光第2号' }])
  t.same(await auditProposal(office, second), [])
})

test('起案番号は決裁とともに付く [numberAt=decision]', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, { numberAt: 'decision' })
  const id = await readyToDecide(office)
  t.equal((await office.view(staff.drafter, id)).number, undefined)
  const decided = await office.act(staff.decider, id, { type: 'decide' })
  t.equal(decided.status, 200, JSON.stringify(decided.body))
  t.equal((await office.view(staff.drafter, id)).number, '観光起第1号')
  t.same(await auditProposal(office, id), [])
  const refused = await office.act(staff.decider, await readyToDecide(office), {
    type: 'reject',
    reason: '否',
  })
  t.equal(refused.status, 200, '否決 takes no number')
  const next = await readyToDecide(office)
  await office.act(staff.decider, next, { type: 'decide' })
  t.equal((await office.view(staff.drafter, next)).number, '観光起第2号', 'and leaves no gap')
})

test('起案番号は施行のときに付ける [numberAt=execution]', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, { numberAt: 'execution' })
  const id = await readyToDecide(office)
  await office.act(staff.decider, id, { type: 'decide' })
  t.equal((await office.view(staff.drafter, id)).number, undefined)
  t.equal((await office.act(staff.drafter, id, { type: 'give_number', kind: '起案番号' })).status, 200)
  t.equal((await office.view(staff.drafter, id)).number, '観光起第1号')
  t.same(await auditProposal(office, id), [])
})
