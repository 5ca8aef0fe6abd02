import { test } from 'tap'
import type { LocalDate } from '../ids.ts'
import { classOn } from './class-on.ts'
import { dueOn } from './term.ts'

const day = (text: string) => text as LocalDate
const calendar = { closedDays: ['12-29', '12-30', '12-31', '01-02', '01-03'], exceptions: new Map() }
const term = { days: 15, extendedDays: 45, movesToWorkingDay: true }

test('開示請求: the term begins the day after the request, stands still for a 補正 and ends on a working day', (t) => {
  const due = (changes: object, of = term) =>
    dueOn({ requestedOn: day('2026-05-11'), pauses: [], isExtended: false, ...changes }, of, calendar)
  const pause = (from: string, to?: string) => ({
    from: day(from),
    ...(to === undefined ? {} : { to: day(to) }),
  })
  t.equal(due({}), '2026-05-26')
  t.equal(due({ isExtended: true }), '2026-06-25')
  t.equal(due({ requestedOn: day('2026-05-08') }), '2026-05-25', '23 May is a Saturday')
  t.equal(due({ requestedOn: day('2026-05-08') }, { ...term, movesToWorkingDay: false }), '2026-05-23')
  t.equal(
    due({ requestedOn: day('2026-12-16') }),
    '2027-01-04',
    'not while the office is closed for the new year',
  )
  t.equal(due({ pauses: [pause('2026-05-12')] }), undefined, 'nothing runs while a 補正 is waited for')
  t.equal(due({ pauses: [pause('2026-05-12', '2026-05-15')] }), '2026-05-29', 'three days later')
  t.equal(due({ pauses: [pause('2026-05-12', '2026-05-12')] }), '2026-05-26')
  t.equal(
    due({ pauses: [pause('2026-05-12', '2026-05-13'), pause('2026-05-18', '2026-05-20')] }),
    '2026-05-29',
  )
  t.equal(due({ requestedOn: day('2028-02-14') }), '2028-02-29', 'a leap year')
  t.end()
})

test('公開区分: 時限 is open from the day after its last day, by itself; nothing else moves', (t) => {
  const timed = { class: 'timed', grounds: ['G3'], until: day('2026-09-30') }
  t.same(classOn(timed, day('2026-09-30')), timed, 'until the end of the day')
  t.same(classOn(timed, day('2026-10-01')), { class: 'open', grounds: [], passed: '2026-09-30' })
  const closed = { class: 'closed', grounds: ['G1'], until: day('2026-09-30') }
  t.same(classOn(closed, day('2027-10-01')), closed)
  t.end()
})
