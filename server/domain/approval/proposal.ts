import type { Issuance } from '../issuing/issuance.ts'
import type { Policy } from '../authority/policy.ts'
import type { Asserted, BroughtFrom } from '../legacy/asserted.ts'
import type { Instant, PersonId, PostId, Sha256, UnitCode } from '../ids.ts'
import type { ActingFor, Actor, EditEffect, MatterFacts, Opinion } from './events.ts'
import type { Route, StepRole } from './route.ts'
import type { Urgency } from './urgency.ts'

/** An act that counts now. Acts that were taken back or overtaken by a restart live on in the events only. */
export type Mark = {
  readonly step: string
  readonly act:
    'approved' | 'provisionally_decided' | 'examined' | 'concurred' | 'returned' | 'decided' | 'rejected'
  readonly by: Actor
  readonly at: Instant
  readonly manifestSha256: Sha256
  readonly comment?: string
  /** Of a 合議. */
  readonly opinion?: Opinion
  /** 条件付決裁. */
  readonly condition?: string
  /** 代決: whose post was exercised. */
  readonly actingFor?: ActingFor
  readonly paperChecked?: true
  /** The objection that this act gave up, and the 処理意見 on it: both are there again after 引戻し. */
  readonly insteadOf?: {
    readonly mark: Mark
    readonly responses: readonly Response[]
    /** Steps that went along with it (兼務). */
    readonly along: readonly string[]
  }
  readonly ended?: Ended
}

/** 保留: the step does not go on until its holder says so. */
export type Hold = {
  readonly step: string
  readonly by: Actor
  readonly at: Instant
  readonly reason: string
}

/** A step that got the case back from a later one and has not acted again. */
export type SentBack = {
  readonly step: string
  readonly by: Actor
  readonly at: Instant
  readonly reason: string
  /**
   * For 引戻し the step it was sent from, and what counted until then, without what counted before that. Absent in states
   * stored before; `before` also once nobody takes it back any more.
   */
  readonly from?: string
  readonly before?: Pick<
    OnRoute,
    'marks' | 'settledMarks' | 'passed' | 'responses' | 'postReviews' | 'holds' | 'objected'
  >
}

/** What an act put an end to at its steps; there again when it is taken back. Absent: nothing. */
export type Ended = Pick<OnRoute, 'holds' | 'sentBack'> & { readonly objected: readonly string[] }

/** Why a step was passed over although the route has it. */
export type PassedCause = 'absence' | 'pull_up' | 'merged' | 'self'
export type Passed = {
  readonly step: string
  readonly cause: PassedCause
  /** Of `pull_up` and `merged`: the step whose holder took it along or passed it over. */
  readonly into?: string
  /** Of the others than `merged`: when, so that 引戻し of an act undoes only what came by it. */
  readonly at?: Instant
  /** Of `pull_up`: who took the case up, and may give it back. */
  readonly by?: PersonId
  /** Of `pull_up`: done before the last resubmission, which it does not bind. */
  readonly settled?: true
  readonly ended?: Ended
}

/** 処理意見: the answer to an objection. */
export type Response = {
  readonly step: string
  readonly by: Actor
  readonly at: Instant
  readonly text: string
}

/** 後閲: somebody who was skipped views it later. Never an approval, never closed by time. */
export type PostReview = {
  readonly id: string
  readonly step: string
  /** The post that owes the view; its holder of the day may pay it. */
  readonly post: PostId
  readonly postName: string
  /** 起案時指定 · 不在登録 · 引上げ · 代決. */
  readonly cause: 'designated' | 'absence' | 'pull_up' | 'acting'
  readonly openedAt: Instant
  readonly done?: { readonly by: Actor; readonly at: Instant; readonly comment?: string }
}

/** Somebody to whom the case is shown: 供覧 `circulate`, 回覧 `inform`. */
export type Showing = {
  readonly id: string
  readonly kind: 'circulate' | 'inform'
  readonly person: PersonId
  readonly name: string
  readonly title: string
  readonly by: Actor
  readonly at: Instant
  readonly note?: string
  readonly seen?: { readonly at: Instant; readonly comment?: string }
}

/** 相談: a question to somebody, on the route or not. */
export type Question = {
  readonly id: string
  readonly to: PersonId
  readonly toName: string
  readonly toTitle: string
  readonly by: Actor
  readonly at: Instant
  readonly text: string
  readonly answer?: { readonly at: Instant; readonly text: string }
}

