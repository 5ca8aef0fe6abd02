import { test } from 'tap'
import type { AbsenceList, AbsencePreview, AbsenceView, DeciderList } from '../contract/absences.ts'
import type { Problem } from '../contract/common.ts'
import type { Inbox } from '../contract/inbox.ts'
import type { Me } from '../contract/me.ts'
import type { StreamEvent } from '../contract/stream.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { createOffice, staff } from '../testing/office.ts'

test('不在登録 over HTTP', async (t) => {
  const told: { readonly event: StreamEvent; readonly to: unknown }[] = []
  const live = {
    publish: (event: StreamEvent, to: unknown) => void told.push({ event, to }),
    subscribe: () => () => {},
  }
  // The default source believes itself for a second: what is registered must be seen at once all the same.
  const office = await createOffice(t, ({ db }) => ({ live, organisation: createOrganisationSource(db) }))
  const { ask, db } = office
  const register = (by: string, body: object) =>
    ask<AbsenceView & Problem>(by, 'POST', '/v1/absences', { reason: '出張', ...body })
  const trip = { from: '2026-05-12', to: '2026-05-13' }
  const isAway = async (who: string) => (await ask<Me>(who, 'GET', '/v1/me')).body.absent

  await t.test('nobody does without signing in', async (t) => {
    for (const url of ['/v1/absences', '/v1/stand-ins']) {
      t.equal((await office.inject(null, url)).statusCode, 401)
    }
  })

  await t.test('a day is the whole day in Japan, and everybody sees who is away but not why', async (t) => {
    const { status, body } = await register(staff.decider, trip)
    t.equal(status, 201)
    t.match(body, {
      person: { id: staff.decider, title: '経済部長' },
      from: '2026-05-11T15:00:00.000Z',
      to: '2026-05-13T14:59:59.999Z',
      reason: '出張',
      recordedBy: { id: staff.decider },
      when: 'ahead',
      mayChange: true,
    })
    const seen = (await ask<AbsenceList>(staff.stranger, 'GET', '/v1/absences')).body.items
    const his = seen.find((it) => it.person.id === staff.decider)
    t.match(his, { when: 'ahead', mayChange: false })
    t.notOk(his?.reason, 'why is for the person and the records office')
    t.notOk(await isAway(staff.decider))
    office.setTime('2026-05-12T00:00:00.000Z')
    t.ok(await isAway(staff.decider))
    office.setTime('2026-05-11T01:20:00.000Z')
  })

  await t.test('whoever may stand in is told', async (t) => {
    const { event, to } = told.at(-1) ?? {}
    t.same(event, { type: 'organisation' })
    t.same(to, { people: [staff.decider], posts: ['KEI-KAN:P-BUR'] })
  })

  await t.test('R-12 a 文書管理者 registers for another, and it says so; nobody else may', async (t) => {
    const body = { ...trip, person: staff.sectionChief, reason: '療養' }
    const refused = await register(staff.stranger, body)
    t.match(refused, { status: 403, body: { code: 'absence_not_yours' } })
    const done = await register(staff.recordsManager, body)
    t.match(done, { status: 201, body: { recordedBy: { id: staff.recordsManager }, reason: '療養' } })
    const url = `/v1/absences?person=${staff.sectionChief}`
    t.equal((await ask<AbsenceList>(staff.sectionChief, 'GET', url)).body.items.length, 1)
    t.match(await ask(staff.stranger, 'GET', url), { status: 403, body: { code: 'absence_not_yours' } })
    t.match(await ask(staff.stranger, 'DELETE', `/v1/absences/${done.body.id}`), {
      status: 403,
      body: { code: 'absence_not_yours' },
    })
    t.match(await register(staff.recordsManager, { ...trip, person: 'nobody' }), { status: 404 })
  })

  await t.test('each refusal says what to do', async (t) => {
    for (const [body, status, code] of [
      [{ ...trip, reason: ' \u3000' }, 422, 'absence_reason_missing'],
      [{ from: '2026-05-13', to: '2026-05-12' }, 422, 'absence_backwards'],
      [{ from: '2026-05-10', to: '2026-05-12' }, 422, 'absence_past'],
      [{ from: '2026-05-11', to: '2026-05-11T01:19:59.999Z' }, 422, 'absence_past'],
      [{ from: '2026-02-30', to: '2026-05-12' }, 422, 'not_a_day'],
      [{ from: '2026-05-12', to: '2026-05-32' }, 422, 'not_a_day'],
      [{ from: 'tomorrow', to: '2026-05-12' }, 400, 'bad_request'],
      [{ ...trip, holiday: true }, 400, 'bad_request'],
      [{ ...trip, reason: 'a\0b' }, 422, 'unstorable_text'],
    ] as const) {
      t.match(await register(staff.groupChief, body), { status, body: { code } }, code)
    }
    t.match(await register(staff.decider, { from: '2026-05-13', to: '2026-05-14' }), {
      status: 409,
      body: { code: 'absence_overlaps', facts: { from: '2026-05-11T15:00:00.000Z' } },
    })
    t.equal((await register(staff.decider, { from: '2026-05-14', to: '2026-05-14' })).status, 201)
  })

  await t.test('two registrations of one time at once: one stands', async (t) => {
    const both = await Promise.all([1, 2].map(() => register(staff.finance, trip)))
    t.same(
      both.map((it) => it.status).toSorted((a, b) => a - b),
      [201, 409],
    )
  })

  await t.test('R-12 one that has begun keeps its beginning; what was stays in the log', async (t) => {
    const { id } = (await register(staff.groupChief, { from: '2026-05-11', to: '2026-05-15' })).body
    t.ok(await isAway(staff.groupChief))
    const moved = await ask<Problem>(staff.groupChief, 'PUT', `/v1/absences/${id}`, {
      from: '2026-05-12',
      to: '2026-05-15',
      reason: '出張',
    })
    t.match(moved, { status: 409, body: { code: 'absence_begun', rule: 'R-12' } })
    const shorter = await ask<AbsenceView>(staff.groupChief, 'PUT', `/v1/absences/${id}`, {
      from: '2026-05-11',
      to: '2026-05-12',
      reason: '出張（短縮）',
    })
    t.match(shorter, { status: 200, body: { to: '2026-05-12T14:59:59.999Z', reason: '出張（短縮）' } })
    t.not(shorter.body.id, id)
    t.equal((await ask(staff.groupChief, 'DELETE', `/v1/absences/${id}`)).status, 404)
    const gone = await office.inject(staff.groupChief, {
      method: 'DELETE',
      url: `/v1/absences/${shorter.body.id}`,
    })
    t.equal(gone.statusCode, 204)
    t.notOk(await isAway(staff.groupChief), 'back at work')
    const rows = await db
      .selectFrom('absence')
      .select(['to_at', 'called_off_by', 'replaces'])
      .where('person_id', '=', staff.groupChief)
      .orderBy('id')
      .execute()
    t.same(
      rows.map((it) => [it.to_at, it.called_off_by]),
      [
        ['2026-05-15T14:59:59.999Z', staff.groupChief],
        ['2026-05-12T14:59:59.999Z', staff.groupChief],
        ['2026-05-11T01:19:59.999Z', null],
      ],
      'the part until now was an absence and stays one',
    )
    t.same(
      rows.map((it) => it.replaces !== null),
      [false, true, true],
    )
    office.setTime('2026-05-16T01:20:00.000Z')
    const { items } = (
      await ask<AbsenceList>(staff.groupChief, 'GET', `/v1/absences?person=${staff.groupChief}`)
    ).body
    t.match(items, [{ when: 'over', mayChange: false }])
    t.match(await ask(staff.groupChief, 'DELETE', `/v1/absences/${items[0]?.id}`), {
      status: 409,
      body: { code: 'absence_over' },
    })
    office.setTime('2026-05-11T01:20:00.000Z')
  })

  await t.test('R-12 before registering: what waits, and who stands in', async (t) => {
    const id = await office.submitted()
    t.ok(id)
    const preview = async (by: string, body: object) =>
      (await ask<AbsencePreview & Problem>(by, 'POST', '/v1/absences/preview', { reason: '', ...body })).body
    const chief = await preview(staff.groupChief, { from: '2026-06-01', to: '2026-06-02' })
    t.equal(chief.waiting, 1)
    t.same(chief.deciders, [], 'no order is laid down for a 係長')
    const decider = await preview(staff.decider, { from: '2026-06-01', to: '2026-06-02' })
    t.match(decider.deciders, [
      {
        title: '経済部長',
        holders: [{ absent: true }],
        standIns: [{ place: 2, holders: [{ absent: false }] }],
        uncovered: false,
      },
    ])
    t.match((await preview(staff.decider, trip)).problem, /すでに登録/)
    t.equal((await preview(staff.stranger, { ...trip, person: staff.decider })).code, 'absence_not_yours')
    const { items } = (await ask<AbsenceList>(staff.decider, 'GET', `/v1/absences?person=${staff.decider}`))
      .body
    t.equal(items.length, 2, 'a preview stores nothing')
  })

  await t.test('R-12 the orders of all who decide, with those nobody can stand in for', async (t) => {
    office.setTime('2026-05-12T01:20:00.000Z')
    await register(staff.recordsManager, { person: staff.bureauChief, from: '2026-05-12', to: '2026-05-12' })
    const { deciders } = (await ask<DeciderList>(staff.stranger, 'GET', '/v1/stand-ins')).body
    const of = (post: string) => deciders.find((it) => it.post === post)
    t.match(of('KEI:P-DIR'), { title: '経済部長', uncovered: true }, '部長 and 局長 both away')
    t.match(of('BUN:P-SEC'), { uncovered: false, standIns: [{ postName: '文書課主幹' }, {}, {}] })
    t.equal(of('BUN-1:P-KAK'), undefined)
    const inbox = (await ask<Inbox>(staff.groupChief, 'GET', '/v1/inbox?tab=approve')).body
    const view = await office.view(staff.groupChief, inbox.items[0]?.proposalId ?? '')
    const steps = view.route?.stages.flatMap((it) => it.steps) ?? []
    t.match(
      steps.find((it) => it.post === 'KEI:P-DIR')?.holders,
      [{ id: staff.decider, absent: true }],
      'the route says so too',
    )
    t.equal(steps.find((it) => it.post === 'KNK-1:P-KAK')?.holders[0]?.absent, false)
  })
})
