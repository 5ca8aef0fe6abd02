import { test } from 'tap'
import type { RouteView } from '../contract/route.ts'
import type { Mark } from '../domain/approval/proposal.ts'
import type { Route } from '../domain/approval/route.ts'
import type { Because, RouteProblem } from '../domain/authority/authority.ts'
import { compileRoute } from '../domain/authority/compile-route.ts'
import { defaultPolicy } from '../domain/authority/policy.ts'
import type { LocalDate, PersonId, PostId, Sha256 } from '../domain/ids.ts'
import { capacitiesOf } from '../domain/organisation/holders.ts'
import { loadExamplePrefecture } from '../testing/organisation.ts'
import { becauseText, limitText, routeProblemText, yenText } from './because-text.ts'
import { toRouteView } from './route-view.ts'

function states(view: RouteView): string[] {
  return view.stages.map((stage) => stage.steps.map((it) => it.state).join(' '))
}

test('limits are written as regulations write them', async (t) => {
  for (const [yen, text] of [
    [3_000_000, '300万円'],
    [100_000_000, '1億円'],
    [150_000_000, '1億5,000万円'],
    [92_400_000, '9,240万円'],
    [12_345, '12,345円'],
    [1, '1円'],
  ] as const) {
    t.equal(limitText(yen), text)
  }
  t.equal(yenText(8_400_000), '8,400,000円')
})

test('every reason and every problem has its sentence', async (t) => {
  const row = {
    code: 'authority_row',
    version: '1',
    source: '規程',
    item: 'X',
    itemName: '事',
    class: '甲',
    minYen: 0,
    deciderName: '知事',
    isDelegated: false,
  } as const
  const asked = { unit: 'ZAI' as never, unitName: '財政課' }
  const sentences: readonly (readonly [Because, string])[] = [
    [row, '規程（1版）X「事」：甲（知事）決裁'],
    [{ ...row, article: '第5条第1項・別表第1' }, '規程 第5条第1項・別表第1（1版）X「事」：甲（知事）決裁'],
    [
      { ...row, maxYen: 30_000_000, amountYen: 5 },
      '規程（1版）X「事」：金額 5円は 3,000万円未満のため 甲（知事）決裁',
    ],
    [
      { ...row, minYen: 500_000_000, amountYen: 600_000_000, isDelegated: true },
      '規程（1版）X「事」：金額 600,000,000円は 5億円以上のため 甲（知事）専決',
    ],
    [
      { ...row, minYen: 3_000_001, maxYen: 10_000_000, maxInclusive: true, amountYen: 10_000_000 },
      '規程（1版）X「事」：金額 10,000,000円は 300万円を超え1,000万円以下のため 甲（知事）決裁',
    ],
    [
      { ...row, minYen: 10_000_001, amountYen: 20_000_000 },
      '規程（1版）X「事」：金額 20,000,000円は 1,000万円超のため 甲（知事）決裁',
    ],
    [
      { code: 'escalated', flag: '重要', from: '丁', to: '丙' },
      '「重要」に当たるため 丁 から 丙 へ引上げ（専決の留保）',
    ],
    [
      { code: 'escalated', flag: '重要', from: '丁', to: '丙', article: '第7条第1号' },
      '「重要」に当たるため 丁 から 丙 へ引上げ（専決の留保 第7条第1号）',
    ],
    [
      { code: 'template', template: 'RT1', version: '1', name: '課内', article: '文書規程 第20条' },
      '経路「課内」（RT1 1版）による段：文書規程 第20条',
    ],
    [
      {
        code: 'concurring_unit',
        by: 'table',
        ...asked,
        version: '1',
        item: 'B03',
        article: '財務規則 第12条',
      },
      '合議：専決表（1版 B03、財務規則 第12条）で 財政課 への合議が必要',
    ],
    [{ code: 'examining_unit', ...asked }, '審査：専決表で 財政課 の審査が必要'],
    [{ code: 'in_charge', unit: 'KEI' as never, unitName: '経済部' }, '経済部を担任'],
    [
      { code: 'handled_by', kind: 'proxy', title: '知事職務代理者' },
      '職務代理者が置かれています（地方自治法第152条）：知事職務代理者',
    ],
    [
      { code: 'condition', when: { minYen: 10_000_000, items: ['B03'], flags: ['重要', '紛議'] } },
      '金額が1,000万円以上である、かつ決裁区分が B03 である、かつ「重要」「紛議」に当たるときの段（この事案は当たります）',
    ],
    [{ code: 'left_out', why: '局長の了解あり' }, '起案者が省略：局長の了解あり'],
    [{ code: 'post_review', why: '議会対応中' }, '起案時に後閲を指定：議会対応中'],
  ]
  for (const [because, text] of sentences) t.equal(becauseText(because), text)
  const problems: readonly RouteProblem[] = [
    { code: 'no_such_place', selector: 'unit:NO' },
    { code: 'no_such_place', selector: '丙', position: '総合振興局長' },
    { code: 'beyond_authority', item: 'B02', class: '本庁進達' },
    { code: 'post_vacant', post: 'KNK:P-SEC' as PostId, postName: '観光振興課長' },
    { code: 'drafter_would_act', post: 'KNK:P-SEC' as PostId, postName: '観光振興課長' },
    { code: 'may_not_leave_out', post: 'BUN:P-SEC' as PostId, postName: '文書課長' },
    { code: 'may_not_post_review', post: 'BUN:P-SEC' as PostId, postName: '文書課長' },
  ]
  for (const it of problems) t.match(routeProblemText(it), /。$/)
})

