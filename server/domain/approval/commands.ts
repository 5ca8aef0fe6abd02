import type { Through } from '../applications/application.ts'
import type { Policy } from '../authority/policy.ts'
import type { IssuingCommand } from '../issuing/commands.ts'
import type { Instant, LocalDate, PersonId, PostId, Sha256, UnitCode } from '../ids.ts'
import type { Capacity, OfficialSeal } from '../organisation/organisation.ts'
import type { StandIn } from '../organisation/stand-ins.ts'
import type { ActingFor, Actor, EditChange, EditEffect, MatterFacts, Opinion, Recipient } from './events.ts'
import type { Route } from './route.ts'

/** Which of one's posts an act in a step is for (兼務); absent: the one that waits first. */
type InPost = { readonly as?: PostId }

/** With every seal: an opinion, the capacity chosen, and the tick of 併用決裁. */
type Sealing = InPost & {
  readonly comment?: string
  /** 紙を確認した. */
  readonly paperChecked?: boolean
}

/** Said by somebody who exercises the post of an absent holder. */
export type ActingClaim = {
  /** Stated when no absence is registered. */
  readonly absence?: string
  readonly exception?: ActingFor['exception']
  /** Whether the absent one is to view it later, where the body leaves that open. */
  readonly postReview?: boolean
}

/** What a person asks for. Time, ids, and the compiled route come in with it; the rules look nothing up. */
export type Command =
  | {
      readonly type: 'submit'
      readonly title: string
      readonly number: string
      readonly route: Route
      readonly policy: Policy
      readonly unit: UnitCode
      readonly section: UnitCode
      readonly matter: MatterFacts
    }
  | (Sealing & { readonly type: 'approve' })
  /** 仮決裁, before 合議; the decision is the 本決裁 later. */
  | (Sealing & { readonly type: 'provisionally_decide' })
  | (Sealing & { readonly type: 'examine' })
  | (Sealing & { readonly type: 'concur'; readonly opinion: Opinion; readonly acting?: ActingClaim })
  | { readonly type: 'respond'; readonly step: string; readonly text: string }
  | (Sealing & {
      readonly type: 'decide'
      readonly condition?: string
      readonly acting?: ActingClaim
      /** 起案番号, where the body numbers at the decision. */
      readonly number?: string
    })
  | (InPost & { readonly type: 'reject'; readonly reason: string })
  /** `to`: an earlier step; absent: the drafter. */
  | (InPost & { readonly type: 'return'; readonly reason: string; readonly to?: string })
  | {
      readonly type: 'resubmit'
      readonly title: string
      readonly mode: 'resume' | 'restart'
      readonly effect?: EditEffect
      readonly route: Route
      readonly matter: MatterFacts
    }
  | { readonly type: 'take_back' }
  | { readonly type: 'withdraw'; readonly reason: string }
  | { readonly type: 'abandon'; readonly reason: string }
  | { readonly type: 'pull_up'; readonly reason: string }
  | { readonly type: 'post_review'; readonly review?: string; readonly comment?: string }
  | (InPost & { readonly type: 'hold'; readonly reason: string })
  | { readonly type: 'end_hold' }
  | {
      readonly type: 'circulate'
      readonly kind: 'circulate' | 'inform'
      readonly to: readonly Recipient[]
      readonly note?: string
    }
  | { readonly type: 'acknowledge'; readonly comment?: string }
  | { readonly type: 'comment'; readonly text: string }
  | { readonly type: 'ask'; readonly to: Recipient; readonly text: string }
  | { readonly type: 'answer'; readonly question?: string; readonly text: string }
  | {
      readonly type: 'set_urgency'
      readonly urgent: boolean
      readonly dueOn?: LocalDate
      readonly reason: string
    }
  | { readonly type: 'explain'; readonly to: string }
  | { readonly type: 'move_paper'; readonly place: string }
  | (InPost & { readonly type: 'change_route'; readonly route: Route; readonly reason: string })
  /** The content was changed to `to` in the same transaction. */
  | (InPost & {
      readonly type: 'revise'
      readonly effect: EditEffect
      readonly changes: readonly EditChange[]
      readonly to: Sha256
      readonly reason: string
    })
  | (InPost & { readonly type: 'judge_edit'; readonly reason: string })
  | { readonly type: 'confirm_seat'; readonly step: string; readonly reason: string }
  | {
      readonly type: 'reassign'
      readonly step: string
      readonly post: PostId
      readonly postName: string
      readonly seated: readonly PersonId[]
      readonly reason: string
    }
  | { readonly type: 'hand_over_draft'; readonly to: Actor; readonly reason: string }
  | { readonly type: 'add_cover_note'; readonly text: string }
  | { readonly type: 'give_number'; readonly kind: string; readonly text: string }
  | { readonly type: 'release_secrecy'; readonly reason: string }
  | IssuingCommand
  /** Asked by the system when somebody's absence began: lets go on what need not wait. */
  | { readonly type: 'pass_over' }

export type CommandType = Command['type']
export type CommandOf<Type extends CommandType> = Extract<Command, { readonly type: Type }>
/** What a correction on the way says of itself: 軽微 or 重要, why, and in which post where several wait for the person (兼務). */
export type Weighed = Pick<CommandOf<'revise'>, 'effect' | 'reason' | 'as'>

/** Who holds a post at the instant of the act, and who may stand in for an absent decider there. */
export type Seat = {
  readonly holders: readonly {
    readonly person: PersonId
    readonly name: string
    readonly title: string
    /** The reason of the registered absence that covers the instant. */
    readonly absence?: string
  }[]
  readonly standIns: readonly StandIn[]
}

/** A seal of the body, and who keeps it. */
export type KeptSeal = Pick<OfficialSeal, 'code' | 'name' | 'kind' | 'keeper'> & {
  readonly keepers: readonly Recipient[]
}

/** What the organisation says at the instant of the act; asked only where a rule needs it. */
export type Facts = {
  readonly seatOf: (post: PostId) => Seat
  /** Everybody with a post in a unit, for 供覧. */
  readonly peopleIn: (unit: UnitCode) => readonly Recipient[]
  /** The name of a unit; its code when it is not known. */
  readonly unitName: (unit: UnitCode) => string
  /** 文書取扱主任 of a 課; empty where none is named. */
  readonly numberKeepers: (section: UnitCode) => readonly Recipient[]
  /** The seals of the body that count that day, each with its 公印取扱責任者: who sits in the post that keeps it. */
  readonly seals: () => readonly KeptSeal[]
}

/** Who acts, when, on what, and which posts are theirs at that instant. */
export type Acting = {
  readonly person: PersonId
  readonly name: string
  readonly at: Instant
  /** All posts exercised at `at`, 本務 first. */
  readonly capacities: readonly Capacity[]
  /** The 課 of those posts. */
  readonly sections: readonly UnitCode[]
  /** `records_manager` …; never a way to act in a route. */
  readonly roles: readonly string[]
  readonly facts: Facts
  /** Somebody whose turn it is and who has opened the case since this person last acted: title and name. */
  readonly openedBy?: string
  /** What the person was shown. */
  readonly shownManifest: Sha256
  /** What there is now: differs when the text or a file changed since. */
  readonly currentManifest: Sha256
  /** The 外部システム that acts on behalf of the person; absent in front of the case. */
  readonly through?: Through
}
