import type { Instant, PersonId, Sha256, UnitCode } from '../ids.ts'
import type { Capacity } from '../organisation/organisation.ts'
import type { Route } from './route.ts'

/** Who acted, in which capacity: a snapshot, never joined to live names. */
export type Actor = {
  readonly person: PersonId
  readonly name: string
  readonly capacity: Capacity
  /** Capacities of merged steps, recorded together (兼務・事務取扱・職務代理). */
  readonly alsoAs: readonly Capacity[]
}

/** What every event carries. `at` is the server's clock; the order is `seq` in the store, not `at`. */
type Act = {
  readonly by: Actor
  readonly at: Instant
  /** Hash of what the actor had before him: text, properties and ordered attachment revisions. */
  readonly manifestSha256: Sha256
}

/** 否決 and 差戻し must say why. */
type WithReason = { readonly reason: string }
type WithComment = { readonly comment?: string }

export type ApprovalEvent =
  | (Act & {
      readonly type: 'submitted'
      readonly number: string
      readonly title: string
      readonly route: Route
      readonly policyVersion: number
      readonly unit: UnitCode
    })
  /** 承認 by a 回議者. */
  | (Act & WithComment & { readonly type: 'approved'; readonly step: string })
  /** 審査済. */
  | (Act & WithComment & { readonly type: 'examined'; readonly step: string })
  /** 合議: 同意. Conditional consent and objection are further values of `opinion`. */
  | (Act & WithComment & { readonly type: 'concurred'; readonly step: string; readonly opinion: 'agree' })
  /** 決裁. */
  | (Act & WithComment & { readonly type: 'decided'; readonly step: string })
  /** 差戻し to the drafter. */
  | (Act & WithReason & { readonly type: 'returned'; readonly step: string })
  | (Act & {
      readonly type: 'resubmitted'
      readonly title: string
      /** `resume`: from the stage that returned it; `restart`: from the first stage, earlier acts no longer count. */
      readonly mode: 'resume' | 'restart'
      readonly route: Route
    })
  /** 引戻し by the drafter, before anybody acted. */
  | (Act & { readonly type: 'submission_taken_back' })
  /** 引戻し by somebody on the route, before the next one acted: only that one act is undone. */
  | (Act & { readonly type: 'act_taken_back'; readonly step: string })
  /** 取下げ by the drafter: ends. */
  | (Act & WithReason & { readonly type: 'withdrawn' })
  /** 否決 by the decider: ends. */
  | (Act & WithReason & { readonly type: 'rejected'; readonly step: string })

export type ApprovalEventType = ApprovalEvent['type']
