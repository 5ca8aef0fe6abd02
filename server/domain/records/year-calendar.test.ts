import { test } from 'tap'
import type { Instant, LocalDate, ProposalId, Sha256, UnitCode } from '../ids.ts'
import { folderTerm } from './folder-term.ts'
import type { Folder } from './folder.ts'
import { type CalendarFacts, yearCalendar } from './year-calendar.ts'

const day = (text: string) => text as LocalDate
const hash = 'a'.repeat(64) as Sha256
const periods = new Map<string, number | null>([
  ['R01', 1],
  ['R05', 5],
  ['R00', 0],
  ['RJY', null],
])

const empty: CalendarFacts = {
  ...{ fiscalYear: 2026, today: day('2026-05-11'), folders: [], books: [], limits: [], secrets: [] },
  ...{ requests: [], rules: { waitingDays: 30, publishes: true } },
}

function kept(name: string, changes: Partial<Folder>, today = day('2026-05-11'), goesOn = false) {
  const folder: Folder = {
    ...{ code: name, name, fiscalYear: 2026, classification: '512', retention: 'R01' },
    ...{ disposition: 'destroy', owner: 'KNK' as UnitCode, status: 'kept', parts: [], ...changes },
  }
  return { id: name, folder, term: folderTerm(folder, [], periods, today), goesOn }
}

/** Day, what for, and of what, as one line each. */
const linesOf = (facts: Partial<CalendarFacts>): readonly string[] =>
  yearCalendar({ ...empty, ...facts }).map(
    ({ on, kind, things, isProvisional }) =>
      `${on} ${kind} ${things.map((it) => it.name).join()}${isProvisional ? ' (provisional)' : ''}`,
  )

test('R-20 R-21 the days of a 簿冊 stand in the 年度 they fall in, and in no other', (t) => {
  // Opened in 令和8年度, kept for one year: from 1 April 2027 to 31 March 2028.
  const linesIn = (fiscalYear: number, today = '2026-05-11') =>
    linesOf({ fiscalYear, today: day(today), folders: [kept('旅行命令', {}, day(today))] })
  t.same(linesIn(2026), ['2027-03-31 appraisal 旅行命令 (provisional)', '2027-03-31 folders_close 旅行命令'])
  t.same(linesIn(2027), [
    '2027-04-01 retention_begins 旅行命令 (provisional)',
    '2028-03-31 retention_ends 旅行命令 (provisional)',
  ])
  t.same(
    linesIn(2027, '2027-04-01'),
    [
      '2027-03-31 appraisal 旅行命令',
      '2027-04-01 retention_begins 旅行命令',
      '2028-03-31 retention_ends 旅行命令',
    ],
    'its own year is over, so that the days are known; the 評価選別 is due since the year before',
  )
  t.same(linesIn(2028), [])
  t.end()
})

test('R-20 what has no end has no 満了日 and no 締切; 1年未満 closes with its year', (t) => {
  const folders = [
    kept('職員録', { retention: 'RJY' }, undefined, true),
    kept('配布物', { retention: 'R00' }),
  ]
  t.same(linesOf({ folders }), ['2027-03-31 folders_close 配布物', '2027-03-31 folders_open 職員録'])
  const ended = kept('配布物', { retention: 'R00', useEndedOn: day('2026-04-30') })
  t.same(linesOf({ folders: [ended] }), [
    '2025-04-30 appraisal 配布物',
    '2026-04-30 retention_ends 配布物',
    '2027-03-31 folders_close 配布物',
  ])
  t.end()
})

const appraisal = {
  ...{ on: day('2026-04-10'), at: '2026-04-10T01:00:00.000Z' as Instant },
  ...{ by: {} as never, reason: '基準により' },
}
const old = { fiscalYear: 2019, retention: 'R05' } // 令和2年4月1日〜令和7年3月31日
const decided = { disposalDecision: { case: 'c' as ProposalId, on: day('2026-04-20') } }

