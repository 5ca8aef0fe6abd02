import { test } from 'tap'
import type { IssuingList } from '../contract/issuing-list.ts'
import { decided, issuePlan as plan, sealKeeper as keeper } from '../testing/issuing.ts'
import { createOffice, staff } from '../testing/office.ts'

test('施行の一覧: what waits stands there for its 課 and the keeper of the seal, and 秘 for nobody else (R-16)', async (t) => {
  const office = await createOffice(t)
  const list = async (person: string, query: string) => {
    const { status, body } = await office.ask<IssuingList>(person, 'GET', `/v1/issuing?${query}`)
    t.equal(status, 200, JSON.stringify(body))
    return body
  }
  const ids = (found: IssuingList) => found.items.map((it) => it.proposalId)
  const id = await decided(office, { ...plan, plannedOn: '2026-05-10' })
  const later = await decided(office, { ...plan, kind: '公告', plannedOn: '2026-05-11' })
  t.match((await office.view(staff.drafter, id)).issuance?.plan, { plannedOn: '2026-05-10' })
  const first = await list(staff.drafter, '')
  t.match(first.counts, { fair_copy: 2, collate: 0, seal: 0, dispatch: 0 })
  t.match(
    first.items.find((it) => it.proposalId === id),
    { kind: '通知', plannedOn: '2026-05-10', overdue: true, mine: true, drafter: { id: staff.drafter } },
  )
  t.same(ids(await list(staff.drafter, 'due=overdue')), [id])
  t.equal(first.overdue, 1)
  t.same(ids(await list(staff.drafter, `kind=${encodeURIComponent('公告')}`)), [later])
  t.same(ids(await list(staff.drafter, `q=${encodeURIComponent('みほん西町')}`)), [])
  // As everywhere else: かな and カナ are one.
  for (const addressee of ['みほん東町', 'ミホン 東町'])
    t.same(
      new Set(ids(await list(staff.drafter, `q=${encodeURIComponent(addressee)}`))),
      new Set([id, later]),
    )
  t.same(ids(await list(staff.stranger, '')), [], 'nothing for another 課')
  t.equal((await office.ask(staff.drafter, 'GET', '/v1/issuing?after=x')).status, 400)

  const act = async (person: string, body: object) => {
    const done = await office.act(person, id, body)
    t.equal(done.status, 200, JSON.stringify(done.body))
  }
  const from = (await office.view(staff.drafter, id)).attachments[0]?.revisionId
  await act(staff.drafter, { type: 'make_fair_copy', from })
  t.match((await list(staff.drafter, 'step=collate')).items, [{ mine: false, documents: ['通知案.docx'] }])
  t.same(ids(await list(staff.drafter, 'step=collate&mine=true')), [], 'not by who made the copy')
  t.match((await list(staff.groupChief, 'step=collate&mine=true')).items, [{ proposalId: id, mine: true }])
  t.same(ids(await list(keeper, 'step=seal')), [], 'before the 照合 it is not theirs to know')
  await act(staff.groupChief, { type: 'collate', document: 'd1', matches: true })
  t.match((await list(keeper, 'step=seal')).items, [{ proposalId: id, mine: true, sealing: 'seal' }])
  t.match((await list(keeper, '')).counts, { fair_copy: 0, seal: 1 }, 'and of that 課 nothing else')
  t.match((await list(staff.drafter, 'step=seal')).items, [{ proposalId: id, mine: false }])
  await act(staff.drafter, { type: 'give_number', kind: '施行番号' })
  await act(keeper, { type: 'seal_document', document: 'd1', how: 'seal', seal: 'CHIJI' })
  t.match((await list(staff.drafter, 'step=dispatch')).items, [{ to: ['みほん東町長'], failed: false }])
  await act(staff.drafter, { type: 'dispatch', document: 'd1', on: '2026-05-11', to: plan.addressees })
  t.same(ids(await list(staff.drafter, 'step=complete&due=overdue')), [], 'it went out')
  t.same(ids(await list(staff.drafter, 'step=complete')), [id])

  const secret = await decided(office, plan, { secrecy: 'secret', accessList: [staff.drafter] })
  t.ok(ids(await list(staff.drafter, '')).includes(secret))
  const copyOf = (await office.view(staff.drafter, secret)).attachments[0]?.revisionId
  for (const [person, body] of [
    [staff.drafter, { type: 'make_fair_copy', from: copyOf }],
    [staff.groupChief, { type: 'collate', document: 'd1', matches: true }],
  ] as const)
    t.match(await office.act(person, secret, body), { status: 200 })
  t.ok(ids(await list(staff.groupChief, 'step=seal')).includes(secret), 'on its route')
  t.same(ids(await list(keeper, 'step=seal')), [], 'the keeper of the seal is not on its list')
})
