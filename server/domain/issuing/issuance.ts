import type { Actor } from '../approval/events.ts'
import type { Instant, LocalDate, Sha256 } from '../ids.ts'
import type { Channel, IssuePlan } from './plan.ts'

/** What was done in the place of the seal. */
export type Sealing =
  /** 公印: which, and how many impressions. */
  | {
      readonly how: 'seal'
      readonly seal: string
      readonly sealName: string
      readonly count: number
      /** The PDF/A of the copy as it was sealed; absent where there was none. */
      readonly pdf?: Sha256
    }
  /** 公印省略. */
  | { readonly how: 'omitted'; readonly pdf?: Sha256 }
  /** 電子署名: by whose certificate, the signed file, and whether a time stamp (TSA) stands in it. */
  | {
      readonly how: 'electronic'
      readonly seal: string
      readonly sealName: string
      readonly signer: string
      readonly file: Sha256
      readonly timestamped: boolean
    }

/** What was filled into a blank of the decided draft. */
export type FilledBlank = { readonly blank: string; readonly text: string }

/** 照合: the fair copy was laid beside the decided draft. */
export type Collation = {
  readonly by: Actor
  readonly at: Instant
  readonly matches: boolean
  readonly remark?: string
}

/** 施行文書: a fair copy (浄書) and what became of it. */
export type IssuedDocument = {
  /** d1, d2 … in the order they were first made. */
  readonly id: string
  readonly name: string
  /** 浄書者 of the copy that counts. */
  readonly by: Actor
  readonly at: Instant
  readonly file: Sha256
  /** The decided file it was made of; absent for one that was brought. */
  readonly from?: { readonly name: string; readonly file: Sha256 }
  /** The date written on it. */
  readonly datedOn?: LocalDate
  readonly filled: readonly FilledBlank[]
  readonly collation?: Collation
  readonly sealing?: Sealing & { readonly by: Actor; readonly at: Instant }
  /** 書損: it does not go out, and why. */
  readonly voided?: { readonly by: Actor; readonly at: Instant; readonly reason: string }
}

/** One sending of a document to one addressee. */
export type Dispatch = {
  /** x1, x2 … in the order they were recorded. */
  readonly id: string
  readonly document: string
  readonly addressee: string
  readonly channel: Channel
  readonly on: LocalDate
  readonly by: Actor
  readonly at: Instant
  /** It did not arrive, and why. */
  readonly failure?: { readonly by: Actor; readonly at: Instant; readonly reason: string }
  /** The sending that took the place of one that failed. */
  readonly again?: string
}

/** 施行 of a decided case: a fold of its events. */
export type Issuance = {
  readonly documents: readonly IssuedDocument[]
  readonly dispatches: readonly Dispatch[]
  /** 完結. `unissued`: why nothing went out although something was to. */
  readonly completed?: {
    readonly on: LocalDate
    readonly by: Actor
    readonly at: Instant
    readonly unissued?: string
  }
}

/** 施行待 to_issue, 施行済 issued, 施行なし nothing_to_issue, 完結 completed. */
export type IssuanceStage = 'to_issue' | 'issued' | 'nothing_to_issue' | 'completed'

export const nothingIssued: Issuance = { documents: [], dispatches: [] }

/** The documents that count: those not spoilt. */
export function liveDocuments({ documents }: Issuance): readonly IssuedDocument[] {
  return documents.filter((it) => it.voided === undefined)
}

/** Sendings that failed and were not made again. */
export function openFailures({ dispatches }: Issuance): readonly Dispatch[] {
  return dispatches.filter((it) => it.failure !== undefined && it.again === undefined)
}

/** Addressees of the plan that no document has reached yet, as far as is known. */
export function unreached(plan: IssuePlan | undefined, { dispatches }: Issuance): readonly string[] {
  if (plan?.needed !== true) return []
  const reached = new Set(dispatches.filter((it) => it.failure === undefined).map((it) => it.addressee))
  return plan.addressees.map((it) => it.name).filter((name) => !reached.has(name))
}

/** 施行日: the first day something went out that was not returned; undefined before. */
export function issuedOn({ dispatches }: Issuance): LocalDate | undefined {
  return dispatches
    .filter((it) => it.failure === undefined)
    .map((it) => it.on)
    .toSorted()[0]
}

/** How far a decided case is with its 施行. A case without a plan is issued once something went out. */
export function stageOf(plan: IssuePlan | undefined, issuance: Issuance): IssuanceStage {
  if (issuance.completed !== undefined) return 'completed'
  const isSent = issuedOn(issuance) !== undefined
  if (plan?.needed === false && !isSent) return 'nothing_to_issue'
  const waits = unreached(plan, issuance).length > 0 || openFailures(issuance).length > 0
  const unsent = liveDocuments(issuance).filter(
    (it) => !issuance.dispatches.some((one) => one.document === it.id),
  )
  return isSent && !waits && unsent.length === 0 ? 'issued' : 'to_issue'
}
