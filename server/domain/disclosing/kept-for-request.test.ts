import { test } from 'tap'
import type { LocalDate } from '../ids.ts'
import { keptForRequests } from './kept-for-request.ts'

const day = (text: string): LocalDate => text as LocalDate

test('R-21 what a 開示請求 asks for is kept until it is decided and a year from the day after', async (t) => {
  t.equal(keptForRequests([]), undefined)
  t.equal(keptForRequests([{ status: 'withdrawn' }]), undefined)
  t.equal(keptForRequests([{ status: 'open' }]), 'undecided')
  t.equal(
    keptForRequests([{ status: 'notified', notifiedOn: day('2026-05-11') }, { status: 'correcting' }]),
    'undecided',
  )
  const cases = [
    ['2026-05-11', '2027-05-11'],
    ['2026-12-31', '2027-12-31'],
    ['2027-02-28', '2028-02-29'],
    ['2028-02-28', '2029-02-28'],
    ['2028-02-29', '2029-02-28'],
  ] as const
  for (const [notified, until] of cases)
    t.same(keptForRequests([{ status: 'done', notifiedOn: day(notified) }]), { until }, notified)
  t.same(
    keptForRequests([
      { status: 'done', notifiedOn: day('2026-05-11') },
      { status: 'notified', notifiedOn: day('2026-09-01') },
      { status: 'withdrawn' },
    ]),
    { until: '2027-09-01' },
    'the last of several counts',
  )
  t.same(
    keptForRequests([{ status: 'withdrawn', notifiedOn: day('2026-05-11') }]),
    { until: '2027-05-11' },
    '取下げ after the decision takes nothing of it back',
  )
})
