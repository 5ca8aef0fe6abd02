import { test } from 'tap'
import type {
  ActingOrderList,
  ActingOrderPreview,
  ActingOrderView,
  ActingPlace,
} from '../contract/acting-orders.ts'
import type { DeciderList } from '../contract/absences.ts'
import type { Problem } from '../contract/common.ts'
import type { StreamEvent } from '../contract/stream.ts'
import { createOrganisationSource } from '../store/organisation.ts'
import { createOffice, staff } from '../testing/office.ts'

const administrator = 'u0205'
const chf: ActingPlace = { at: 'own_section', position: 'P-CHF' }
const kak: ActingPlace = { at: 'own_group', position: 'P-KAK' }
const soumu: ActingPlace = { at: 'unit', unit: 'SOM', position: 'P-DIR' }

test('代決の順位 over HTTP', async (t) => {
  const told: StreamEvent[] = []
  const live = {
    publish: (event: StreamEvent) => void told.push(event),
    subscribe: () => () => {},
  }
  // The default source believes itself for a second: what is recorded must be seen at once all the same.
  const office = await createOffice(t, ({ db }) => ({ live, organisation: createOrganisationSource(db) }))
  const { ask, db } = office
  const list = async (by: string = administrator) =>
    (await ask<ActingOrderList>(by, 'GET', '/v1/acting-orders')).body
  const of = async (position: string) => {
    const found = (await list()).items.find((it) => it.position === position)
    if (found === undefined) throw new Error(`${position} is not listed`)
    return found
  }
  const record = (position: string, body: object, by: string = administrator) =>
    ask<ActingOrderView & Problem>(by, 'PUT', `/v1/acting-orders/${position}`, body)
  const preview = (position: string, body: object, by: string = administrator) =>
    ask<ActingOrderPreview & Problem>(by, 'POST', '/v1/acting-orders/preview', { position, ...body })
  const standIns = async (post: string) => {
    const { deciders } = (await ask<DeciderList>(staff.stranger, 'GET', '/v1/stand-ins')).body
    return deciders.find((it) => it.post === post)?.standIns.map((it) => it.postName)
  }
  const versions = async () =>
    (await db.selectFrom('organisation_version').select('version').executeTakeFirstOrThrow()).version

  await t.test('R-12 代決の順位 is for システム管理者 and 文書管理者', async (t) => {
    t.equal((await office.inject(null, '/v1/acting-orders')).statusCode, 401)
    const body = { from: '2026-05-11', order: [kak] }
    for (const answer of [
      await ask<Problem>(staff.stranger, 'GET', '/v1/acting-orders'),
      await record('P-SEC', body, staff.stranger),
      await preview('P-SEC', body, staff.stranger),
    ]) {
      t.match(answer, { status: 403, body: { code: 'acting_order_not_yours' } })
    }
    t.ok((await list(staff.recordsManager)).items.length > 0)
  })

  await t.test('R-12 代決の順位 of every decider, those without one too', async (t) => {
    const { today, items, positions } = await list()
    t.equal(today, '2026-05-11')
    t.same(
      items.map((it) => it.name),
      [
        '知事',
        '副知事',
        '部長',
        '会計管理者',
        '総合振興局長・振興局長',
        '局長',
        '振興局部長',
        '課長',
        '係長',
      ],
    )
    t.same(await of('P-KAK'), { position: 'P-KAK', name: '係長', version: 0, versions: [] })
    t.same(await of('P-SEC'), {
      position: 'P-SEC',
      name: '課長',
      version: 1,
      versions: [
        {
          state: 'in_force',
          order: [
            { ...chf, positionName: '主幹' },
            { ...kak, positionName: '係長' },
          ],
        },
      ],
    })
    t.match((await of('P-GOV')).versions, [
      { order: [{ at: 'charge_vice_governor' }, { ...soumu, unitName: '総務部', positionName: '部長' }] },
    ])
    t.ok(positions.some((it) => it.code === 'P-CHF' && it.name === '主幹'))
  })

  await t.test('R-12 代決の順位: each refusal, before and at recording', async (t) => {
    const before = await versions()
    for (const [position, body, status, code, facts] of [
      [
        'P-SEC',
        { from: '2026-05-10', order: [kak] },
        422,
        'acting_order_past',
        { from: '2026-05-10', earliest: '2026-05-11' },
      ],
      ['P-XXX', { from: '2026-05-11', order: [kak] }, 404, 'acting_order_position_unknown', {}],
      ['P-CHF', { from: '2026-05-11', order: [kak] }, 422, 'acting_order_no_decider', { name: '主幹' }],
      [
        'P-SEC',
        { from: '2026-05-11', order: [kak, { ...soumu, unit: 'GONE' }] },
        422,
        'acting_order_place_unknown',
        { place: 2, unit: 'GONE' },
      ],
      [
        'P-SEC',
        { from: '2026-05-11', order: [{ ...kak, position: 'P-XXX' }] },
        422,
        'acting_order_place_unknown',
        { place: 1, position: 'P-XXX' },
      ],
      [
        'P-SEC',
        { from: '2026-05-11', order: [kak, chf, kak] },
        422,
        'acting_order_place_twice',
        { place: 3, first: 1 },
      ],
      [
        'P-SEC',
        { from: '2026-05-11', order: [{ at: 'own_section', position: 'P-SEC' }] },
        422,
        'acting_order_itself',
        { place: 1 },
      ],
      [
        'P-KAK',
        { from: '2026-05-11', order: [{ at: 'own_section', position: 'P-JIC' }] },
        422,
        'acting_order_nowhere',
        {},
      ],
      ['P-SEC', { from: '2026-02-30', order: [kak] }, 422, 'not_a_day', {}],
      [
        'P-SEC',
        { from: '2026-05-11', order: [{ at: 'somewhere', position: 'P-KAK' }] },
        400,
        'bad_request',
        {},
      ],
      ['P-SEC', { from: '2026-05-11', order: [{ at: 'own_group' }] }, 400, 'bad_request', {}],
      ['P-SEC', { from: '2026-05-11', order: [kak], until: '2026-06-01' }, 400, 'bad_request', {}],
    ] as const) {
      for (const answer of [await preview(position, body), await record(position, body)]) {
        t.match(answer, { status, body: { code, title: /。$/ } }, code)
        t.match(answer.body.facts ?? {}, facts, `${code}: facts`)
      }
    }
    t.equal(await versions(), before, 'nothing has changed')
    t.equal((await of('P-SEC')).version, 1)
  })

  await t.test('R-12 代決の順位: what would change is told before, and stores nothing', async (t) => {
    const { status, body } = await preview('P-SEC', { from: '2026-07-01', order: [kak, chf, soumu] })
    t.equal(status, 200)
    t.match(body.changes, [
      { change: 'moves', place: { positionName: '係長' }, before: 2, after: 1 },
      { change: 'moves', place: { positionName: '主幹' }, before: 1, after: 2 },
      { change: 'comes', place: { at: 'unit', unitName: '総務部', positionName: '部長' }, after: 3 },
    ])
    const post = (id: string) => body.posts.find((it) => it.after.post === id)
    t.equal(post('BUN:P-SEC')?.differs, true)
    t.match(post('BUN:P-SEC')?.before.standIns, [
      { place: 1, postName: '文書課主幹' },
      { place: 2, postName: '文書管理係長' },
      { place: 2 },
    ])
    t.match(post('BUN:P-SEC')?.after.standIns, [
      { place: 1, postName: '文書管理係長' },
      { place: 1, postName: '法制審査係長' },
      { place: 2, postName: '文書課主幹' },
      { place: 3, postName: '総務部長' },
    ])
    // On the day it begins: 橋北 is 道路課長 from 1 July.
    t.match(post('DOR:P-SEC')?.after.holders, [{ name: '橋北 渡' }])
    t.equal((await of('P-SEC')).version, 1)
    const swapped = (await preview('P-SEC', { from: '2026-07-01', order: [kak] })).body.posts
    t.equal(
      swapped.find((it) => it.after.post === 'KHZ:P-SEC')?.differs,
      false,
      'a 課 without a 主幹: the same people, whatever the number',
    )
    t.same((await preview('P-SEC', { from: '2026-07-01', order: [chf, kak] })).body.changes, [])
  })

  await t.test('R-12 代決の順位 of a later day counts from that day on', async (t) => {
    const before = await versions()
    const done = await record('P-SEC', { from: '2026-06-01', order: [kak], version: 1 })
    t.equal(done.status, 200)
    t.match(done.body, {
      version: 2,
      versions: [
        { from: '2026-06-01', state: 'ahead', recorded: { by: { id: administrator } } },
        { state: 'in_force' },
      ],
    })
    t.equal(await versions(), before + 1)
    t.same(told.at(-1), { type: 'organisation' })
    t.same(await standIns('BUN:P-SEC'), ['文書課主幹', '文書管理係長', '法制審査係長'])
    t.equal((await preview('P-SEC', { from: '2026-05-20', order: [chf] })).body.until, '2026-06-01')
    office.setTime('2026-05-31T15:00:00.000Z')
    t.same(await standIns('BUN:P-SEC'), ['文書管理係長', '法制審査係長'], 'from 0:00 of the day in Japan')
    t.same(
      (await of('P-SEC')).versions.map((it) => it.state),
      ['in_force', 'past'],
    )
    office.setTime('2026-05-11T01:20:00.000Z')
  })

  await t.test('R-12 代決の順位 recorded twice for a day: the last counts, both stay', async (t) => {
    const stale = await record('P-SEC', { from: '2026-06-01', order: [kak, chf], version: 1 })
    t.match(stale, { status: 409, body: { code: 'acting_order_changed', facts: { version: 2 } } })
    const told0 = told.length
    const again = await record('P-SEC', { from: '2026-06-01', order: [kak], version: 1 })
    t.match(again, { status: 200, body: { version: 2 } }, 'the same once more is the same')
    t.equal(told.length, told0)
    const done = await record('P-SEC', { from: '2026-06-01', order: [kak, chf], version: 2 })
    t.same(
      done.body.versions.map((it) => [it.state, it.order.length]),
      [
        ['ahead', 2],
        ['replaced', 1],
        ['in_force', 2],
      ],
    )
    const both = await Promise.all(
      [[chf], [kak, soumu]].map((order) => record('P-BUR', { from: '2026-06-01', order })),
    )
    t.same(
      both.map((it) => it.status),
      [200, 200],
    )
    t.same(
      (await of('P-BUR')).versions.map((it) => it.state),
      ['ahead', 'replaced', 'in_force'],
    )
    for (const change of [
      'delete from acting_order',
      "update acting_order_version set from_on = '2026-01-01'",
    ]) {
      await t.rejects(office.pool.query(change), { message: /refused/ }, 'what was recorded stays')
    }
  })

  await t.test('R-12 代決の順位 may be ended by an empty one, today', async (t) => {
    const done = await record('P-BRH', { from: '2026-05-11', order: [] }, staff.recordsManager)
    t.match(done, {
      status: 200,
      body: { versions: [{ state: 'in_force', order: { length: 0 } }, { state: 'past' }] },
    })
    t.equal(await standIns('TOB:P-BRH'), undefined)
    const ended = await preview('P-BRH', {
      from: '2026-05-11',
      order: [{ at: 'own_branch', position: 'P-BRV' }],
    })
    t.match(ended.body.posts, [
      {
        before: { standIns: { length: 0 } },
        after: { standIns: [{ postName: '東部総合振興局副局長' }] },
        differs: true,
      },
      {},
    ])
  })

  await t.test('R-12 代決の順位: the cases it would hand to somebody else', async (t) => {
    const id = await office.submitted()
    const secret = await office.submitted({ secrecy: 'secret', accessList: [staff.drafter] })
    const order = { from: '2026-05-11', order: [soumu] }
    t.same((await preview('P-DIR', order)).body.cases, [], 'the decider is there')
    const away = { person: staff.decider, from: '2026-05-11', to: '2026-05-12', reason: '出張' }
    t.equal((await ask(staff.recordsManager, 'POST', '/v1/absences', away)).status, 201)
    const { cases } = (await preview('P-DIR', order, staff.recordsManager)).body
    t.match(cases, [
      {
        id,
        decider: '経済部長',
        before: [/^観光局長 /],
        after: ['総務部長 円山 直樹'],
        title: /観光振興計画/,
      },
    ])
    t.equal(cases.length, 1, 'R-16 a secret case is not named')
    t.not(cases[0]?.id, secret)
    const seen = (await preview('P-DIR', order)).body.cases
    t.equal(seen[0]?.id, id)
    t.notOk(seen[0]?.title, 'a システム管理者 reads no case')
    const same = await preview('P-DIR', {
      from: '2026-06-01',
      order: [{ at: 'own_bureau', position: 'P-BUR' }],
    })
    t.same(same.body.cases, [], 'the same person stands in')
    t.match((await preview('P-DIR', { from: '2026-06-01', order: [] })).body.cases, [
      { id, after: { length: 0 } },
    ])
  })
})
