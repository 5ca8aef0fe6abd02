import { test } from 'tap'
import { longWareki } from '../calendar/wareki.ts'
import type { LocalDate } from '../ids.ts'
import { type FiledCases, folderTerm, isShorter } from './folder-term.ts'

const day = (text: string) => text as LocalDate
const years = new Map<string, number | null>([
  ['R30', 30],
  ['R10', 10],
  ['R05', 5],
  ['R03', 3],
  ['R01', 1],
  ['R00', 0],
  ['RJY', null],
])
const later = day('2100-01-01')

// By hand, with a calendar: 年度, 保存期間, 完結日 of its last case; 起算日 and 満了日 as they are written on its back.
const byHand: readonly (readonly [number, string, string, string, string])[] = [
  // Every period, in a plain year.
  [2026, 'R01', '2026-10-03', '令和9年4月1日', '令和10年3月31日'],
  [2026, 'R03', '2026-10-03', '令和9年4月1日', '令和12年3月31日'],
  [2026, 'R05', '2026-10-03', '令和9年4月1日', '令和14年3月31日'],
  [2026, 'R10', '2026-10-03', '令和9年4月1日', '令和19年3月31日'],
  [2026, 'R30', '2026-10-03', '令和9年4月1日', '令和39年3月31日'],
  // The borders of the 年度: its last day, and the first of the next.
  [2025, 'R05', '2026-03-31', '令和8年4月1日', '令和13年3月31日'],
  [2025, 'R05', '2026-04-01', '令和9年4月1日', '令和14年3月31日'],
  // Leap years: a 29 February within, as the day of completion, and none at the end of a century.
  [2023, 'R01', '2024-02-29', '令和6年4月1日', '令和7年3月31日'],
  [2026, 'R01', '2027-02-28', '令和9年4月1日', '令和10年3月31日'],
  [2095, 'R05', '2096-02-29', '令和78年4月1日', '令和83年3月31日'],
  // 昭和 to 平成 on 8 January 1989: kept since before, and ended after.
  [1988, 'R03', '1989-01-07', '平成元年4月1日', '平成4年3月31日'],
  [1987, 'R01', '1988-01-05', '昭和63年4月1日', '平成元年3月31日'],
  [1983, 'R05', '1983-12-28', '昭和59年4月1日', '平成元年3月31日'],
  // 平成 to 令和 on 1 May 2019, in the middle of a 年度: it begins in one and is named after the other.
  [2018, 'R01', '2019-03-29', '平成31年4月1日', '令和2年3月31日'],
  [2018, 'R01', '2019-04-30', '令和2年4月1日', '令和3年3月31日'],
  [2019, 'R01', '2019-05-01', '令和2年4月1日', '令和3年3月31日'],
  [2012, 'R05', '2013-03-31', '平成25年4月1日', '平成30年3月31日'],
  [1988, 'R30', '1988-11-22', '平成元年4月1日', '平成31年3月31日'],
  // As domain sources work it out: FY2011, five years.
  [2011, 'R05', '2011-10-03', '平成24年4月1日', '平成29年3月31日'],
  // D10: completed in 令和2年度, five years.
  [2020, 'R05', '2021-03-31', '令和3年4月1日', '令和8年3月31日'],
]

test('R-20 起算日 and 満了日 of a 簿冊, against a table made by hand', async (t) => {
  for (const [fiscalYear, retention, completed, startsOn, endsOn] of byHand) {
    const filed = [{ retention, unfinished: 0, completedOn: day(completed) }]
    const term = folderTerm({ fiscalYear, retention }, filed, years, later)
    const said = term.kind === 'dated' ? [longWareki(term.startsOn), longWareki(term.endsOn)] : []
    t.same(said, [startsOn, endsOn], `${fiscalYear}年度 ${retention} ${completed}`)
  }
})

const five = { fiscalYear: 2026, retention: 'R05' }
const of = (filed: readonly FiledCases[], more: object = {}, today = later) =>
  folderTerm({ ...five, ...more }, filed, years, today)

test('R-20 a 簿冊 is kept as long as anything in it has to be', async (t) => {
  const done = { unfinished: 0, completedOn: day('2026-06-01') }
  t.match(of([]), { startsOn: '2027-04-01', endsOn: '2032-03-31', because: 'folder' }, 'an empty one')
  t.match(
    of([{ retention: 'R30', ...done }]),
    { endsOn: '2057-03-31', because: 'case' },
    'a case of 30 years among those of 5',
  )
  t.match(of([{ retention: 'R01', ...done }]), { endsOn: '2032-03-31', because: 'folder' })
  t.same(of([{ retention: 'RJY', ...done }]), { kind: 'constant_use', because: 'case' })
  t.match(
    of([
      { retention: 'R05', ...done },
      { retention: 'R05', unfinished: 0, completedOn: day('2028-01-10') },
    ]),
    { startsOn: '2028-04-01', endsOn: '2033-03-31' },
    'the last case that was 完結 counts',
  )
})

test('R-20 what is not 完結 yet pushes the days on; until then, and until the year is over, they are the earliest there can be', async (t) => {
  const running = [{ retention: 'R05', unfinished: 2 }]
  t.match(of(running, {}, day('2026-05-11')), { endsOn: '2032-03-31', isProvisional: true })
  t.match(of(running, {}, day('2028-05-11')), {
    startsOn: '2029-04-01',
    endsOn: '2034-03-31',
    isProvisional: true,
  })
  t.match(of([], {}, day('2027-03-31')), { isProvisional: true }, 'the last day of its 年度')
  t.match(of([], {}, day('2027-04-01')), { isProvisional: false })
})

test('R-20 常用 has no end until its reason ends; 1年未満 ends with its need', async (t) => {
  t.same(of([], { retention: 'RJY' }), { kind: 'constant_use', because: 'folder' })
  const ended = { useEndedOn: day('2029-09-30') }
  t.match(of([], ended), { startsOn: '2030-04-01', endsOn: '2035-03-31', because: 'folder' })
  t.same(of([], { retention: 'R00' }), { kind: 'while_needed' })
  t.same(of([], { retention: 'R00', useEndedOn: day('2026-12-28') }), {
    kind: 'needed_until',
    endsOn: '2026-12-28',
  })
  t.match(
    of([{ retention: 'R03', unfinished: 0, completedOn: day('2026-06-01') }], {
      retention: 'R00',
      useEndedOn: day('2026-12-28'),
    }),
    { kind: 'dated', endsOn: '2030-03-31', because: 'case' },
  )
})

test('R-20 延長 moves the end and nothing else, and never to an earlier day', async (t) => {
  const extendedTo = day('2035-03-31')
  t.match(of([], { extendedTo }), { startsOn: '2027-04-01', endsOn: '2035-03-31', because: 'extension' })
  const longer = [{ retention: 'R30', unfinished: 0, completedOn: day('2026-06-01') }]
  t.match(of(longer, { extendedTo }), { endsOn: '2057-03-31', because: 'case' })
})

test('保存期間: 常用 is longer than any number of years', async (t) => {
  t.equal(isShorter(years, 'R30', 'RJY'), true)
  t.equal(isShorter(years, 'RJY', 'R30'), false)
  t.equal(isShorter(years, 'R05', 'R05'), false)
  t.throws(() => isShorter(years, 'R99', 'R05'), /no 保存期間 R99/)
})
