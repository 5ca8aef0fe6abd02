import type { StepCondition } from './authority.ts'

/** What a look at a route, a template or a table found; the sentence for people is made from `code` and `facts`. */
export type Finding = {
  /** `error` cannot be published or submitted; `warning` wants a second look; `hint` is a way to do better. */
  readonly severity: 'error' | 'warning' | 'hint'
} & Fact

type Fact =
  | { readonly code: 'no_decider' }
  /** 委任: the document would go out in the name of whom the power was taken from. */
  | {
      readonly code: 'issuer_without_power'
      readonly by: string
      readonly from: string
      readonly issuer: string
    }
  | { readonly code: 'several_deciders'; readonly count: number }
  | { readonly code: 'decider_not_last' }
  /** The drafter decides what he or she drafted. */
  | { readonly code: 'self_decision'; readonly post: string }
  /** A step passes because the drafter holds it. */
  | { readonly code: 'self_step'; readonly post: string }
  /** One person goes through two steps with one act, in both capacities. */
  | { readonly code: 'at_once'; readonly post: string; readonly with: string }
  | { readonly code: 'not_on_access_list'; readonly post: string; readonly names: readonly string[] }
  | { readonly code: 'nobody_holds'; readonly post: string }
  /** No line post, or one without authority: 供覧 fits better than a seal. */
  | { readonly code: 'watcher'; readonly post: string }
  | { readonly code: 'many_steps'; readonly count: number; readonly advised: number }
  | { readonly code: 'examines_and_concurs'; readonly unit: string }
  | { readonly code: 'decider_below'; readonly decider: string; readonly post: string }
  /** 合議 comes after a post that decides in the end. */
  | { readonly code: 'concur_after_decider'; readonly post: string }
  /** 仮決裁 in another step than a 回議; outside the line of the 主務課; after 合議 began; more than once. */
  | { readonly code: 'provisional_role'; readonly post: string }
  | { readonly code: 'provisional_elsewhere'; readonly post: string }
  | { readonly code: 'provisional_after_concur'; readonly post: string }
  | { readonly code: 'provisional_twice' }
  | { readonly code: 'impossible_condition'; readonly post: string; readonly when: StepCondition }
  | { readonly code: 'condition_not_here'; readonly post: string }
  | { readonly code: 'needs_too_many'; readonly post: string; readonly needs: number; readonly of: number }
  | { readonly code: 'optional_decider' }
  | { readonly code: 'same_key'; readonly key: string }
  | { readonly code: 'units_twice'; readonly role: 'concur' | 'examine' }
  | { readonly code: 'unknown_position'; readonly where: string; readonly position: string }
  | { readonly code: 'unknown_unit'; readonly where: string; readonly unit: string }
  | { readonly code: 'unknown_template'; readonly where: string; readonly template: string }
  | { readonly code: 'unknown_class'; readonly where: string; readonly class: string }
  /** A position that is no 専決権者 (担当課長 …) decides. */
  | { readonly code: 'no_authority'; readonly where: string; readonly position: string }
  /** 委任 to the head of the body, or to nobody of it (本庁進達). */
  | { readonly code: 'entrusted_to_head' | 'entrusted_to_nobody'; readonly item: string }
  | { readonly code: 'nameless_class' }
  | { readonly code: 'same_class'; readonly class: string }
  /** One position decides in two 決裁区分: a matter moved up would come to the same person. */
  | { readonly code: 'same_decider'; readonly classes: readonly [string, string]; readonly position: string }
  | { readonly code: 'class_without_decider'; readonly class: string }
  | { readonly code: 'class_nobody_holds'; readonly class: string; readonly positions: readonly string[] }
  | { readonly code: 'no_rows' }
  | { readonly code: 'same_row'; readonly item: string }
  | { readonly code: 'nameless'; readonly where: string }
  | { readonly code: 'no_bands'; readonly item: string }
  | { readonly code: 'empty_band'; readonly item: string; readonly minYen: number; readonly maxYen: number }
  | { readonly code: 'gap'; readonly item: string; readonly fromYen: number; readonly toYen?: number }
  | { readonly code: 'overlap'; readonly item: string; readonly fromYen: number; readonly toYen?: number }
  | { readonly code: 'class_falls'; readonly item: string; readonly minYen: number }
  | { readonly code: 'no_template_reaches'; readonly item: string; readonly position: string }

/** Whether nothing found stands in the way. */
export function mayGoOn(findings: readonly Finding[]): boolean {
  return findings.every((it) => it.severity !== 'error')
}
