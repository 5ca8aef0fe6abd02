import { test } from 'tap'
import type { Instant, LocalDate, PersonId, PostId, ProposalId, RevisionId } from '../ids.ts'
import { classOn } from './class-on.ts'
import { type DisclosureCommand, decideRequest } from './decide-request.ts'
import { beginRequest, evolveRequest } from './request.ts'
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

test('開示請求: what was drafted before a change decides nothing', (t) => {
  const person = 'u1' as PersonId
  const capacity = {
    ...{ kind: 'primary' as const, post: 'A:B' as PostId, title: '係長' },
    ...{ unitName: 'A', positionName: 'B' },
  }
  const by = { person, name: '担当', capacity, alsoAs: [] }
  const now = { by, at: '2026-05-11T00:00:00.000Z' as Instant, on: day('2026-05-11') }
  const [proposal, revision] = ['p1' as ProposalId, 'r1' as RevisionId]
  let request = beginRequest({
    ...{ ...now, type: 'requested', number: '開示第1号', requestedOn: day('2026-05-11') },
    ...{ asks: '計画', receiving: 'copy' },
  })
  const go = (command: DisclosureCommand) => {
    const decided = decideRequest(request, command, now, ['G1'])
    if (decided.ok) request = evolveRequest(request, decided.value)
    return decided.ok ? 'done' : decided.error.code
  }
  const judge = (outcome: 'full' | 'none') =>
    go({ type: 'judge_file', revision, outcome, grounds: outcome === 'full' ? [] : ['G1'] })
  const draft = (id: string) => go({ type: 'draft', proposal: id as ProposalId })
  const name = (id: string, decidedAt: string = now.at) =>
    go({ type: 'name_case', proposal: id as ProposalId, decidedAt: decidedAt as Instant })
  t.equal(go({ type: 'choose_case', proposal, revisions: [revision] }), 'done')
  t.equal(draft('d1'), 'disclosure_files_open')
  t.equal(judge('full'), 'done')
  t.equal(draft('d1'), 'done')
  t.equal(judge('none'), 'done')
  t.equal(name('d1'), 'disclosure_draft_stale')
  t.equal(draft('d2'), 'done')
  t.equal(go({ type: 'extend', reason: '大量' }), 'done', 'the term is no part of the decision')
  t.equal(
    name('old', '2026-05-10T23:59:59.999Z'),
    'disclosure_draft_stale',
    'decided before it was asked for',
  )
  t.equal(name('d2'), 'done')
  t.equal(draft('d3'), 'disclosure_decided_already')
  t.end()
})
