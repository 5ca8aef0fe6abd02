import { test } from 'tap'
import type { Inbox } from '../contract/inbox.ts'
import type { ProposalContent } from '../contract/proposals.ts'
import { auditProposal } from '../testing/audit-proposal.ts'
import { createOffice, staff } from '../testing/office.ts'
import { stepsIn } from '../testing/perform.ts'
import type { Submitted } from '../domain/approval/proposal.ts'
import { stampedCaseOf } from '../usecases/stamped-case.ts'

test('仮決裁・本決裁 over HTTP: its own task, act, mark, history and dates', async (t) => {
  const office = await createOffice(t)
  const { sectionChief, finance, bureauChief, decider, drafter, groupChief } = staff
  const id = await office.submitted({ authorityCode: 'A04', concurringUnits: ['ZAI'] })
  await office.act(groupChief, id, { type: 'approve' })

  const { body } = await office.ask<Inbox>(sectionChief, 'GET', '/v1/inbox?tab=approve')
  t.match(
    body.items.find((it) => it.proposalId === id),
    { kind: 'provisional' },
  )
  const before = await office.view(sectionChief, id)
  t.ok(before.allowed.includes('provisionally_decide'))
  t.match(stepsIn(before)[1], { provisional: true, state: 'waiting' })
  t.match(await office.act(sectionChief, id, { type: 'approve' }), {
    status: 403,
    body: { code: 'wrong_role', detail: /仮決裁/ },
  })

  office.setTime('2026-05-12T01:20:00.000Z')
  const given = await office.act(sectionChief, id, { type: 'provisionally_decide', comment: '妥当である。' })
  t.match(given, { status: 200, body: { status: 'in_approval' } })
  // Whoever concurs sees it before he acts.
  const seen = await office.view(finance, id)
  t.match(stepsIn(seen)[1]?.mark, {
    act: 'provisionally_decided',
    capacity: { title: '観光振興課長' },
    at: '2026-05-12T01:20:00.000Z',
  })
  t.ok(seen.allowed.includes('concur'))
  t.match(seen.history.at(-1), { type: 'provisionally_decided', text: /^仮決裁しました/ })
  t.match(await office.act(drafter, id, { type: 'give_number', kind: '施行番号' }), {
    body: { code: 'number_before_decision' },
  })

  office.setTime('2026-05-20T01:20:00.000Z')
  await office.act(finance, id, { type: 'concur', opinion: 'agree' })
  await office.act(bureauChief, id, { type: 'approve' })
  t.match(await office.act(decider, id, { type: 'decide' }), { body: { status: 'decided' } })
  const marks = stepsIn(await office.view(drafter, id)).flatMap((it) => it.mark ?? [])
  t.match(
    marks.filter((it) => it.act === 'provisionally_decided' || it.act === 'decided').map((it) => it.at),
    ['2026-05-12T01:20:00.000Z', '2026-05-20T01:20:00.000Z'],
  )
  t.same(await auditProposal(office, id), [])

  // The 決裁文書PDF says both days and who gave the 仮決裁.
  const stored = await office.db
    .selectFrom('proposal')
    .select(['state', 'content'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const sheet = stampedCaseOf({
    bodyName: 'みほん道',
    state: stored.state as unknown as Submitted,
    content: stored.content as unknown as ProposalContent,
    names: { authority: '', folder: '', retention: '', disclosure: '', secrecy: '' },
    attachments: [],
  })
  const said = new Map(sheet.properties)
  t.equal(said.get('仮決裁年月日'), '令和8年5月12日')
  t.equal(said.get('決裁年月日'), '令和8年5月20日')
  t.match(said.get('仮決裁者'), '観光振興課長')
  t.equal(sheet.properties.length % 2, 0, 'two to a line')
  t.same(
    sheet.seals.filter((it) => it.roleName === '仮決裁').map((it) => it.postName),
    ['観光振興課長'],
  )
})

test('仮決裁 is drafted with: the preview says which step it is', async (t) => {
  const office = await createOffice(t)
  const { body } = await office.ask<{ readonly route: { readonly stages: readonly object[] } }>(
    staff.drafter,
    'POST',
    '/v1/explain-route',
    { content: office.content({ authorityCode: 'A04', concurringUnits: ['ZAI'] }) },
  )
  t.match(body.route.stages[1], { steps: [{ postName: '観光振興課長', provisional: true }] })
})
