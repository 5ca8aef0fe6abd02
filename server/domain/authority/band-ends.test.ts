import { test } from 'tap'
import { loadExamplePrefecture } from '../../testing/organisation.ts'
import type { LocalDate, PersonId, PositionCode, PostId } from '../ids.ts'
import type { AuthorityBand, AuthorityItem, AuthorityTable } from './authority.ts'
import { bandOf } from './choose-decider.ts'
import { compileRoute } from './compile-route.ts'
import { lintTable } from './lint-table.ts'
import { defaultPolicy } from './policy.ts'

const chief: AuthorityBand = { minYen: 0, maxYen: 10_000_000, class: '戊', decider: 'P-SEC' as PositionCode }
const director: AuthorityBand = { minYen: 10_000_000, class: '丙', decider: 'P-DIR' as PositionCode }
/** 1,000万円以下は課長、1,000万円を超えるものは部長. */
const upTo = [
  { ...chief, maxInclusive: true as const },
  { ...director, minYen: 10_000_001 },
]

function rowOf(bands: readonly AuthorityBand[]): AuthorityItem {
  return { code: 'B04', name: '支出', bands, examiningUnits: [], concurringUnits: [] }
}

test('専決 by amount: 未満 leaves the amount itself to the next band, 以下 keeps it', async (t) => {
  const classAt = (bands: readonly AuthorityBand[], yen: number) => bandOf(rowOf(bands), yen)?.class
  t.same(
    [9_999_999, 10_000_000, 10_000_001].map((yen) => classAt([chief, director], yen)),
    ['戊', '丙', '丙'],
  )
  t.same(
    [9_999_999, 10_000_000, 10_000_001].map((yen) => classAt(upTo, yen)),
    ['戊', '戊', '丙'],
  )
})

test('専決 by amount: a decrease (減額) counts by its size', async (t) => {
  t.equal(bandOf(rowOf(upTo), -10_000_000)?.class, '戊')
  t.equal(bandOf(rowOf(upTo), -10_000_001)?.class, '丙')
})

test('以下 and 超 meet without a gap; 専決の留保 goes up by seniority, in whatever order the bands are written', async (t) => {
  const { organisation, table, templates } = await loadExamplePrefecture(t)
  const withBands = (bands: readonly AuthorityBand[]): AuthorityTable => ({
    ...table,
    items: table.items.map((it) => (it.code === 'B04' ? { ...it, bands } : it)),
  })
  t.same(lintTable(withBands(upTo), organisation, templates), [])
  t.match(
    lintTable(withBands([upTo[0]!, director]), organisation, templates).map((it) => it.code),
    ['overlap'],
  )
  const classOf = (bands: readonly AuthorityBand[]) => {
    const route = compileRoute({
      organisation,
      table: withBands(bands),
      templates,
      policy: defaultPolicy,
      item: 'B04',
      amountYen: 5,
      flags: ['重要'],
      concurringUnits: [],
      drafter: { person: 'u0505' as PersonId, post: 'KNK-1:P-SNN' as PostId },
      day: '2026-06-15' as LocalDate,
    })
    return route.ok ? route.value.class : route.error
  }
  t.equal(classOf(upTo), '丙')
  t.equal(classOf(upTo.toReversed()), '丙')
})
