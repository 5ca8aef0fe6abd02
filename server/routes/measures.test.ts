import { test } from 'tap'
import type { MeasuredCases, Measures, PaperDecisions } from '../contract/measures.ts'
import { type Office, createOffice, staff } from '../testing/office.ts'
import { readAll } from '../testing/reading-on.ts'
import { keepMeasures } from '../usecases/keep-measures.ts'

const may = 'from=2026-05&to=2026-05'

function count({ db, pool }: Office): Promise<number> {
  const onBroken = (id: string, error: unknown) => {
    throw new Error(`chain of ${id}`, { cause: error })
  }
  return readAll(pool, 'measures', () => keepMeasures({ db, onBroken }))
}

async function decided(office: Office, changes: Parameters<Office['submitted']>[0] = {}): Promise<string> {
  const id = await office.submitted({ concurringUnits: [], ...changes })
  const paper = changes.paper === undefined ? {} : { paperChecked: true }
  for (const person of [staff.groupChief, staff.sectionChief, staff.bureauChief]) {
    const done = await office.act(person, id, { type: 'approve', ...paper })
    if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  }
  office.setTime('2026-05-13T01:20:00.000Z')
  const done = await office.act(staff.decider, id, { type: 'decide', ...paper })
  if (done.status !== 200) throw new Error(JSON.stringify(done.body))
  office.setTime('2026-05-11T01:20:00.000Z')
  return id
}

test('集計: what was decided and how, the time at each post, and the cases behind a number', async (t) => {
  const office = await createOffice(t)
  const measures = async (person: string, query = may) =>
    (await office.ask<Measures>(person, 'GET', `/v1/measures?${query}`)).body
  await decided(office)
  await decided(office)
  const onPaper = await decided(office, { paper: { reason: '図面がA1のため', what: '位置図' } })
  const returned = await office.submitted({ concurringUnits: [] })
  const back = await office.act(staff.groupChief, returned, {
    type: 'return',
    reason: '金額を確かめること。',
  })
  t.equal(back.status, 200, JSON.stringify(back.body))
  t.ok((await count(office)) > 0)
  t.equal(await count(office), 0, 'nothing is read twice')

  await t.test('months and posts', async (t) => {
    const { months, posts, overdue } = await measures(staff.drafter)
    t.match(months, [
      { month: '2026-05', section: 'KNK', electronic: 2, hybrid: 1, paper: 0, submitted: 4, returned: 1 },
    ])
    t.equal(months.length, 1)
    t.equal(overdue, 0)
    t.match(posts[0], { kind: 'decide', count: 3, medianHours: 48, workingDays: 2, waiting: 0 })
    t.match(
      posts.find((it) => it.returned > 0),
      { kind: 'review', count: 4, returned: 1 },
    )
  })

  await t.test('the cases behind a number, and why', async (t) => {
    const behind = async (what: string) =>
      (await office.ask<MeasuredCases>(staff.drafter, 'GET', `/v1/measures/cases?${may}&what=${what}`)).body
        .items
    t.match(await behind('hybrid'), [{ id: onPaper, reasons: ['図面がA1のため'] }])
    t.match(await behind('returned'), [{ id: returned, reasons: ['金額を確かめること。'] }])
    t.equal((await behind('electronic')).length, 2)
    t.same(await behind('overdue'), [])
  })

  await t.test('紙決裁 are counted by the 課, and make the rate honest', async (t) => {
    const body = { section: 'KNK', month: '2026-05', count: 3, reason: '押印を要する協定書' }
    const by = (person: string, changes: object = {}) =>
      office.ask<{ code?: string }>(person, 'POST', '/v1/paper-decisions', { ...body, ...changes })
    t.match(await by(staff.stranger), { status: 403, body: { code: 'paper_not_yours' } })
    t.equal((await by(staff.recordsManager)).status, 201)
    t.match(await by(staff.recordsManager, { month: '2026-06' }), {
      status: 422,
      body: { code: 'paper_month_ahead' },
    })
    t.match(await by(staff.recordsManager, { count: 0 }), {
      status: 422,
      body: { code: 'paper_count_nothing' },
    })
    t.match(await by(staff.recordsManager, { section: 'KNK-1' }), {
      status: 422,
      body: { code: 'unit_not_found' },
    })
    const both = await Promise.all(
      [1, 2].map(() => by(staff.recordsManager, { count: -2, reason: '数え違い' })),
    )
    t.same(new Set(both.map((it) => it.status)), new Set([201, 422]), 'two at once leave no month below none')
    t.equal((await measures(staff.drafter)).months[0]?.paper, 1)
    const { items } = (await office.ask<PaperDecisions>(staff.drafter, 'GET', `/v1/paper-decisions?${may}`))
      .body
    t.same(
      items.map((it) => [it.count, it.reason]),
      [
        [-2, '数え違い'],
        [3, '押印を要する協定書'],
      ],
    )
    await t.rejects(office.db.deleteFrom('paper_decision').execute(), /the log is evidence/)
    const csv = await office.inject(staff.drafter, `/v1/measures.csv?${may}`)
    t.equal(csv.statusCode, 200)
    t.match(csv.body.split('\r\n')[1], /^2026-05,KNK,観光振興課,4,2,0,1,1,50\.0,/)
  })
})

test('R-16 集計: whoever asks, nothing that is 秘 and nothing of another 課 is counted', async (t) => {
  const office = await createOffice(t)
  await decided(office)
  await decided(office, { secrecy: 'secret', accessList: [staff.recordsManager] })
  const until = '2026-05-20T00:00:00.000Z'
  await decided(office, { secrecy: 'timed_secret', secretUntil: until, accessList: [] })
  await count(office)
  const of = async (person: string, query = may) =>
    office.ask<Measures>(person, 'GET', `/v1/measures?${query}`)
  for (const person of [staff.drafter, staff.decider, staff.recordsManager]) {
    const { months, posts } = (await of(person)).body
    t.equal(
      months.reduce((sum, it) => sum + it.electronic, 0),
      person === staff.decider ? months.length : 1,
      person,
    )
    t.ok(posts.every((it) => it.count <= 1))
  }
  t.same((await of(staff.stranger)).body.months, [], 'another 課')
  t.match(await of(staff.stranger, `${may}&section=KNK`), {
    status: 403,
    body: { code: 'section_not_yours' },
  })
  t.match(await of(staff.stranger, `${may}&section=NONE`), { status: 422, body: { code: 'unit_not_found' } })
  t.match(await of(staff.stranger, 'from=2026-06&to=2026-05'), {
    status: 422,
    body: { code: 'months_backwards' },
  })
  t.match(await of(staff.stranger, 'from=2020-01&to=2026-05'), {
    status: 422,
    body: { code: 'months_too_many' },
  })
  office.setTime(until)
  const { months } = (await of(staff.recordsManager)).body
  t.equal(months[0]?.electronic, 2, '時限秘 whose time has come is counted')
})
