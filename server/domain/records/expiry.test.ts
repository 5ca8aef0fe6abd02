import { test } from 'tap'
import type { Instant, LocalDate, PersonId, PostId, ProposalId, UnitCode } from '../ids.ts'
import { type Expiry, type ExpiryCommand, actAtExpiry, appraisedFrom, expiryStep } from './expiry.ts'
import { type Amendable, type Folder, type FolderEvent, evolveFolder, folderOf } from './folder.ts'
import { folderTerm, termEndsOn } from './folder-term.ts'

const day = (text: string) => text as LocalDate
const years = new Map<string, number | null>([
  ['R30', 30],
  ['R05', 5],
  ['R00', 0],
])
const by = {
  ...{ person: 'u0505' as PersonId, name: '幌平 美咲', alsoAs: [] },
  capacity: {
    ...{ post: 'KNK-1:P-SNN' as PostId, kind: 'primary' as const, title: '主任' },
    ...{ unitName: '観光振興課', positionName: '主任' },
  },
}
const one = '00000000-0000-4000-8000-000000000001' as ProposalId
// 令和2年度, 5年: until 31 March 2026.
const expired = folderOf({
  ...{ code: '511-01', name: '観光振興計画', fiscalYear: 2020, classification: '511', retention: 'R05' },
  ...{ disposition: 'destroy', owner: 'KNK' as UnitCode },
})
const reason = '基準により'

/** Does one thing after the other to a 簿冊, each at an instant; answers it, or the code of the first refusal. */
function after(folder: Folder, ...acts: readonly (readonly [at: string, ExpiryCommand | FolderEvent])[]) {
  let it = folder
  for (const [text, act] of acts) {
    const at = text as Instant
    if ('at' in act) {
      it = evolveFolder(it, act)
      continue
    }
    const expiry: Expiry = {
      ...{ by, at, isManager: true, isArchivist: true, keeps: () => true, keepersOf: () => [] },
      rules: { waitingDays: 30, publishes: true },
    }
    const term = folderTerm(it, [], years, day('2026-08-10'))
    const done = actAtExpiry({ folder: it, told: term, whole: term, unfinished: 0 }, act, expiry)
    if (!done.ok) return done.error.code
    it = done.value.reduce<Folder>((now, event) => evolveFolder(now, event), it)
  }
  return it
}

const appraise = { type: 'appraise', outcome: 'destroy', reason } as const
const decide = (decidedAt: string) =>
  ({ type: 'decide', case: { id: one, decidedAt: decidedAt as Instant } }) as const
const publish = (on: string) => ({ type: 'publish', on: day(on) }) as const
const tenth = '2026-08-10T02:00:00.000Z'
const later = '2026-09-20T02:00:00.000Z'

test('R-21 no case that was decided before the 評価選別 decides a disposal', (t) => {
  const appraised = [tenth, appraise] as const
  t.equal(after(expired, appraised, [tenth, decide('2024-05-01T02:00:00.000Z')]), 'expiry_case_before')
  t.equal(
    after(expired, appraised, [tenth, decide('2026-08-10T01:59:59.999Z')]),
    'expiry_case_before',
    'on the same day',
  )
  t.match(after(expired, appraised, [tenth, decide(tenth)]), { disposalDecision: { on: '2026-08-10' } })
  t.end()
})

test('R-21 what makes the judgement due anew makes the case of before count no more', (t) => {
  const decided = [[tenth, appraise] as const, [tenth, decide('2026-08-10T03:00:00.000Z')] as const] as const
  const moved: FolderEvent = {
    ...{ type: 'case_moved_in', at: '2026-08-10T04:00:00.000Z' as Instant, by },
    ...{ case: one, from: '2020-512-01', reason },
  }
  const anew = '2026-08-10T05:00:00.000Z'
  const again = [anew, decide('2026-08-10T03:00:00.000Z')] as const
  t.equal(after(expired, ...decided, [anew, moved], again), 'expiry_not_appraised')
  t.equal(after(expired, ...decided, [anew, moved], [anew, appraise], again), 'expiry_case_before')
  t.equal(after(expired, [tenth, appraise], [anew, appraise], again), 'expiry_case_before')
  t.end()
})

