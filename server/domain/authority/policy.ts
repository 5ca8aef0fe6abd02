import type { LocalDate } from '../ids.ts'
import type { SeenSharing } from '../reading/sharing.ts'
import type { FreshSignIn } from '../access/fresh-sign-in.ts'
import type { StepRole } from '../approval/route.ts'

/**
 * How a body answers where regulations differ (section 1.4 of the domain rules); stored by version and bound to a
 * proposal at submission, so that a change of the rules moves nothing that is on its way.
 */
export type PolicySettings = {
  /** Where a returned proposal goes on. */
  readonly returnResume: 'restart' | 'resume_at_returner'
  /** What a 重要な変更 does to seals given before. */
  readonly editMajorEffect: 'invalidate_and_reapprove' | 'notify'
  /** The same of a 軽微な変更. */
  readonly editMinorEffect: 'notify' | 'invalidate_and_reapprove'
  /** What an objection in 合議 does. */
  readonly concurObjection: 'opinion' | 'opinion_with_mandatory_response' | 'blocking'
  readonly concurCollect: 'wait_all' | 'first_return_stops'
  /** Whom 代決 may stand in for. */
  readonly actingAppliesTo: 'decider_only' | 'decider_and_concur'
  readonly actingForbiddenFlags: readonly string[]
  /** On what grounds 代決 is possible in spite of a forbidding flag: 事前の指示, 緊急. */
  readonly actingExceptions: readonly ('prior_instruction' | 'emergency')[]
  readonly postReviewRequired: 'always' | 'when_deemed_necessary'
  /** A 回議 step whose holder is registered as absent: passed and viewed later (後閲), or waited for. */
  readonly absentReviewer: 'post_review' | 'wait'
  /** Roles that 引上げ may pass over. */
  readonly pullUpMaySkip: readonly 'review'[]
  /** What 引上げ demands: a matter marked 至急, or only a reason. */
  readonly pullUpRequires: 'urgent' | 'reason'
  readonly takeBackWindow: 'until_next_opens' | 'until_next_acts'
  /** Two steps in a row of one person: one act for both capacities, or an act in each. */
  readonly consecutiveSamePerson: 'merge_and_record_both_capacities' | 'keep_both'
  /** A step of the drafter's own: passed and recorded as 自己, or no reason for a route at all. */
  readonly selfApproval: 'skip_and_record' | 'block'
  readonly secretElectronic: 'forbid' | 'restricted'
  /** Whose approval of a 併用決裁 needs the tick that the paper was checked. */
  readonly paperTickOf: readonly StepRole[]
  /** Whether 併用決裁 must say why part of it goes on paper. */
  readonly paperReason: 'required' | 'optional'
  /** When the number of a document is given out. */
  readonly numberAt: 'submit' | 'decision' | 'execution'
  /** Files together beyond which the drafter is warned; in megabytes as the pages count them (1024 × 1024 bytes). */
  readonly attachmentSoftLimitMb: number
  /** Whether printing or saving pages asks what for: by the policy of that day, whenever the case was submitted. */
  readonly printReason: 'not_asked' | 'secret_only' | 'required'
  /** Who besides themselves is shown how many pages the people of the route have had before them. */
  readonly seenSharing: SeenSharing
  /** Which acts want a sign-in that is not old: by the policy of that day, whenever the case was submitted. */
  readonly freshSignIn: FreshSignIn
  /** How old it may be, in minutes. */
  readonly freshSignInMinutes: number
  /** Whole days that the published list stands before 廃棄: by the policy of that day. */
  readonly disposalWaitingDays: number
  readonly retentionStarts: 'next_fiscal_year'
  readonly postDecisionEdit: 'cover_note_only'
  readonly numberReuse: 'never'
}

/** What holds for a switch that a stored version does not know, because it is older than the switch. */
export const defaultPolicy: PolicySettings = {
  returnResume: 'resume_at_returner',
  editMajorEffect: 'invalidate_and_reapprove',
  editMinorEffect: 'notify',
  concurObjection: 'opinion_with_mandatory_response',
  concurCollect: 'wait_all',
  actingAppliesTo: 'decider_only',
  actingForbiddenFlags: ['重要', '異例', '合議不調', '先例'],
  actingExceptions: ['prior_instruction', 'emergency'],
  postReviewRequired: 'always',
  absentReviewer: 'post_review',
  pullUpMaySkip: ['review'],
  pullUpRequires: 'urgent',
  takeBackWindow: 'until_next_acts',
  consecutiveSamePerson: 'merge_and_record_both_capacities',
  selfApproval: 'skip_and_record',
  secretElectronic: 'restricted',
  paperTickOf: ['review', 'examine', 'decide'],
  paperReason: 'required',
  numberAt: 'submit',
  attachmentSoftLimitMb: 30,
  printReason: 'not_asked',
  seenSharing: 'self_only',
  freshSignIn: 'not_asked',
  freshSignInMinutes: 15,
  disposalWaitingDays: 30,
  retentionStarts: 'next_fiscal_year',
  postDecisionEdit: 'cover_note_only',
  numberReuse: 'never',
}

export type Policy = {
  /** From 1; a proposal keeps the version it was submitted under. */
  readonly version: number
  readonly from: LocalDate
  readonly settings: PolicySettings
}
