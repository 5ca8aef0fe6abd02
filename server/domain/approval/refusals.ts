import type { IssuingRefusal } from '../issuing/refusals.ts'
import type { Instant, PostId, Sha256 } from '../ids.ts'
import type { ProposalStatus } from './proposal.ts'
import type { StepRole } from './route.ts'

/** Something a submission still needs: the field of the compose page, and the sentence that says what to do. */
export type Missing = { readonly field: string; readonly text: string }

type Waiting = readonly { readonly post: PostId; readonly postName: string }[]

/** Why the rules said no, with the facts its reader needs to do better. */
export type Refusal =
  /** The act does not exist in this status; terminal states never reopen. */
  | { readonly code: 'wrong_status'; readonly status: ProposalStatus }
  /** `drafter`: title and name. */
  | { readonly code: 'not_drafter'; readonly drafter: string }
  /** Only the drafter and the 主務課 speak for a draft. */
  | { readonly code: 'not_of_section'; readonly section: string; readonly drafter: string }
  /** Holds no post at all today, so there is no capacity in which to act. */
  | { readonly code: 'no_post' }
  /** The chosen capacity is not one the person has today. */
  | { readonly code: 'not_your_capacity'; readonly post: PostId; readonly held: readonly string[] }
  | { readonly code: 'not_your_turn'; readonly waitingFor: Waiting }
  | { readonly code: 'wrong_role'; readonly role: StepRole | 'provisional' }
  | { readonly code: 'already_acted'; readonly postName: string; readonly by: string; readonly at: Instant }
  /** 起案者 became the holder of the deciding post: nobody decides his own matter. */
  | { readonly code: 'drafter_may_not_decide' }
  | { readonly code: 'drafter_may_not_approve' }
  /** The person acted before in another post and came to this one by transfer: the records office confirms first. */
  | { readonly code: 'same_person_again'; readonly postName: string; readonly earlier: string }
  | { readonly code: 'manifest_changed'; readonly shown: Sha256; readonly current: Sha256 }
  /** `of`: a 合議 that needs words, a condition or an objection. */
  | { readonly code: 'reason_missing'; readonly of?: 'conditional' | 'object' }
  | { readonly code: 'text_missing' }
  /** Everything that a submission lacks, told together. */
  | { readonly code: 'incomplete'; readonly missing: readonly Missing[] }
  /** Nothing of one's own to take back. */
  | { readonly code: 'nothing_to_take_back' }
  /** The next one has already acted; `by` is his or her title. */
  | { readonly code: 'next_has_acted'; readonly by: string }
  /** The body takes back only until the next one opens the case; `by`: who did. */
  | { readonly code: 'next_has_opened'; readonly by: string }
  /** objections wait for 処理意見. */
  | { readonly code: 'objection_unanswered'; readonly of: readonly string[] }
  | { readonly code: 'no_open_objection' }
  /** */
  | { readonly code: 'paper_not_checked'; readonly what: string }
  /** Not a 併用決裁. */
  | { readonly code: 'no_paper' }
  | { readonly code: 'held'; readonly by: string; readonly reason: string }
  | { readonly code: 'nothing_held' }
  /** Somebody of the parallel stage wants it back with the drafter: it goes there once the others have spoken. */
  | { readonly code: 'return_asked'; readonly by: string }
  /** whoever objected is asked again, and not left out. */
  | { readonly code: 'objector_missing'; readonly of: readonly string[] }
  /** The step to send it back to has not acted, or comes later; `possible`: those that would do, besides the drafter. */
  | { readonly code: 'no_such_earlier_step'; readonly possible: readonly string[] }
  /** The body resumes from the start only. */
  | { readonly code: 'must_restart' }
  /** Something changed and nobody said whether it is 軽微 or 重要. */
  | { readonly code: 'edit_effect_missing' }
  /** R-12, each in the order it is asked. */
  | { readonly code: 'acting_not_for_this_role'; readonly postName: string; readonly role: StepRole }
  | { readonly code: 'acting_post_vacant'; readonly postName: string }
  | { readonly code: 'acting_holder_present'; readonly postName: string; readonly holder: string }
  | { readonly code: 'acting_not_in_order'; readonly postName: string; readonly order: readonly string[] }
  /** The stand-in is away too, by the registered absence. */
  | { readonly code: 'acting_self_absent'; readonly postName: string }
  | { readonly code: 'acting_other_first'; readonly postName: string; readonly first: string }
  | { readonly code: 'acting_reserved'; readonly flags: readonly string[] }
  /** 引上げ. `drafter`: who can make it urgent. */
  | { readonly code: 'pull_up_not_urgent'; readonly drafter: string }
  | { readonly code: 'nothing_to_pull_up' }
  | { readonly code: 'pull_up_cannot_skip'; readonly steps: readonly string[] }
  | { readonly code: 'no_post_review' }
  | { readonly code: 'not_shown_to_you' }
  | { readonly code: 'no_question_to_you' }
  | { readonly code: 'nobody_named' }
  /** people outside the list of a secret matter. */
  | { readonly code: 'secret_not_listed'; readonly names: readonly string[] }
  | { readonly code: 'not_secret' }
  /** A change of the route that the rules do not allow. */
  | {
      readonly code: 'route_change_unlawful'
      readonly because: 'past' | 'decider' | 'required_step' | 'nothing' | 'new_decider'
    }
  | { readonly code: 'no_edit_to_judge' }
  | { readonly code: 'nothing_changed' }
  /** Done by the 文書主管課 only; `held`: the posts of who asked. */
  | { readonly code: 'records_manager_only'; readonly held: readonly string[] }
  | { readonly code: 'decider_not_reassignable' }
  /** Nobody sits in the seat today who acted before in another post. */
  | { readonly code: 'nobody_to_confirm'; readonly postName: string }
  /** The step would go by as the drafter's own (自己). */
  | { readonly code: 'drafter_seated'; readonly postName: string }
  /** The decider would have drafted it. */
  | { readonly code: 'decider_would_draft'; readonly postName: string }
  /** Only the drafter and 同係 without a seat on the route. */
  | { readonly code: 'not_of_group'; readonly drafter: string }
  /** Who may only read: 監査, 供覧先, 代決の順位にある人. */
  | { readonly code: 'not_concerned'; readonly section: string }
  | { readonly code: 'step_already_settled' }
  /** */
  | { readonly code: 'number_before_decision'; readonly status: ProposalStatus }
  | { readonly code: 'number_given'; readonly text: string }
  /** The 課 has named its 文書取扱主任, who keep its books. */
  | { readonly code: 'not_number_keeper'; readonly keepers: readonly string[] }
  | { readonly code: 'nothing_to_pass' }
  | IssuingRefusal

export type RefusalCode = Refusal['code']
