import { type Instant, localDateOf } from '../ids.ts'

/** When somebody is away. Both ends are inclusive. */
export type Away = { readonly from: Instant; readonly to: Instant; readonly reason: string }

/** Why an absence cannot be registered or changed so. */
export type AbsenceRefusal =
  | { readonly code: 'absence_reason_missing' }
  | { readonly code: 'absence_backwards' }
  /** It would begin before today, or end before now: nobody was away after the fact. */
  | { readonly code: 'absence_past' }
  /** It has begun: its beginning is a fact that a 代決 may stand on. */
  | { readonly code: 'absence_begun'; readonly from: Instant }
  | { readonly code: 'absence_over'; readonly to: Instant }
  | { readonly code: 'absence_overlaps'; readonly from: Instant; readonly to: Instant }

/**
 * What speaks against an absence; undefined when nothing does.
 *
 * @param others The person's other absences, without the one that is being changed.
 * @param before The absence as it stands, when it is being changed.
 */
export function refuseAbsence(
  away: Away,
  others: readonly Away[],
  now: Instant,
  before?: Away,
): AbsenceRefusal | undefined {
  if (before !== undefined && before.to < now) return { code: 'absence_over', to: before.to }
  if (away.reason.trim() === '') return { code: 'absence_reason_missing' }
  if (away.to < away.from) return { code: 'absence_backwards' }
  const hasBegun = before !== undefined && before.from <= now
  if (hasBegun && away.from !== before.from) return { code: 'absence_begun', from: before.from }
  if (away.to < now || (!hasBegun && localDateOf(away.from) < localDateOf(now)))
    return { code: 'absence_past' }
  const other = others.find((it) => it.from <= away.to && away.from <= it.to)
  return other && { code: 'absence_overlaps', from: other.from, to: other.to }
}

/**
 * What stays of an absence that is called off: nothing of one that has not begun, of one that has the part until now;
 * a refusal when it is over.
 */
export function calledOff(
  before: Away,
  now: Instant,
): { readonly remains: Away | undefined } | { readonly refused: AbsenceRefusal } {
  if (before.to < now) return { refused: { code: 'absence_over', to: before.to } }
  if (before.from >= now) return { remains: undefined }
  const until = new Date(Date.parse(now) - 1).toISOString() as Instant
  return { remains: { ...before, to: until } }
}
