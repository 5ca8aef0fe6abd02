import type { ReactNode } from 'react'
import type { ProposalView } from '../../../../server/contract/proposals.ts'

/** What a correction says of itself: how much it weighs, why, and in which of one's posts. */
export type Weighed = { readonly effect: 'minor' | 'major'; readonly reason: string; readonly as?: string }

/** What an act is bound to. */
export type Basis = { readonly version: number; readonly manifestSha256: string }

/** A post in which somebody may act here. */
type OwnPost = { readonly post: string; readonly name: string }

/** On the way every new content is weighed and is an act; the drafter's own draft needs nothing of it. */
export type OnTheWay = {
  /** What each weight would do to the acts given so far. */
  readonly outcomes: ProposalView['editOutcomes']
  /** Where there are several it is asked in which one (兼務). */
  readonly posts: readonly OwnPost[]
  /** Carries out the correction as an act; false when it was not accepted. */
  readonly act: (weighed: Weighed, how: (basis: Basis) => Promise<unknown>) => Promise<boolean>
  /** Why the last one was not accepted. */
  readonly problem: ReactNode
  /** Why it is corrected, as it is being written: kept in this browser until a correction of the file is accepted. */
  readonly reason: { readonly text: string; readonly write: (text: string) => void }
}
