import type { Instant } from '../ids.ts'

/** By which way a program outside the browser's session opens and saves a file. */
export type PassWay = 'webdav' | 'wopi'

/** A pass (編集用の鍵) that no program has used for this long has ended: programs keep a file open for hours. */
const passIdleMs = 2 * 60 * 60 * 1000

/** A pass this old has ended, however much it is used. */
export const passAgeMs = 10 * 60 * 60 * 1000

/** When a pass ends unless it is used again before. */
export function passEndsAt(madeAt: Instant, usedAt: Instant): Instant {
  const ends = Math.min(Date.parse(usedAt) + passIdleMs, Date.parse(madeAt) + passAgeMs)
  return new Date(ends).toISOString() as Instant
}

/**
 * How long a pass goes on after the last session of its person ran out: somebody may close the browser and write on in Word, but
 * an account that was shut meanwhile is not asked about any more.
 */
export const passAloneMs = 2 * 60 * 60 * 1000
