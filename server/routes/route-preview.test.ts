import { test } from 'tap'
import type { RoutePreview } from '../contract/route-preview.ts'
import { createOffice, staff } from '../testing/office.ts'

test('経路の変更 is shown before it is saved, and comes as it was shown', async (t) => {
  const office = await createOffice(t)
  const preview = (id: string, person: string, body: object) =>
    office.ask<RoutePreview & { code?: string }>(person, 'POST', `/v1/proposals/${id}/route-preview`, body)
  const posts = (route: RoutePreview['route']) =>
    route?.stages.map((stage) => stage.steps.map((it) => `${it.role} ${it.postName} ${it.state}`))

  await t.test('added and taken out', async (t) => {
    const id = await office.submitted()
    await office.act(staff.groupChief, id, { type: 'approve' })
    const before = await office.view(staff.sectionChief, id)
    const removable = before.route?.stages.flatMap((it) => it.steps).find((it) => it.removable === true)
    if (removable === undefined) throw new Error('nothing is removable')
    const change = { add: [{ unit: 'KHZ', role: 'concur' }], remove: [removable.id] }
    const shown = await preview(id, staff.sectionChief, change)
    t.equal(shown.status, 200, JSON.stringify(shown.body))
    t.equal(shown.body.refused, undefined)
    t.same(shown.body.removed, [removable.postName])
    const added = shown.body.route?.stages
      .flatMap((it) => it.steps)
      .filter((it) => shown.body.added.includes(it.id))
    t.match(added, [{ role: 'concur', state: 'ahead' }])
    t.same((await office.view(staff.sectionChief, id)).route, before.route, 'nothing is stored')

    const done = await office.act(staff.sectionChief, id, {
      type: 'change_route',
      reason: '環境に関わる。',
      ...change,
    })
    t.equal(done.status, 200, JSON.stringify(done.body))
    t.same(posts((await office.view(staff.sectionChief, id)).route), posts(shown.body.route))
  })

  await t.test('事務取扱: who goes through two steps at once is shown as after the change', async (t) => {
    // From September on the 部長 holds the post of the 観光局長, too.
    office.setTime('2026-09-07T01:20:00.000Z')
    const id = await office.submitted()
    const atOnce = (route: RoutePreview['route']) =>
      route?.stages.flatMap((stage) => stage.steps.map((it) => `${it.postName} ${it.atOnceWith ?? '-'}`))
    const change = { add: [{ unit: 'KHZ', role: 'concur' }] }
    const shown = await preview(id, staff.drafter, change)
    t.equal(shown.status, 200, JSON.stringify(shown.body))
    t.ok(atOnce(shown.body.route)?.includes('観光局長 経済部長'), JSON.stringify(atOnce(shown.body.route)))
    const done = await office.act(staff.drafter, id, {
      type: 'change_route',
      reason: '環境に関わる。',
      ...change,
    })
    t.equal(done.status, 200, JSON.stringify(done.body))
    t.same(atOnce((await office.view(staff.drafter, id)).route), atOnce(shown.body.route))
    office.setTime('2026-05-11T01:20:00.000Z')
  })

  await t.test('R-01 what the rules would refuse says why', async (t) => {
    const id = await office.submitted()
    const { route } = await office.view(staff.drafter, id)
    const decider = route?.stages.at(-1)?.steps[0]?.id ?? ''
    const refused = await preview(id, staff.drafter, { remove: [decider] })
    t.match(refused, {
      status: 200,
      body: { refused: { rule: 'R-01', text: /決裁権者/ }, added: { length: 0 }, removed: { length: 0 } },
    })
    t.equal(refused.body.route, undefined)
    t.match(
      (await preview(id, staff.sectionChief, { add: [{ unit: 'KHZ', role: 'concur' }] })).body.refused,
      {
        text: /順番/,
      },
    )
  })

  await t.test('what the linter says is about the change', async (t) => {
    const id = await office.submitted({ secrecy: 'secret', accessList: [staff.finance] })
    const { body } = await preview(id, staff.drafter, { add: [{ unit: 'KHZ', role: 'concur' }] })
    t.match(body.findings, [{ severity: 'warning', code: 'not_on_access_list' }])
    t.equal(body.findings.length, 1, 'who was on the route before is no news')
  })

  await t.test('whoever may not read it learns nothing; a unit that is not there is named', async (t) => {
    const id = await office.submitted({ secrecy: 'secret', accessList: [] })
    t.equal((await preview(id, staff.recordsManager, {})).status, 404)
    t.match(await preview(id, staff.drafter, { add: [{ unit: 'NOWHERE', role: 'concur' }] }), {
      status: 422,
      body: { code: 'unit_not_found' },
    })
    const { id: draft } = await office.draft()
    t.match(await preview(draft, staff.drafter, {}), { status: 409, body: { code: 'wrong_status' } })
  })
})
