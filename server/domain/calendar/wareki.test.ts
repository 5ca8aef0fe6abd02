import { test } from 'tap'
import type { LocalDate } from '../ids.ts'
import { longWareki, shortWareki } from './wareki.ts'

test('days are written in the Japanese calendar', (t) => {
  const cases: readonly [string, string, string][] = [
    ['2026-11-22', '令和8年11月22日', 'R8.11.22'],
    ['2019-05-01', '令和元年5月1日', 'R1.5.1'],
    ['2019-04-30', '平成31年4月30日', 'H31.4.30'],
    ['1989-01-07', '昭和64年1月7日', 'S64.1.7'],
  ]
  for (const [day, long, short] of cases) {
    t.equal(longWareki(day as LocalDate), long)
    t.equal(shortWareki(day as LocalDate), short)
  }
  t.end()
})
