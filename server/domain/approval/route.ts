import type { Because } from '../authority/authority.ts'
import type { LocalDate, PersonId, PostId, UnitCode } from '../ids.ts'

/** 回議 · 審査 · 合議 · 決裁. */
export type StepRole = 'review' | 'examine' | 'concur' | 'decide'

/** Why a step needs nobody's act. It stays on the route so that the cover sheet shows it. */
export type Skipped =
  /** 起案者本人の段: recorded as 自己. */
  | { readonly reason: 'self' }
  /**
   * 合議 or 審査 of the very post that decides: done with the 決裁, whoever holds the post. Of another post only in routes
   * of older versions, which left the earlier of two steps of one person out: such a step waits like any other until
   * somebody acted in `into` who had its post as well.
   */
  | { readonly reason: 'merged'; readonly into: string }
  | { readonly reason: 'vacant' }
  /** An optional step that the drafter left out, and why. */
  | { readonly reason: 'left_out'; readonly why: string }
  /** 後閲 designated at drafting (起案時指定): the case goes on, the holder views it later. */
  | { readonly reason: 'post_review'; readonly why: string }

export type Step = {
  /** Stable within the route: `s1`, `s2`, … in route order. */
  readonly id: string
  readonly role: StepRole
  /** The post it waits for; whoever holds the post at that instant may act. */
  readonly post: PostId
  /** For people, as of the day of compilation: 観光振興課長. */
  readonly postName: string
  /** Only in routes of older versions: the posts of the steps left out for this one, to be recorded with the act. */
  readonly alsoFor?: readonly { readonly post: PostId; readonly postName: string; readonly role: StepRole }[]
  readonly because: readonly Because[]
  readonly skipped?: Skipped
  /** Who exercised the post when the route was compiled: whoever comes later came by transfer. */
  readonly seated: readonly PersonId[]
  /** 仮決裁: the superior's provisional decision, before 合議 and the final one. A 回議 that nobody passes over. */
  readonly provisional?: true
  /** Not demanded by the 専決 table or the template: the drafter or an approver may take it out while nobody acted. */
  readonly removable?: true
}

/** What a step asks for: the act of its role, or in a 回議 marked so the 仮決裁. */
export type StepKind = StepRole | 'provisional'

/** The same of a step; undefined without one. */
export function kindOfStep(step: Step | undefined): StepKind | undefined {
  return step?.provisional === true ? 'provisional' : step?.role
}

/**
 * Whether one act may go through two steps that follow each other and wait for the same person. The line goes up
 * together (回議・決裁); 合議 and 審査 only among themselves, so that no opinion and no check is lost in another act.
 */
export function mayGoTogether(earlier: Step, later: Step): boolean {
  // 仮決裁 has its own day, and so has the 本決裁.
  if (earlier.provisional === true || later.provisional === true) return false
  return earlier.role === later.role || (earlier.role === 'review' && later.role === 'decide')
}

/** Steps that wait at the same time; a serial step is a stage of one. */
export type Stage = {
  readonly steps: readonly Step[]
  /** So many of the steps suffice (1: any of them); absent: all of them must act before the next stage. */
  readonly needs?: number
}

/** The step of the 決裁; undefined of a route without any, which nothing here makes. */
export function decidingStepOf({ stages }: Pick<Route, 'stages'>): Step | undefined {
  return stages.at(-1)?.steps[0]
}

/** A 所属 to which the case is shown after the decision: 供覧, or 回覧 (`inform`). */
export type CirculationEntry = {
  readonly kind?: 'inform'
  readonly unit: UnitCode
  readonly unitName: string
  readonly because: readonly Because[]
}

/** A route compiled at submission, as of a day. The last stage holds exactly one step, the one 決裁. */
export type Route = {
  readonly stages: readonly Stage[]
  readonly compiledFor: LocalDate
  /**
   * Whose 専決 table, templates and policy it follows, where that is another day: a table that changes on the way
   * moves no case, so a resubmission keeps the rules of the first one unless its amount or 区分 changed.
   */
  readonly rulesOn?: LocalDate
  readonly authorityVersion: string
  readonly template: string
  readonly templateVersion: string
  /** 決裁区分, for example 丙. */
  readonly class: string
  /** 供覧 after the 決裁. */
  readonly circulation: readonly CirculationEntry[]
}
