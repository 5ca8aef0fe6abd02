import { test } from 'tap'
import { chained, withBorder } from './bands.ts'

const bands = chained([
  { minYen: 0, class: '戊', decider: 'P-SEC' },
  { minYen: 10_000_000, class: '丙', decider: 'P-DIR' },
  { minYen: 30_000_000, class: '甲', decider: 'P-GOV' },
])

test('a border may lie at an amount (以上, 未満) or just above it (超, 以下), and no amount falls between', async (t) => {
  t.match(bands, [{ maxYen: 10_000_000 }, { minYen: 10_000_000, maxYen: 30_000_000 }, { minYen: 30_000_000 }])
  const above = withBorder(bands, 1, true)
  t.match(above, [
    { maxYen: 10_000_000, maxInclusive: true },
    { minYen: 10_000_001, maxYen: 30_000_000 },
  ])
  t.same(withBorder(above, 1, false), bands, 'and back')
  const last = chained(above.slice(0, 1))
  t.same(last, [{ minYen: 0, class: '戊', decider: 'P-SEC' }], 'the last one is open')
})
