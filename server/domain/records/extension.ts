import { isBlank } from '../approval/completeness.ts'
import type { LocalDate } from '../ids.ts'
import { type Result, no, yes } from '../result.ts'
import { retentionEndsOn, retentionStartsOn } from './retention.ts'

/** 延長 of a 保存期間: the 満了日 it had and the one it has now, and why. */
export type Extension = { readonly from: LocalDate; readonly to: LocalDate; readonly reason: string }

export type ExtensionRefusal =
  /** 常用 and 1年未満 have no 満了日 to move. */
  | { readonly code: 'no_expiry' }
  | { readonly code: 'not_later'; readonly endsOn: LocalDate }
  /** A retention period ends with a fiscal year. */
  | { readonly code: 'not_fiscal_year_end' }
  | { readonly code: 'reason_missing' }

/**
 * 延長: the 満了日 (`before`; undefined when there is none) is moved to a later 31 March, with a reason. It is never moved
 * to an earlier day, so nothing is disposed of sooner than was said.
 */
export function extended(
  before: LocalDate | undefined,
  to: LocalDate,
  reason: string,
): Result<Extension, ExtensionRefusal> {
  if (before === undefined) return no({ code: 'no_expiry' })
  if (to <= before) return no({ code: 'not_later', endsOn: before })
  if (!to.endsWith('-03-31')) return no({ code: 'not_fiscal_year_end' })
  return isBlank(reason) ? no({ code: 'reason_missing' }) : yes({ from: before, to, reason })
}

/**
 * The end of 常用: the period is counted anew from the day the use ended, as if the record had been completed then. `years`
 * as in `retentionEndsOn`; `endsOn` is undefined where those have no end to compute.
 *
 * @example afterConstantUse('2026-09-30', 5) // 2027-04-01 to 2032-03-31
 */
export function afterConstantUse(
  endedOn: LocalDate,
  years: number | null,
): { readonly startsOn: LocalDate; readonly endsOn: LocalDate | undefined } {
  return { startsOn: retentionStartsOn(endedOn), endsOn: retentionEndsOn(endedOn, years) }
}
