import type { LocalDate, PositionCode, PostId, UnitCode } from '../ids.ts'
import type { Selector } from '../organisation/organisation.ts'
import type { StepRole } from '../approval/route.ts'

/**
 * One band of a 専決 row, tax included: from `minYen` on (以上) and below `maxYen` (未満), or up to it where the regulation
 * says 以下; the next band then begins one yen above (超). A decrease counts by its size.
 */
export type AuthorityBand = {
  /** Yen; 0 when the row knows no amount. */
  readonly minYen: number
  /** Yen; absent means no upper end. */
  readonly maxYen?: number
  /** 以下: `maxYen` itself is in the band. */
  readonly maxInclusive?: true
  /** 決裁区分: 甲 乙 丙 丁 戊 己 … */
  readonly class: string
  /** Absent: nobody of this body may decide it (本庁進達). */
  readonly decider?: PositionCode
  readonly note?: string
  /** A small matter that its drafter may decide alone when he or she is the decider (自己決裁を認める軽易な事案). */
  readonly selfDecides?: boolean
  /**
   * 委任の根拠 (地方自治法153条): みほん道事務委任規則第3条. The decider has the power as his or her own, and the document goes out
   * in that name. Absent: 専決, in the name of the head of the body.
   */
  readonly entrustedBy?: string
}

/** One row of the 専決 table (事務決裁規程 別表). */
export type AuthorityItem = {
  readonly code: string
  readonly name: string
  /** 根拠条項 of the table's regulation: 第5条第1項・別表第1. */
  readonly article?: string
  readonly bands: readonly AuthorityBand[]
  /** Units that must 審査. */
  readonly examiningUnits: readonly UnitCode[]
  /** Units that 合議 unless the drafter chooses otherwise. */
  readonly concurringUnits: readonly UnitCode[]
  /** Absent: the template is found by the decider's class. */
  readonly template?: string
  readonly note?: string
}

/** One 決裁区分 and the positions that decide in it. */
export type AuthorityClass = {
  readonly class: string
  /**
   * The general decider first; the others take its part in a place that has no such post: in a 総合振興局 class 丙 is
   * decided by its head, not by a 部長.
   */
  readonly deciders: readonly PositionCode[]
}

/** The 専決 table in force from a day. */
export type AuthorityTable = {
  readonly version: string
  readonly from: LocalDate
  readonly source: string
  /** 決裁区分, most senior first. */
  readonly classes: readonly AuthorityClass[]
  /** Flags that move a matter up (専決の留保), with how many classes. */
  readonly escalation: Readonly<Record<string, number>>
  /** 根拠条項 of a reservation, by its flag: 第7条第1号. */
  readonly escalationArticles?: Readonly<Record<string, string>>
  readonly items: readonly AuthorityItem[]
  /** 備考: how the amounts of the whole table are counted. */
  readonly note?: string
}

/**
 * What happens when a template's post is held by nobody in 本務: `skip` it when it is vacant altogether, `acting` leave
 * it to 事務取扱, 兼務 or 職務代理, `block` likewise; without any of them there is no route.
 */
export type VacancyRule = 'skip' | 'acting' | 'block'

/** When a step is part of a route; every member that is there must hold. */
export type StepCondition = {
  /** Yen, inclusive; a matter without an amount has 0. */
  readonly minYen?: number
  /** Yen, exclusive. */
  readonly maxYen?: number
  /** Rows of the 専決 table. */
  readonly items?: readonly string[]
  /** At least one of these flags (重要・異例・先例・紛議 …) is set. */
  readonly flags?: readonly string[]
}

export type TemplateStep = {
  /** Stable within the template, for example `bureau-chief`; what a drafter leaves out is named by it. */
  readonly key: string
  readonly role: StepRole
  /** `concurring_units` and `examining_units` stand for the units of the proposal; one parallel step for each. */
  readonly where: Selector | { readonly at: 'concurring_units' | 'examining_units' }
  readonly position: PositionCode
  readonly onVacant: VacancyRule
  readonly parallel: boolean
  /** The drafter may leave it out, with a reason. */
  readonly optional: boolean
  readonly when?: StepCondition
  /** Consecutive steps of one group wait at the same time. */
  readonly group?: string
  /** Of a parallel stage: how many suffice (`any` is 1); absent: all. Told by the first step of the stage. */
  readonly needs?: number
  /** 仮決裁. */
  readonly provisional?: boolean
  /** 根拠条項, with its regulation, where a rule demands the step: 財務規則 第12条. */
  readonly article?: string
}

export type RouteTemplate = {
  readonly code: string
  readonly version: string
  readonly name: string
  readonly steps: readonly TemplateStep[]
  /** Where the case is shown after the decision. */
  readonly circulation: readonly TemplateShowing[]
}

/** 供覧, or 回覧 (`inform`), to the people of a place. */
export type TemplateShowing = { readonly where: Selector; readonly kind?: 'inform' }

