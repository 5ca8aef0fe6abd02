import { test } from 'tap'
import type { Problem } from '../contract/common.ts'
import type { PositionList } from '../contract/positions.ts'
import { createOffice, staff } from '../testing/office.ts'

type Answer = PositionList & Problem

test('職位 over HTTP', async (t) => {
  const { ask, inject } = await createOffice(t)
  const keeper = staff.recordsManager
  const list = async () => (await ask<Answer>(keeper, 'GET', '/v1/positions')).body.items
  const add = (more: object = {}, by: string = keeper) =>
    ask<Answer>(by, 'POST', '/v1/positions', {
      ...{ code: 'P-TBC', name: '担当部長', below: 'P-DIR', isLine: false, isDecider: false },
      ...more,
    })

  await t.test('what each means for routes and where it is used', async (t) => {
    t.equal((await inject(null, '/v1/positions')).statusCode, 401)
    t.match(await ask(staff.stranger, 'GET', '/v1/positions'), {
      status: 403,
      body: { code: 'position_not_yours' },
    })
    const items = await list()
    t.equal(items[0]?.name, '知事')
    const chief = items.find((it) => it.code === 'P-SEC')
    t.match(chief, { name: '課長', isLine: true, isDecider: true, standsInFor: ['局長', '振興局部長'] })
    t.ok(chief?.decides.includes('C01 公文書開示請求に対する全部開示決定'))
    t.ok((chief?.routes.length ?? 0) > 0)
    t.ok((chief?.posts ?? 0) > 10 && (chief?.people ?? 0) > 10)
    t.match(
      items.find((it) => it.code === 'P-TAN'),
      { name: '担当課長', isLine: false, isDecider: false, decides: { length: 0 } },
    )
  })

  await t.test('a new one stands right below another, and nothing has it yet', async (t) => {
    t.match(await add({}, staff.stranger), { status: 403 })
    const done = await add()
    t.equal(done.status, 201, JSON.stringify(done.body))
    const names = (await list()).map((it) => it.name)
    t.equal(names[names.indexOf('次長') - 1], '担当部長')
    t.same((await list()).find((it) => it.code === 'P-TBC')?.recorded?.by.id, keeper)
    const added = (await list()).find((it) => it.code === 'P-TBC')
    t.same([added?.posts, added?.decides, added?.routes, added?.standsInFor], [0, [], [], []])
    const change = { change: 'appoint', person: 'u0505', unit: 'KNK', position: 'P-TBC', as: 'concurrent' }
    const seen = await ask<{ problems: unknown[] }>(keeper, 'POST', '/v1/directory/changes/preview', {
      effectiveOn: '2026-05-11',
      change,
    })
    t.same(seen.body.problems, [], 'people can be appointed to it')
  })

  await t.test('refused: known codes and names, nobody above, and a decider off the line', async (t) => {
    t.match(await add(), { status: 409, body: { code: 'position_known', facts: { name: '担当部長' } } })
    t.match(await add({ code: 'P-TB2' }), {
      status: 409,
      body: { code: 'position_name_taken', facts: { position: 'P-TBC' } },
    })
    const other = { code: 'P-TB2', name: '参事' }
    t.match(await add({ ...other, below: 'P-NONE' }), {
      status: 422,
      body: { code: 'position_above_unknown' },
    })
    t.match(await add({ ...other, isDecider: true }), {
      status: 422,
      body: { code: 'position_decider_off_line' },
    })
    t.equal((await add({ ...other, isDecider: true, isLine: true })).status, 201)
  })
})
