import type { PersonId } from '../ids.ts'
import {
  type Issuance,
  type IssuanceStage,
  issuedOn,
  liveDocuments,
  nothingIssued,
  openFailures,
  stageOf,
  unreached,
} from './issuance.ts'
import type { IssuePlan, SealingWay } from './plan.ts'

/** One thing a decided case waits for in its 施行. */
export type Wait =
  /** 浄書: there is no copy yet, or the one there is was found to differ. */
  | { readonly step: 'fair_copy' }
  /** 照合, by anybody but `madeBy`. */
  | { readonly step: 'collate'; readonly document: string; readonly madeBy: PersonId }
  /** 公印, 公印省略 or 電子署名; `how`: as it was decided, absent where it was not. */
  | { readonly step: 'seal'; readonly document: string; readonly how?: SealingWay }
  /** 発送: to whom, as far as somebody is named; `failed`: it came back and is to be sent again. */
  | { readonly step: 'dispatch'; readonly to: readonly string[]; readonly failed: boolean }
  /** 完結. */
  | { readonly step: 'complete' }

export type WaitStep = Wait['step']

/** In the order of the work. */
export const waitSteps: readonly WaitStep[] = ['fair_copy', 'collate', 'seal', 'dispatch', 'complete']

/** What a decided case waits for, in the order of the work: each document may be at another step. */
export function waitsOf(plan: IssuePlan | undefined, issuance: Issuance = nothingIssued): readonly Wait[] {
  const stage: IssuanceStage = stageOf(plan, issuance)
  if (stage === 'completed') return []
  const live = liveDocuments(issuance)
  const isToCome = plan?.needed === true && issuedOn(issuance) === undefined && live.length === 0
  const differing = live.filter((it) => it.collation?.matches === false && it.sealing === undefined)
  const how = plan?.needed === true ? { how: plan.sealing } : {}
  const waits: readonly Wait[] = [
    ...(isToCome || differing.length > 0 ? [{ step: 'fair_copy' as const }] : []),
    ...live
      .filter((it) => it.collation === undefined && it.sealing === undefined)
      .map((it) => ({ step: 'collate' as const, document: it.name, madeBy: it.by.person })),
    ...live
      .filter((it) => it.collation?.matches === true && it.sealing === undefined)
      .map((it) => ({ step: 'seal' as const, document: it.name, ...how })),
    ...sendingOf(plan, issuance),
  ]
  // What was decided before it was asked how it goes out, and of which nothing was made, is told as soon as somebody begins.
  if (waits.length > 0 || (plan === undefined && live.length === 0)) return waits
  return [{ step: 'complete' }]
}

function sendingOf(plan: IssuePlan | undefined, issuance: Issuance): readonly Wait[] {
  const sealed = liveDocuments(issuance).filter((it) => it.sealing !== undefined)
  if (sealed.length === 0) return []
  const failures = openFailures(issuance).map((it) => it.addressee)
  const to = [...new Set([...failures, ...unreached(plan, issuance)])]
  const isUnsent = sealed.some((it) => !issuance.dispatches.some((one) => one.document === it.id))
  return to.length > 0 || isUnsent ? [{ step: 'dispatch', to, failed: failures.length > 0 }] : []
}
