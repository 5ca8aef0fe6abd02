import fc from 'fast-check'
import type { MatterFacts } from '../domain/approval/events.ts'
import type { Route } from '../domain/approval/route.ts'
import type { PolicySettings } from '../domain/authority/policy.ts'
import type { Instant, PersonId } from '../domain/ids.ts'
import { routeOf } from './approval-world.ts'

/** Routes of every shape: serial, parallel, n of m, skipped, removable, mixed. */
export const routes: readonly Route[] = [
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
].map(routeOf)

/** Every value of every switch the core asks. */
export const anyPolicy: fc.Arbitrary<Partial<PolicySettings>> = fc.record({
  returnResume: fc.constantFrom('resume_at_returner', 'resume_at_returner', 'restart'),
  editMajorEffect: fc.constantFrom('invalidate_and_reapprove', 'notify'),
  editMinorEffect: fc.constantFrom('notify', 'invalidate_and_reapprove'),
  concurObjection: fc.constantFrom('opinion_with_mandatory_response', 'opinion', 'blocking'),
  concurCollect: fc.constantFrom('wait_all', 'first_return_stops'),
  actingAppliesTo: fc.constantFrom('decider_only', 'decider_and_concur'),
  actingForbiddenFlags: fc.constantFrom(['重要', '合議不調'], []),
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
  paperTickOf: fc.constantFrom(['review', 'examine', 'decide'] as const, []),
})

/** What of a matter the rules ask. */
export const anyMatter: fc.Arbitrary<Partial<MatterFacts>> = fc.record({
  flags: fc.constantFrom([], [], ['重要']),
  urgent: fc.boolean(),
  secrecy: fc.constantFrom('none', 'none', 'timed_secret'),
  secretUntil: fc.constant('2026-05-11T06:00:00.000Z' as Instant),
  accessList: fc.constant(['課長', '財政'] as PersonId[]),
})
