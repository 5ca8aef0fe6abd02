import { test } from 'tap'
import type { ExplainedRoute } from '../contract/explain-route.ts'
import type { AuthorityTableContent } from '../contract/authority-table.ts'
import type { RouteTemplateContent, RuleVersions } from '../contract/rules.ts'
import { createOffice, staff } from '../testing/office.ts'

type Draft<Content> = { readonly lock: number; readonly basedOn: string; readonly content: Content }
type Version<Content> = {
  readonly content: Content
  readonly changes: readonly string[]
  readonly comparedWith?: string
}
const keeper = staff.recordsManager
const table = '/v1/authority-tables'

test('a version of the rules is opened, replaced and withdrawn before its day', async (t) => {
  const office = await createOffice(t)
  const get = async <Answer>(url: string): Promise<Answer> => {
    const answer = await office.ask<Answer>(keeper, 'GET', url)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return answer.body
  }
  const post = (url: string, body: object, by: string = keeper) =>
    office.ask<{ code?: string; version?: string; facts?: Record<string, unknown> }>(by, 'POST', url, body)
  async function draft<Content>(path: string, change: (content: Content) => Content): Promise<number> {
    const { content, ...head } = await get<Draft<Content>>(`${path}/draft`)
    const body = { ...head, content: change(content) }
    return (await office.ask<{ lock: number }>(keeper, 'PUT', `${path}/draft`, body)).body.lock
  }
  const named = (name: string) => (it: AuthorityTableContent) => ({
    ...it,
    items: it.items.map((item) => (item.code === 'B04' ? { ...item, name } : item)),
  })
  async function rowOn(on: string): Promise<string | undefined> {
    const content = office.content({ authorityCode: 'B04', amountYen: 1, concurringUnits: [] })
    const answer = await office.ask<ExplainedRoute>(staff.drafter, 'POST', '/v1/explain-route', {
      content,
      on,
    })
    return answer.body.route?.stages.at(-1)?.steps[0]?.because[0]?.text
  }
  const states = async (path = table) =>
    (await get<RuleVersions>(path)).versions.map((it) => [it.version, it.state])

  await t.test('the first version follows none; the next tells what it changes', async (t) => {
    const lock = await draft(table, named('補助金の交付'))
    const body = { lock, from: '2026-06-01', reason: '様式の整理' }
    t.equal((await post(`${table}/draft/publish`, body)).status, 201)
    const first = await get<Version<AuthorityTableContent>>(`${table}/versions/2026-04-01`)
    t.same([first.changes, first.comparedWith, first.content.items.length > 15], [[], undefined, true])
    const next = await get<Version<AuthorityTableContent>>(`${table}/versions/2026-06-01`)
    t.same(next.changes, ['B04 の名称を「補助金等の交付決定」から「補助金の交付」に変更'])
    t.equal(next.comparedWith, '2026-04-01')
    t.equal(next.content.items.find((it) => it.code === 'B04')?.name, '補助金の交付')
    t.equal((await office.ask(keeper, 'GET', `${table}/versions/2027-01-01`)).status, 404)
    t.equal((await office.ask(staff.drafter, 'GET', `${table}/versions/2026-06-01`)).status, 403)
    t.match(await get<RuleVersions>(table), { versions: [{ state: 'ahead', reason: '様式の整理' }] })
  })

  await t.test('施行前の版に代えるには理由が要り、前の版は残る', async (t) => {
    const lock = await draft(table, named('補助金'))
    const body = { lock, from: '2026-06-01' }
    const refused = await post(`${table}/draft/publish`, { ...body, reason: ' 　' })
    t.match(refused, {
      status: 422,
      body: { code: 'rule_reason_missing', facts: { version: '2026-06-01' } },
    })
    const done = await post(`${table}/draft/publish`, { ...body, reason: '名称の誤り' })
    t.match(done, { status: 201, body: { version: '2026-06-01-2' } })
    t.same(await states(), [
      ['2026-06-01-2', 'ahead'],
      ['2026-06-01', 'replaced'],
      ['2026-04-01', 'in_force'],
    ])
    t.match(await rowOn('2026-06-01'), /「補助金」/)
    const next = await get<Version<unknown>>(`${table}/versions/2026-06-01-2`)
    t.equal(next.comparedWith, '2026-04-01', 'what never came into force is no former version')
  })

  await t.test('施行をやめる: 施行前だけ、理由を付けて。前の版が続き、差し替えた版は戻らない', async (t) => {
    const withdraw = (version: string, reason: string, by: string = keeper) =>
      post(`${table}/versions/${version}/withdraw`, { reason }, by)
    t.equal((await withdraw('2026-06-01-2', '誤り', staff.drafter)).status, 403)
    t.equal((await withdraw('2027-01-01', '誤り')).status, 404)
    t.match(await withdraw('2026-06-01-2', '　'), { status: 422, body: { code: 'rule_reason_missing' } })
    const inForce = await withdraw('2026-04-01', '誤り')
    t.match(inForce, { status: 409, body: { code: 'rule_not_ahead', facts: { state: 'in_force' } } })
    const replaced = await withdraw('2026-06-01', '誤り')
    t.match(replaced, { status: 409, body: { code: 'rule_not_ahead', facts: { state: 'replaced' } } })

    t.equal((await withdraw('2026-06-01-2', '議会で否決')).status, 200)
    t.same(await states(), [
      ['2026-06-01-2', 'withdrawn'],
      ['2026-06-01', 'replaced'],
      ['2026-04-01', 'in_force'],
    ])
    t.match(await get<RuleVersions>(table), {
      versions: [{ withdrawn: { by: '手稲 由美', reason: '議会で否決' } }],
    })
    t.match(await rowOn('2026-06-01'), /「補助金等の交付決定」/)
    t.equal((await withdraw('2026-06-01-2', 'もう一度')).status, 409)
    const { basedOn } = await get<Draft<unknown>>(`${table}/draft`)
    t.equal(basedOn, '2026-04-01', 'the next is drafted from what stands')

    const lock = await draft(table, named('交付'))
    const again = await post(`${table}/draft/publish`, { lock, from: '2026-06-01' })
    t.match(
      again,
      { status: 201, body: { version: '2026-06-01-3' } },
      'the day is free: no reason is asked for',
    )
    t.match(await rowOn('2026-06-01'), /「交付」/)

    office.setTime('2026-06-02T01:00:00.000Z')
    t.match(await withdraw('2026-06-01-3', '遅い'), { status: 409, body: { code: 'rule_not_ahead' } })
    office.setTime('2026-05-11T01:20:00.000Z')
  })

  await t.test('施行をやめる経路を、あとの専決表が使っていれば断る', async (t) => {
    const path = '/v1/route-templates/RT8'
    const { content } = await get<Draft<RouteTemplateContent>>('/v1/route-templates/RT1/draft')
    const drafted = { lock: 0, basedOn: '', content: { ...content, name: '課長専決(簡易)' } }
    await office.ask(keeper, 'PUT', `${path}/draft`, drafted)
    t.equal((await post(`${path}/draft/publish`, { lock: 1, from: '2026-07-01' })).status, 201)
    const lock = await draft<AuthorityTableContent>(table, (it) => ({
      ...it,
      items: it.items.map((item) => (item.code === 'C01' ? { ...item, template: 'RT8' } : item)),
    }))
    t.equal((await post(`${table}/draft/publish`, { lock, from: '2026-07-01' })).status, 201)
    const refused = await post(`${path}/versions/2026-07-01/withdraw`, { reason: '不要' })
    t.match(refused, {
      status: 422,
      body: { code: 'rule_has_errors', facts: { findings: [{ code: 'unknown_template', text: /RT8/ }] } },
    })
    t.equal((await post(`${table}/versions/2026-07-01/withdraw`, { reason: '不要' })).status, 200)
    t.equal((await post(`${path}/versions/2026-07-01/withdraw`, { reason: '不要' })).status, 200)
    t.same(await states(path), [['2026-07-01', 'withdrawn']])
  })

  await t.test('取りやめの記録は、データベースが書き換えも削除も拒む', async (t) => {
    const { db } = office
    await t.rejects(db.deleteFrom('rule_withdrawal').execute(), /publish another version/)
    await t.rejects(db.updateTable('rule_withdrawal').set({ reason: '-' }).execute(), /publish another/)
  })
})
