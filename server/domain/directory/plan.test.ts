import fc from 'fast-check'
import { test } from 'tap'
import { loadExamplePrefecture } from '../../testing/organisation.ts'
import type { LocalDate, PersonId } from '../ids.ts'
import { capacitiesOf } from '../organisation/holders.ts'
import { organisationAfter } from './after.ts'
import { readPeople } from './people-file.ts'
import { planDirectory } from './plan.ts'
import { rehearse } from './rehearse.ts'
import { readDay } from './table.ts'

const heading = ['employee_no', 'name', 'name_kana', 'unit_code', 'position_code', 'kind', 'from', 'to']
const july = '2026-07-01' as LocalDate

test('days as personnel systems write them', async (t) => {
  for (const text of ['2026-07-01', '2026/7/1', '20260701', '2026-7-1']) t.equal(readDay(text), july, text)
  for (const text of ['2026-02-29', '7/1/2026', '2026.7.1', '令和8年7月1日', ''])
    t.equal(readDay(text), undefined)
})

test('人事異動 as a plan', async (t) => {
  const { organisation } = await loadExamplePrefecture(t)
  const plan = (
    rows: readonly (readonly string[])[],
    effectiveOn = july,
    scope: 'listed' | 'whole' = 'listed',
  ) => {
    const read = readPeople([heading, ...rows])
    const made = planDirectory(organisation, new Map(), { people: read.rows, units: [], effectiveOn, scope })
    return { plan: made.plan, problems: [...read.problems, ...made.problems] }
  }
  const row = (person: string, unit: string, position: string, kind = '本務', from = '', to = '') => {
    const { name = '新人', nameKana = 'シンジン' } = organisation.people.get(person as PersonId) ?? {}
    return [person, name, nameKana, unit, position, kind, from, to]
  }
  const titles = (of: typeof organisation, person: string, day: string) =>
    capacitiesOf(of, person as PersonId, day as LocalDate).map((it) => it.title)

  await t.test('who moves later than the rest keeps the post until then', async (t) => {
    const { plan: made } = plan([row('u0503', 'BUN', 'P-CHF', '本務', '2026-07-15')])
    const after = organisationAfter(organisation, made)
    t.same(titles(after, 'u0503', '2026-07-14'), ['観光振興課長'])
    t.same(titles(after, 'u0503', '2026-07-15'), ['文書課主幹'])
    t.same(
      rehearse({ organisation, plan: made, proposals: [], folders: [] }).vacated,
      [],
      'nothing is empty on 1 July',
    )
  })

  await t.test('what was to begin and is in no file is called off; what has begun ends', async (t) => {
    const { plan: made } = plan([row('u0910', 'TJG', 'P-SEC')])
    t.match(made.cancelling, [{ person: 'u0910', post: 'DOR:P-SEC', from: '2026-07-01' }])
    const short = plan([row('u0503', 'KNK', 'P-SEC', '本務', '', '2026-09-30')])
    t.match(short.plan.ending, [{ appointment: { post: 'KNK:P-SEC' }, to: '2026-09-30' }])
    t.same(short.plan.beginning, [], 'the same post goes on, with an end')
  })

  await t.test('事務取扱 of somebody who has no 本務 left is an orphan', async (t) => {
    const { plan: made } = plan([row('u0501', 'KEI-KAN', 'P-BUR', '事務取扱')], '2026-10-01' as LocalDate)
    t.match(rehearse({ organisation, plan: made, proposals: [], folders: [] }).proxies, [
      { kind: 'handling', title: '観光局長事務取扱', who: { person: 'u0501' } },
    ])
  })

  await t.test('brought in once, the same file changes nothing any more', async (t) => {
    const people = [...organisation.people.keys()]
    const posts = [...new Set(organisation.appointments.map((it) => it.post))]
    const rows = fc.uniqueArray(
      fc.record({
        person: fc.constantFrom(...people),
        post: fc.constantFrom(...posts),
        kind: fc.constantFrom('本務', '兼務', '事務取扱', '休職'),
      }),
      { selector: (it) => it.person, maxLength: 20 },
    )
    let moved = 0
    fc.assert(
      fc.property(rows, fc.boolean(), (wanted, whole) => {
        const scope = whole ? 'whole' : 'listed'
        const table = wanted.map((it) => row(it.person, ...(it.post.split(':') as [string, string]), it.kind))
        const first = plan(table, july, scope)
        const after = organisationAfter(organisation, first.plan)
        const read = readPeople([heading, ...table])
        const second = planDirectory(after, new Map(), {
          people: read.rows,
          units: [],
          effectiveOn: july,
          scope,
        })
        moved += first.plan.beginning.length
        const { beginning, ending, cancelling } = second.plan
        // History: what was in force before is in force still, on every day before.
        const kept = organisation.appointments.every(
          (it) =>
            it.from >= july ||
            after.appointments.some(
              (one) =>
                one.person === it.person &&
                one.post === it.post &&
                one.from === it.from &&
                one.kind === it.kind,
            ),
        )
        return kept && beginning.length + ending.length + cancelling.length === 0
      }),
    )
    t.ok(moved > 100, `${moved} appointments`)
  })
})
