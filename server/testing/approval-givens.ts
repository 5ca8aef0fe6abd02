import fc from 'fast-check'
import type { IssuePlan } from '../domain/issuing/plan.ts'
import type { MatterFacts } from '../domain/approval/events.ts'
import type { Route, Skipped, Step } from '../domain/approval/route.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'
import type { Instant, LocalDate, PersonId, UnitCode } from '../domain/ids.ts'
import { postOf, routeOf } from './approval-world.ts'

/** A route with what the compiler writes on single steps. */
function routeWith(
  line: string,
  changes: Readonly<Record<string, Partial<Step>>>,
  circulation: readonly string[] = [],
): Route {
  const route = routeOf(line)
  return {
    ...route,
    stages: route.stages.map((stage) => ({
      ...stage,
      steps: stage.steps.map((step) => ({ ...step, ...changes[step.id] })),
    })),
    circulation: circulation.map((unit) => ({ unit: unit as UnitCode, unitName: unit, because: [] })),
  }
}

const skipped = (it: Skipped): Partial<Step> => ({ skipped: it })
const also = (name: string): Partial<Step> => ({
  alsoFor: [{ post: postOf(name), postName: name, role: 'review' }],
})

/** Routes of every shape: serial, parallel, n of m, skipped for each reason, removable, mixed, with 供覧. */
export const routes: readonly Route[] = [
  ...[
    '回:係長 決:部長',
    '回:係長 回:課長 決:部長',
    '回:係長 回:課長 回:次長 決:部長',
    '-回:係長 審:文書 合:財政+合:人事 決:部長',
    '回:係長 合:財政+-合:人事 -回:課長 決:知事',
    '合:財政+合:人事+合:文書 決:部長',
    '合:財政+合:人事+合:文書/2 回:課長 決:部長',
    '回:係長+回:課長 合:財政 ?合:人事 決:部長',
    '回:係長+?回:次長/1 ?回:課長 決:部長',
    '回:係長+合:財政 回:課長 決:部長',
  ].map(routeOf),
  routeWith('回:係長 回:課長 合:財政 決:部長', { s1: skipped({ reason: 'self' }) }, ['X']),
  routeWith('回:係長 ?合:人事 合:財政 決:部長', { s2: skipped({ reason: 'left_out', why: '軽易' }) }, [
    'X',
    'Y',
  ]),
  routeWith('回:係長 回:次長 審:文書 決:知事', { s2: skipped({ reason: 'post_review', why: '出張中' }) }, [
    'Y',
  ]),
  routeWith('回:係長 回:課長 合:財政 決:部長', { s2: { provisional: true } }, ['X']),
  routeWith('回:係長 回:課長 決:部長', { s2: also('次長'), s3: also('課長') }),
]

/** Whom the units named for 供覧 hold. */
export const peopleOf: Readonly<Record<string, readonly string[]>> = {
  X: ['係長', '次長', '閲覧者'],
  Y: ['閲覧者', '文書', '財政'],
}

/** Every value of every switch the core asks. */
export const anyPolicy: fc.Arbitrary<Partial<PolicySettings>> = fc.record({
  returnResume: fc.constantFrom('resume_at_returner', 'resume_at_returner', 'restart'),
  editMajorEffect: fc.constantFrom('invalidate_and_reapprove', 'notify'),
  editMinorEffect: fc.constantFrom('notify', 'invalidate_and_reapprove'),
  concurObjection: fc.constantFrom('opinion_with_mandatory_response', 'opinion', 'blocking'),
  concurCollect: fc.constantFrom('wait_all', 'first_return_stops'),
  actingAppliesTo: fc.constantFrom('decider_only', 'decider_and_concur'),
  actingForbiddenFlags: fc.constantFrom(['重要', '異例', '合議不調', '先例'], ['重要', '合議不調'], []),
  actingExceptions: fc.constantFrom(
    ['prior_instruction', 'emergency'] as const,
    ['prior_instruction'] as const,
    [],
  ),
  postReviewRequired: fc.constantFrom('always', 'when_deemed_necessary'),
  absentReviewer: fc.constantFrom('post_review', 'wait'),
  pullUpMaySkip: fc.constantFrom(['review'] as const, ['review'] as const, []),
  pullUpRequires: fc.constantFrom('urgent', 'reason'),
  takeBackWindow: fc.constantFrom('until_next_acts', 'until_next_opens'),
  consecutiveSamePerson: fc.constantFrom('merge_and_record_both_capacities', 'keep_both'),
  selfApproval: fc.constantFrom('skip_and_record', 'block'),
  paperTickOf: fc.constantFrom(
    ['review', 'examine', 'decide'] as const,
    ['review', 'examine', 'concur', 'decide'] as const,
    [],
  ),
})

const secretUntil = '2026-05-11T05:00:00.000Z' as Instant
const accessList = ['課長', '財政'] as PersonId[]

const plans: readonly IssuePlan[] = [
  { needed: false },
  {
    needed: true,
    kind: '通知',
    sealing: 'seal',
    issuer: '知事',
    addressees: [{ name: '甲町', channel: 'post' }],
  },
  { needed: true, kind: '公告', sealing: 'omitted', issuer: '知事', addressees: [], numberKind: '施行' },
]

/** What of a matter the rules ask; one that is no secret has no list. */
export const anyMatter: fc.Arbitrary<MatterFacts> = fc
  .record({
    flags: fc.constantFrom([], [], ['重要'], ['異例', '先例'], ['紛議']),
    urgent: fc.boolean(),
    due: fc.boolean(),
    paper: fc.nat(3).map((it) => it === 0),
    issue: fc.constantFrom(undefined, undefined, ...plans),
    secrecy: fc.constantFrom('none', 'none', 'none', 'timed_secret', 'timed_secret', 'secret'),
  })
  .map(({ flags, urgent, due, paper, secrecy, issue }) => ({
    flags,
    urgent,
    secrecy,
    accessList: secrecy === 'none' ? [] : accessList,
    ...(due ? { dueOn: '2026-05-20' as LocalDate } : {}),
    ...(paper ? { paper: { reason: '図面', what: '図面' } } : {}),
    ...(issue === undefined ? {} : { issue }),
    ...(secrecy === 'timed_secret' ? { secretUntil } : {}),
  }))
