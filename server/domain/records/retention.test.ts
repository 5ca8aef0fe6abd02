import fc from 'fast-check'
import { test } from 'tap'
import type { LocalDate } from '../ids.ts'
import { fiscalYearOf } from '../numbering/fiscal-year.ts'
import { retentionEndsOn, retentionStartsOn } from './retention.ts'

const day = (text: string) => text as LocalDate
const anyDay = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2200-12-31'), noInvalidDate: true })
  .map((it) => it.toISOString().slice(0, 10) as LocalDate)

test('a fiscal year runs from April to March and is named after its first year', async (t) => {
  t.equal(fiscalYearOf(day('2026-04-01')), 2026)
  t.equal(fiscalYearOf(day('2027-03-31')), 2026)
  t.equal(fiscalYearOf(day('2026-03-31')), 2025)
})

test('R-20 保存期間: a document completed in fiscal year 2011 with five years ends on 31 March 2017 [retentionStarts=next_fiscal_year]', async (t) => {
  t.equal(retentionStartsOn(day('2011-10-03')), '2012-04-01')
  t.equal(retentionEndsOn(day('2011-10-03'), 5), '2017-03-31')
  t.equal(retentionEndsOn(day('2012-03-31'), 5), '2017-03-31')
  t.equal(retentionEndsOn(day('2012-04-01'), 5), '2018-03-31')
  t.equal(retentionEndsOn(day('2026-05-11'), null), undefined, '常用')
  t.equal(retentionEndsOn(day('2026-05-11'), 0), undefined, '1年未満')
})

test('R-20 every retention period is whole fiscal years that begin after the day counted from', async () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (from, years) => {
      const starts = retentionStartsOn(from)
      const ends = retentionEndsOn(from, years)
      return (
        starts > from &&
        fiscalYearOf(starts) === fiscalYearOf(from) + 1 &&
        ends !== undefined &&
        fiscalYearOf(ends) === fiscalYearOf(starts) + years - 1 &&
        ends.endsWith('-03-31')
      )
    }),
  )
})
