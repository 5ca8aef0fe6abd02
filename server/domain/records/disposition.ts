import { plusDays } from '../calendar/holidays.ts'
import type { Instant, LocalDate } from '../ids.ts'
import { localDateOf } from '../ids.ts'
import { type Result, no, yes } from '../result.ts'

/** 評価選別: what the archive wants of a 簿冊. */
export type Appraisal = 'transfer' | 'destroy'

/** A 簿冊 at the end of its retention, with what was decided about it so far. */
export type Expiring = {
  /** 満了日, the last one after 延長; absent for 常用. */
  readonly endsOn?: LocalDate
  /** 評価選別 by the archive. */
  readonly appraisal?: { readonly outcome: Appraisal; readonly on: LocalDate }
  /** The 決裁 of the disposal, by its own proposal. */
  readonly decidedOn?: LocalDate
  /** When the list of what is to be disposed of was published. */
  readonly publishedOn?: LocalDate
  readonly disposedOn?: LocalDate
}

/** How a body disposes of records. */
export type DisposalRules = {
  /**
   * Whole days that the published list stands before anything is destroyed, the day of publication not counted (民法 第140条);
   * 0 where nothing is waited for.
   */
  readonly waitingDays: number
  /** Whether the list is published at all before 廃棄. */
  readonly publishes: boolean
}

export type DisposalRefusal =
  | { readonly code: 'already_disposed'; readonly on: LocalDate }
  /** 常用: there is no end yet. */
  | { readonly code: 'no_expiry' }
  /** `endsOn` is the last day it is kept. */
  | { readonly code: 'not_expired'; readonly endsOn: LocalDate }
  | { readonly code: 'not_appraised' }
  | { readonly code: 'appraised_otherwise'; readonly outcome: Appraisal }
  | { readonly code: 'disposal_not_decided' }
  | { readonly code: 'list_not_published' }
  /** `from` is the first day on which it may be destroyed. */
  | { readonly code: 'waiting_period'; readonly from: LocalDate }

/**
 * The decision and the publication that count: a case that was decided before the 評価選別 decided nothing of it, and what was
 * published before the decision told nobody of it.
 */
export function inOrder({
  appraisal,
  decidedOn,
  publishedOn,
}: Expiring): Pick<Expiring, 'decidedOn' | 'publishedOn'> {
  if (decidedOn === undefined || appraisal === undefined || decidedOn < appraisal.on) return {}
  return publishedOn === undefined || publishedOn < decidedOn ? { decidedOn } : { decidedOn, publishedOn }
}

/**
 * Whether a 簿冊 may be destroyed (廃棄) or handed over (引渡し) at an instant: not before 満了, 評価選別 and the
 * decision, each after the other, and destroyed only when the published list has stood its days. Refusals come in that order,
 * one at a time: what comes later is not known before what comes first.
 */
export function mayDispose(
  folder: Expiring,
  how: Appraisal,
  at: Instant,
  rules: DisposalRules,
): Result<LocalDate, DisposalRefusal> {
  const today = localDateOf(at)
  if (folder.disposedOn !== undefined) return no({ code: 'already_disposed', on: folder.disposedOn })
  if (folder.endsOn === undefined) return no({ code: 'no_expiry' })
  if (today <= folder.endsOn) return no({ code: 'not_expired', endsOn: folder.endsOn })
  if (folder.appraisal === undefined || folder.appraisal.on > today) return no({ code: 'not_appraised' })
  if (folder.appraisal.outcome !== how) {
    return no({ code: 'appraised_otherwise', outcome: folder.appraisal.outcome })
  }
  const { decidedOn, publishedOn } = inOrder(folder)
  if (decidedOn === undefined || decidedOn > today) return no({ code: 'disposal_not_decided' })
  // What the archive takes is not lost, so nobody has to be warned of it.
  if (how === 'transfer' || !rules.publishes) return yes(today)
  if (publishedOn === undefined || publishedOn > today) return no({ code: 'list_not_published' })
  const from = destroyableFrom(publishedOn, rules)
  return today < from ? no({ code: 'waiting_period', from }) : yes(today)
}

/** The first day on which what was published on a day may be destroyed. */
export function destroyableFrom(
  publishedOn: LocalDate,
  { waitingDays }: Pick<DisposalRules, 'waitingDays'>,
): LocalDate {
  return waitingDays === 0 ? publishedOn : plusDays(publishedOn, waitingDays + 1)
}

/** Every part a filed case is kept in. */
const parts = [
  /** 目録: what there was. */
  'index_entry',
  /** Who decided it, when, in which capacity: the chain of events. */
  'decision_record',
  /** SHA-256 of text, files and events. */
  'hashes',
  /** The decision, publication, day and method of the disposal. */
  'disposal_record',
  /** The words of its pages. */
  'text',
  'files',
  'renditions',
  'notes',
  /** What search finds it by besides the index. */
  'search_text',
] as const
export type RecordPart = (typeof parts)[number]

const remaining: readonly RecordPart[] = ['index_entry', 'decision_record', 'hashes', 'disposal_record']

/** The parts of a case, whatever they are kept as. */
type CaseRecord = { readonly [Part in RecordPart]?: unknown }

/**
 * What becomes of the parts of a case when its 簿冊 is disposed of: index, decision and hashes stay for good as
 * they are, so that nobody can say it never existed, and that nobody can pass off something else as it.
 */
export function afterDisposal<Kept extends CaseRecord>(
  record: Kept,
): { readonly remains: Partial<Kept>; readonly goes: readonly RecordPart[] } {
  const kept = Object.entries(record).filter(([part]) => remaining.some((it) => it === part))
  return {
    remains: Object.fromEntries(kept) as Partial<Kept>,
    goes: parts.filter((part) => part in record && !remaining.includes(part)),
  }
}
