import type { RecordEvent } from '../audit/record-chain.ts'
import type { LocalDate } from '../ids.ts'
import { type Result, no, yes } from '../result.ts'
import type { DisclosureClass } from './class-on.ts'

/** 公開区分の訂正: what was decided stays in the case, and this beside it. */
export type ClassCorrected = RecordEvent & {
  readonly type: 'class_corrected'
  readonly on: LocalDate
  readonly from: DisclosureClass
  readonly to: DisclosureClass
  readonly reason: string
}

/** What a body knows of its 公開区分. */
export type ClassRules = {
  readonly classes: readonly {
    readonly code: string
    readonly needsGround: boolean
    readonly needsUntil: boolean
  }[]
  /** Codes of 不開示情報. */
  readonly grounds: readonly string[]
}

export type ClassRefusal =
  | { readonly code: 'disclosure_words_missing' | 'disclosure_ground_missing' | 'disclosure_class_same' }
  | { readonly code: 'disclosure_class_unknown'; readonly class: string }
  | { readonly code: 'disclosure_ground_unknown'; readonly ground: string }
  /** 時限 without its last day, or with one that is over. */
  | { readonly code: 'disclosure_until_wrong'; readonly until?: LocalDate }

/** The 公開区分 a decided case is to have from now on, with no more said than it needs; or why not. */
export function correctedClass(
  now: DisclosureClass,
  wish: DisclosureClass & { readonly reason: string },
  { classes, grounds }: ClassRules,
  today: LocalDate,
): Result<DisclosureClass, ClassRefusal> {
  if (wish.reason.trim() === '') return no({ code: 'disclosure_words_missing' })
  const rule = classes.find((it) => it.code === wish.class)
  if (rule === undefined) return no({ code: 'disclosure_class_unknown', class: wish.class })
  const unknown = wish.grounds.find((it) => !grounds.includes(it))
  if (unknown !== undefined) return no({ code: 'disclosure_ground_unknown', ground: unknown })
  if (rule.needsGround && wish.grounds.length === 0) return no({ code: 'disclosure_ground_missing' })
  const { until } = wish
  if (rule.needsUntil && (until === undefined || until < today))
    return no({ code: 'disclosure_until_wrong', ...(until === undefined ? {} : { until }) })
  const to: DisclosureClass = {
    class: wish.class,
    grounds: rule.needsGround ? wish.grounds : [],
    ...(rule.needsUntil && until !== undefined ? { until } : {}),
  }
  return isSame(now, to) ? no({ code: 'disclosure_class_same' }) : yes(to)
}

function isSame(a: DisclosureClass, b: DisclosureClass): boolean {
  return (
    a.class === b.class && a.until === b.until && a.grounds.toSorted().join() === b.grounds.toSorted().join()
  )
}
