import fc from 'fast-check'
import { test } from 'tap'
import { loadExamplePrefecture } from '../../testing/organisation.ts'
import type { Route, Step } from '../approval/route.ts'
import type { LocalDate, PersonId, PositionCode, PostId, UnitCode } from '../ids.ts'
import { capacitiesOf } from '../organisation/holders.ts'
import type { AuthorityBand, AuthorityTable, RouteTemplate, TemplateStep } from './authority.ts'
import { type RouteRequest, compileRoute } from './compile-route.ts'
import { type Finding, mayGoOn } from './findings.ts'
import { lintRoute } from './lint-route.ts'
import { lintTable } from './lint-table.ts'
import { lintTemplate } from './lint-template.ts'
import { defaultPolicy } from './policy.ts'
import { stepsAtOnce } from './steps-at-once.ts'
import { sampled } from '../../testing/property-runs.ts'

const codesOf = (findings: readonly Finding[]): string[] => findings.map((it) => `${it.severity} ${it.code}`)

/** Minimum and maximum of a band, and whether the maximum is in it (以下). */
type Cut = readonly [minYen: number, maxYen?: number | undefined, upToMax?: boolean]

test('what is found about tables, templates and routes', async (t) => {
  const { organisation, table, templates } = await loadExamplePrefecture(t)
  const day = '2026-06-15' as LocalDate
  const one = (code: string): RouteTemplate => templates.find((it) => it.code === code) as RouteTemplate

  await t.test('見本県の専決表と経路には、直さなければならないところがない', async (t) => {
    t.same(lintTable(table, organisation, templates), [])
    for (const template of templates) t.same(lintTemplate(template, organisation, table), [], template.code)
  })

  function bands(...cuts: readonly Cut[]): AuthorityTable {
    const made = cuts.map(([minYen, maxYen, upToMax]): AuthorityBand => {
      const end = maxYen === undefined ? {} : { maxYen }
      const flags = upToMax === true ? { maxInclusive: true as const } : {}
      return { minYen, ...end, ...flags, class: '丙', decider: 'P-DIR' as PositionCode }
    })
    return { ...table, items: table.items.map((it) => (it.code === 'B04' ? { ...it, bands: made } : it)) }
  }

  await t.test('専決表の区切り: 隙間、重なり、空の区切り、行き止まりを言う', async (t) => {
    const found = (cuts: readonly Cut[], expected: readonly object[]): void => {
      const errors = expected.map((it) => ({ severity: 'error', ...it }))
      t.same(lintTable(bands(...cuts), organisation, templates), errors, JSON.stringify(cuts))
    }
    found([[0, undefined]], [])
    found(
      [
        [0, 10],
        [20, undefined],
      ],
      [{ code: 'gap', item: 'B04', fromYen: 10, toYen: 20 }],
    )
    found([[5, undefined]], [{ code: 'gap', item: 'B04', fromYen: 0, toYen: 5 }])
    found([[0, 10]], [{ code: 'gap', item: 'B04', fromYen: 10 }])
    found(
      [
        [0, 20],
        [10, undefined],
      ],
      [{ code: 'overlap', item: 'B04', fromYen: 10, toYen: 20 }],
    )
    found(
      [
        [0, undefined],
        [10, undefined],
      ],
      [{ code: 'overlap', item: 'B04', fromYen: 10 }],
    )
    found(
      [
        [0, undefined],
        [9, 9],
      ],
      [{ code: 'empty_band', item: 'B04', minYen: 9, maxYen: 9 }],
    )
    // 10円以下 doubles the 10円 of the next 以上.
    found(
      [
        [0, 10, true],
        [10, undefined],
      ],
      [{ code: 'overlap', item: 'B04', fromYen: 10, toYen: 11 }],
    )
    found([], [{ code: 'no_bands', item: 'B04' }])
  })

  await t.test('どの金額も一つの区切りに入るときだけ、区切りに誤りがない', async (t) => {
    let clean = 0
    let broken = 0
    const cut = fc
      .tuple(fc.nat(6), fc.option(fc.nat(7), { nil: undefined, freq: 2 }), fc.boolean())
      .map(([min, max, upToMax]): Cut => [min, max, upToMax])
    const holds = ([min, max, upToMax]: Cut, yen: number): boolean =>
      min <= yen && (max === undefined || (upToMax === true ? yen <= max : yen < max))
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 4 }), (cuts) => {
        const errors = lintTable(bands(...cuts), organisation, templates).filter(
          (it) => it.severity === 'error',
        )
        // The obvious answer: every amount there is a difference between, and no band without any.
        const inOne = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].every(
          (yen) => cuts.filter((it) => holds(it, yen)).length === 1,
        )
        const sound =
          inOne && cuts.every((it) => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].some((yen) => holds(it, yen)))
        if (sound) clean += 1
        else broken += 1
        return sound === (errors.length === 0)
      }),
      sampled,
    )
    t.ok(clean > 10 && broken > 10, `${clean} clean, ${broken} broken`)
  })

  await t.test('決裁区分: 同じ区分、同じ決裁者、決裁者のいない区分、専決権者でない職を言う', async (t) => {
    const found = (change: (classes: AuthorityTable['classes']) => readonly object[]) =>
      lintTable(
        { ...table, classes: change(table.classes) as AuthorityTable['classes'] },
        organisation,
        templates,
      ).filter((it) => it.code !== 'unknown_class')
    t.same(
      found((it) => it),
      [],
    )
    t.same(
      found((it) => [...it, { class: '庚', deciders: [] }]),
      [{ severity: 'error', code: 'class_without_decider', class: '庚' }],
    )
    t.same(
      found((it) => [...it, { class: '甲', deciders: ['P-SHJ'] }]),
      [
        { severity: 'error', code: 'same_class', class: '甲' },
        { severity: 'warning', code: 'no_authority', where: '甲', position: '主事' },
      ],
    )
    t.same(
      found((it) => [...it, { class: '庚', deciders: ['P-KAK'] }]),
      [{ severity: 'error', code: 'same_decider', classes: ['己', '庚'], position: '係長' }],
    )
    t.same(codesOf(found((it) => [...it, { class: ' ', deciders: ['P-NO'] }])), [
      'error unknown_position',
      'error nameless_class',
    ])
    const emptied = {
      ...organisation,
      appointments: organisation.appointments.filter((it) => !it.post.endsWith(':P-KAK')),
    }
    t.same(lintTable(table, emptied, templates), [
      { severity: 'warning', code: 'class_nobody_holds', class: '己', positions: ['係長'] },
    ])
  })

  await t.test('専決表: 知らない職位・所属・経路・区分、重なる番号、届かない行を言う', async (t) => {
    const row = table.items.find((it) => it.code === 'D01')
    if (row === undefined) throw new Error('no D01')
    const withRow = (change: object): string[] =>
      codesOf(lintTable({ ...table, items: [{ ...row, ...change }] }, organisation, templates))
    const band = (change: object) => ({ bands: [{ minYen: 0, class: '丁', decider: 'P-BUR', ...change }] })
    t.same(withRow({}), [])
    t.same(withRow(band({ decider: 'P-NO' })), ['error unknown_position'])
    t.same(withRow(band({ class: '癸' })), ['error unknown_class'])
    t.same(withRow(band({ decider: 'P-SHJ' })), ['warning no_authority', 'error no_template_reaches'])
    t.same(withRow(band({ class: '本庁進達', decider: undefined })), [])
    const entrustedBy = '委任規則第3条'
    t.same(withRow(band({ entrustedBy })), [])
    t.same(withRow(band({ class: '甲', decider: 'P-GOV', entrustedBy })), ['error entrusted_to_head'])
    t.same(withRow(band({ class: '本庁進達', decider: undefined, entrustedBy })), [
      'error entrusted_to_nobody',
    ])
    t.same(withRow({ examiningUnits: ['NO'] }), ['error unknown_unit'])
    t.same(withRow({ examiningUnits: ['ZAI'], concurringUnits: ['ZAI'] }), ['hint examines_and_concurs'])
    t.same(withRow({ template: 'RT9' }), ['error unknown_template'])
    t.same(withRow({ name: ' ' }), ['error nameless'])
    t.same(codesOf(lintTable({ ...table, items: [row, row] }, organisation, templates)), ['error same_row'])
    t.same(codesOf(lintTable({ ...table, items: [] }, organisation, templates)), ['error no_rows'])
    const falling = [
      { minYen: 0, maxYen: 10, class: '丙', decider: 'P-DIR' },
      { minYen: 10, class: '丁', decider: 'P-BUR' },
    ]
    t.same(withRow({ bands: falling }), ['warning class_falls'])
  })

  await t.test('経路: 決裁は一つで最後、条件は当たり得るもの、m人はn人まで', async (t) => {
    const base = one('RT3')
    const lint = (steps: readonly TemplateStep[]): string[] =>
      codesOf(lintTemplate({ ...base, steps }, organisation, table))
    const change = (position: string, changes: Partial<TemplateStep>): TemplateStep[] =>
      base.steps.map((it) => (it.position === position && it.role === 'review' ? { ...it, ...changes } : it))
    const decide = base.steps.at(-1) as TemplateStep
    t.same(lint(base.steps.slice(0, -1)), ['error no_decider'])
    t.same(lint([...base.steps, { ...decide, key: 'again' }]), ['error several_deciders'])
    t.same(lint([decide, ...base.steps.slice(0, -1)]), ['error decider_not_last'])
    t.same(lint([...base.steps.slice(0, -1), { ...decide, optional: true }]), ['error optional_decider'])
    t.same(lint([...base.steps.slice(0, -1), { ...decide, when: { minYen: 1 } }]), [
      'error condition_not_here',
    ])
    for (const when of [
      { minYen: 5, maxYen: 5 },
      { items: [] },
      { items: ['Z99'] },
      { flags: ['知らない'] },
    ]) {
      t.same(lint(change('P-BUR', { when })), ['error impossible_condition'], JSON.stringify(when))
    }
    t.same(
      lint(change('P-BUR', { when: { minYen: 5, maxYen: 6, items: ['Z99', 'A01'], flags: ['重要'] } })),
      [],
    )
    t.same(lint(change('P-BUR', { needs: 2 })), ['error needs_too_many'])
    t.same(lint(change('P-BUR', { key: decide.key })), ['error same_key'])
    t.same(lint(change('P-BUR', { position: 'P-NO' as PositionCode })), ['error unknown_position'])
    t.same(lint(change('P-BUR', { where: { at: 'unit', unit: 'NO' as UnitCode } })), ['error unknown_unit'])
    t.same(
      lintTemplate(
        { ...base, steps: change('P-BUR', { where: { at: 'unit', unit: 'ZAI' as UnitCode } }) },
        organisation,
        table,
      ),
      [{ severity: 'warning', code: 'nobody_holds', post: '財政課の局長' }],
      'a 局長 there is elsewhere, but not in a 課',
    )
    t.same(lint(change('P-BUR', { position: 'P-SHS' as PositionCode })), ['hint watcher'])
    t.same(lint(change('P-BUR', { position: 'P-GOV' as PositionCode })), ['warning decider_below'])
    const concur = base.steps.find((it) => it.where.at === 'concurring_units') as TemplateStep
    t.same(lint([{ ...concur, key: 'again' }, ...base.steps]), ['error units_twice'])
    const first = { ...decide, key: 'first', role: 'review' as const }
    t.same(lint([first, ...base.steps]), ['warning concur_after_decider'])
    t.same(lint([{ ...first, provisional: true }, ...base.steps]), [], '仮決裁 is meant to come before 合議')
    const chief = base.steps.find((it) => it.position === 'P-SEC' && it.role === 'review') as TemplateStep
    const marked = (change: Partial<TemplateStep>) => ({ ...chief, provisional: true, ...change })
    const others = base.steps.filter((it) => it !== chief)
    t.same(lint([marked({}), ...others]), [])
    t.same(lint([...others.slice(0, -1), marked({}), ...others.slice(-1)]), [
      'error provisional_after_concur',
    ])
    t.same(lint([marked({}), marked({ key: 'twice', position: 'P-KAK' as PositionCode }), ...others]), [
      'error provisional_twice',
    ])
    const elsewhere = marked({ where: { at: 'unit', unit: 'ZAI' as UnitCode } })
    t.same(lint([elsewhere, ...others]), ['error provisional_elsewhere'])
    t.same(lint([...others.slice(0, -1), { ...others.at(-1)!, provisional: true }]), [
      'error provisional_role',
    ])
    t.notOk(mayGoOn(lintTemplate({ ...base, steps: [] }, organisation, table)))
  })

  function route(changes: Partial<RouteRequest> = {}, by = 'u0505'): Route {
    const person = by as PersonId
    const post = capacitiesOf(organisation, person, day)[0]?.post ?? ('none:none' as PostId)
    const made = compileRoute({
      organisation,
      table,
      templates,
      policy: defaultPolicy,
      item: 'A03',
      flags: [],
      drafter: { person, post },
      day,
      ...changes,
    })
    if (!made.ok) throw new Error(JSON.stringify(made.error))
    return made.value
  }

  await t.test('できた経路: 秘の閲覧者、権限のない職、審査と合議の重なり、多すぎる段を言う', async (t) => {
    const lint = (made: Route, more: object = {}, by = 'u0505') =>
      lintRoute({ route: made, organisation, day, drafter: by as PersonId, ...more })
    t.same(lint(route()), [])
    t.same(codesOf(lint(route({}, 'u0504'), {}, 'u0504')), ['hint self_step'])
    // In autumn the 経済部長 is 観光局長事務取扱 as well.
    const autumn = '2026-09-14' as LocalDate
    const twice = route({ day: autumn, concurringUnits: [] })
    const atOnce = stepsAtOnce(twice, organisation, autumn)
    t.match(lintRoute({ route: twice, organisation, day: autumn, drafter: 'u0505' as PersonId, atOnce }), [
      { severity: 'hint', code: 'at_once', post: '観光局長', with: '経済部長' },
    ])

    const secret = lint(route({ concurringUnits: [] }), { accessList: ['u0504', 'u0503', 'u0502'] })
    t.match(secret, [{ severity: 'warning', code: 'not_on_access_list', post: '経済部長' }])
    t.same(codesOf(lint(route({ item: 'A02', concurringUnits: ['BUN' as UnitCode] }))), [
      'hint examines_and_concurs',
    ])
    const [first, ...rest] = route().stages
    const step = first?.steps[0] as Step
    const watcher = { ...step, id: 'w', post: 'KNK-1:P-SHS' as PostId, postName: '主査' }
    t.ok(codesOf(lint({ ...route(), stages: [{ steps: [watcher] }, ...rest] })).includes('hint watcher'))
    const many = Array.from({ length: 9 }, (_, index) => ({ steps: [{ ...step, id: `m${index}` }] }))
    t.match(lint({ ...route(), stages: [...many, ...rest.slice(-1)] }), [{ code: 'many_steps', count: 9 }])
    t.same(codesOf(lint({ ...route(), stages: route().stages.slice(0, -1) })), ['error no_decider'])
    const above = { ...step, id: 'a', post: 'EXE:P-GOV' as PostId, postName: '知事' }
    t.same(codesOf(lint({ ...route(), stages: [{ steps: [above] }, ...rest] })), ['warning decider_below'])
  })

  await t.test('できた経路: 起案者が自分で決裁することになるときは言う', async (t) => {
    const made = route()
    const decider = made.stages.at(-1)?.steps[0] as Step
    const warning = { severity: 'warning', code: 'self_decision', post: decider.postName }
    const found = (drafter: string, more: object = {}) =>
      lintRoute({ route: made, organisation, day, drafter: drafter as PersonId, ...more }).filter(
        (it) => it.code === 'self_decision',
      )
    t.same(found('u0501'), [warning], 'nobody else holds the post')
    t.same(found('u0505'), [])
    const own = { person: 'u0505' as PersonId, post: decider.post, kind: 'concurrent' as const, from: day }
    const shared = { ...organisation, appointments: [...organisation.appointments, own] }
    t.same(found('u0505', { organisation: shared }), [], 'somebody else is there to decide')
    const allowing = {
      ...decider,
      because: [...decider.because, { code: 'self_decides' as const, item: 'A03', itemName: '計画' }],
    }
    const stages = [...made.stages.slice(0, -1), { steps: [allowing] }]
    const small = { organisation: shared, route: { ...made, stages } }
    t.same(found('u0505', small), [warning], 'where the table lets the drafter, either may')
  })
})
