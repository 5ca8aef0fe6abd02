import { test } from 'tap'
import { auditProposal } from '../testing/audit-proposal.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'

/** Ends what somebody holds from the day before, and gives another post instead, or none. */
async function move({ db }: Office, person: string, to?: { unit: string; position: string }): Promise<void> {
  await db.updateTable('appointment').set({ to_on: '2026-05-11' }).where('person_id', '=', person).execute()
  if (to !== undefined)
    await db
      .insertInto('appointment')
      .values({
        person_id: person,
        unit_code: to.unit,
        position_code: to.position,
        kind: 'primary',
        from_on: '2026-05-12',
      })
      .execute()
  await db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
}

const resume = { type: 'resubmit', mode: 'resume' }

test('差戻し: a step given to another post stays with it, and its seal stands', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  await move(office, staff.groupChief)
  office.setTime('2026-05-12T01:20:00.000Z')
  const given = { type: 'reassign', step: 's1', post: 'BUN-1:P-KAK', reason: '後任が決まるまで。' }
  t.equal((await office.act(staff.recordsManager, id, given)).status, 200)
  t.equal((await office.act(staff.recordsManager, id, { type: 'approve' })).status, 200)
  await office.act(staff.sectionChief, id, { type: 'return', reason: '日付を直すこと。' })
  const again = await office.act(staff.drafter, id, resume)
  t.equal(again.status, 200, JSON.stringify(again.body))
  const { route } = await office.view(staff.drafter, id)
  const [first, second] = route?.stages.flatMap((stage) => stage.steps) ?? []
  t.match(first, { id: 's1', state: 'done', mark: { name: '手稲 由美' } })
  t.equal(second?.state, 'waiting')
  t.same(await auditProposal(office, id), [])
})

test('起案の引継ぎ: the successor submits the returned case again, in a post of his own', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  await office.act(staff.groupChief, id, { type: 'return', reason: '直すこと。' })
  await move(office, staff.drafter, { unit: 'FUK-1', position: 'P-SHS' })
  await move(office, 'u0107', { unit: 'KNK-1', position: 'P-SHS' })
  office.setTime('2026-05-12T01:20:00.000Z')
  const over = { type: 'hand_over_draft', person: 'u0107', reason: '異動による引継ぎ。' }
  t.equal((await office.act(staff.recordsManager, id, over)).status, 200)
  const again = await office.act('u0107', id, resume)
  t.equal(again.status, 200, JSON.stringify(again.body))
  t.match(await office.view(staff.groupChief, id), { status: 'in_approval', drafter: { id: 'u0107' } })
  t.same(await auditProposal(office, id), [])
})

test('起案者が同じ係で異動した: the drafter submits again in the new post', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted()
  await office.act(staff.groupChief, id, { type: 'return', reason: '直すこと。' })
  await move(office, staff.drafter, { unit: 'KNK-1', position: 'P-SHS' })
  office.setTime('2026-05-12T01:20:00.000Z')
  const again = await office.act(staff.drafter, id, resume)
  t.equal(again.status, 200, JSON.stringify(again.body))
  const row = await office.db
    .selectFrom('proposal')
    .select('drafter_post')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  t.equal(row.drafter_post, 'KNK-1:P-SHS')
})