test('R-21 another 保存期間 makes what was judged and decided about the end due anew, as 延長 does; another name does not', (t) => {
  const decided = [
    [tenth, appraise] as const,
    [later, decide('2026-08-20T02:00:00.000Z')] as const,
    [later, publish('2026-08-20')] as const,
  ] as const
  const amended = (before: Partial<Amendable>, changed: Partial<Amendable>): FolderEvent => ({
    ...{ type: 'amended', at: later as Instant, by, before, after: changed, reason },
  })
  const dispose = [later, { type: 'dispose' }] as const
  const longer = [later, amended({ retention: 'R05' }, { retention: 'R30' })] as const
  const back = [later, amended({ retention: 'R30' }, { retention: 'R05' })] as const
  t.equal(after(expired, ...decided, longer, back, dispose), 'expiry_not_appraised')
  const named = [later, amended({ name: '観光振興計画' }, { name: '計画' })] as const
  t.match(after(expired, ...decided, named, dispose), { status: 'disposed', name: '計画' })
  t.end()
})

test('R-21 a publication is told with the day on which it was, between the decision and today', (t) => {
  const decided = [[tenth, appraise] as const, [later, decide('2026-08-20T02:00:00.000Z')] as const] as const
  const disposed = [later, { type: 'dispose' }] as const
  t.equal(after(expired, ...decided, [later, publish('2026-08-19')]), 'expiry_day_wrong')
  t.equal(after(expired, ...decided, [later, publish('2024-05-01')]), 'expiry_day_wrong')
  t.equal(after(expired, ...decided, [later, publish('2026-09-21')]), 'expiry_day_wrong')
  t.match(after(expired, ...decided, [later, publish('2026-08-20')], disposed), { status: 'disposed' })
  t.equal(after(expired, ...decided, [later, publish('2026-08-21')], disposed), 'expiry_waiting')
  t.end()
})

test('R-21 what is on record out of its order does not count, and is put right by doing it again', (t) => {
  const at = '2026-08-10T02:00:00.000Z' as Instant
  const old: readonly FolderEvent[] = [
    { type: 'appraised', at, by, outcome: 'destroy', reason },
    { type: 'disposal_decided', at, by, case: one, on: day('2024-05-01') },
    { type: 'published', at, by, on: day('2024-05-01') },
  ]
  const folder = old.reduce<Folder>((it, event) => evolveFolder(it, event), expired)
  t.equal(after(folder, [later, { type: 'dispose' }]), 'expiry_not_decided')
  t.equal(expiryStep(folder, day('2026-03-31'), day('2026-09-20')), 'appraised')
  const decided = after(folder, [later, decide('2026-08-20T02:00:00.000Z')]) as Folder
  t.equal(after(decided, [later, { type: 'dispose' }]), 'expiry_not_published')
  t.equal(expiryStep(decided, day('2026-03-31'), day('2026-09-20')), 'decided')
  t.match(after(decided, [later, publish('2026-08-20')], [later, { type: 'dispose' }]), {
    status: 'disposed',
  })
  t.end()
})

test('評価選別 of 延長: to an end of a 年度, also of a 1年未満 that ended on 29 February', (t) => {
  const extendedBy = (folder: Folder, count: number) =>
    after(folder, [tenth, { type: 'appraise', outcome: 'extend', years: count, reason }])
  const short = { ...expired, retention: 'R00', useEndedOn: day('2024-02-29') }
  t.match(extendedBy(short, 1), { extendedTo: '2025-03-31' })
  t.match(extendedBy({ ...short, useEndedOn: day('2024-04-01') }, 1), { extendedTo: '2026-03-31' })
  t.match(extendedBy(expired, 5), { extendedTo: '2031-03-31' })
  const term = folderTerm(extendedBy(short, 1) as Folder, [], years, day('2026-08-10'))
  t.equal(termEndsOn(term), '2025-03-31')
  t.equal(appraisedFrom(day('2028-02-29')), '2027-03-01')
  t.equal(appraisedFrom(day('2028-03-31')), '2027-03-31')
  t.end()
})
