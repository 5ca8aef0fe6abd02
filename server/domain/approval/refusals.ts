import type { PostId, Sha256 } from '../ids.ts'
import type { RouteProblem } from '../authority/authority.ts'
import type { ProposalStatus } from './proposal.ts'

/** Why the rules said no, with the facts its reader needs to do better. */
export type Refusal =
  | { readonly code: 'wrong_status'; readonly status: ProposalStatus }
  | { readonly code: 'not_drafter' }
  | { readonly code: 'not_your_turn'; readonly waitingFor: readonly { readonly post: PostId; readonly postName: string }[] }
  | { readonly code: 'wrong_role'; readonly role: 'review' | 'examine' | 'concur' | 'decide' }
  | { readonly code: 'already_acted' }
  | { readonly code: 'manifest_changed'; readonly shown: Sha256; readonly current: Sha256 }
  | { readonly code: 'reason_missing' }
  | { readonly code: 'title_missing' }
  | { readonly code: 'no_route'; readonly problems: readonly RouteProblem[] }
  /** Nothing of one's own to take back, or the next one has already acted. */
  | { readonly code: 'nothing_to_take_back' }
  | { readonly code: 'next_has_acted'; readonly by: string }

export type RefusalCode = Refusal['code']
