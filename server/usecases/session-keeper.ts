import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import {
  type SessionRow,
  findSession,
  insertSession,
  revokeSession,
  sweepSessions,
  touchSession,
} from '../store/sessions.ts'
import type { Clock } from './ports.ts'

export type SessionLimits = {
  /** A session not used for this long is over. */
  readonly idleMs: number
  /** A session this old is over, however much it is used. */
  readonly ageMs: number
  /** How long a read is believed: a session ended in another process lives on here for this long at most. */
  readonly cacheMs: number
  /** Use is written down at most this often. */
  readonly touchMs: number
  /** Sessions remembered in this process. */
  readonly cacheSize: number
}

const defaults: SessionLimits = {
  idleMs: 60 * 60 * 1000,
  ageMs: 12 * 60 * 60 * 1000,
  cacheMs: 5 * 1000,
  touchMs: 60 * 1000,
  cacheSize: 10_000,
}

/** Sessions by their secret id, which lives in the browser's cookie only; the database knows its SHA-256. */
export type SessionKeeper = {
  /** The person whose session this is. `use` false looks without counting as use, for a line that stays open. */
  whoHas(id: string, use?: boolean): Promise<PersonId | undefined>
  /** Opens a session under a fresh id; visible to `whoHas` once the transaction is committed. */
  open(
    trx: Transaction<Database>,
    session: { readonly person: PersonId; readonly idToken: string; readonly providerSid?: string },
  ): Promise<string>
  /** Ends a session; gives the ID token it was opened with, undefined when it was over already. */
  end(id: string): Promise<string | undefined>
  /** Forgets what is over. */
  sweep(): Promise<number>
  /** Waits until everything noted has been written. */
  settled(): Promise<void>
}

/** An entry is a read in flight or done; `ended` stays in the way of reads that began before the end. */
type Entry = { readonly read: Promise<SessionRow | undefined>; readonly readAt: number; row?: SessionRow }

/**
 * Every request asks for its session, so a read is believed for some seconds and use is noted once a minute: thousands
 * of requests a second cost no query. A session that has been ended here stays ended here at once.
 */
export function createSessionKeeper(deps: {
  readonly db: Kysely<Database>
  readonly now: Clock
  readonly limits?: Partial<SessionLimits>
  readonly onError?: (error: unknown) => void
}): SessionKeeper {
  const limits = { ...defaults, ...deps.limits }
  const entries = new Map<string, Entry>()
  const writing = new Set<Promise<unknown>>()

  function remember(key: string, entry: Entry): void {
    entries.delete(key)
    entries.set(key, entry)
    // A Map keeps the order of insertion: the first key is the one read longest ago.
    if (entries.size > limits.cacheSize) entries.delete(entries.keys().next().value as string)
  }

  async function read(key: string, idHash: Buffer, now: Instant): Promise<SessionRow | undefined> {
    const known = entries.get(key)
    if (known !== undefined && Math.abs(Date.parse(now) - known.readAt) < limits.cacheMs)
      return known.row ?? known.read
    const entry: Entry = { read: findSession(deps.db, idHash, now), readAt: Date.parse(now) }
    remember(key, entry)
    try {
      const row = await entry.read
      if (entries.get(key) !== entry) return entries.get(key)?.read
      // Ids nobody ever had must not push out those in use.
      if (row === undefined) entries.delete(key)
      else entry.row = row
      return row
    } catch (error) {
      if (entries.get(key) === entry) entries.delete(key)
      throw error
    }
  }

  function touch(key: string, idHash: Buffer, row: SessionRow, now: Instant): void {
    const expiresAt = expiry(limits, Date.parse(row.createdAt), Date.parse(now))
    const entry = entries.get(key)
    // At once, so that the next thousand requests of this minute do not write as well.
    if (entry !== undefined) entry.row = { ...row, seenAt: now, expiresAt }
    const write = note(key, idHash, now, expiresAt).finally(() => writing.delete(write))
    writing.add(write)
  }

  async function note(key: string, idHash: Buffer, seenAt: Instant, expiresAt: Instant): Promise<void> {
    const entry = entries.get(key)
    try {
      const alive = await touchSession(deps.db, idHash, seenAt, expiresAt)
      // Ended in another process meanwhile.
      if (!alive && entries.get(key) === entry) entries.delete(key)
    } catch (error) {
      deps.onError?.(error)
    }
  }

  return {
    async whoHas(id, use = true) {
      const now = deps.now()
      const idHash = hashOf(id)
      const key = idHash.toString('base64')
      const row = await read(key, idHash, now)
      if (row === undefined || row.expiresAt <= now) return undefined
      if (use && Date.parse(now) - Date.parse(row.seenAt) >= limits.touchMs) touch(key, idHash, row, now)
      return row.person
    },

    async open(trx, { person, idToken, providerSid }) {
      const now = deps.now()
      const id = randomBytes(32).toString('base64url')
      await insertSession(trx, {
        idHash: hashOf(id),
        person,
        idToken,
        ...(providerSid === undefined ? {} : { providerSid }),
        createdAt: now,
        seenAt: now,
        expiresAt: expiry(limits, Date.parse(now), Date.parse(now)),
      })
      return id
    },

    async end(id) {
      const now = deps.now()
      const idHash = hashOf(id)
      const ended = await revokeSession(deps.db, idHash, now)
      remember(idHash.toString('base64'), { read: Promise.resolve(undefined), readAt: Date.parse(now) })
      return ended
    },

    sweep: () => sweepSessions(deps.db, deps.now()),

    async settled() {
      await Promise.all(writing)
    },
  }
}

/** The token that proves a request comes from our own pages: bound to the session, and no use without its cookie. */
export function csrfTokenOf(sessionId: string): string {
  return createHmac('sha256', sessionId).update('kessai csrf').digest('base64url')
}

function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest()
}

function expiry(limits: SessionLimits, createdAtMs: number, seenAtMs: number): Instant {
  return new Date(Math.min(seenAtMs + limits.idleMs, createdAtMs + limits.ageMs)).toISOString() as Instant
}
