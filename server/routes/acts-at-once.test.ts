import { test } from 'tap'
import { auditProposal as audit } from '../testing/audit-proposal.ts'
import { createOffice, staff } from '../testing/office.ts'

const approve = { type: 'approve' }
const concur = { type: 'concur', opinion: 'agree' }

test('twenty submissions at once get twenty numbers without a gap', async (t) => {
  const office = await createOffice(t)
  const drafts = await Promise.all(Array.from({ length: 20 }, () => office.draft()))
  const done = await Promise.all(drafts.map((it) => office.act(staff.drafter, it.id, { type: 'submit' })))
  t.ok(done.every((it) => it.status === 200))
  const rows = await office.db.selectFrom('document_number').select('number').orderBy('number').execute()
  t.same(
    rows.map((it) => it.number),
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
})

test('two people at once: one wins, the other is told (fifty races)', async (t) => {
  const office = await createOffice(t)
  let races = 0
  const race = async (round: number): Promise<void> => {
    const id = await office.submitted()
    const { version, manifestSha256 } = await office.view(staff.groupChief, id)
    const rivals: [string, object][] = [
      [staff.groupChief, round % 2 === 0 ? approve : { type: 'return', reason: '直すこと' }],
      [staff.drafter, round % 3 === 0 ? { type: 'withdraw', reason: '中止' } : { type: 'take_back' }],
    ]
    if (round % 2 === 1) rivals.reverse()
    const both = await Promise.all(
      rivals.map(([person, body]) =>
        office.ask<{ code?: string }>(person, 'POST', `/v1/proposals/${id}/acts`, {
          ...body,
          version,
          manifestSha256,
        }),
      ),
    )
    t.equal(both.filter((it) => it.status === 200).length, 1)
    t.match(
      both.find((it) => it.status !== 200),
      { status: 409, body: { code: 'version_changed' } },
    )
    t.same(await audit(office, id), [])
    races += 1
  }
  for (let round = 0; round < 50; round += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, index) => race(round + index)))
  }
  t.equal(races, 50)
})

test('many at once share commits and end as if they had come one by one', async (t) => {
  const office = await createOffice(t)
  const ids = await Promise.all(Array.from({ length: 24 }, () => office.submitted()))
  const script: [string, object][] = [
    [staff.groupChief, approve],
    [staff.sectionChief, approve],
    [staff.finance, concur],
    [staff.personnel, concur],
    [staff.bureauChief, approve],
    [staff.decider, { type: 'decide' }],
  ]
  // Each proposal walks the same road at its own pace; all walk at once.
  await Promise.all(
    ids.map(async (id, index) => {
      for (const [person, body] of index % 2 === 0 ? script : script.slice(0, 1 + (index % 5))) {
        const done = await office.act(person, id, body)
        if (done.status !== 200) throw new Error(JSON.stringify(done.body))
      }
    }),
  )
  t.same((await Promise.all(ids.map((id) => audit(office, id)))).flat(), [])
  const states = await office.db.selectFrom('proposal').select('status').where('id', 'in', ids).execute()
  t.equal(states.filter((it) => it.status === 'decided').length, 12)
})
