import fc from 'fast-check'
import { test } from 'tap'
import { loadExamplePrefecture } from '../../testing/organisation.ts'
import { tenDocuments } from '../../testing/ten-documents.ts'
import type { Route, Step } from '../approval/route.ts'
import type { LocalDate, PersonId, PositionCode, PostId, UnitCode } from '../ids.ts'
import { capacitiesOf, seatedIn } from '../organisation/holders.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { type RouteRequest, compileRoute } from './compile-route.ts'
import { bandOf } from './choose-decider.ts'
import { defaultPolicy } from './policy.ts'
import { stepsAtOnce } from './steps-at-once.ts'

const stepsOf = (it: Route): Step[] => it.stages.flatMap((stage) => stage.steps)
const lastOf = (it: Route): Step => stepsOf(it).at(-1) as Step
const namesOf = (it: Route): string[] => stepsOf(it).map((step) => `${step.role} ${step.postName}`)

test('routes of the example prefecture', async (t) => {
  const { organisation, table, templates } = await loadExamplePrefecture(t)

  type Asked = {
    readonly by: string
    readonly item: string
    readonly on?: string
    readonly post?: string
    readonly yen?: number
    readonly flags?: readonly string[]
    readonly concurring?: readonly string[]
    readonly organisation?: Organisation
  }
  function compile(asked: Asked) {
    const day = (asked.on ?? '2026-06-15') as LocalDate
    const person = asked.by as PersonId
    const own = capacitiesOf(asked.organisation ?? organisation, person, day)[0]?.post
    const request: RouteRequest = {
      organisation: asked.organisation ?? organisation,
      table,
      templates,
      policy: defaultPolicy,
      item: asked.item,
      flags: asked.flags ?? [],
      drafter: { person, post: (asked.post ?? own ?? 'none:none') as PostId },
      day,
      ...(asked.yen === undefined ? {} : { amountYen: asked.yen }),
      ...(asked.concurring === undefined ? {} : { concurringUnits: asked.concurring as UnitCode[] }),
    }
    return compileRoute(request)
  }
  function codes(asked: Asked): readonly string[] {
    const compiled = compile(asked)
    return compiled.ok ? [] : compiled.error.map((it) => it.code)
  }
  function route(asked: Asked): Route {
    const compiled = compile(asked)
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error))
    return compiled.value
  }
  const atOnce = (it: Route, day: string) => stepsAtOnce(it, organisation, day as LocalDate)
  const nameIn = (it: Route, id: string) => stepsOf(it).find((step) => step.id === id)?.postName
  const who = (step: Step, day: string): string =>
    seatedIn(organisation, step.post, day as LocalDate)
      .map((it) => it.person)
      .join(',')

  for (const document of tenDocuments) {
    await t.test(`${document.key}: the route that people wrote down`, async (t) => {
      const { drafter: by, on, item, amountYen, concurring } = document
      const made = route({ by, on, item, concurring, ...(amountYen === undefined ? {} : { yen: amountYen }) })
      const live = made.stages
        .map((stage) => stage.steps.filter((step) => step.skipped === undefined))
        .filter((steps) => steps.length > 0)
        .map((steps) => steps.map((step) => `${step.role} ${who(step, on)}`).join(' | '))
      t.same(live, document.route)
      const skipped = stepsOf(made)
        .filter((step) => step.skipped !== undefined)
        .map((step) => `${step.role} ${who(step, on)} ${step.skipped?.reason}`)
      t.same(skipped, document.skipped ?? [])
    })
  }

  await t.test('D06: the 局長事務取扱 decides, and the step says so', async (t) => {
    const decide = lastOf(route({ by: 'u0505', on: '2026-09-14', item: 'D01' }))
    t.equal(decide.post, 'KEI-KAN:P-BUR')
    t.match(decide.because.at(-1), { code: 'handled_by', kind: 'handling', title: '観光局長事務取扱' })
  })

  await t.test('a run of steps of one person goes along with its last one', async (t) => {
    // The 経済部長 also handles 観光局長: in 部長専決 both steps are his.
    const made = route({ by: 'u0505', on: '2026-09-14', item: 'A03', concurring: [] })
    const [bureau, decide] = stepsOf(made).slice(-2)
    t.same([bureau?.skipped, decide?.skipped], [undefined, undefined], 'both stay: either may change hands')
    t.same(
      [...atOnce(made, '2026-09-14')].map(([id, last]) => [nameIn(made, id), last.postName]),
      [['観光局長', '経済部長']],
    )
  })

  await t.test(
    'while a 職務代理者 is in office the 副知事 and 知事 steps go together (D04 a week later)',
    async (t) => {
      const made = route({ by: 'u0205', on: '2026-10-06', item: 'B03', yen: 186_000_000 })
      const [vice, decide] = stepsOf(made).slice(-2)
      t.equal(vice?.post, 'EXE:P-VGV@SGS')
      t.same(
        [...atOnce(made, '2026-10-06')].map(([id, last]) => [nameIn(made, id), last.postName]),
        [['副知事', '知事']],
      )
      t.match(decide?.because.at(-1), { code: 'handled_by', kind: 'proxy', title: '知事職務代理者' })
    },
  )

  await t.test(
    '専決: an amount is in the band whose minimum it reaches and whose maximum it does not, and the step names its row',
    async (t) => {
      const rows: readonly (readonly [number, string, string])[] = [
        [0, '戊', '農産振興課長'],
        [2_999_999, '戊', '農産振興課長'],
        [3_000_000, '丁', '生産振興局長'],
        [9_999_999, '丁', '生産振興局長'],
        [10_000_000, '丙', '農政部長'],
        [49_999_999, '丙', '農政部長'],
        [50_000_000, '乙', '副知事'],
        [99_999_999, '乙', '副知事'],
        [100_000_000, '甲', '知事'],
      ]
      for (const [yen, cls, decider] of rows) {
        const made = route({ by: 'u0604', item: 'B04', yen })
        t.same([made.class, lastOf(made).postName], [cls, decider], `${yen} yen`)
        const row = { item: 'B04', version: table.version, class: cls, isDelegated: cls !== '甲' }
        t.match(lastOf(made).because, [{ code: 'authority_row', amountYen: yen, ...row }])
      }
    },
  )

  await t.test('専決の留保: a flag moves a matter one class up, two flags no further', async (t) => {
    for (const flags of [['重要'], ['重要', '先例'], ['重要', '知らない']]) {
      const made = route({ by: 'u0505', item: 'D01', flags })
      t.equal(lastOf(made).postName, '経済部長')
      t.match(lastOf(made).because, [
        { code: 'authority_row', class: '丁', deciderName: '局長' },
        { code: 'escalated', flag: '重要', from: '丁', to: '丙' },
      ])
    }
    t.equal(lastOf(route({ by: 'u0505', item: 'D01', flags: ['知らない'] })).postName, '観光局長')
    t.equal(route({ by: 'u0112', item: 'A01', flags: ['重要'] }).class, '甲', 'nothing is above 甲')
    const beyond = compile({ by: 'u0912', item: 'B02', yen: 92_400_000, flags: ['異例'] })
    t.same(beyond, { ok: false, error: [{ code: 'beyond_authority', item: 'B02', class: '本庁進達' }] })
  })

  await t.test('a way cut short at its decider loses no 審査 and no 合議', async (t) => {
    const made = route({ by: 'u0604', item: 'A02', flags: ['重要'] })
    t.same(namesOf(made), [
      'review 補助金係長',
      'review 農産振興課長',
      'examine 文書課長',
      'concur 財政課長',
      'review 生産振興局長',
      'review 農政部長',
      'decide 副知事',
    ])
    // 己: RT1 passes the 係長 before its 合議.
    const small = route({ by: 'u0505', item: 'D02', concurring: ['ZAI'] })
    t.same(namesOf(small), ['concur 財政課長', 'decide 企画係長'])
  })

  await t.test('in a 総合振興局 its own heads decide in the class of 部長 and 局長', async (t) => {
    const plan = route({ by: 'u0912', item: 'A03', concurring: [] })
    t.equal(plan.template, 'RT5')
    t.equal(lastOf(plan).postName, '東部総合振興局長')
    t.equal(lastOf(route({ by: 'u0912', item: 'D01' })).postName, '建設管理部長')
    const up = route({ by: 'u0903', item: 'D01' })
    t.equal(lastOf(up).postName, '東部総合振興局長', 'a 課 right under the 総合振興局 has no 部長')
    t.match(lastOf(up).because[1], { code: 'no_decider_of_class', from: '丁', to: '丙' })
    t.equal(lastOf(route({ by: 'u0803', item: 'A03', concurring: [] })).postName, '会計管理者')
    const examined = route({ by: 'u0912', item: 'C02' })
    t.same(namesOf(examined).slice(3, 4), ['examine 文書課長'], 'RT5 has no 審査 of its own')
  })

  await t.test('a row for special places is not for others', async (t) => {
    const problem = compile({ by: 'u0505', item: 'B02', yen: 50_000_000 })
    t.same(problem, {
      ok: false,
      error: [{ code: 'no_such_place', selector: '丙', position: '総合振興局長・振興局長' }],
    })
    t.equal(compile({ by: 'u0505', item: 'B05', yen: 30_000_001 }).ok, false)
  })

  await t.test('problems are told, all that are known at once', async (t) => {
    t.same(codes({ by: 'u0505', item: 'Z99' }), ['no_authority_item'])
    t.same(codes({ by: 'u0505', item: 'B04' }), ['amount_missing'])
    t.same(codes({ by: 'u0505', item: 'D01', post: 'ZAI:P-SEC' }), ['not_drafters_post'])
    t.same(codes({ by: 'u0503', item: 'D03' }), ['drafter_would_decide'])
    t.same(codes({ by: 'u0505', item: 'D03', concurring: ['NO', 'NOPE'] }), [
      'no_such_place',
      'no_such_place',
    ])
    const emptied: Organisation = {
      ...organisation,
      appointments: organisation.appointments.map((it) =>
        it.post === 'KNK:P-SEC' ? { ...it, to: '2026-05-31' as LocalDate } : it,
      ),
    }
    t.same(codes({ by: 'u0505', item: 'D01', organisation: emptied }), ['post_vacant'])
  })

  await t.test('a vacant post that may be skipped stays on the route as vacant', async (t) => {
    const emptied: Organisation = {
      ...organisation,
      appointments: organisation.appointments.map((it) =>
        it.post === 'KNK-1:P-KAK' ? { ...it, to: '2026-05-31' as LocalDate } : it,
      ),
    }
    const first = stepsOf(route({ by: 'u0505', item: 'D01', organisation: emptied }))[0]
    t.same(first?.skipped, { reason: 'vacant' })
    t.match(first?.because.at(-1), { code: 'vacant', postName: '企画係長' })
  })

  // Every way to ask, with amounts on and beside every edge of the table.
  const edges = [...new Set(table.items.flatMap((it) => it.bands.flatMap((b) => [b.minYen, b.maxYen ?? 0])))]
  const amount = fc.oneof(
    fc.nat(1_000_000_000),
    fc
      .tuple(fc.constantFrom(...edges), fc.constantFrom(-1, 0, 1))
      .map(([edge, by]) => Math.max(0, edge + by)),
  )
  const anyRequest = fc
    .record({
      item: fc.constantFrom(...table.items),
      yen: fc.option(amount, { nil: undefined }),
      flags: fc.subarray(['重要', '異例', '先例', '紛議', '知らない']),
      person: fc.constantFrom(...organisation.people.keys()),
      offset: fc.nat(800),
      concurring: fc.option(fc.subarray([...organisation.units.keys()], { maxLength: 4 }), {
        nil: undefined,
      }),
      nth: fc.nat(3),
    })
    .map(({ item, yen, flags, person, offset, concurring, nth }): RouteRequest & { at: typeof item } => {
      const day = new Date(Date.UTC(2026, 3, 1) + offset * 86_400_000).toISOString().slice(0, 10) as LocalDate
      const held = capacitiesOf(organisation, person, day)
      return {
        organisation,
        table,
        templates,
        policy: defaultPolicy,
        at: item,
        item: item.code,
        flags,
        day,
        drafter: { person, post: held[nth % Math.max(1, held.length)]?.post ?? ('none:none' as PostId) },
        ...(yen === undefined ? {} : { amountYen: yen }),
        ...(concurring === undefined ? {} : { concurringUnits: concurring }),
      }
    })
  const rankOf = (cls: string): number => table.classes.findIndex((it) => it.class === cls)

  await t.test(
    'R-01 whatever is asked: one 決裁, last and alone, never the drafter; or the reasons why not',
    async (t) => {
      let routes = 0
      fc.assert(
        fc.property(anyRequest, (request) => {
          const compiled = compileRoute(request)
          if (!compiled.ok) return compiled.error.length > 0
          routes += 1
          const made = compiled.value
          const steps = stepsOf(made)
          const decides = steps.filter((it) => it.role === 'decide')
          const last = made.stages.at(-1)?.steps ?? []
          const ids = steps.map((it) => it.id)
          return (
            decides.length === 1 &&
            last.length === 1 &&
            last[0] === decides[0] &&
            last[0]?.skipped === undefined &&
            steps.every((it) => it.because.length > 0) &&
            new Set(ids).size === ids.length &&
            // Nobody waits for the drafter, and nobody waits for nobody.
            steps
              .filter((it) => it.skipped === undefined)
              .every((it) => {
                const people = seatedIn(organisation, it.post, request.day).map((one) => one.person)
                return people.some((one) => one !== request.drafter.person)
              }) &&
            // Nothing is left out because one person has two steps, for until the act either may change hands; only
            // where it is the very post that decides.
            steps.every(
              (it) =>
                it.skipped?.reason !== 'merged' ||
                (it.role !== 'review' && it.skipped.into === last[0]?.id && it.post === last[0].post),
            )
          )
        }),
        { numRuns: 2000 },
      )
      t.ok(routes > 400, `${routes} routes`)
    },
  )

  await t.test('every unit that must examine or concur is on the route', async (t) => {
    let seen = 0
    fc.assert(
      fc.property(anyRequest, (request) => {
        const compiled = compileRoute(request)
        if (!compiled.ok) return true
        const because = stepsOf(compiled.value).flatMap((it) => it.because)
        const concurring = request.concurringUnits ?? request.at.concurringUnits
        seen += concurring.length + request.at.examiningUnits.length
        return (
          concurring.every((unit) =>
            because.some((it) => it.code === 'concurring_unit' && it.unit === unit),
          ) &&
          request.at.examiningUnits.every((unit) =>
            because.some((it) => it.code === 'examining_unit' && it.unit === unit),
          )
        )
      }),
      { numRuns: 1000 },
    )
    t.ok(seen > 200, `${seen} units`)
  })

  await t.test('more money or a flag never brings a matter to a lower class', async (t) => {
    let compared = 0
    fc.assert(
      fc.property(anyRequest, amount, (request, more) => {
        const low = Math.min(request.amountYen ?? 0, more)
        const high = Math.max(request.amountYen ?? 0, more)
        const small = compileRoute({ ...request, amountYen: low, flags: [] })
        const large = compileRoute({ ...request, amountYen: high })
        if (!small.ok || !large.ok) return true
        compared += 1
        return rankOf(large.value.class) <= rankOf(small.value.class)
      }),
      { numRuns: 2000 },
    )
    t.ok(compared > 300, `${compared} pairs`)
  })

  await t.test(
    'every edge of every row: 以上 and 以下 belong to the band, 未満 and 超 to its neighbour',
    async (t) => {
      for (const item of table.items) {
        for (const band of item.bands) {
          const { minYen: first, maxYen, maxInclusive } = band
          t.equal(bandOf(item, first), band, `${item.code} from ${first}`)
          if (first > 0) t.not(bandOf(item, first - 1), band, `${item.code} before ${first}`)
          if (maxYen === undefined) continue
          const last = maxInclusive === true ? maxYen : maxYen - 1
          t.equal(bandOf(item, last), band, `${item.code} to ${last}`)
          t.not(bandOf(item, last + 1), band, `${item.code} beyond ${last}`)
        }
      }
    },
  )

  await t.test('a position of higher rank that is no line post never decides (担当課長)', async (t) => {
    const withOther: Organisation = {
      ...organisation,
      appointments: [
        ...organisation.appointments,
        {
          person: 'u0504' as PersonId,
          post: `KNK:${'P-TAN' as PositionCode}` as PostId,
          kind: 'concurrent',
          from: '2026-04-01' as LocalDate,
        },
      ],
    }
    t.equal(lastOf(route({ by: 'u0505', item: 'D03', organisation: withOther })).postName, '観光振興課長')
  })
})
