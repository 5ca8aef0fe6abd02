import type { SignedIn } from '../access/fresh-sign-in.ts'
import type { Through } from '../applications/application.ts'
import type { Policy } from '../authority/policy.ts'
import type { Instant, LocalDate, PersonId, PostId, Sha256, UnitCode } from '../ids.ts'
import type { FilledBlank, Sealing } from '../issuing/issuance.ts'
import type { Channel, IssuePlan } from '../issuing/plan.ts'
import type { Asserted, BroughtFrom } from '../legacy/asserted.ts'
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

/** 代決: 「局長 氏名 代 課長 氏名」. `person` is the absent holder. */
export type ActingFor = {
  readonly post: PostId
  readonly title: string
  readonly person: PersonId
  readonly name: string
  /** The registered absence, or the reason the acting person stated. */
  readonly absence: string
  /** Which exception was used when the matter is one that may not be 代決-ed. */
  readonly exception?: { readonly kind: 'prior_instruction' | 'emergency'; readonly reason: string }
}

/** 同意・条件付同意・異議. */
export type Opinion = 'agree' | 'conditional' | 'object'
/** 軽微 or 重要. */
export type EditEffect = 'minor' | 'major'

/** 併用決裁: what goes round on paper, and why it must. */
export type PaperAnnex = { readonly reason: string; readonly what: string }

/** Why a matter is 重要, 異例 …, in the drafter's words. */
export type FlagReason = { readonly flag: string; readonly reason: string }

/** What of the matter the rules ask for, as it was at (re)submission. */
export type MatterFacts = {
  /** 重要・異例・先例・紛議 … */
  readonly flags: readonly string[]
  /** 専決の留保: why each of them applies; absent in records from before it was asked. */
  readonly flagReasons?: readonly FlagReason[]
  readonly urgent: boolean
  readonly dueOn?: LocalDate
  /** `none`, `timed_secret`, `secret`. */
  readonly secrecy: string
  readonly secretUntil?: Instant
  /** Who besides the route may know of a secret matter. */
  readonly accessList: readonly PersonId[]
  /** 併用決裁: part of it goes round on paper. */
  readonly paper?: PaperAnnex
  /** 施行: how it is to go out; absent in records from before it was asked. */
  readonly issue?: IssuePlan
}

/** One thing that an edit changed, for those who acted before: `text` a property, `file` an attachment. */
export type EditChange = { readonly kind: 'text' | 'file'; readonly name: string }

/** Somebody a case is shown to or asked of: a snapshot. */
export type Recipient = { readonly person: PersonId; readonly name: string; readonly title: string }

/** What every event carries. `at` is the server's clock; the order is `seq` in the store, not `at`. */
type Act = {
  readonly by: Actor
  readonly at: Instant
  /** Hash of what the actor had before him: text, properties and ordered attachment revisions. */
  readonly manifestSha256: Sha256
  /** The sign-in a seal or a decision rests on; absent for other acts, and in records from before it was noted. */
  readonly signedIn?: SignedIn
  /** The 外部システム that sent it on behalf of the actor; absent for what people do in front of the case. */
  readonly through?: Through
}
type AtStep = { readonly step: string }
type WithReason = { readonly reason: string }
/** Of one of the documents that go out: d1. */
type OfDocument = { readonly document: string }
/** What a seal may carry besides itself. */
type Sealed = AtStep & {
  readonly comment?: string
  /** Steps right before, of the same person, that this act takes along (兼務・事務取扱・職務代理). */
  readonly also?: readonly string[]
  readonly paperChecked?: true
}
/** 代決. `postReview: false` where the body leaves 後閲 open and the acting person saw no need of it. */
type StandingIn = { readonly actingFor?: ActingFor; readonly postReview?: false }

