import { test } from 'tap'
import type { Inbox } from '../contract/inbox.ts'
import type { ProposalList } from '../contract/proposals.ts'
import { staff } from '../testing/office.ts'
import { attachPdf, pagesOf, printingOffice } from '../testing/printing.ts'

test('a case of an application says so, and one of 試験 unmistakably: in lists, in the inbox and in print', async (t) => {
  const office = await printingOffice(t)
  const made = async (application: string, isTrial: boolean, ref?: string): Promise<string> => {
    const { id } = await office.draft({ authorityCode: 'E01', concurringUnits: [] })
    await office.db
      .updateTable('proposal')
      .set({ application_id: application, is_trial: isTrial, external_ref: ref ?? null })
      .where('id', '=', id)
      .execute()
    return id
  }
  const printed = async (person: string, id: string): Promise<readonly string[]> => {
    const { revisionId } = await attachPdf(office, id, 'plan.pdf', 1)
    if (person !== staff.drafter)
      t.match(await office.act(staff.drafter, id, { type: 'submit' }), { status: 200 })
    const { id: print } = await office.asks(person, id, { files: [{ revisionId, pages: [[0, 0]] }] })
    t.equal(await office.make(print), 'done')
    return pagesOf(t, office, person, print)
  }

  const real = await made('sys-jinji', false, 'HR-2026-000481')
  const [cover = ''] = await printed(staff.groupChief, real)
  t.match(cover, /外部システム\s+人事給与システム/)
  t.match(cover, /連携元の番号\s+HR-2026-000481/)
  t.notMatch(cover, /試/)
  const inbox = await office.ask<Inbox>(staff.groupChief, 'GET', '/v1/inbox?tab=approve')
  t.match(inbox.body.items, [{ proposalId: real, application: '人事給与システム' }])
  t.match((await office.view(staff.groupChief, real)).application, { name: '人事給与システム', trial: false })

  const trial = await made('sys-trial', true)
  const pages = await printed(staff.drafter, trial)
  t.match(pages[0], /【試験】みほん観光振興計画/)
  t.match(pages[0], /外部システム\s+財務会計システム（接続試験）/)
  t.notMatch(pages[0], /連携元の番号/, 'it came without one')
  for (const page of pages) t.match(page, /【試験】令和8年5月11日/, 'the foot of every page')
  const list = await office.ask<ProposalList>(staff.drafter, 'GET', '/v1/proposals?scope=mine')
  t.match(
    list.body.items.find((it) => it.id === trial),
    { trial: true, application: '財務会計システム（接続試験）' },
  )
  t.equal(list.body.items.find((it) => it.id === real)?.trial, undefined)

  const plain = await office.submitted({ authorityCode: 'E01', concurringUnits: [] })
  t.notHas(
    (await office.ask<Inbox>(staff.groupChief, 'GET', '/v1/inbox?tab=approve')).body.items.find(
      (it) => it.proposalId === plain,
    ),
    'application',
    'nothing of what was drafted on the page',
  )
})
