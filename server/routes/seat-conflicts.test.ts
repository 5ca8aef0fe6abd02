import { test } from 'tap'
import type { Problem } from '../contract/common.ts'
import type { Inbox } from '../contract/inbox.ts'
import type { SeatTroubles } from '../contract/seat-conflicts.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'

type Answer = SeatTroubles & Problem

const list = (office: Office, person: string = staff.recordsManager, after?: string) =>
  office.ask<Answer>(person, 'GET', `/v1/seat-conflicts${after === undefined ? '' : `?after=${after}`}`)

/** Ends what people hold from the day before, and gives them another post. */
async function move(
  { db }: Pick<Office, 'db'>,
  people: Readonly<Record<string, { readonly unit: string; readonly position: string } | undefined>>,
): Promise<void> {
  for (const [person, post] of Object.entries(people)) {
    await db.updateTable('appointment').set({ to_on: '2026-05-11' }).where('person_id', '=', person).execute()
    if (post === undefined) continue
    await db
      .insertInto('appointment')
      .values({
        person_id: person,
        unit_code: post.unit,
        position_code: post.position,
        kind: 'primary',
        from_on: '2026-05-12',
      })
      .execute()
  }
  await moved({ db })
}

async function moved({ db }: Pick<Office, 'db'>): Promise<void> {
  await db
    .updateTable('organisation_version')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .execute()
}