/** A change of text or files while the case was on its way. */
export type Edit = {
  readonly by: Actor
  readonly at: Instant
  readonly step: string
  readonly effect: EditEffect
  readonly reason: string
  readonly from: Sha256
  readonly to: Sha256
  /** The next line manager who let 軽微 stand, by acting on it. */
  readonly confirmedBy?: Actor
  /** When, so that 引戻し of that act takes back this confirmation and no other. */
  readonly confirmedAt?: Instant
  /** Made before the last resubmission: it binds no 引戻し any more. */
  readonly settled?: true
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
  /** Who drafted it before it was handed over; absent when nobody did. */
  readonly formerDrafters?: readonly PersonId[]
  /** 主務課. */
  readonly section: UnitCode
  readonly submittedAt: Instant
  readonly number: string
  /** The switches the case is handled under: those in force when it was first submitted. */
  readonly policy: Policy
  readonly matter: MatterFacts
  /** What the drafter had typed of 至急 when it was set or lifted on the way; absent when it never was. */
  readonly urgencyTyped?: Urgency
  readonly route: Route
  /** What is under decision now. */
  readonly manifestSha256: Sha256
  readonly marks: readonly Mark[]
  /** So many of `marks`, from the first, were given before the last (re)submission: nobody takes those back. */
  readonly settledMarks: number
  readonly passed: readonly Passed[]
  readonly responses: readonly Response[]
  readonly postReviews: readonly PostReview[]
  readonly showings: readonly Showing[]
  readonly questions: readonly Question[]
  /** How many of both a case that came to nothing let go of: their numbers are not given a second time. */
  readonly letGo?: { readonly showings: number; readonly questions: number }
  readonly holds: readonly Hold[]
  readonly sentBack: readonly SentBack[]
  /**
   * Steps whose objection fell before it was given up, because the matter changed or came back: they are heard again,
   * whatever else suffices, and nobody takes them out. Absent in states stored before.
   */
  readonly objected?: readonly string[]
  readonly edits: readonly Edit[]
  /** Whom the records office let act in a post although he or she had acted already in another one. */
  readonly confirmedSeats: readonly { readonly post: PostId; readonly person: PersonId }[]
  /** Steps that were taken out of the route lawfully; absent when none was. */
  readonly takenOut?: readonly { readonly role: StepRole; readonly post: PostId }[]
  /** 持回り: 説明済. */
  readonly explained: readonly { readonly by: Actor; readonly at: Instant; readonly to: string }[]
  /** Where the paper annex is, newest last. */
  readonly paperPlaces: readonly { readonly by: Actor; readonly at: Instant; readonly place: string }[]
  /** 決裁後の鑑への追記. */
  readonly coverNotes: readonly { readonly by: Actor; readonly at: Instant; readonly text: string }[]
  /** 施行番号, 指令番号 …: never before the 決裁. */
  readonly numbers: readonly { readonly kind: string; readonly text: string; readonly at: Instant }[]
  /** When 秘 ended before or at its time. */
  readonly secrecyReleasedAt?: Instant
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
  | (OnRoute & {
      readonly status: 'decided'
      readonly decision: Mark
      /** 施行; absent before its first act. */
      readonly issuance?: Issuance
    })
  /** 否決. */
  | (OnRoute & { readonly status: 'rejected'; readonly decision: Mark; readonly reason: string })
  /** 取下げ, by its drafter. */
  | (OnRoute & { readonly status: 'withdrawn'; readonly at: Instant; readonly reason: string })
  /** 廃案, by the 主務課. */
  | (OnRoute & {
      readonly status: 'abandoned'
      readonly by: Actor
      readonly at: Instant
      readonly reason: string
    })
  /** 移行: what another system says of it. It has no route, no mark and no decision of ours, and nobody acts on it. */
  | (OnRoute & {
      readonly status: 'imported'
      readonly importedBy: Actor
      readonly asserted: Asserted
      readonly from: BroughtFrom
    })

export type ProposalStatus = Proposal['status']
export type Submitted = Exclude<Proposal, { status: 'draft' }>
export type DecidedCase = Extract<Proposal, { status: 'decided' }>
export type ImportedCase = Extract<Proposal, { status: 'imported' }>
export type InApproval = Extract<Proposal, { status: 'in_approval' }>
export type Returned = Extract<Proposal, { status: 'returned' }>
