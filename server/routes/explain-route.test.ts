import { test } from 'tap'
import type { ExplainRouteBody, ExplainedRoute } from '../contract/explain-route.ts'
import { createOffice, staff } from '../testing/office.ts'

test('what a drafter is told about a route', async (t) => {
  const office = await createOffice(t)
  const content = (changes: Parameters<typeof office.content>[0] = {}) => office.content(changes)
  async function explain(body: ExplainRouteBody, by: string = staff.drafter): Promise<ExplainedRoute> {
    const answer = await office.ask<ExplainedRoute>(by, 'POST', '/v1/explain-route', body)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
    return answer.body
  }
  const subsidy = content({ authorityCode: 'B04', amountYen: 8_400_000, concurringUnits: [] })

  await t.test('「金額が変わると」: 決裁者、当たる行、加わる段と外れる段', async (t) => {
    const { whatIf, route } = await explain({
      content: subsidy,
      whatIf: [{ amountYen: 10_000_000 }, { amountYen: 2_999_999 }, {}, { flags: ['重要'] }],
    })
    t.equal(route?.class, '丁')
    t.match(
      route?.stages.at(-1)?.steps[0]?.because.find((it) => it.code === 'authority_row'),
      { version: '2026-04-01', row: 'B04', article: '第5条第1項・別表第1' },
      'a reason tells version, row and article as data',
    )
    const [up, down, same, flagged] = whatIf
    t.match(up, {
      asked: { amountYen: 10_000_000 },
      problems: { length: 0 },
      route: {
        class: '丙',
        decider: '経済部長',
        comes: ['回議 観光局長', '決裁 経済部長'],
        goes: ['決裁 観光局長'],
      },
    })
    t.match(up?.route?.row, /1,000万円以上5,000万円未満のため 丙（部長）専決/)
    t.equal(up?.route?.deciderNames.length, 1)
    t.match(down?.route, { class: '戊', decider: '観光振興課長' })
    t.same([same?.route?.comes, same?.route?.goes], [[], []])
    t.match(flagged?.route, { class: '丙', decider: '経済部長' })
  })

  await t.test('「日が変わると」: その日の人と表で。表のない日は理由を言う', async (t) => {
    const { whatIf } = await explain({
      content: subsidy,
      whatIf: [{ on: '2026-09-14' }, { on: '2026-03-31' }],
    })
    const present = await explain({ content: subsidy })
    const holders = present.route?.stages.at(-1)?.steps[0]?.holders.map((it) => it.name)
    t.notSame(whatIf[0]?.route?.deciderNames, holders, 'a 局長事務取扱 decides in September')
    t.equal(whatIf[1]?.route, undefined)
    t.ok((whatIf[1]?.problems.length ?? 0) > 0)
    const wrong = await office.ask(staff.drafter, 'POST', '/v1/explain-route', {
      content: subsidy,
      whatIf: [{ on: '2026-02-30' }],
    })
    t.equal(wrong.status, 400)
  })

  await t.test('いまの経路がなくても、変えた場合には答える', async (t) => {
    const { amountYen: _, ...without } = subsidy
    const answer = await explain({ content: without, whatIf: [{ amountYen: 1 }] })
    t.match(answer.problems, [{ code: 'amount_missing' }])
    t.match(answer.whatIf, [
      {
        problems: { length: 0 },
        route: { decider: '観光振興課長', comes: { length: 0 }, goes: { length: 0 } },
      },
    ])
  })

  await t.test('選べること: 省ける段の鍵、供覧先、後閲', async (t) => {
    const asked = content({ concurringUnits: ['ZAI', 'JIN'] })
    const before = await explain({ content: asked })
    const steps = before.route?.stages.flatMap((it) => it.steps) ?? []
    const optional = before.mayLeaveOut.map(({ step }) => steps.find((it) => it.id === step)?.postName)
    t.same(optional, ['財政課長', '人事課長'], 'RT3 calls its 合議 optional')
    const key = before.mayLeaveOut[1]?.key ?? ''
    const after = await explain({
      content: {
        ...asked,
        leftOut: [{ key, reason: '人事課とは事前に調整済み' }],
        postReviewPosts: [{ post: 'KEI-KAN:P-BUR', reason: '議会対応' }],
        circulationUnits: ['KNK'],
      },
    })
    const reasons = after.route?.stages.flatMap((stage) =>
      stage.steps.flatMap((it) => (it.skipped === undefined ? [] : [`${it.postName} ${it.skipped}`])),
    )
    t.same(reasons, ['人事課長 left_out', '観光局長 post_review'])
    t.match(after.circulation, [{ unit: 'KNK', because: [{ text: '起案者が供覧先に指定' }] }])
    const refused = await explain({
      content: { ...asked, postReviewPosts: [{ post: 'KEI:P-DIR', reason: '急ぐ' }] },
    })
    t.match(refused.problems, [{ code: 'may_not_post_review', text: /後閲に回せません/ }])
  })

  await t.test('提出では、省略と後閲の理由がなければ受け付けない', async (t) => {
    const { mayLeaveOut } = await explain({ content: content() })
    const draft = await office.draft({
      leftOut: [{ key: mayLeaveOut[0]?.key ?? '', reason: ' ' }],
      postReviewPosts: [{ post: 'KEI-KAN:P-BUR', reason: '' }],
    })
    const submitted = await office.act(staff.drafter, draft.id, { type: 'submit' })
    t.equal(submitted.status, 422)
    const missing = submitted.body.facts?.['missing'] as { field: string }[]
    t.same(
      missing.map((it) => it.field),
      ['leftOut', 'postReviewPosts'],
    )
  })

  await t.test('確かめたいところ: 秘の事案では、閲覧者にない経路の人を言う', async (t) => {
    t.same((await explain({ content: content() })).findings, [])
    const secret = await explain({ content: content({ secrecy: 'secret', accessList: ['u0504'] }) })
    t.ok(secret.findings.length > 3)
    t.match(secret.findings[0], { severity: 'warning', code: 'not_on_access_list', text: /閲覧できる人/ })
    t.notOk(secret.findings.some((it) => it.text.includes('企画係長')))
  })
})
