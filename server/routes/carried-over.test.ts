import type { KyselyPlugin } from 'kysely'
import { test } from 'tap'
import type { LocalDate, PostId } from '../domain/ids.ts'
import { seatedIn } from '../domain/organisation/holders.ts'
import { openApproval } from '../usecases/approval-deps.ts'
import { type Rounds, letTimePass } from '../usecases/let-time-pass.ts'
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
  await touch({ db })
}

async function touch({ db }: Pick<Office, 'db'>): Promise<void> {
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

test('不在登録: an absence that begins at a post shared by 担任 passes it over, and a worker that was down does it later', async (t) => {
  const office = await createOffice(t)
  const approval = openApproval(office.deps)
  t.teardown(approval.close)
  const id = await office.submitted({ authorityCode: 'A01', concurringUnits: [] })
  const waiting = async () =>
    (
      await office.db
        .selectFrom('task')
        .select(['kind', 'post_id', 'step'])
        .where('proposal_id', '=', id)
        .where('kind', 'in', ['review', 'examine', 'concur', 'decide'])
        .execute()
    )[0]
  const organisation = await office.deps.organisation.current()
  for (let task = await waiting(); task?.post_id !== 'EXE:P-VGV@KEI'; task = await waiting()) {
    const [holder] = seatedIn(organisation, task?.post_id as PostId, '2026-05-11' as LocalDate)
    if (task === undefined || task.kind === 'decide' || holder === undefined)
      throw new Error('no 副知事 on the way')
    const type = { review: 'approve', examine: 'examine', concur: 'concur' }[task.kind]
    const done = await office.act(holder.person, id, {
      type,
      ...(type === 'concur' ? { opinion: 'agree' } : {}),
    })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  }
  await office.db
    .insertInto('absence')
    .values({
      person_id: 'u0003',
      from_at: '2026-05-11T02:00:00.000Z',
      to_at: '2026-05-20T02:00:00.000Z',
      reason: '海外出張',
    })
    .execute()
  await touch(office)
  t.equal(await letTimePass(approval), 0, 'it has not begun')
  office.setTime('2026-05-13T02:00:00.000Z')
  t.equal(await letTimePass(approval), 1)
  t.equal((await waiting())?.kind, 'decide')
})

test('自己: a step that became the drafter’s own by 人事異動 goes by, also when the worker comes days later', async (t) => {
  const office = await createOffice(t)
  const approval = openApproval(office.deps)
  t.teardown(approval.close)
  const id = await office.submitted()
  await move(office, staff.groupChief)
  await move(office, staff.drafter, { unit: 'KNK-1', position: 'P-KAK' })
  office.setTime('2026-05-15T01:20:00.000Z')
  t.equal(await letTimePass(approval), 1)
  t.match((await office.view(staff.drafter, id)).route?.stages[0]?.steps[0], {
    state: 'skipped',
    passed: 'self',
  })
})

test('自己: steps that became the drafter’s own are asked for again once the day or the organisation changes', async (t) => {
  const office = await createOffice(t)
  const approval = openApproval(office.deps)
  t.teardown(approval.close)
  let asked = 0
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (JSON.stringify(node).includes('formerDrafters')) asked += 1
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  }
  const deps = { ...approval, db: approval.db.withPlugin(counting) }
  const rounds: Rounds = {}
  const round = async (at: string) => {
    office.setTime(`2026-05-${at}.000Z`)
    asked = 0
    const moved = await letTimePass(deps, rounds)
    return [moved, asked]
  }
  const id = await office.submitted()
  await move(office, staff.groupChief)
  await move(office, staff.drafter, { unit: 'KNK-1', position: 'P-KAK' })
  t.same(await round('13T01:00:00'), [1, 1])
  t.match((await office.view(staff.drafter, id)).route?.stages[0]?.steps[0], { passed: 'self' })
  t.same(await round('13T01:00:20'), [0, 1], 'somebody may not have noticed the 異動 yet')
  t.same(await round('13T01:01:00'), [0, 1])
  t.same(await round('13T01:01:20'), [0, 0])
  t.same(await round('14T01:00:00'), [0, 1], 'the next day')
  t.same(await round('14T01:01:00'), [0, 1])
  t.same(await round('14T01:01:20'), [0, 0])
  await touch(office)
  t.same(await round('14T01:01:40'), [0, 1], 'another organisation')
})
