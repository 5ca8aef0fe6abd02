import { test } from 'tap'
import type { LocalDate } from '../ids.ts'
import { afterConstantUse, extended } from './extension.ts'

const day = (text: string) => text as LocalDate
const end = day('2027-03-31')

test('延長: the 満了日 moves to a later end of a fiscal year, with a reason, and both are kept', async (t) => {
  t.same(extended(end, day('2029-03-31'), '係争中のため'), {
    ok: true,
    value: { from: '2027-03-31', to: '2029-03-31', reason: '係争中のため' },
  })
  const refused = (...given: Parameters<typeof extended>) => {
    const it = extended(...given)
    return it.ok ? 'ok' : it.error.code
  }
  t.equal(refused(end, end, '係争中'), 'not_later')
  t.equal(refused(end, day('2026-03-31'), '係争中'), 'not_later')
  t.equal(refused(end, day('2028-12-31'), '係争中'), 'not_fiscal_year_end')
  t.equal(refused(end, day('2029-03-31'), '　'), 'reason_missing')
  t.equal(refused(undefined, day('2029-03-31'), '係争中'), 'no_expiry')
})

test('常用 that ends: the period is counted anew from the day the use ended', async (t) => {
  t.same(afterConstantUse(day('2026-09-30'), 5), { startsOn: '2027-04-01', endsOn: '2032-03-31' })
  t.same(afterConstantUse(day('2026-09-30'), null), { startsOn: '2027-04-01', endsOn: undefined })
})
