import { test } from 'tap'
import type { ExplainedRoute } from '../contract/explain-route.ts'
import type { AuthorityTableContent } from '../contract/authority-table.ts'
import type {
  PolicyContent,
  RouteTemplateContent,
  RouteTemplates,
  RulePreview,
  RuleVersions,
} from '../contract/rules.ts'
import { loadPolicy } from '../store/policies.ts'
import type { LocalDate } from '../domain/ids.ts'
import { createOffice, staff } from '../testing/office.ts'

type Draft<Content> = { readonly lock: number; readonly basedOn: string; readonly content: Content }
const keeper = staff.recordsManager

test('専決表・経路・方針 by version', async (t) => {
  const office = await createOffice(t)
  const get = async <Answer>(url: string, by: string = keeper): Promise<Answer> => {
    const answer = await office.ask<Answer>(by, 'GET', url)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return answer.body
  }
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller knows what that route answers
  const post = <Answer>(url: string, body: object, by: string = keeper) =>
    office.ask<Answer & { code?: string; facts?: Record<string, unknown> }>(by, 'POST', url, body)
  const put = (url: string, body: object, by: string = keeper) =>
    office.ask<{ lock: number; code?: string }>(by, 'PUT', url, body)
  const content = (changes: object) => office.content({ concurringUnits: [], ...changes })
  async function explain(on: string, changes: object): Promise<ExplainedRoute> {
    const asked = { content: content(changes), on }
    return (await office.ask<ExplainedRoute>(staff.drafter, 'POST', '/v1/explain-route', asked)).body
  }
  const deciderOf = (it: ExplainedRoute) => it.route?.stages.at(-1)?.steps[0]?.postName

  await t.test('only those who keep the rules see and change their drafts', async (t) => {
    for (const path of ['authority-tables', 'route-templates/RT1', 'policies']) {
      t.equal((await office.ask(staff.drafter, 'GET', `/v1/${path}`)).status, 403)
      t.equal((await office.ask(staff.drafter, 'GET', `/v1/${path}/draft`)).status, 403)
      t.equal((await post(`/v1/${path}/draft/preview`, { from: '2026-06-01' }, staff.drafter)).status, 403)
      const body = { lock: 1, from: '2026-06-01' }
      t.equal((await post(`/v1/${path}/draft/publish`, body, staff.drafter)).status, 403)
      const { lock, basedOn, content: same } = await get<Draft<object>>(`/v1/${path}/draft`)
      const saved = await put(`/v1/${path}/draft`, { lock, basedOn, content: same }, staff.drafter)
      t.equal(saved.status, 403)
    }
    t.equal((await office.ask(staff.drafter, 'GET', '/v1/route-templates')).status, 403)
    t.equal((await office.ask(staff.drafter, 'GET', '/v1/rule-words')).status, 403)
    t.equal(
      (await office.ask(keeper, 'GET', '/v1/route-templates/RT9')).status,
      200,
      'a new one has no versions',
    )
    t.equal((await office.ask(keeper, 'GET', '/v1/route-templates/RT9/draft')).status, 404)
  })

  const table = '/v1/authority-tables'
  /** B04 補助金: the 局長 decides up to 2,000万 instead of 1,000万. */
  const raised = (it: AuthorityTableContent): AuthorityTableContent => ({
    ...it,
    items: it.items.map((item) =>
      item.code === 'B04'
        ? {
            ...item,
            bands: item.bands.map((band) => ({
              ...band,
              ...(band.maxYen === 10_000_000 ? { maxYen: 20_000_000 } : {}),
              ...(band.minYen === 10_000_000 ? { minYen: 20_000_000 } : {}),
            })),
          }
        : item,
    ),
  })
  const subsidy = { authorityCode: 'B04', amountYen: 12_000_000 }

  await t.test('専決表: 案を作り、何が変わるかを見て、来月から施行する', async (t) => {
    const running = await office.submitted(content({ ...subsidy, title: '観光補助金' }))
    t.ok(running)
    await office.submitted(content({ authorityCode: 'D01', title: '後援' }))
    await office.submitted(
      content({ ...subsidy, secrecy: 'secret', accessList: ['u0504'], title: '秘の補助金' }),
    )

    const before = await get<RuleVersions>(table)
    t.match(before, { versions: [{ version: '2026-04-01', from: '2026-04-01', state: 'in_force' }] })
    t.equal(before.draft, undefined)
    const draft = await get<Draft<AuthorityTableContent>>(`${table}/draft`)
    t.match(draft, { lock: 0, basedOn: '2026-04-01' })
    t.equal((await post(`${table}/draft/preview`, { from: '2026-06-01' })).status, 404, 'nothing is drafted')

    const saved = await put(`${table}/draft`, { ...draft, content: raised(draft.content) })
    t.same([saved.status, saved.body], [200, { lock: 1 }])
    t.same((await put(`${table}/draft`, draft)).body.code, 'rule_draft_changed', 'somebody else starts too')
    for (const [lock, status] of [
      [2_147_483_646, 409],
      [2_147_483_647, 400],
    ])
      t.equal((await put(`${table}/draft`, { ...draft, lock })).status, status, 'the counter has an end')
    t.match((await get<RuleVersions>(table)).draft, { basedOn: '2026-04-01', updatedBy: '手稲 由美' })

    const { body: preview } = await post<RulePreview>(`${table}/draft/preview`, { from: '2026-06-01' })
    t.same(preview.findings, [])
    t.same(preview.changes, [
      'B04「補助金等の交付決定」：300万円以上1,000万円未満は丁（局長）、を廃止',
      'B04「補助金等の交付決定」：1,000万円以上5,000万円未満は丙（部長）、を廃止',
      'B04「補助金等の交付決定」：300万円以上2,000万円未満は丁（局長）、を設定',
      'B04「補助金等の交付決定」：2,000万円以上5,000万円未満は丙（部長）、を設定',
    ])
    t.equal(preview.compared, 2, 'the secret one is not even counted (R-16)')
    t.match(preview.affected, [
      {
        title: '観光補助金',
        submittedOn: '2026-05-11',
        isBound: true,
        deciderNow: '経済部長',
        deciderThen: '観光局長',
        comes: ['決裁 観光局長'],
        goes: ['回議 観光局長', '決裁 経済部長'],
        problems: { length: 0 },
      },
    ])

    t.equal((await post(`${table}/draft/publish`, { lock: 7, from: '2026-06-01' })).status, 409)
    for (const from of ['2026-04-01', '2026-05-10']) {
      const refused = await post(`${table}/draft/publish`, { lock: 1, from })
      t.match(refused, { status: 422, body: { code: 'rule_day_past', facts: { earliest: '2026-05-11' } } })
    }
    t.equal((await post(`${table}/draft/publish`, { lock: 1, from: '2026-02-30' })).status, 400)
    const done = await post(`${table}/draft/publish`, { lock: 1, from: '2026-06-01' })
    t.match(done, { status: 201, body: { version: '2026-06-01', from: '2026-06-01' } })
    const after = await get<RuleVersions>(table)
    t.match(after.versions, [
      { version: '2026-06-01', state: 'ahead', published: { by: '手稲 由美' } },
      { version: '2026-04-01', state: 'in_force' },
    ])
    t.equal(after.draft, undefined)

    t.equal(deciderOf(await explain('2026-05-31', subsidy)), '経済部長')
    t.equal(deciderOf(await explain('2026-06-01', subsidy)), '観光局長')
    const view = await office.view(staff.drafter, running)
    t.equal(view.route?.authorityVersion, '2026-04-01', 'what is under way keeps its version')

    office.setTime('2026-06-02T01:00:00.000Z')
    t.match((await get<RuleVersions>(table)).versions, [{ state: 'in_force' }, { state: 'past' }])
    const next = await office.submitted(content({ ...subsidy, title: '次の補助金' }))
    t.equal((await office.view(staff.drafter, next)).route?.authorityVersion, '2026-06-01')
    office.setTime('2026-05-11T01:20:00.000Z')
  })

  await t.test('専決表: 隙間と知らない職位は確定できず、文で言う', async (t) => {
    const draft = await get<Draft<AuthorityTableContent>>(`${table}/draft`)
    t.equal(draft.basedOn, '2026-06-01', 'the version that is ahead, or the next would undo it')
    const broken = {
      ...draft.content,
      items: draft.content.items.map((it) =>
        it.code === 'B04' ? { ...it, bands: it.bands.filter((band) => band.minYen !== 3_000_000) } : it,
      ),
    }
    const saved = await put(`${table}/draft`, { ...draft, content: broken })
    const { body: preview } = await post<RulePreview>(`${table}/draft/preview`, { from: '2026-07-01' })
    t.match(preview.findings, [{ severity: 'error', code: 'gap' }])
    const refused = await post(`${table}/draft/publish`, { lock: saved.body.lock, from: '2026-07-01' })
    t.equal(refused.status, 422)
    t.match(refused.body, {
      code: 'rule_has_errors',
      facts: { findings: [{ text: /B04 は.*つないでください。$/ }] },
    })
    t.equal((await get<RuleVersions>(table)).versions.length, 2)
    t.equal((await post(`${table}/draft/discard`, { lock: saved.body.lock })).status, 200)
    t.equal((await post(`${table}/draft/discard`, { lock: saved.body.lock })).status, 409)
  })

  await t.test('施行日: 今日施行の版があれば明日から、前の版は上書きせず置き換わる', async (t) => {
    const publish = async (from: string) => {
      const { lock, basedOn, content: same } = await get<Draft<AuthorityTableContent>>(`${table}/draft`)
      const saved = await put(`${table}/draft`, { lock, basedOn, content: same })
      return post<{ version: string }>(`${table}/draft/publish`, { lock: saved.body.lock, from })
    }
    t.match(await publish('2026-05-11'), { status: 201, body: { version: '2026-05-11' } })
    const again = await publish('2026-05-11')
    t.match(again.body, {
      code: 'rule_day_past',
      facts: { earliest: '2026-05-12' },
      detail: '最も早い施行日：令和8年5月12日',
    })
    const { body } = await post<{ version: string }>(`${table}/draft/publish`, {
      lock: 1,
      from: '2026-06-01',
      reason: '誤りの訂正',
    })
    t.equal(body.version, '2026-06-01-2')
    t.match((await get<RuleVersions>(table)).versions, [
      { version: '2026-06-01-2', state: 'ahead' },
      { version: '2026-06-01', state: 'replaced' },
      { version: '2026-05-11', state: 'in_force' },
      { version: '2026-04-01', state: 'past' },
    ])
  })

  await t.test(
    '経路: 段を加えて確定すると、その日から経路に入る。終わりのない経路は確定できない',
    async (t) => {
      const path = '/v1/route-templates/RT3'
      const draft = await get<Draft<RouteTemplateContent>>(`${path}/draft`)
      const sub = {
        key: 'finance-chief',
        role: 'review' as const,
        where: { at: 'unit' as const, unit: 'SOM-ZAI' },
        position: 'P-BUR',
        onVacant: 'block' as const,
        parallel: false,
        optional: true,
        when: { flags: ['重要'] },
      }
      const steps = [...draft.content.steps.slice(0, -1), sub, ...draft.content.steps.slice(-1)]
      const saved = await put(`${path}/draft`, { ...draft, content: { ...draft.content, steps } })
      const { body: preview } = await post<RulePreview>(`${path}/draft/preview`, { from: '2026-06-01' })
      t.same(preview.changes, [
        '回議 局長（財政局、欠員なら起案できない、省略できる、「重要」に当たるときだけ） の段を追加',
      ])
      t.same(preview.affected, [], 'nothing submitted was 重要')
      const half = await put(`${path}/draft`, {
        lock: saved.body.lock,
        basedOn: draft.basedOn,
        content: { ...draft.content, steps: steps.slice(0, -1) },
      })
      const refused = await post(`${path}/draft/publish`, { lock: half.body.lock, from: '2026-06-01' })
      t.match(refused.body, { code: 'rule_has_errors', facts: { findings: [{ code: 'no_decider' }] } })
      const whole = await put(`${path}/draft`, {
        lock: half.body.lock,
        basedOn: draft.basedOn,
        content: { ...draft.content, steps },
      })
      t.equal(
        (await post(`${path}/draft/publish`, { lock: whole.body.lock, from: '2026-06-01' })).status,
        201,
      )

      const important = {
        authorityCode: 'D01',
        flags: ['重要'],
        flagReasons: [{ flag: '重要', reason: '議会に関わる。' }],
      }
      const has = (it: ExplainedRoute): boolean =>
        it.route?.stages.some((stage) => stage.steps.some((step) => step.postName === '財政局長')) ?? false
      t.notOk(has(await explain('2026-05-31', important)))
      t.ok(has(await explain('2026-06-01', important)))
      const plain = await explain('2026-06-01', { authorityCode: 'A03' })
      t.notOk(has(plain))
      t.match(plain.leftOutByCondition, ['回議 財政局長：「重要」に当たるときだけ入る段です'])
    },
  )

  await t.test('経路: 新しい経路は案から作る', async (t) => {
    const path = '/v1/route-templates/RT7'
    const { content: base } = await get<Draft<RouteTemplateContent>>('/v1/route-templates/RT1/draft')
    const body = { lock: 0, basedOn: '', content: { ...base, name: '課長専決(簡易)' } }
    t.equal((await put(path.concat('/draft'), body)).status, 200)
    const { items } = await get<RouteTemplates>('/v1/route-templates')
    t.match(items.at(-1), { code: 'RT7', name: '課長専決(簡易)', hasDraft: true })
    t.equal(items.at(-1)?.version, undefined)
    const unknown = { ...body, lock: 1, content: { ...body.content, colour: 'red' } }
    t.equal((await put(path.concat('/draft'), unknown)).status, 400, 'unknown fields are errors')
    t.equal((await post(`${path}/draft/publish`, { lock: 1, from: '2026-06-01' })).status, 201)
  })

  await t.test('方針: スイッチは版として効き、前の版は残る', async (t) => {
    const draft = await get<Draft<PolicyContent>>('/v1/policies/draft')
    const changed = { ...draft.content, selfApproval: 'block' as const, attachmentSoftLimitMb: 50 }
    const saved = await put('/v1/policies/draft', { ...draft, content: changed })
    const { body: preview } = await post<RulePreview>('/v1/policies/draft/preview', { from: '2026-06-01' })
    t.same(
      preview.changes,
      [
        '添付の注意量を「30MB」から「50MB」に変更',
        '起案者本人の段を「自己として省略」から「認めない」に変更',
      ].toSorted((a, b) => preview.changes.indexOf(a) - preview.changes.indexOf(b)),
    )
    t.same(preview.effects.map((it) => it.field).toSorted(), ['attachmentSoftLimitMb', 'selfApproval'])
    const done = await post('/v1/policies/draft/publish', { lock: saved.body.lock, from: '2026-06-01' })
    t.match(done, { status: 201, body: { version: '2' } })
    t.equal(
      (await loadPolicy(office.db, '2026-05-31' as LocalDate))?.settings.selfApproval,
      'skip_and_record',
    )
    t.equal((await loadPolicy(office.db, '2026-06-01' as LocalDate))?.settings.selfApproval, 'block')
    const wrong = { ...changed, selfApproval: 'sometimes' }
    t.equal((await put('/v1/policies/draft', { ...draft, content: wrong })).status, 400)
  })

  await t.test('確定した版は、データベースが書き換えも削除も拒む', async (t) => {
    const { db } = office
    await t.rejects(db.updateTable('authority_item').set({ name: '-' }).execute(), /publish another version/)
    await t.rejects(db.deleteFrom('route_template').execute(), /publish another version/)
    await t.rejects(
      db.updateTable('policy').set({ from_on: '2020-01-01' }).execute(),
      /publish another version/,
    )
    await t.rejects(db.deleteFrom('authority_table').execute(), /publish another version/)
  })

  await t.test('two who publish at once: one version, the other is told', async (t) => {
    const { lock, basedOn, content: same } = await get<Draft<PolicyContent>>('/v1/policies/draft')
    const saved = await put('/v1/policies/draft', { lock, basedOn, content: same })
    const body = { lock: saved.body.lock, from: '2026-08-01' }
    const both = await Promise.all([1, 2].map(() => post('/v1/policies/draft/publish', body)))
    t.same(
      both.map((it) => it.status).toSorted((a, b) => a - b),
      [201, 409],
    )
  })
})
