import { test } from 'tap'
import type { Inbox } from '../contract/inbox.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { createOffice, staff } from '../testing/office.ts'
import { openApproval } from '../usecases/approval-deps.ts'
import { letTimePass } from '../usecases/let-time-pass.ts'

test('決裁、後閲が残っている: 施行番号が付き日が過ぎても後閲は消えず、届いた日のまま受信箱で古くなる', async (t) => {
  const office = await createOffice(t)
  const approval = openApproval(office.deps)
  t.teardown(approval.close)
  const waiting = async () => {
    const { body } = await office.ask<Inbox>(staff.groupChief, 'GET', '/v1/inbox?tab=post_review')
    return { count: body.counts.post_review, items: body.items.map((it) => [it.proposalId, it.arrivedAt]) }
  }
  const id = await office.submitted({ authorityCode: 'E01', concurringUnits: [] })
  const opened = '2026-05-11T09:00:00.000Z'
  const away = { from: opened, to: '2026-05-12T09:00:00.000Z', reason: '出張' }
  t.equal((await office.ask(staff.groupChief, 'POST', '/v1/absences', away)).status, 201)
  office.setTime(opened)
  t.equal(await letTimePass(approval), 1, 'the 係長 is passed over')
  t.same(await waiting(), { count: 1, items: [[id, opened]] })

  office.setTime('2026-05-11T09:30:00.000Z')
  t.equal((await office.act(staff.sectionChief, id, { type: 'decide' })).status, 200)
  t.same(await waiting(), { count: 1, items: [[id, opened]] }, 'the 決裁 does not answer it')

  office.setTime('2026-08-10T01:00:00.000Z')
  t.equal(await letTimePass(approval), 0, 'nor does the time')
  const numbered = await office.act(staff.drafter, id, { type: 'give_number', kind: '施行番号' })
  t.equal(numbered.status, 200, 'and nothing has to wait for it')
  t.equal(await letTimePass(approval), 0)
  const owed = await office.view(staff.groupChief, id)
  t.match(owed.numbers, [{ kind: '施行番号', text: '観光第1号' }])
  t.same(
    owed.postReviews.map((it) => [it.postName, it.cause, it.openedAt, it.done]),
    [['企画係長', 'absence', opened, undefined]],
  )
  t.same(await waiting(), { count: 1, items: [[id, opened]] }, 'three months old, and says so')

  const seen = await office.act(staff.groupChief, id, { type: 'post_review', comment: '了解しました。' })
  t.equal(seen.status, 200, JSON.stringify(seen.body))
  t.same(await waiting(), { count: 0, items: [] })
  const done = await office.view(staff.drafter, id)
  t.match(done.postReviews, [{ openedAt: opened, done: { at: '2026-08-10T01:00:00.000Z' } }])
  t.same(await auditProposal(office, id), [])
})
