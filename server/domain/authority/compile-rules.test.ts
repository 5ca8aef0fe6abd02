import { test } from 'tap'
import { loadExamplePrefecture } from '../../testing/organisation.ts'
import type { Route, Step } from '../approval/route.ts'
import type { LocalDate, PersonId, PostId, UnitCode } from '../ids.ts'
import { capacitiesOf } from '../organisation/holders.ts'
import type { Organisation } from '../organisation/organisation.ts'
import type { AuthorityTable, RouteTemplate, TemplateStep } from './authority.ts'
import { type ExplainedRoute, type RouteRequest, explainedRoute } from './compile-route.ts'
import { defaultPolicy } from './policy.ts'

const stepsOf = (it: Route): Step[] => it.stages.flatMap((stage) => stage.steps)
const namesOf = (it: Route): string[] =>
  it.stages.map((stage) => stage.steps.map((step) => `${step.role} ${step.postName}`).join(' | '))

/** Ends the appointments of a post before the day the tests ask for. */
function emptied(organisation: Organisation, post: string): Organisation {
  const appointments = organisation.appointments.map((it) =>
    it.post === post ? { ...it, to: '2026-05-31' as LocalDate } : it,
  )
  return { ...organisation, appointments }
}

test('what a template and a drafter may say about a route', async (t) => {
  const { organisation, table, templates } = await loadExamplePrefecture(t)
  const day = '2026-06-15' as LocalDate

  /** RT3 (部長専決: 係長 主幹 課長 審査 合議 局長 次長 部長), with some of its steps changed. */
  function rt3(change: (step: TemplateStep) => Partial<TemplateStep>): RouteTemplate[] {
    return templates.map((it) =>
      it.code === 'RT3' ? { ...it, steps: it.steps.map((step) => ({ ...step, ...change(step) })) } : it,
    )
  }
  const at = (step: TemplateStep, where: string, position: string): boolean =>
    step.where.at === where && step.position === position

  function ask(changes: Partial<RouteRequest> & { readonly by?: string } = {}) {
    const { by = 'u0505', ...rest } = changes
    const person = by as PersonId
    const post = capacitiesOf(organisation, person, day)[0]?.post ?? ('none:none' as PostId)
    return explainedRoute({
      organisation,
      table,
      templates,
      policy: defaultPolicy,
      item: 'A03',
      flags: [],
      concurringUnits: [],
      drafter: { person, post },
      day,
      ...rest,
    })
  }
  function made(changes: Parameters<typeof ask>[0] = {}): ExplainedRoute {
    const compiled = ask(changes)
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error))
    return compiled.value
  }
  function problems(changes: Parameters<typeof ask>[0] = {}): readonly string[] {
    const compiled = ask(changes)
    return compiled.ok ? [] : compiled.error.map((it) => it.code)
  }
  const keyOf = (explained: ExplainedRoute, postName: string): string => {
    const step = stepsOf(explained.route).find((it) => it.postName === postName)
    return explained.leaveOutKeys.get(step?.id ?? '') ?? ''
  }

  await t.test(
    '条件つきの段: 金額・区分・事情が当たるときだけ経路に入り、外れた段は説明に残る',
    async (t) => {
      const conditional = rt3((step) =>
        at(step, 'own_bureau', 'P-BUR') ? { when: { minYen: 10_000_000, maxYen: 20_000_000 } } : {},
      )
      const bureau = (amountYen?: number) =>
        made({ templates: conditional, ...(amountYen === undefined ? {} : { amountYen }) })
      const edges: readonly (readonly [number | undefined, boolean])[] = [
        [undefined, false],
        [9_999_999, false],
        [10_000_000, true],
        [19_999_999, true],
        [20_000_000, false],
      ]
      for (const [yen, on] of edges) {
        const { route, notInPlay } = bureau(yen)
        t.equal(namesOf(route).includes('review 観光局長'), on, `${yen}`)
        t.equal(notInPlay.length, on ? 0 : 1)
      }
      t.same(bureau().notInPlay, [
        { role: 'review', postName: '観光局長', when: { minYen: 10_000_000, maxYen: 20_000_000 } },
      ])
      const because = stepsOf(bureau(10_000_000).route).find((it) => it.postName === '観光局長')?.because
      t.match(because, [{ code: 'template' }, { code: 'condition', when: { minYen: 10_000_000 } }])

      for (const [when, on] of [
        [{ items: ['A03'] }, true],
        [{ items: ['B01'] }, false],
        [{ flags: ['紛議'] }, false],
        [{}, true],
      ] as const) {
        const some = rt3((step) => (at(step, 'own_bureau', 'P-BUR') ? { when } : {}))
        t.equal(
          namesOf(made({ templates: some }).route).includes('review 観光局長'),
          on,
          JSON.stringify(when),
        )
      }
    },
  )

  await t.test('並列の組: 同じ組の続く段は一つの段階になり、n人中m人で足りる', async (t) => {
    const grouped = (needs?: number) =>
      rt3((step) =>
        at(step, 'own_group', 'P-KAK') || at(step, 'own_section', 'P-CHF') || at(step, 'own_section', 'P-SEC')
          ? { group: 'line', ...(needs === undefined ? {} : { needs }) }
          : {},
      )
    const [first] = made({ templates: grouped() }).route.stages
    t.same(
      first?.steps.map((it) => it.postName),
      ['企画係長', '観光振興課長'],
    )
    t.equal(first?.needs, undefined, 'all of them')
    t.equal(made({ templates: grouped(1) }).route.stages[0]?.needs, 1, 'any of them')
    t.equal(made({ templates: grouped(2) }).route.stages[0]?.needs, undefined, 'two of two are all')
    t.equal(
      made({ templates: grouped(1), organisation: emptied(organisation, 'KNK-1:P-KAK') }).route.stages[0]
        ?.needs,
      undefined,
      'of two one is vacant: the other must act',
    )
    const units = rt3((step) => (step.where.at === 'concurring_units' ? { needs: 2 } : {}))
    const concurringUnits = ['ZAI', 'JIN', 'KHZ'] as UnitCode[]
    const stage = made({ templates: units, concurringUnits }).route.stages.find((it) => it.steps.length === 3)
    t.equal(stage?.needs, 2)
  })

  await t.test('段の一部で足りる段階には、同じ人の段をまとめない', async (t) => {
    // The 経済部長 is also 観光局長 from September on: his step as 局長 is merged into the 決裁, unless it is one of a choice.
    const autumn = '2026-09-14' as LocalDate
    const grouped = rt3((step) =>
      at(step, 'own_bureau', 'P-BUR') || at(step, 'own_section', 'P-SEC') ? { group: 'g', needs: 1 } : {},
    ).map((it) =>
      it.code === 'RT3' ? { ...it, steps: it.steps.filter((step) => !step.where.at.endsWith('_units')) } : it,
    )
    const { route } = made({ templates: grouped, day: autumn })
    const stage = route.stages.find((it) => it.steps.length === 2)
    t.equal(stage?.needs, 1)
    t.same(
      stage?.steps.map((it) => it.skipped),
      [undefined, undefined],
    )
  })

  await t.test('任意の段: 起案者が理由を付けて省け、表と経路が求める段は省けない', async (t) => {
    const optional = rt3((step) => (at(step, 'own_bureau', 'P-BUR') ? { optional: true } : {}))
    const before = made({ templates: optional })
    const key = keyOf(before, '観光局長')
    t.ok(key)
    const step = stepsOf(before.route).find((it) => it.postName === '観光局長')
    t.equal(step?.removable, true)
    const leftOut = [{ key, reason: '局長は出張中で、部長の了解を得ている' }]
    const after = stepsOf(made({ templates: optional, leftOut }).route)
    const gone = after.find((it) => it.postName === '観光局長')
    t.same(gone?.skipped, { reason: 'left_out', why: '局長は出張中で、部長の了解を得ている' })
    t.match(gone?.because.at(-1), { code: 'left_out' })

    t.same(problems({ templates, leftOut }), ['may_not_leave_out'], 'the same step where it is demanded')
    const decide = templates.find((it) => it.code === 'RT3')?.steps.at(-1)?.key ?? ''
    t.same(problems({ leftOut: [{ key: decide, reason: '急ぐ' }] }), ['may_not_leave_out'], '決裁')
    t.same(
      problems({ leftOut: [{ key: 'nowhere', reason: '-' }] }),
      [],
      'a key of another template says nothing',
    )

    const examined = made({ item: 'A02' })
    const examine = templates
      .find((it) => it.code === 'RT3')
      ?.steps.find((it) => it.where.at === 'examining_units')
    t.equal(keyOf(examined, '文書課長'), '', '審査 of the table')
    t.same(problems({ item: 'A02', leftOut: [{ key: `${examine?.key}:BUN`, reason: '急ぐ' }] }), [
      'may_not_leave_out',
    ])
  })

  await t.test('合議: 起案者が加えた合議先は外せ、専決表の合議先は「外せる」としない', async (t) => {
    const steps = stepsOf(made({ concurringUnits: ['ZAI', 'JIN'] as UnitCode[] }).route)
    t.equal(steps.find((it) => it.postName === '財政課長')?.removable, undefined, 'of the table')
    t.equal(steps.find((it) => it.postName === '人事課長')?.removable, true, 'of the drafter')
    t.ok(
      steps.filter((it) => it.role !== 'concur').every((it) => it.removable === undefined),
      'nothing else is removable',
    )
  })

  await t.test('起案時指定の後閲: 回議の段だけに指定できる', async (t) => {
    const designated = (post: string) => ({
      postReviewPosts: [{ post: post as PostId, reason: '議会対応中' }],
    })
    const step = stepsOf(made(designated('KEI-KAN:P-BUR')).route).find((it) => it.postName === '観光局長')
    t.same(step?.skipped, { reason: 'post_review', why: '議会対応中' })
    t.match(step?.because.at(-1), { code: 'post_review', why: '議会対応中' })
    t.same(problems(designated('KEI:P-DIR')), ['may_not_post_review'], '決裁')
    t.same(problems({ item: 'A02', ...designated('BUN:P-SEC') }), ['may_not_post_review'], '審査')
    t.same(problems(designated('ZAI:P-SEC')), [], 'not on this route')
  })

  await t.test('根拠条項: 表の行、専決の留保、経路の段の条項が理由に付く', async (t) => {
    const escalationArticles = { 重要: '第7条第1号' }
    const { route } = made({
      table: { ...table, escalationArticles },
      templates: rt3((step) => (step.position === 'P-JIC' ? { article: '処務規程 第3条' } : {})),
      item: 'A02',
      flags: ['重要'],
      concurringUnits: ['ZAI', 'JIN'] as UnitCode[],
    })
    const all = stepsOf(route).flatMap((step) => step.because.map((it) => ({ step: step.postName, ...it })))
    const row = { version: '2026-04-01', item: 'A02' }
    t.match(
      all.find((it) => it.code === 'authority_row'),
      { ...row, article: '第5条第1項・別表第1' },
    )
    t.match(
      all.find((it) => it.code === 'escalated'),
      { flag: '重要', article: '第7条第1号' },
    )
    t.match(
      all.find((it) => it.code === 'examining_unit'),
      { ...row, article: 'みほん道公文書管理規程(架空) 第18条' },
    )
    const concurring = all.filter((it) => it.code === 'concurring_unit')
    t.match(concurring[0], { by: 'table', ...row, article: 'みほん道事務決裁規程(架空) 第9条第1項' })
    t.same(
      Object.keys(concurring[1] ?? {}).filter((it) => ['version', 'item', 'article'].includes(it)),
      [],
      'what the drafter asks for rests on no article',
    )
    const plain = made({ item: 'A02', templates: rt3(() => ({ article: '処務規程 第3条' })) })
    const reasons = stepsOf(plain.route).flatMap((step) => step.because)
    t.match(
      reasons.find((it) => it.code === 'template'),
      { article: '処務規程 第3条' },
    )
  })

  await t.test('仮決裁の段はそう記される', async (t) => {
    const provisional = rt3((step) => (at(step, 'own_section', 'P-SEC') ? { provisional: true } : {}))
    const steps = stepsOf(made({ templates: provisional }).route)
    t.same(
      steps.filter((it) => it.provisional === true).map((it) => it.postName),
      ['観光振興課長'],
    )
    // Only the rows that name such a template get it, however short it is.
    t.equal(made({ item: 'A04' }).route.template, 'RT6')
    t.equal(made({ item: 'D01', flags: ['重要'] }).route.template, 'RT3')
    // 本決裁 asks for it: nobody designates 後閲 for it, leaves it out, or skips it for a vacancy.
    const chief = { post: 'KNK:P-SEC' as PostId, reason: '議会対応中' }
    t.same(problems({ templates: provisional, postReviewPosts: [chief] }), ['may_not_post_review'])
    const optional = rt3((step) =>
      at(step, 'own_section', 'P-SEC') ? { provisional: true, optional: true, onVacant: 'skip' } : {},
    )
    const { route, leaveOutKeys } = made({ templates: optional })
    const step = stepsOf(route).find((it) => it.provisional === true)
    t.same([step?.removable, leaveOutKeys.get(step?.id ?? '')], [undefined, undefined])
    const vacant = emptied(organisation, 'KNK:P-SEC')
    t.same(problems({ templates: optional, organisation: vacant }), ['post_vacant'])
  })

  await t.test('自己決裁: 軽易な事案と認めた行だけ、起案者が決裁者になれる', async (t) => {
    const withSelf = (selfDecides: boolean): AuthorityTable => ({
      ...table,
      items: table.items.map((it) =>
        it.code === 'D03' ? { ...it, bands: it.bands.map((band) => ({ ...band, selfDecides })) } : it,
      ),
    })
    const own = { by: 'u0503', item: 'D03' }
    t.same(problems({ ...own, table: withSelf(false) }), ['drafter_would_decide'])
    const decide = stepsOf(made({ ...own, table: withSelf(true) }).route).at(-1)
    t.equal(decide?.skipped, undefined)
    t.match(decide?.because.at(-1), { code: 'self_decides', item: 'D03' })
    const other = stepsOf(made({ by: 'u0505', item: 'D03', table: withSelf(true) }).route).at(-1)
    t.notOk(
      other?.because.some((it) => it.code === 'self_decides'),
      'somebody else drafted it',
    )
    // 専決の留保: a matter that a flag moved up is no small one. The 局長 drafts what the row gives to the 課長.
    t.same(problems({ by: 'u0502', item: 'D03', flags: ['重要'], table: withSelf(true) }), [
      'drafter_would_decide',
    ])
  })

  await t.test('方針 自己の段: skip_and_record は省略して記録し、block は経路を作らない', async (t) => {
    const own = { by: 'u0504' }
    const steps = stepsOf(made(own).route)
    t.same(steps.find((it) => it.postName === '企画係長')?.skipped, { reason: 'self' })
    t.same(problems({ ...own, policy: { ...defaultPolicy, selfApproval: 'block' } }), ['drafter_would_act'])
  })

  await t.test('自己の段: 起案者のほかにも職にある人がいれば、その人が処理する', async (t) => {
    const shared = (post: string, person: string): Organisation => ({
      ...organisation,
      appointments: [
        ...organisation.appointments,
        {
          person: person as PersonId,
          post: post as PostId,
          kind: 'concurrent',
          from: '2026-04-01' as LocalDate,
        },
      ],
    })
    const review = made({ by: 'u0504', organisation: shared('KNK-1:P-KAK', 'u0503') })
    t.equal(stepsOf(review.route).find((it) => it.postName === '企画係長')?.skipped, undefined)
    const two = { by: 'u0501', organisation: shared('KEI:P-DIR', 'u0502') }
    t.same(problems({ by: 'u0501' }), ['drafter_would_decide'])
    const decide = stepsOf(made(two).route).at(-1)
    t.notOk(
      decide?.because.some((it) => it.code === 'self_decides'),
      'not the drafter',
    )
  })

  await t.test('方針 連続する同一人: merge は一度、keep_both はそれぞれの段で', async (t) => {
    const autumn = { day: '2026-09-14' as LocalDate }
    const along = (policy: RouteRequest['policy']) =>
      [...made({ ...autumn, policy }).atOnce.values()].map((it) => it.postName)
    t.same(along(defaultPolicy), ['経済部長'])
    t.same(along({ ...defaultPolicy, consecutiveSamePerson: 'keep_both' }), [])
  })

  await t.test('欠員: 合議先でも、skip は省略、acting と block は起案できない', async (t) => {
    const concurringUnits = ['ZAI'] as UnitCode[]
    const noFinance = emptied(organisation, 'ZAI:P-SEC')
    const units = (onVacant: TemplateStep['onVacant']) =>
      rt3((step) => (step.where.at === 'concurring_units' ? { onVacant } : {}))
    for (const rule of ['block', 'acting'] as const) {
      t.same(problems({ organisation: noFinance, concurringUnits, templates: units(rule) }), ['post_vacant'])
    }
    const skipped = stepsOf(
      made({ organisation: noFinance, concurringUnits, templates: units('skip') }).route,
    ).find((it) => it.role === 'concur')
    t.same(skipped?.skipped, { reason: 'vacant' })
  })

  await t.test('供覧: 経路の供覧先に起案者の供覧先が続き、重ならない', async (t) => {
    const circulationUnits = ['ZAI', 'KNK', 'ZAI'] as UnitCode[]
    const { route } = made({ item: 'D01', circulationUnits })
    t.same(
      route.circulation.map((it) => [it.unit, it.because[0]?.code]),
      [
        ['KNK', 'template'],
        ['ZAI', 'shown_by_drafter'],
      ],
    )
    t.same(problems({ circulationUnits: ['NOWHERE'] as UnitCode[] }), ['no_such_place'])
  })
})
