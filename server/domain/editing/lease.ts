import type { Instant, PersonId, RevisionId } from '../ids.ts'
import { type Result, no, yes } from '../result.ts'

/** By what a file is being edited, and how a content came about. */
export type EditingBy = 'browser' | 'webdav' | 'wopi'

/**
 * How long nobody else edits a file unless whoever edits it says again that the editing goes on. Programs renew their lock
 * seldom: half an hour is what WOPI lays down, and the most that WebDAV may ask for.
 */
const longestMs: Readonly<Record<EditingBy, number>> = {
  browser: 90_000,
  webdav: 30 * 60_000,
  wopi: 30 * 60_000,
}

/** When a lease that is taken or renewed at an instant ends; `askedMs` is how long a program asks for, less than a minute is not worth it. */
export function leaseEndsAt(how: EditingBy, at: Instant, askedMs: number = longestMs[how]): Instant {
  const lasts = Math.min(Math.max(askedMs, Math.min(60_000, longestMs[how])), longestMs[how])
  return new Date(Date.parse(at) + lasts).toISOString() as Instant
}

/** Who edits a file. */
export type Lease = {
  readonly id: string
  readonly person: PersonId
  readonly name: string
  readonly title: string
  /** The content the editing began with. */
  readonly from: RevisionId
  readonly how: EditingBy
  readonly takenAt: Instant
  readonly expiresAt: Instant
  /** A lock of a program: the pass it was taken by, and what the program calls it. */
  readonly lock?: Lock
}

export type Lock = {
  readonly pass: string
  readonly token: string
  /** What the program says of who has it, as it was written; '' for nothing. */
  readonly owner: string
}

export type BeingEdited = {
  readonly code: 'being_edited'
  readonly name: string
  readonly title: string
  readonly since: Instant
  /** It is the same person, in another window. */
  readonly own: boolean
}

/** A lease that still holds at an instant; undefined for one whose time is over. */
export function standing<Held extends Lease>(held: Held | undefined, at: Instant): Held | undefined {
  return held !== undefined && held.expiresAt > at ? held : undefined
}

/**
 * Whether a file can be taken for editing: nobody has it, or it is taken over knowingly. A program that broke down does not
 * know its lock any more; with the same pass it takes a new one.
 */
export function takeable(
  held: Lease | undefined,
  asked: {
    readonly by: PersonId
    readonly at: Instant
    readonly takeOver: boolean
    readonly lock?: Lock | undefined
  },
): Result<undefined, BeingEdited> {
  const now = standing(held, asked.at)
  if (now === undefined || asked.takeOver) return yes(undefined)
  if (now.how === 'webdav' && now.lock !== undefined && now.lock.pass === asked.lock?.pass)
    return yes(undefined)
  const { name, title, takenAt: since } = now
  return no({ code: 'being_edited', name, title, since, own: now.person === asked.by })
}

/** Whether a lease is the lock that a program names. */
export function isLockedBy(held: Lease, token: string | undefined): boolean {
  return token !== undefined && held.lock?.token === token
}

export type SaveConflict = {
  /** Somebody saved another content meanwhile, or has taken the file over. */
  readonly code: 'edit_conflict'
  readonly because: 'saved_meanwhile' | 'taken_over'
  /** Title and name; absent when it is not known who. */
  readonly who?: string
}

/**
 * Whether a save goes on top of what is there. An editor whose lease ran out unnoticed (a laptop that slept) still may,
 * as long as nobody else has begun and the content is the one the editing began with.
 */
export function mayGoOnTop(
  save: {
    readonly from: RevisionId
    readonly lease?: string
    /** What a program calls its lock. */
    readonly lock?: string
    readonly at: Instant
  },
  now: { readonly current: RevisionId; readonly held: Lease | undefined; readonly savedBy?: string },
): Result<undefined, SaveConflict> {
  if (save.from !== now.current)
    return no({
      code: 'edit_conflict',
      because: 'saved_meanwhile',
      ...(now.savedBy === undefined ? {} : { who: now.savedBy }),
    })
  const held = standing(now.held, save.at)
  if (held === undefined || held.id === save.lease || isLockedBy(held, save.lock)) return yes(undefined)
  return no({ code: 'edit_conflict', because: 'taken_over', who: `${held.title} ${held.name}`.trim() })
}
