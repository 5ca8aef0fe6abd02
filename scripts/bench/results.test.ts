import { test } from 'tap'
import { measureOf, median, mergeMeasures, percentile, rounded, tableOf } from './results.ts'

test('the median is the middle run, whatever the order', async (t) => {
  t.equal(median([5, 1, 3]), 3)
  t.equal(median([4, 1, 3, 2]), 2.5)
  t.throws(() => median([]))
})

test('a percentile is the value that so much of all is not above', async (t) => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  t.equal(percentile(hundred, 0.99), 99)
  t.equal(percentile(hundred, 0.5), 50)
  t.equal(percentile([7], 0.99), 7)
  t.throws(() => percentile([], 0.5))
})

test('a goal is judged on the ratio to the ceiling, or on the number itself without one', async (t) => {
  const rate = measureOf({
    group: 'core',
    name: 'r',
    unit: '/s',
    ours: [50],
    ceiling: [100],
    goal: { atLeast: 0.5 },
  })
  t.match(rate, { ratio: 0.5, met: true, goal: 'ratio ≥ 0.5' })
  const slow = measureOf({
    group: 'core',
    name: 'r',
    unit: '/s',
    ours: [49],
    ceiling: [100],
    goal: { atLeast: 0.5 },
  })
  t.equal(slow.met, false)
  const time = measureOf({ group: 'core', name: 't', unit: 's', ours: [6], goal: { atMost: 5 } })
  t.match(time, { ratio: null, met: false, goal: 's ≤ 5' })
  t.match(tableOf([time]), /NOT MET/)
})

test('a measure taken again replaces its old one and leaves the others', async (t) => {
  const of = (group: 'core' | 'reading', name: string, ours: number) =>
    measureOf({ group, name, unit: '', ours: [ours], goal: { atLeast: 0 } })
  const merged = mergeMeasures([of('core', 'a', 1), of('reading', 'a', 2)], [of('core', 'a', 3)])
  t.same(
    merged.map((it) => [it.group, it.ours]),
    [
      ['reading', 2],
      ['core', 3],
    ],
  )
  t.equal(rounded(1234.5), 1230)
})