test('R-21 after 満了 the next duty stands on its day: 評価選別, 公表, 廃棄, 受領', (t) => {
  const duty = (changes: Partial<Folder>, fiscalYear = 2026) =>
    linesOf({ fiscalYear, folders: [kept('補助金', { ...old, ...changes })] })
  t.same(duty({}), ['2024-03-31 appraisal 補助金'], 'a year before 満了, and not done')
  t.same(duty({}, 2025), [], 'what is late stands in the year that runs')
  t.same(duty({}, 2023), ['2024-03-31 appraisal 補助金'])
  const destroy = { appraisal: { ...appraisal, outcome: 'destroy' as const } }
  t.same(duty(destroy), [], 'a 決裁 is awaited')
  t.same(duty({ ...destroy, ...decided }), ['2026-04-20 publication 補助金'])
  // Published on 1 May: 30 whole days, the day of publication not counted, so from 1 June.
  const published = { ...destroy, ...decided, publishedOn: day('2026-05-01') }
  t.same(duty(published), ['2026-06-01 disposal 補助金'])
  t.same(
    duty({ ...published, publishedOn: day('2027-03-01') }, 2026),
    [],
    'it has stood its days in April only',
  )
  t.same(duty({ ...published, publishedOn: day('2027-03-01') }, 2027), ['2027-04-01 disposal 補助金'])
  t.same(duty({ ...published, hold: {} as never }), [], '廃棄停止')
  t.same(duty({ ...published, status: 'disposed' }), [])
  const transfer = { appraisal: { ...appraisal, outcome: 'transfer' as const }, ...decided }
  t.same(duty(transfer), [])
  const packaged = {
    ...transfer,
    packaged: { package: hash, contents: hash, sizeBytes: 1, files: 1, on: day('2026-05-07') },
  }
  t.same(duty(packaged), ['2026-05-07 receipt_awaited 補助金'])
  const receipt = { accession: '令8-1', on: day('2026-05-20'), receivedBy: '文書館長', package: hash }
  t.same(duty({ ...packaged, transfer: receipt }), ['2026-05-20 disposal 補助金'])
  t.same(
    duty({ ...published, extendedTo: day('2027-03-31') }),
    ['2027-03-31 retention_ends 補助金'],
    'not before the last 満了日',
  )
  t.end()
})

test('numbers begin anew on 1 April or 1 January, limits pass the day after, and borders of the year hold', (t) => {
  const books = [
    { kind: '施行番号', yearCounts: 'fiscal' as const },
    { kind: '起案番号', yearCounts: 'fiscal' as const },
    { kind: '条例番号', yearCounts: 'calendar' as const },
  ]
  t.same(linesOf({ books }), [
    '2026-04-01 number_books 施行番号,起案番号',
    '2027-01-01 number_books 条例番号',
  ])
  const limit = (id: string, until: string) => ({ id, name: id, until: day(until) })
  t.same(
    linesOf({
      limits: [
        limit('a', '2026-03-30'),
        limit('b', '2026-03-31'),
        limit('c', '2027-03-30'),
        limit('d', '2027-03-31'),
      ],
    }),
    ['2026-04-01 class_opens b', '2027-03-31 class_opens c'],
  )
  t.same(
    linesOf({
      secrets: [{ id: 's', name: '人事', endsOn: day('2028-02-29') }],
      requests: [{ id: 'r', name: '令8-1', dueOn: day('2026-05-25') }],
    }),
    ['2026-05-25 disclosure_due 令8-1'],
  )
  t.end()
})

test('簿冊 of one 課 and day stand together, those of another apart', (t) => {
  const folders = ['い', 'あ'].map((it) => kept(it, {}))
  const others = [kept('う', { owner: 'ZAI' as UnitCode })]
  t.same(
    yearCalendar({ ...empty, folders: [...folders, ...others] })
      .filter((it) => it.kind === 'folders_close')
      .map((it) => [it.owner, it.things.map(({ id }) => id)]),
    [
      ['KNK', ['あ', 'い']],
      ['ZAI', ['う']],
    ],
  )
  t.end()
})
