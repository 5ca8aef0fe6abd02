import { canonicalJson } from '../audit/canonical-json.ts'
import type { LocalDate } from '../ids.ts'
import { parseLocalDate } from '../ids.ts'
import type { Arrival, Change, Registered } from './receipt.ts'

/** What a registration may lack. */
export type MissingPart = 'title' | 'sender' | 'signature' | 'earlierReason'

export type ArrivalRefusal =
  | { readonly code: 'receipt_incomplete'; readonly missing: readonly MissingPart[] }
  /** 収受日 is still to come. */
  | { readonly code: 'receipt_day_ahead'; readonly receivedOn: LocalDate }
  | { readonly code: 'not_a_day'; readonly value: string }

/**
 * What stands against registering it on a day: 件名 and 差出人 are there, a 収受日 before `since` (the day it is registered,
 * or the one it has) has its reason, LGWAN says what the check of the signature gave.
 */
export function refuseArrival(
  arrival: Registered,
  today: LocalDate,
  since: LocalDate = today,
): ArrivalRefusal | undefined {
  const { title, sender, channel, signature, receivedOn, earlierReason } = arrival
  const noDay = refuseDays(arrival)
  if (noDay !== undefined) return noDay
  if (receivedOn > today) return { code: 'receipt_day_ahead', receivedOn }
  const missing: MissingPart[] = []
  if (title.trim() === '') missing.push('title')
  if (sender.trim() === '') missing.push('sender')
  if (channel === 'lgwan' && signature === undefined) missing.push('signature')
  if (receivedOn < since && earlierReason.trim() === '') missing.push('earlierReason')
  return missing.length === 0 ? undefined : { code: 'receipt_incomplete', missing }
}

/** What stands against keeping it at all: a day the calendar does not have. */
export function refuseDays({
  receivedOn,
  sentOn,
  dueOn,
}: Arrival): Extract<ArrivalRefusal, { code: 'not_a_day' }> | undefined {
  const wrong = [receivedOn, sentOn, dueOn].find((it) => it !== undefined && parseLocalDate(it) === undefined)
  return wrong === undefined ? undefined : { code: 'not_a_day', value: wrong }
}

/** The fields that differ, as text; '' for none. */
export function changesOf(before: Registered, after: Registered): readonly Change[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Arrival)[]
  return fields.toSorted().flatMap((field) => {
    const [from, to] = [asText(before[field]), asText(after[field])]
    return from === to ? [] : [{ field, from, to }]
  })
}

function asText(value: Arrival[keyof Arrival]): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : canonicalJson(value)
}