test('席の確認: what 人事異動 leaves for the 文書主管課', async (t) => {
  const office = await createOffice(t)
  const approved = await office.submitted()
  await office.act(staff.groupChief, approved, { type: 'approve' })
  const untouched = await office.submitted()
  const returned = await office.submitted()
  await office.act(staff.groupChief, returned, { type: 'return', reason: '日付を直してください。' })
  const secret = await office.submitted({
    secrecy: 'secret',
    accessList: [staff.drafter, staff.groupChief],
  })
  await office.act(staff.groupChief, secret, { type: 'approve' })

  await t.test('only for the 文書主管課, and nothing while nobody has moved', async (t) => {
    t.match(await list(office, staff.stranger), { status: 403, body: { code: 'records_manager_only' } })
    t.match(await list(office, staff.recordsManager, 'x'), { status: 400, body: { code: 'bad_cursor' } })
    t.same((await list(office)).body, { items: [] })
  })

  await move(office, {
    [staff.sectionChief]: undefined,
    [staff.groupChief]: { unit: 'KNK', position: 'P-SEC' },
  })
  office.setTime('2026-05-12T01:20:00.000Z')

  await t.test('Same person reappears in a new post (同じ人が別の職で再び現れる)', async (t) => {
    const { items } = (await list(office)).body
    const mine = items.filter((it) => it.proposalId === approved)
    t.match(mine, [
      {
        kind: 'same_person',
        seat: '観光振興課長',
        name: '行啓 武',
        earlier: '企画係長',
        number: /起第\d+号/,
        title: 'みほん観光振興計画（素案）の公表について',
      },
    ])
    const [step] = (await office.view(staff.recordsManager, approved)).route?.stages[1]?.steps ?? []
    t.match(step?.conflict, { name: '行啓 武', earlier: '企画係長' }, 'the reading page says the same')
    t.equal(step?.id, mine[0]?.step)
    t.match(await office.act(staff.groupChief, approved, { type: 'approve' }), {
      body: { code: 'same_person_again' },
    })
    const { status } = await office.act(staff.recordsManager, approved, {
      type: 'confirm_seat',
      step: step?.id,
      reason: '4月1日付けの異動による。',
    })
    t.equal(status, 200)
    const after = (await list(office)).body.items
    t.notOk(after.some((it) => it.proposalId === approved))
  })

  await t.test(
    '欠員: a seat that waits and is nobody’s, until the step is given to another post',
    async (t) => {
      const { items } = (await list(office)).body
      const mine = items.filter((it) => it.proposalId === untouched)
      t.match(mine, [{ kind: 'vacant', seat: '企画係長', step: 's1' }])
      t.equal(mine[0]?.name, undefined)
      const { status } = await office.act(staff.recordsManager, untouched, {
        type: 'reassign',
        step: 's1',
        post: 'BUN-1:P-KAK',
        reason: '後任が決まるまで。',
      })
      t.equal(status, 200)
      t.notOk((await list(office)).body.items.some((it) => it.proposalId === untouched))
    },
  )

  await t.test('起案者不在: it was returned to somebody who has left, until it is handed over', async (t) => {
    t.notOk((await list(office)).body.items.some((it) => it.proposalId === returned))
    await move(office, { [staff.drafter]: { unit: 'KNK-1', position: 'P-SHS' } })
    t.notOk(
      (await list(office)).body.items.some((it) => it.proposalId === returned),
      'goes on in the same 係',
    )
    const begun = office.db.deleteFrom('appointment').where('from_on', '=', '2026-05-12')
    await begun.where('person_id', '=', staff.drafter).execute()
    await move(office, { [staff.drafter]: { unit: 'FUK-1', position: 'P-SHS' } })
    const { items } = (await list(office)).body
    t.match(
      items.filter((it) => it.proposalId === returned),
      [{ kind: 'drafter_left', step: 'drafter', seat: '企画係主任', name: '幌平 美咲' }],
    )
    const { status } = await office.act(staff.recordsManager, returned, {
      type: 'hand_over_draft',
      person: staff.groupChief,
      reason: '異動による引継ぎ。',
    })
    t.equal(status, 200)
    t.notOk((await list(office)).body.items.some((it) => it.proposalId === returned))
  })

  await t.test('R-16 of a secret matter the number alone', async (t) => {
    const { items } = (await list(office)).body
    const mine = items.filter((it) => it.proposalId === secret)
    t.match(mine, [{ kind: 'same_person', number: /起第\d+号/ }])
    t.equal(mine[0]?.title, undefined)
    const { version, manifestSha256, step } = mine[0]!
    const url = `/v1/proposals/${secret}/acts`
    const confirm = {
      type: 'confirm_seat',
      version,
      manifestSha256,
      step,
      reason: '4月1日付けの異動による。',
    }
    const office1 = await office.ask<Problem>(staff.recordsManager, 'POST', url, { ...confirm, version: 0 })
    t.match(office1, { status: 409, body: { code: 'version_changed' } })
    t.notOk(JSON.stringify(office1.body).includes('行啓'), 'not who acted last')
    t.equal((await office.ask(staff.stranger, 'POST', url, confirm)).status, 404)
    const comment = { type: 'comment', version, manifestSha256, text: '一言' }
    t.equal((await office.ask(staff.recordsManager, 'POST', url, comment)).status, 404, 'nothing else')
    t.equal((await office.ask(staff.recordsManager, 'POST', url, confirm)).status, 200)
    t.notOk((await list(office)).body.items.some((it) => it.proposalId === secret))
    t.equal((await office.ask(staff.recordsManager, 'GET', `/v1/proposals/${secret}`)).status, 404)
  })

  await t.test('fifty at a time, none twice and none left out', async (t) => {
    office.setTime('2026-05-11T02:00:00.000Z')
    await office.db
      .updateTable('appointment')
      .set({ to_on: null })
      .where('to_on', '=', '2026-05-11')
      .execute()
    await office.db.deleteFrom('appointment').where('from_on', '=', '2026-05-12').execute()
    await moved(office)
    const made = await Promise.all(Array.from({ length: 55 }, () => office.submitted()))
    await move(office, { [staff.groupChief]: undefined })
    office.setTime('2026-05-12T02:00:00.000Z')
    const first = (await list(office)).body
    const second = (await list(office, staff.recordsManager, first.next)).body
    t.equal(second.next, undefined)
    const all = [...first.items, ...second.items].map((it) => it.proposalId)
    t.equal(new Set(all).size, all.length)
    t.same(
      made.filter((id) => !all.includes(id)),
      [],
    )
  })
})

