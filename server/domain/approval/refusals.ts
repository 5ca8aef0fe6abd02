import type { PostId, Sha256 } from '../ids.ts'
import type { ProposalStatus } from './proposal.ts'

/** Something a submission still needs: the field of the compose page, and the sentence that says what to do. */
export type Missing = { readonly field: string; readonly text: string }

/** Why the rules said no, with the facts its reader needs to do better. */
export type Refusal =
  /** The act does not exist in this status; terminal states never reopen. */
  | { readonly code: 'wrong_status'; readonly status: ProposalStatus }
  | { readonly code: 'not_drafter' }
  /** Holds no post at all today, so there is no capacity in which to act. */
  | { readonly code: 'no_post' }
  | {
      readonly code: 'not_your_turn'
      readonly waitingFor: readonly { readonly post: PostId; readonly postName: string }[]
    }
  | { readonly code: 'wrong_role'; readonly role: 'review' | 'examine' | 'concur' | 'decide' }
  | { readonly code: 'already_acted' }
  /** 起案者 became the holder of the deciding post: nobody decides his own matter. */
  | { readonly code: 'drafter_may_not_decide' }
  | { readonly code: 'manifest_changed'; readonly shown: Sha256; readonly current: Sha256 }
  | { readonly code: 'reason_missing' }
  /** Everything that a submission lacks, told together. */
  | { readonly code: 'incomplete'; readonly missing: readonly Missing[] }
  /** Nothing of one's own to take back. */
  | { readonly code: 'nothing_to_take_back' }
  /** The next one has already acted; `by` is his or her title. */
  | { readonly code: 'next_has_acted'; readonly by: string }

export type RefusalCode = Refusal['code']
