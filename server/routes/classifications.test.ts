import { test } from 'tap'
import type { Problem } from '../contract/common.ts'
import type { ClassificationList } from '../contract/folders.ts'
import { createOffice, staff } from '../testing/office.ts'

test('文書分類表 over HTTP', async (t) => {
  const { ask, db } = await createOffice(t)
  const manager = staff.recordsManager
  const list = async (by: string = manager) =>
    (await ask<ClassificationList>(by, 'GET', '/v1/classifications')).body
  const add = (body: object, by: string = manager) =>
    ask<ClassificationList & Problem>(by, 'POST', '/v1/classifications', body)
  const act = (code: string, body: object) =>
    ask<ClassificationList & Problem>(manager, 'POST', `/v1/classifications/${code}/acts`, body)

  const first = await list(staff.stranger)
  t.equal(first.mayKeep, false)
  t.match(first.items[0], { code: '1', level: 1, takesFolders: false })
  t.match(
    first.items.find((it) => it.code === '111'),
    { level: 3, takesFolders: true },
  )
  t.ok(first.retentionPeriods.some((it) => it.code === 'RJY' && it.years === null))
  const further = { code: '513', name: '観光統計', parent: '51' }
  t.match(await add(further, staff.stranger), { status: 403, body: { code: 'class_not_yours' } })
  t.equal((await add(further)).status, 201)
  t.match(await add(further), { status: 409, body: { code: 'class_known' } })
  t.equal((await add({ code: '5131', name: '入込客数', parent: '513' })).status, 201)
  t.match(await add({ code: '51311', name: '月別', parent: '5131' }), { body: { code: 'class_too_deep' } })
  t.match(await add({ code: '5111', name: '素案', parent: '511' }), { body: { code: 'class_has_folders' } })
  t.equal((await list()).items.find((it) => it.code === '513')?.takesFolders, false)
  t.equal((await act('513', { type: 'rename', name: '統計', reason: '規程の改正' })).status, 200)
  t.match(await act('513', { type: 'end', reason: '規程の改正' }), { body: { code: 'class_has_folders' } })
  t.equal((await act('5131', { type: 'end', reason: '規程の改正' })).status, 200)
  t.match(
    (await list()).items.find((it) => it.code === '5131'),
    { endedOn: '2026-05-11', takesFolders: false },
  )
  const events = await db
    .selectFrom('record_event')
    .select(['id', 'type', 'person_id'])
    .where('kind', '=', 'classification')
    .orderBy('at')
    .orderBy('id')
    .orderBy('seq')
    .execute()
  t.same(
    events.map((it) => `${it.id} ${it.type} ${it.person_id}`),
    ['513 added u0106', '513 renamed u0106', '5131 added u0106', '5131 ended u0106'],
  )
})
