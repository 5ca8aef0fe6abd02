import type { ProposalStatus } from '../approval/proposal.ts'
import type { LocalDate } from '../ids.ts'
import type { SealingWay } from './plan.ts'

/** Why the rules of 施行 said no. People are named by title and name. */
export type IssuingRefusal =
  /** nothing goes out before the 決裁. */
  | { readonly code: 'issue_before_decision'; readonly status: ProposalStatus }
  /** 完結: what is done is done. */
  | { readonly code: 'already_completed'; readonly on: LocalDate }
  | { readonly code: 'no_such_document'; readonly document: string }
  /** 照合 is for a second person. */
  | { readonly code: 'collator_made_copy'; readonly maker: string }
  | { readonly code: 'already_collated'; readonly by: string }
  /** 照合 comes before the seal; `refused`: it was found not to be like the decided draft. */
  | { readonly code: 'not_collated'; readonly refused: boolean }
  /** It is sealed: nothing of it is made anew. */
  | { readonly code: 'document_is_sealed'; readonly by: string }
  | { readonly code: 'document_not_sealed' }
  /** The decided plan asks for a number, and there is none yet. */
  | { readonly code: 'number_missing'; readonly kind: string }
  /** Only the 公印取扱責任者 uses a seal. */
  | { readonly code: 'not_seal_keeper'; readonly seal: string; readonly keepers: readonly string[] }
  | { readonly code: 'no_such_seal'; readonly seal: string }
  /** Another way was decided, and no reason is given. */
  | { readonly code: 'sealing_differs'; readonly planned: SealingWay }
  /** It went out: it is not called spoilt any more. */
  | { readonly code: 'document_is_sent'; readonly to: string }
  | { readonly code: 'already_sent'; readonly to: readonly string[] }
  /** No sending of that name, or it is known to have failed. */
  | { readonly code: 'nothing_sent' }
  /** The sending named as failed did not fail, or was made again. */
  | { readonly code: 'nothing_failed' }
  /** A day before the 決裁, of a 完結 also one before something went out, or one to come. */
  | { readonly code: 'day_out_of_range'; readonly from: LocalDate; readonly to: LocalDate }
  /** What was decided to go out has not, and no reason is given. `waiting`: addressees, documents. */
  | { readonly code: 'not_issued_yet'; readonly waiting: readonly string[] }
