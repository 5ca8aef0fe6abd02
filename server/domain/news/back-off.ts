import type { Instant } from '../ids.ts'

const second = 1
const minute = 60 * second
const hour = 60 * minute

/** Seconds from one attempt to the next; the last one stays. */
const waits: readonly number[] = [
  ...[1, 5, 30].map((it) => it * second),
  ...[2, 10, 30].map((it) => it * minute),
  ...[1, 2, 4, 8, 12].map((it) => it * hour),
]

/** After so many answers that do not take it, about 28 hours, a delivery is a dead letter. */
export const mostRefusals = waits.length + 1
/** An endpoint nothing reached for so long is paused. */
const patienceMs = 3 * 24 * hour * 1000
/** Each wait is spread by so much to both sides. */
const spread = 0.2
/** Whoever keeps trying is never quiet for longer: the longest wait there is, and an hour for the worker to come to it. */
const longestQuietMs = (Math.max(...waits) * (1 + spread) + hour) * 1000

/**
 * How long to wait after so many attempts that failed in a row (1 or more), in milliseconds: a second at first, half a day
 * at last. `luck` from 0 to 1 spreads it by a fifth to both sides, so that what failed together does not come together.
 */
export function waitMs(failures: number, luck: number): number {
  const base = waits[Math.min(failures, waits.length) - 1] ?? 0
  return Math.round(base * 1000 * (1 - spread + 2 * spread * luck))
}

/** What an answer, or its absence, means for what comes after. */
export type Verdict =
  /** 2xx. */
  | 'delivered'
  /** Nobody answers, or says that he cannot now: what comes later waits, too, so that the order stays. */
  | 'unreachable'
  /** Answered, and not taken: it is tried again, and what comes later goes on. */
  | 'refused'
  /** 410: the receiver is no more. */
  | 'gone'

/** The verdict on a status; undefined: nobody answered. */
export function verdictOn(status: number | undefined): Verdict {
  if (status === undefined) return 'unreachable'
  if (status >= 200 && status < 300) return 'delivered'
  if (status === 410) return 'gone'
  return [408, 429, 502, 503, 504].includes(status) ? 'unreachable' : 'refused'
}

/** Attempts that failed with none between them that arrived: the first and the last of them. */
export type Failing = { readonly since: Instant; readonly lastAt: Instant }

/**
 * The failing an attempt that failed now belongs to. One that follows a long quiet (nothing was to be sent, the worker was
 * off) begins anew: nobody knows that the receiver failed meanwhile.
 */
export function failingOn(before: Failing | undefined, now: Instant): Failing {
  const isOn = before !== undefined && Date.parse(now) - Date.parse(before.lastAt) <= longestQuietMs
  return { since: isOn ? before.since : now, lastAt: now }
}

/** Whether an endpoint that fails like this is given up until somebody turns it on again. */
export function isGivenUp({ since, lastAt }: Failing): boolean {
  return Date.parse(lastAt) - Date.parse(since) >= patienceMs
}

/** What a receiver asks for by Retry-After, in milliseconds, at most an hour; undefined when it says nothing we understand. */
export function askedWaitMs(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined || !/^\d{1,9}$/.test(retryAfter)) return undefined
  return Math.min(Number(retryAfter), hour) * 1000
}
