import type { LocalDate } from '../ids.ts'

/** How a body answers where regulations differ; stored by version and bound to a proposal at submission. */
export type PolicySettings = {
  /** Where a returned proposal goes on. */
  readonly returnResume: 'restart' | 'resume_at_returner'
  readonly editMajorEffect: 'invalidate_and_reapprove'
  readonly editMinorEffect: 'notify'
  /** What an objection in 合議 does. */
  readonly concurObjection: 'opinion' | 'opinion_with_mandatory_response' | 'blocking'
  readonly concurCollect: 'wait_all' | 'first_return_stops'
  /** Whom 代決 may stand in for. */
  readonly actingAppliesTo: 'decider_only' | 'decider_and_concur'
  readonly actingForbiddenFlags: readonly string[]
  readonly postReviewRequired: 'always' | 'when_deemed_necessary'
  /** Roles that 引上げ may pass over. */
  readonly pullUpMaySkip: readonly 'review'[]
  readonly takeBackWindow: 'until_next_opens' | 'until_next_acts'
  readonly consecutiveSamePerson: 'merge_and_record_both_capacities'
  readonly selfApproval: 'skip_and_record'
  readonly secretElectronic: 'forbid' | 'restricted'
  readonly retentionStarts: 'next_fiscal_year'
  readonly postDecisionEdit: 'cover_note_only'
  readonly numberReuse: 'never'
}

export type Policy = {
  /** From 1; a proposal keeps the version it was submitted under. */
  readonly version: number
  readonly from: LocalDate
  readonly settings: PolicySettings
}
