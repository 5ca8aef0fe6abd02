import { test } from 'tap'
import type { AuthorityTableContent } from '../contract/authority-table.ts'
import type { RouteTemplateContent, TriedRoute } from '../contract/rules.ts'
import { createOffice, staff } from '../testing/office.ts'

type Draft<Content> = { readonly lock: number; readonly basedOn: string; readonly content: Content }
const keeper = staff.recordsManager
/** 主任 of 企画係, 観光振興課. */
const drafterPost = 'KNK-1:P-SNN'

test('「この条件で試す」: a made-up matter under a draft', async (t) => {
  const office = await createOffice(t)
  async function draft<Content>(path: string, change: (content: Content) => Content, from?: string) {
    const read = await office.ask<Draft<Content>>(keeper, 'GET', `${from ?? path}/draft`)
    const { lock, basedOn, content } = read.body
    const body = { lock: from === undefined ? lock : 0, basedOn, content: change(content) }
    return office.ask(keeper, 'PUT', `${path}/draft`, body)
  }
  const tryOut = (path: string, asked: object, by: string = keeper) =>
    office.ask<TriedRoute & { code?: string }>(by, 'POST', `${path}/draft/try`, {
      on: '2026-06-01',
      drafterPost,
      item: 'B04',
      amountYen: 12_000_000,
      flags: [],
      ...asked,
    })
  const table = '/v1/authority-tables'

  await t.test('専決表の案: 決裁者と理由、いまの版との違い', async (t) => {
    t.equal((await tryOut(table, {})).status, 404, 'nothing is drafted')
    await draft<AuthorityTableContent>(table, (it) => ({
      ...it,
      items: it.items.map((item) =>
        item.code === 'B04'
          ? { ...item, article: '第8条', bands: [{ minYen: 0, class: '丁', decider: 'P-BUR' }] }
          : item,
      ),
    }))
    const { status, body } = await tryOut(table, {})
    t.equal(status, 200)
    t.match(body.drafter, { name: '幌平 美咲', title: '企画係主任' })
    t.equal(body.usesDraft, true)
    t.match(body.explained.route?.stages.at(-1)?.steps[0], {
      postName: '観光局長',
      because: [{ code: 'authority_row', version: '案', row: 'B04', article: '第8条' }],
    })
    t.same(body.comes, ['決裁 観光局長'])
    t.same(body.goes, ['回議 観光局長', '決裁 経済部長'])
    const flagged = await tryOut(table, { flags: ['重要'] })
    t.equal(flagged.body.explained.route?.class, '丙')
    t.equal((await tryOut(table, {}, staff.drafter)).status, 403)
    t.equal((await tryOut(table, { on: '2026-02-30' })).status, 400)
    t.equal((await tryOut(table, { drafterPost: 'NO:P-SEC' })).status, 404)
    t.equal(
      (await tryOut(table, { drafterPost: 'KNK-1:P-GOV' })).body.drafter,
      undefined,
      'nobody holds that post',
    )
  })

  await t.test('経路の案: 選ばれなければそう言い、当てはめて試せる', async (t) => {
    const path = '/v1/route-templates/RT8'
    const watcher = {
      key: 'watcher',
      role: 'review' as const,
      where: { at: 'own_section' as const },
      position: 'P-TAN',
      onVacant: 'skip' as const,
      parallel: false,
      optional: false,
      when: { minYen: 5_000_000 },
    }
    const change = (it: RouteTemplateContent): RouteTemplateContent => ({
      ...it,
      steps: [watcher, ...it.steps],
    })
    await draft(path, change, '/v1/route-templates/RT2')
    const asked = { amountYen: 4_000_000 }
    const { body } = await tryOut(path, asked)
    t.equal(body.usesDraft, false)
    t.equal(body.explained.route?.template, 'RT2', "the row's own comes first")
    const { body: forced } = await tryOut(path, { ...asked, onlyThis: true })
    t.equal(forced.usesDraft, true)
    t.equal(forced.explained.route?.template, 'RT8')
    t.match(forced.explained.leftOutByCondition, [/500万円以上/])
    const none = await tryOut(path, { item: 'A01', onlyThis: true })
    t.match(none.body.explained.problems, [{ code: 'no_template' }])
    t.equal(none.body.usesDraft, false)
  })
})
