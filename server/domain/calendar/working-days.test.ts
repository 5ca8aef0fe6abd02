import { test } from 'tap'
import type { LocalDate } from '../ids.ts'
import { holidayOn, plusDays } from './holidays.ts'
import {
  type WorkCalendar,
  isWorkingDay,
  closuresFrom,
  nextWorkingDay,
  workingDaysAfter,
  workingDaysBefore,
  workingDaysSince,
} from './working-days.ts'

const day = (text: string): LocalDate => text as LocalDate

/** The days of a year for which `holidayOn` has a name, as `MM-DD`. */
function holidaysOf(year: number): readonly string[] {
  const days: string[] = []
  for (let it = day(`${year}-01-01`); it.startsWith(String(year)); it = plusDays(it, 1)) {
    if (holidayOn(it) !== undefined) days.push(it.slice(5))
  }
  return days
}

/** As published by the Cabinet Office (「国民の祝日」について). */
const published: Readonly<Record<number, string>> = {
  2024: '01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23',
  2025: '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24',
  2026: '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
  2027: '01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23',
}

test('the holidays are those the Cabinet Office published', (t) => {
  for (const [year, days] of Object.entries(published)) {
    t.same(holidaysOf(Number(year)), days.split(' '), year)
  }
  t.equal(holidayOn(day('2026-05-06')), '振替休日')
  t.equal(holidayOn(day('2026-09-22')), '国民の休日')
  t.equal(holidayOn(day('2026-05-11')), undefined)
  t.end()
})

const calendar: WorkCalendar = {
  closedDays: ['12-29', '12-30', '12-31', '01-01', '01-02', '01-03'],
  exceptions: new Map([
    [day('2026-05-12'), true],
    [day('2026-05-16'), false],
  ]),
}

test('an office works on weekdays that are no holidays, not at the turn of the year, and as its own exceptions say', (t) => {
  const works = (text: string): boolean => isWorkingDay(calendar, day(text))
  t.same(['2026-05-08', '2026-05-09', '2026-05-10', '2026-05-11'].map(works), [true, false, false, true])
  t.same(['2026-12-28', '2026-12-29', '2027-01-03', '2027-01-04'].map(works), [true, false, false, true])
  t.notOk(works('2026-05-04'), 'a holiday')
  t.notOk(works('2026-05-12'), 'closed by itself')
  t.ok(works('2026-05-16'), 'a Saturday on which it works')
  t.equal(nextWorkingDay(calendar, day('2026-12-28')), '2027-01-04')
  t.end()
})

test('waiting is counted in working days: Friday evening to Monday is one', (t) => {
  t.equal(workingDaysSince(calendar, day('2026-05-08'), day('2026-05-08')), 0)
  t.equal(workingDaysSince(calendar, day('2026-05-08'), day('2026-05-10')), 0)
  t.equal(workingDaysSince(calendar, day('2026-05-08'), day('2026-05-11')), 1)
  t.equal(workingDaysSince(calendar, day('2026-04-28'), day('2026-05-07')), 3, 'over the holidays of May')
  t.end()
})

test('counting back and counting on agree', (t) => {
  for (let it = day('2026-04-01'); it < '2027-02-01'; it = plusDays(it, 1)) {
    for (const days of [1, 3, 5]) {
      const earlier = workingDaysBefore(calendar, it, days)
      if (
        workingDaysSince(calendar, earlier, it) < days ||
        workingDaysSince(calendar, plusDays(earlier, 1), it) >= days
      )
        t.fail(`${days} before ${it} is not ${earlier}`)
    }
  }
  t.equal(workingDaysBefore(calendar, day('2026-05-07'), 3), '2026-04-29')
  t.end()
})

test('the first reminder comes on the first working day that has so many working days behind it', (t) => {
  const calendar: WorkCalendar = {
    closedDays: ['12-29', '12-30', '12-31', '01-02', '01-03'],
    exceptions: new Map([
      [day('2026-12-26'), false],
      [day('2027-01-05'), true],
    ]),
  }
  let overHolidays = 0
  for (let from = day('2026-12-20'); from < '2027-01-12'; from = plusDays(from, 1)) {
    for (const days of [1, 3, 5]) {
      const first = workingDaysAfter(calendar, from, days)
      t.ok(isWorkingDay(calendar, first), first)
      t.ok(workingDaysBefore(calendar, first, days) >= from, `${from} is reminded of on ${first}`)
      const before = plusDays(first, -1)
      t.ok(!isWorkingDay(calendar, before) || workingDaysBefore(calendar, before, days) < from, 'not sooner')
      if (
        workingDaysSince(calendar, from, first) <
        Math.round((Date.parse(first) - Date.parse(from)) / 86_400_000)
      )
        overHolidays += 1
    }
  }
  t.ok(overHolidays > 20, 'closed days lie between')
  t.end()
})

test('closed days are told with why; a Saturday only when it is named', (t) => {
  const calendar: WorkCalendar = {
    closedDays: ['05-02', '05-07'],
    exceptions: new Map([
      [day('2026-05-05'), false],
      [day('2026-05-09'), true],
    ]),
  }
  t.same(closuresFrom(calendar, day('2026-05-01'), 10), [
    { day: '2026-05-04', why: 'holiday', name: 'みどりの日' },
    { day: '2026-05-06', why: 'holiday', name: '振替休日' },
    { day: '2026-05-07', why: 'every_year' },
    { day: '2026-05-09', why: 'single' },
  ])
  t.end()
})
