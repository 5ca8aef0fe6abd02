import { test } from 'tap'
import type { ExplainedRoute } from '../contract/explain-route.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { eventsOf } from '../testing/events-of.ts'
import { createOffice, staff } from '../testing/office.ts'
import { setPolicy } from '../testing/policy.ts'

test('さかのぼった日付: 過ぎた日の規程で経路を決めても、記録の日時は処理した日時で、誰も日付を送れない（遡及）', async (t) => {
  const office = await createOffice(t)
  await setPolicy(office, {})
  const content = { authorityCode: 'E01', concurringUnits: [] }
  const { id } = await office.draft(content)
  const past = await office.ask<ExplainedRoute>(staff.drafter, 'POST', '/v1/explain-route', {
    content: office.content(content),
    on: '2026-04-15',
  })
  t.equal(past.body.route?.compiledFor, '2026-04-15', 'what it would have been is told for any day')
  for (const date of [
    { at: '2026-04-15T01:00:00.000Z' },
    { on: '2026-04-15' },
    { compiledFor: '2026-04-15' },
  ]) {
    const refused = await office.act(staff.drafter, id, { type: 'submit', ...date })
    t.match(refused, { status: 400, body: { code: 'bad_request' } }, Object.keys(date).join())
  }
  t.same(await eventsOf(office, id), [])

  const acts: readonly [string, string, object][] = [
    ['2026-05-11T02:00:00.000Z', staff.drafter, { type: 'submit' }],
    ['2026-05-12T03:00:00.000Z', staff.groupChief, { type: 'return', reason: '日付を直すこと。' }],
    ['2026-06-10T04:00:00.000Z', staff.drafter, { type: 'resubmit', mode: 'restart' }],
    ['2026-06-11T05:00:00.000Z', staff.groupChief, { type: 'approve' }],
    ['2026-06-12T06:00:00.000Z', staff.sectionChief, { type: 'decide' }],
    ['2026-06-13T07:00:00.000Z', staff.drafter, { type: 'give_number', kind: '施行番号' }],
  ]
  for (const [at, person, act] of acts) {
    office.setTime(at)
    const done = await office.act(person, id, act)
    t.equal(done.status, 200, JSON.stringify(done.body))
  }
  const events = await eventsOf(office, id)
  t.same(
    events.map((it) => it.at),
    acts.map(([at]) => at),
    'every event bears the instant of its act',
  )
  t.same(
    events.flatMap((it) => ('route' in it ? [[it.route.compiledFor, it.route.rulesOn]] : [])),
    [
      ['2026-05-11', undefined],
      ['2026-06-10', '2026-05-11'],
    ],
    'it came again on the rules of a day past',
  )
  const view = await office.view(staff.drafter, id)
  t.equal(view.decidedAt, '2026-06-12T06:00:00.000Z')
  t.equal(view.numbers[0]?.at, '2026-06-13T07:00:00.000Z')
  t.same(await auditProposal(office, id), [])
})

test('再提出: a flag taken off and set again is the same matter, and stays with the table of the first day', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted({
    ...{ authorityCode: 'E01', concurringUnits: [], flags: ['重要', '異例'] },
    flagReasons: ['重要', '異例'].map((flag) => ({ flag, reason: '前例がないため。' })),
  })
  await office.act(staff.groupChief, id, { type: 'return', reason: '直すこと。' })
  office.setTime('2026-06-10T04:00:00.000Z')
  const { version, content } = await office.view(staff.drafter, id)
  const body = { version, content: { ...content, flags: ['異例', '重要'] } }
  t.equal((await office.ask(staff.drafter, 'PUT', `/v1/proposals/${id}/draft`, body)).status, 200)
  const again = await office.act(staff.drafter, id, { type: 'resubmit', mode: 'resume', effect: 'minor' })
  t.equal(again.status, 200, JSON.stringify(again.body))
  const routes = (await eventsOf(office, id)).flatMap((it) => ('route' in it ? [it.route.rulesOn] : []))
  t.same(routes, [undefined, '2026-05-11'])
})