export type ApprovalEvent =
  /** 移行: brought in from another system. The first event of its chain; what that system says is in `asserted`. */
  | (Act & {
      readonly type: 'imported'
      readonly title: string
      readonly unit: UnitCode
      readonly section: UnitCode
      readonly drafter: Actor
      readonly matter: MatterFacts
      readonly asserted: Asserted
      readonly from: BroughtFrom
    })
  | (Act & {
      readonly type: 'submitted'
      readonly number: string
      readonly title: string
      readonly route: Route
      readonly policy: Policy
      readonly unit: UnitCode
      readonly section: UnitCode
      readonly matter: MatterFacts
    })
  /** 承認 by a 回議者. */
  | (Act & Sealed & { readonly type: 'approved' })
  /** 仮決裁: no decision yet, so that nothing goes out by it. */
  | (Act & Sealed & { readonly type: 'provisionally_decided' })
  /** 審査済. */
  | (Act & Sealed & { readonly type: 'examined' })
  /** 合議. A condition or an objection is in `comment`. */
  | (Act & Sealed & StandingIn & { readonly type: 'concurred'; readonly opinion: Opinion })
  /** 処理意見 on the objection of a step. */
  | (Act & AtStep & { readonly type: 'responded'; readonly text: string })
  /** 決裁, perhaps with a condition, perhaps 代決. */
  | (Act &
      Sealed &
      StandingIn & { readonly type: 'decided'; readonly condition?: string; readonly number?: string })
  /** 否決 by the decider: ends. */
  | (Act & WithReason & AtStep & { readonly type: 'rejected'; readonly also?: readonly string[] })
  /**
   * 差戻し: to the drafter, or to the step `to` that acted before. `collected`: the others of the parallel stage speak
   * first, then it takes effect.
   */
  | (Act &
      WithReason &
      AtStep & { readonly type: 'returned'; readonly to?: string; readonly collected?: true })
  | (Act & {
      readonly type: 'resubmitted'
      readonly title: string
      /** `resume`: from the stage that returned it; `restart`: from the first stage, earlier acts no longer count. */
      readonly mode: 'resume' | 'restart'
      /** What changed meanwhile; absent when nothing did. */
      readonly effect?: EditEffect
      readonly route: Route
      readonly matter: MatterFacts
    })
  /** 引戻し by the drafter, before anybody acted. */
  | (Act & { readonly type: 'submission_taken_back' })
  /**
   * 引戻し by somebody on the route, before the next one acted: only that one act is undone. `what`: the 差戻し to an earlier
   * step that came from `step`, or the 引上げ to it; absent: the act in it.
   */
  | (Act & AtStep & { readonly type: 'act_taken_back'; readonly what?: 'sent_back' | 'pulled_up' })
  /** 取下げ by the drafter: ends. */
  | (Act & WithReason & { readonly type: 'withdrawn' })
  /** 廃案 by the 主務課: ends; those who concurred are told. */
  | (Act & WithReason & { readonly type: 'abandoned' })
  /** 引上げ: a later one takes the case before earlier 回議者 acted. */
  | (Act & WithReason & AtStep & { readonly type: 'pulled_up'; readonly skipped: readonly string[] })
  /** A step whose holder cannot act goes by: 不在登録, or it is the drafter's own now. By the system. */
  | (Act &
      AtStep & { readonly type: 'passed_over'; readonly cause: 'absence' | 'self'; readonly why: string })
  /** 後閲済. */
  | (Act & { readonly type: 'post_reviewed'; readonly review: string; readonly comment?: string })
  /** 保留, and its end. */
  | (Act & WithReason & AtStep & { readonly type: 'held' })
  | (Act & AtStep & { readonly type: 'hold_ended' })
  /** 供覧・回覧 to these people. */
  | (Act & {
      readonly type: 'circulated'
      readonly kind: 'circulate' | 'inform'
      readonly to: readonly Recipient[]
      readonly note?: string
    })
  /** 閲覧済 of one showing. */
  | (Act & { readonly type: 'acknowledged'; readonly showing: string; readonly comment?: string })
  | (Act & { readonly type: 'commented'; readonly text: string })
  /** 相談 and its answer. */
  | (Act & { readonly type: 'asked'; readonly to: Recipient; readonly text: string })
  | (Act & { readonly type: 'answered'; readonly question: string; readonly text: string })
  /** 至急 set or lifted on the way. */
  | (Act &
      WithReason & { readonly type: 'urgency_set'; readonly urgent: boolean; readonly dueOn?: LocalDate })
  /** 持回り: explained in person to somebody. */
  | (Act & { readonly type: 'explained'; readonly to: string })
  /** Where the paper annex is now. */
  | (Act & { readonly type: 'paper_moved'; readonly place: string })
  /** The rest of the route was changed lawfully. */
  | (Act &
      WithReason & {
        readonly type: 'route_changed'
        readonly route: Route
        readonly added: readonly string[]
        readonly removed: readonly string[]
      })
  /** Text or files were corrected on the way: `manifestSha256` was there, `to` is there now. */
  | (Act &
      WithReason &
      AtStep & {
        readonly type: 'revised'
        readonly effect: EditEffect
        readonly changes: readonly EditChange[]
        readonly to: Sha256
      })
  /** A later one found the last correction 重要. */
  | (Act & WithReason & AtStep & { readonly type: 'edit_judged_major' })
  /** The records office lets somebody act in a seat although he or she acted before in another post. */
  | (Act &
      WithReason &
      AtStep & {
        readonly type: 'seat_confirmed'
        /** Whom; absent in older records, which confirm nobody any more. */
        readonly people?: readonly { readonly person: PersonId; readonly name: string }[]
      })
  /** The records office gives a step to another post. */
  | (Act &
      WithReason &
      AtStep & {
        readonly type: 'reassigned'
        readonly post: PostId
        readonly postName: string
        readonly seated: readonly PersonId[]
      })
  /** The records office gives the draft to another drafter. */
  | (Act & WithReason & { readonly type: 'draft_handed_over'; readonly to: Actor })
  /** 決裁後の鑑への追記. */
  | (Act & { readonly type: 'cover_noted'; readonly text: string })
  /** A number after the decision. */
  | (Act & { readonly type: 'numbered'; readonly kind: string; readonly text: string })
  /** 浄書, of a decided file or brought; one of the same `document` takes the place of the one before. */
  | (Act &
      OfDocument & {
        readonly type: 'fair_copied'
        readonly name: string
        readonly file: Sha256
        readonly from?: { readonly name: string; readonly file: Sha256 }
        readonly datedOn?: LocalDate
        readonly filled: readonly FilledBlank[]
      })
  /** 照合 by a second person; `matches` false sends it back to 浄書. */
  | (Act & OfDocument & { readonly type: 'collated'; readonly matches: boolean; readonly remark?: string })
  /** 公印, 公印省略 or 電子署名; `reason` where another one was decided. */
  | (Act &
      OfDocument & { readonly type: 'document_sealed'; readonly sealing: Sealing; readonly reason?: string })
  /** 書損. */
  | (Act & WithReason & OfDocument & { readonly type: 'document_voided' })
  /** 発送: `again` names the sending that failed before. */
  | (Act &
      OfDocument & {
        readonly type: 'dispatched'
        readonly on: LocalDate
        readonly to: readonly { readonly name: string; readonly channel: Channel; readonly again?: string }[]
      })
  /** A sending came back, or did not arrive. */
  | (Act & WithReason & { readonly type: 'dispatch_failed'; readonly dispatch: string })
  /** 完結; `unissued`: why nothing went out although something was to. */
  | (Act & { readonly type: 'completed'; readonly on: LocalDate; readonly unissued?: string })
  /** 秘の解除: at its time by the system, before it by the 主務課. */
  | (Act & WithReason & { readonly type: 'secrecy_released' })

export type ApprovalEventType = ApprovalEvent['type']
export type EventOf<Type extends ApprovalEventType> = Extract<ApprovalEvent, { readonly type: Type }>

/** The actor of what nobody did: time passed, or somebody is away. */
export const theSystem: Actor = {
  person: 'system' as PersonId,
  name: 'システム',
  capacity: {
    post: 'SYSTEM:SYSTEM' as PostId,
    kind: 'primary',
    unitName: '',
    positionName: '',
    title: 'システム',
  },
  alsoAs: [],
}
