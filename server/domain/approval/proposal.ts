import type { Instant, PersonId, Sha256 } from '../ids.ts'
import type { Actor } from './events.ts'
import type { Route } from './route.ts'

/** An act that counts now. Acts that were taken back or overtaken by a restart live on in the events only. */
export type Mark = {
  readonly step: string
  readonly act: 'approved' | 'examined' | 'concurred' | 'decided' | 'rejected'
  readonly by: Actor
  readonly at: Instant
  readonly manifestSha256: Sha256
  readonly comment?: string
}

/** Why a proposal lies with its drafter again. */
export type ReturnCause =
  | {
      readonly by: 'step'
      readonly step: string
      readonly actor: Actor
      readonly at: Instant
      readonly reason: string
    }
  | { readonly by: 'drafter'; readonly at: Instant }

/** What every proposal has that was ever submitted. */
export type OnRoute = {
  readonly drafter: Actor
  readonly submittedAt: Instant
  readonly number: string
  readonly route: Route
  /** What is under decision now. */
  readonly manifestSha256: Sha256
  readonly marks: readonly Mark[]
  /** So many of `marks`, from the first, were given before the last (re)submission: nobody takes those back. */
  readonly settledMarks: number
}

/**
 * 起案文書 as the rules see it: a fold of its events. Text and attachments are not here; they are bound by
 * `manifestSha256`.
 */
export type Proposal =
  | { readonly status: 'draft'; readonly drafter: PersonId }
  /** 回議中. `turn` is the index of the stage that is waiting. */
  | (OnRoute & { readonly status: 'in_approval'; readonly turn: number })
  /** 差戻し中, or taken back by the drafter. `turn` is the stage to resume at. */
  | (OnRoute & { readonly status: 'returned'; readonly turn: number; readonly cause: ReturnCause })
  /** 決裁済. */
  | (OnRoute & { readonly status: 'decided'; readonly decision: Mark })
  /** 否決. */
  | (OnRoute & { readonly status: 'rejected'; readonly decision: Mark; readonly reason: string })
  /** 取下げ. */
  | (OnRoute & { readonly status: 'withdrawn'; readonly at: Instant; readonly reason: string })

export type ProposalStatus = Proposal['status']