test('席の確認: a 合議先 who is away for days, and a step only the drafter could act in', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted({ concurringUnits: ['ZAI', 'JIN'] })
  await office.act(staff.groupChief, id, { type: 'approve' })
  await office.act(staff.sectionChief, id, { type: 'approve' })
  await office.act(staff.personnel, id, { type: 'return', reason: '根拠条文を直すこと。' })
  const away = async (to: string) => {
    await office.db.deleteFrom('absence').where('person_id', '=', staff.finance).execute()
    await office.db
      .insertInto('absence')
      .values({ person_id: staff.finance, from_at: '2026-05-11T00:00:00Z', to_at: to, reason: '入院' })
      .execute()
    await moved(office)
  }
  await away('2026-05-11T08:00:00Z')
  t.same((await list(office)).body.items, [], 'only for the rest of today')
  await away('2026-05-20T08:00:00Z')
  t.match((await list(office)).body.items, [{ proposalId: id, kind: 'absent', seat: '財政課長' }])
  // 差戻し waits for the 合議先 who is away: the records office gives the step to somebody who is there.
  const { route } = await office.view(staff.recordsManager, id)
  const step = route?.stages.flatMap((it) => it.steps).find((it) => it.postName === '財政課長')?.id
  const given = { type: 'reassign', step, post: 'ZAI-1:P-KAK', reason: '入院のため。' }
  const done = await office.act(staff.recordsManager, id, given)
  t.equal(done.status, 200, JSON.stringify(done.body))
  t.same((await list(office)).body.items, [])
})

test('席の確認: a post that only somebody who drafted the case before it was handed over holds', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted({ concurringUnits: [] })
  const handed = { type: 'hand_over_draft', person: staff.stranger, reason: '事務分担の変更のため。' }
  t.equal((await office.act(staff.recordsManager, id, handed)).status, 200)
  for (const person of [staff.groupChief, staff.sectionChief, staff.bureauChief]) {
    await office.act(person, id, { type: 'approve' })
  }
  t.same((await list(office)).body.items, [])
  const { unit_code: unit, position_code: position } = await office.db
    .selectFrom('appointment')
    .select(['unit_code', 'position_code'])
    .where('person_id', '=', staff.decider)
    .where('kind', '=', 'primary')
    .executeTakeFirstOrThrow()
  await office.db.deleteFrom('appointment').where('person_id', '=', staff.decider).execute()
  await move(office, { [staff.drafter]: { unit, position } })
  office.setTime('2026-05-12T01:20:00.000Z')
  t.match((await list(office)).body.items, [{ proposalId: id, kind: 'drafter_only' }])
})

test('R-15 起案者不在: an objection waits for the 処理意見 of a drafter who has left, until it is handed over', async (t) => {
  const office = await createOffice(t)
  const id = await office.submitted({ concurringUnits: ['ZAI'] })
  for (const person of [staff.groupChief, staff.sectionChief])
    await office.act(person, id, { type: 'approve' })
  const objection = { type: 'concur', opinion: 'object', comment: '財源がない。' }
  t.equal((await office.act(staff.finance, id, objection)).status, 200)
  t.same((await list(office)).body.items, [], 'its drafter is there to answer')
  await move(office, { [staff.drafter]: undefined })
  office.setTime('2026-05-12T01:20:00.000Z')
  t.match((await list(office)).body.items, [
    { proposalId: id, kind: 'drafter_left', step: 'drafter', name: '幌平 美咲' },
  ])
  const over = { type: 'hand_over_draft', person: staff.groupChief, reason: '退職による引継ぎ。' }
  t.equal((await office.act(staff.recordsManager, id, over)).status, 200)
  t.same((await list(office)).body.items, [])
  const { body } = await office.ask<Inbox>(staff.groupChief, 'GET', '/v1/inbox?tab=returned')
  t.match(body.items, [{ proposalId: id, kind: 'respond' }])
})