test('a route as the pages show it', async (t) => {
  const { organisation, table, templates } = await loadExamplePrefecture(t)
  const day = '2026-06-10' as LocalDate
  const drafter = { person: 'u0505' as PersonId, post: 'KNK-1:P-SNN' as PostId }
  const compiled = compileRoute({
    organisation,
    table,
    templates,
    policy: defaultPolicy,
    item: 'A03',
    flags: [],
    drafter,
    day,
  })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error))
  const route: Route = compiled.value
  const shown = 'a'.repeat(64) as Sha256
  const markOf = (step: string, who: string, manifestSha256 = shown): Mark => {
    const capacity = capacitiesOf(organisation, who as PersonId, day)[0]
    if (capacity === undefined) throw new Error(`${who} holds no post`)
    const name = organisation.people.get(who as PersonId)?.name ?? ''
    return {
      step,
      act: 'approved',
      by: { person: who as PersonId, name, capacity, alsoAs: [] },
      at: '2026-06-10T01:00:00.000Z' as Mark['at'],
      manifestSha256,
    }
  }

  await t.test('what is done, what waits, what lies ahead', async (t) => {
    const marks = [markOf('s1', 'u0504')]
    const view = toRouteView({ route, organisation, day, marks, turn: 1, currentManifest: shown })
    t.same(states(view), ['done', 'waiting', 'ahead', 'ahead', 'ahead'])
    t.match(view.stages[0]?.steps[0]?.mark, {
      familyName: '行啓',
      capacity: { title: '企画係長' },
      current: true,
    })
    t.equal(view.templateName, '部長専決(並列合議・審査つき)')
  })

  await t.test('a mark on something else than what is under decision is not current', async (t) => {
    const marks = [markOf('s1', 'u0504', 'b'.repeat(64) as Sha256)]
    const view = toRouteView({ route, organisation, day, marks, turn: 1, currentManifest: shown })
    t.equal(view.stages[0]?.steps[0]?.mark?.current, false)
  })

  await t.test('who sent it back is seen, and nothing waits', async (t) => {
    const marks = [markOf('s1', 'u0504')]
    const view = toRouteView({ route, organisation, day, marks, returnedStep: 's2' })
    t.same(states(view), ['done', 'returned', 'ahead', 'ahead', 'ahead'])
  })

  await t.test('a 差戻し is no seal once it took effect, and a wish while others still speak', async (t) => {
    const marks = [markOf('s1', 'u0504'), { ...markOf('s2', 'u0503'), act: 'returned' as const }]
    const lying = toRouteView({ route, organisation, day, marks, returnedStep: 's2' })
    t.same(states(lying), ['done', 'returned', 'ahead', 'ahead', 'ahead'])
    t.equal(lying.stages[1]?.steps[0]?.mark, undefined)
    const asked = toRouteView({ route, organisation, day, marks, turn: 1 })
    t.equal(asked.stages[1]?.steps[0]?.mark?.act, 'returned')
  })

  await t.test(
    'holders are those of the day shown, the title stays the one of the day compiled',
    async (t) => {
      const later = toRouteView({ route, organisation, day: '2026-09-01' as LocalDate, marks: [] })
      const bureau = later.stages[3]?.steps[0]
      t.equal(bureau?.postName, '観光局長')
      t.same(bureau?.holders, [
        { id: 'u0501', name: '大通 創', title: '観光局長事務取扱 経済部長', absent: false },
      ])
    },
  )

  await t.test('a skipped step says so, and waits for nobody even in the waiting stage', async (t) => {
    const [first] = route.stages
    const step = first?.steps[0]
    if (step === undefined) throw new Error('no step')
    const skipped = { ...route, stages: [{ steps: [{ ...step, skipped: { reason: 'self' as const } }] }] }
    const view = toRouteView({ route: skipped, organisation, day, marks: [], turn: 0 })
    t.match(view.stages[0]?.steps[0], { state: 'skipped', skipped: 'self' })
  })
})