/** A unit of 審査 or 合議; version and row where the table demands it, with the article of the step or else of the row. */
type UnitAsked = {
  readonly unit: UnitCode
  readonly unitName: string
  readonly version?: string
  readonly item?: string
  readonly article?: string
}

/** Why a step is on a route, for people: each says which rule, which version, which row. */
export type Because =
  | {
      readonly code: 'template'
      readonly template: string
      readonly version: string
      readonly name: string
      readonly article?: string
    }
  | {
      readonly code: 'authority_row'
      readonly version: string
      readonly source: string
      readonly article?: string
      readonly item: string
      readonly itemName: string
      readonly class: string
      readonly minYen: number
      readonly maxYen?: number
      readonly maxInclusive?: true
      readonly amountYen?: number
      /** 職名 of the class's decider where the drafter is, for example 局長. */
      readonly deciderName: string
      /**
       * Of the row's own class, whatever a flag made of it: false for the most senior one, whose head decides by his own
       * power, and for a band that is 委任, so that it is 決裁 and not 専決.
       */
      readonly isDelegated: boolean
    }
  | {
      readonly code: 'escalated'
      readonly flag: string
      readonly from: string
      readonly to: string
      readonly article?: string
    }
  /** The drafter's place has no post of the class (a 課 right under a 総合振興局 has no 部長): the next one decides. */
  | { readonly code: 'no_decider_of_class'; readonly from: string; readonly to: string }
  | ({ readonly code: 'examining_unit' } & UnitAsked)
  | ({ readonly code: 'concurring_unit'; readonly by: 'table' | 'drafter' } & UnitAsked)
  | { readonly code: 'in_charge'; readonly unit: UnitCode; readonly unitName: string }
  | {
      readonly code: 'handled_by'
      readonly kind: 'handling' | 'concurrent' | 'proxy'
      readonly title: string
    }
  | { readonly code: 'vacant'; readonly post: PostId; readonly postName: string }
  | { readonly code: 'drafter_holds_it' }
  /** Added on the way by the drafter or an approver. */
  | { readonly code: 'added_on_route'; readonly by: string; readonly reason: string }
  /** Given to this post by the records office; `from` is the 職名 it had, `post` the post. */
  | {
      readonly code: 'reassigned'
      readonly by: string
      readonly from: string
      readonly post?: PostId
      readonly reason: string
    }
  /** 合議 or 審査 of the decider's own post. */
  | { readonly code: 'decider_is_asked'; readonly title: string }
  /** Only in routes of older versions. */
  | { readonly code: 'same_person_decides_next'; readonly title: string }
  /** The template has this step only under a condition, and it holds. */
  | { readonly code: 'condition'; readonly when: StepCondition }
  /** The row lets its decider decide a small matter that he or she drafted (自己決裁を認める軽易な事案). */
  | { readonly code: 'self_decides'; readonly item: string; readonly itemName: string }
  /** 委任: decided by one's own power, taken from the head of the body, whose 職名 is `from`, by the article `by`. */
  | { readonly code: 'entrusted'; readonly by: string; readonly from: string }
  | { readonly code: 'left_out'; readonly why: string }
  /** 起案時指定の後閲. */
  | { readonly code: 'post_review'; readonly why: string }
  /** A 供覧先 that the drafter added. */
  | { readonly code: 'shown_by_drafter' }

/** Why no route can be made. */
export type RouteProblem =
  | { readonly code: 'no_authority_item'; readonly item: string }
  /** No 専決 table is in force on that day. */
  | { readonly code: 'no_authority_table'; readonly day: LocalDate }
  | { readonly code: 'amount_missing'; readonly item: string }
  | { readonly code: 'no_band'; readonly item: string; readonly amountYen: number }
  | { readonly code: 'beyond_authority'; readonly item: string; readonly class: string }
  | { readonly code: 'no_template'; readonly item: string }
  /** The drafter's post is below no such unit, or no such unit exists; `selector` is `own_bureau` or `unit:CODE`. */
  | { readonly code: 'no_such_place'; readonly selector: string; readonly position?: string }
  /** The drafter does not hold the post the matter is drafted in. */
  | { readonly code: 'not_drafters_post'; readonly post: PostId }
  | { readonly code: 'post_vacant'; readonly post: PostId; readonly postName: string }
  | { readonly code: 'drafter_would_decide'; readonly post: PostId; readonly postName: string }
  /** Under `selfApproval: block` the drafter may hold no post of the route. */
  | { readonly code: 'drafter_would_act'; readonly post: PostId; readonly postName: string }
  /** The drafter leaves out a step that the table or the template demands. */
  | { readonly code: 'may_not_leave_out'; readonly post: PostId; readonly postName: string }
  /** 後閲 is designated for 回議 only. */
  | { readonly code: 'may_not_post_review'; readonly post: PostId; readonly postName: string }
