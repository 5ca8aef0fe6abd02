import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import { findTokens, putTokens } from '../store/session-tokens.ts'
import {
  type EndReason,
  type EndedSession,
  type ProviderSession,
  type SessionRow,
  type Whence,
  type WhichSessions,
  findSession,
  insertSession,
  revokeSessions,
  sweepSessions,
  touchSession,
} from '../store/sessions.ts'
import { logSignIns } from '../store/sign-in-log.ts'
import type { IdentityProvider, Renewal } from './identity-provider.ts'
import type { Clock, LiveBus } from './ports.ts'
import { type RenewalLimits, createRenewals, standingOf } from './renew-session.ts'
import { openTokens, sealTokens } from './sealed-tokens.ts'

export type SessionLimits = RenewalLimits & {
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

const minute = 60 * 1000

const defaults: SessionLimits = {
  idleMs: 60 * minute,
  ageMs: 12 * 60 * minute,
  renewMs: 5 * minute,
  awayMs: 60 * minute,
  cacheMs: 5 * 1000,
  touchMs: minute,
  cacheSize: 10_000,
}

/** What a session is opened with; what the provider did not say is absent. */
export type Opening = {
  readonly person: PersonId
  readonly idToken: string
  readonly at?: ProviderSession
  readonly login?: string
  readonly authenticatedAt?: Instant
  readonly acr?: string
  readonly renewal?: Renewal
  readonly whence?: Whence
}

/** Who ended sessions by hand, when it was not their owner, and why. */
export type Ender = { readonly by?: PersonId; readonly reason?: string }

/** Sessions by their secret id, which lives in the browser's cookie only; the database knows its SHA-256. */
export type SessionKeeper = {
  /** How long what lasts. */
  readonly limits: SessionLimits
  /**
   * The person whose session this is. `unattended` does not keep it from running idle: an open page asks by itself, and
   * nobody may sit at it. `look` asks the provider nothing either, for a line that stays open.
   */
  whoHas(id: string, how?: 'use' | 'unattended' | 'look'): Promise<PersonId | undefined>
  /** What is known of a session, without counting as use; undefined when it is over. */
  look(id: string): Promise<SessionRow | undefined>
  /** Opens a session under a fresh id; visible to `whoHas` once the transaction is committed. */
  open(trx: Transaction<Database>, session: Opening): Promise<string>
  /** Ends a session; gives the ID token it was opened with, undefined when it was over already. */
  end(id: string, because?: EndReason): Promise<string | undefined>
  /**
   * Ends sessions in a transaction that has more to do; call `ended` once it is committed. Nothing is ended when it is
   * rolled back.
   */
  endIn(
    trx: Transaction<Database>,
    which: WhichSessions,
    because: EndReason,
    ender?: Ender,
  ): Promise<readonly EndedSession[]>
  /** Makes an end felt: at once here, and in the other processes as soon as they hear of it. */
  ended(sessions: readonly EndedSession[]): void
  /** Forgets what is over. */
  sweep(): Promise<number>
  /** Waits until everything noted has been written. */
  settled(): Promise<void>
}

/** An entry is a read in flight or done; one that ended here stays in the way of reads that began before the end. */
type Entry = {
  readonly read: Promise<SessionRow | undefined>
  readonly readAt: number
  readonly isEnded?: true
  row?: SessionRow
}

export type SessionKeeperDeps = {
  readonly db: Kysely<Database>
  readonly now: Clock
  readonly limits?: Partial<SessionLimits>
  /** Absent: nobody asks the provider again. */
  readonly identity?: Pick<IdentityProvider, 'renew'>
  /** Tells other processes, and the open pages of the person. */
  readonly live?: LiveBus
  readonly onError?: (error: unknown) => void
}

/**
 * Every request asks for its session, so a read is believed for some seconds and use is noted once a minute: thousands
 * of requests a second cost no query. A session that has been ended here stays ended here at once.
 */
export function createSessionKeeper(deps: SessionKeeperDeps): SessionKeeper {
  const limits = { ...defaults, ...deps.limits }
  const entries = new Map<string, Entry>()
  const writing = new Set<Promise<unknown>>()
  const renewals =
    deps.identity === undefined
      ? undefined
      : createRenewals({
          ...deps,
          identity: deps.identity,
          limits,
          renewed(idHash, standing) {
            const entry = entries.get(idHash.toString('base64'))
            if (entry?.row !== undefined) entry.row = { ...entry.row, ...standing }
          },
          refused: async (idHash) => void (await endNow({ idHash }, 'provider_refused')),
        })
  // Another process ended one of them, and only it knows which.
  deps.live?.subscribe((event, to) => {
    if (event.type === 'session') dropLiving(to?.people ?? [])
  })

  function dropLiving(people: readonly PersonId[]): void {
    for (const [key, entry] of entries) {
      // Whose session a read in flight finds is not known yet.
      if (entry.isEnded !== true && (entry.row === undefined || people.includes(entry.row.person)))
        entries.delete(key)
    }
  }

  function remember(key: string, entry: Entry): void {
    entries.delete(key)
    entries.set(key, entry)
    // A Map keeps the order of insertion: the first key is the one read longest ago.
    if (entries.size > limits.cacheSize) entries.delete(entries.keys().next().value as string)
  }

  async function read(key: string, idHash: Buffer, now: Instant): Promise<SessionRow | undefined> {
    for (let tries = 0; tries < 3; tries++) {
      const known = entries.get(key)
      const isFresh = known !== undefined && Math.abs(Date.parse(now) - known.readAt) < limits.cacheMs
      if (isFresh && known.row !== undefined) return known.row
      const entry = isFresh ? known : begin(key, idHash, now)
      const row = await entry.read
      // Dropped or ended while it was read: what was found may be over by now.
      if (row === undefined || entries.get(key) === entry) return row
    }
    return findSession(deps.db, idHash, now)
  }

  function begin(key: string, idHash: Buffer, now: Instant): Entry {
    const forget = (): void => {
      if (entries.get(key) === entry) entries.delete(key)
    }
    const entry: Entry = {
      read: findSession(deps.db, idHash, now).then(
        (row) => {
          // Ids nobody ever had must not push out those in use.
          if (row === undefined) forget()
          else entry.row = row
          return row
        },
        (error: unknown) => {
          forget()
          throw error
        },
      ),
      readAt: Date.parse(now),
    }
    remember(key, entry)
    return entry
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

  async function living(id: string): Promise<{ key: string; idHash: Buffer; row: SessionRow } | undefined> {
    const now = deps.now()
    const idHash = hashOf(id)
    const key = idHash.toString('base64')
    const row = await read(key, idHash, now)
    return row === undefined || row.expiresAt <= now ? undefined : { key, idHash, row }
  }

  async function endIn(
    trx: Transaction<Database>,
    which: WhichSessions,
    because: EndReason,
    ender: Ender = {},
  ): Promise<readonly EndedSession[]> {
    const at = deps.now()
    const ended = await revokeSessions(trx, which, { at, because })
    await logSignIns(
      trx,
      ended.map(({ id, person, issuer, subject }) => ({
        at,
        what: 'ended' as const,
        because,
        person,
        session: id,
        issuer,
        subject,
        ...ender,
      })),
    )
    return ended
  }

  function ended(sessions: readonly EndedSession[]): void {
    const readAt = Date.parse(deps.now())
    for (const { idHash } of sessions) {
      remember(idHash.toString('base64'), { read: Promise.resolve(undefined), readAt, isEnded: true })
    }
    const people = [...new Set(sessions.map((it) => it.person))]
    if (people.length > 0) deps.live?.publish({ type: 'session' }, { people })
  }

  async function endNow(which: WhichSessions, because: EndReason): Promise<readonly EndedSession[]> {
    const gone = await deps.db.transaction().execute((trx) => endIn(trx, which, because))
    ended(gone)
    return gone
  }

  return {
    limits,
    endIn,
    ended,

    async whoHas(id, how = 'use') {
      const found = await living(id)
      if (found === undefined) return undefined
      const { key, idHash, row } = found
      if (how !== 'look') {
        // Whatever asks for something asks the provider too: its word counts for who is away as well.
        const standing = renewals?.mayGoOn(id, idHash, row) ?? true
        if (standing !== true && !(await standing)) return undefined
      }
      if (how === 'use') {
        const now = deps.now()
        const current = entries.get(key)?.row ?? row
        if (Date.parse(now) - Date.parse(current.seenAt) >= limits.touchMs) touch(key, idHash, current, now)
      }
      return row.person
    },

    async look(id) {
      return (await living(id))?.row
    },

    async open(trx, { person, idToken, at, login, authenticatedAt, acr, renewal, whence }) {
      const now = deps.now()
      const id = randomBytes(32).toString('base64url')
      const idHash = hashOf(id)
      const session = {
        person,
        ...(authenticatedAt === undefined ? {} : { authenticatedAt }),
        ...(acr === undefined ? {} : { acr }),
        createdAt: now,
        seenAt: now,
        expiresAt: expiry(limits, Date.parse(now), Date.parse(now)),
      }
      const name = await insertSession(trx, {
        ...session,
        idHash,
        ...(at === undefined ? {} : { at }),
        ...(whence === undefined ? {} : { whence }),
      })
      const refreshToken = renewal?.refreshToken
      await putTokens(trx, idHash, {
        sealed: sealTokens(id, { idToken, ...(refreshToken === undefined ? {} : { refreshToken }) }),
        ...(renewal === undefined ? { confirmedAt: now } : standingOf(renewal, now, limits)),
      })
      await logSignIns(trx, [
        {
          at: now,
          what: 'signed_in',
          person,
          ...(login === undefined ? {} : { login }),
          ...(at === undefined ? {} : { issuer: at.issuer, subject: at.subject }),
          session: name,
          ...(authenticatedAt === undefined ? {} : { authenticatedAt }),
          ...whence,
        },
      ])
      return id
    },

    async end(id, because = 'signed_out') {
      const idHash = hashOf(id)
      const gone = await endNow({ idHash }, because)
      if (gone.length === 0) return undefined
      const tokens = await findTokens(deps.db, idHash)
      return tokens && openTokens(id, tokens.sealed).idToken
    },

    sweep: () => sweepSessions(deps.db, deps.now()),

    async settled() {
      await Promise.all(writing)
      await renewals?.settled()
      // What was answered while they flew may have been noted as well.
      await Promise.all(writing)
    },
  }
}

/** The token that proves a request comes from our own pages: bound to the session, and no use without its cookie. */
export function csrfTokenOf(sessionId: string): string {
  return createHmac('sha256', sessionId).update('kessai csrf').digest('base64url')
}

/** What is stored of a secret: its SHA-256. */
export function hashOf(id: string): Buffer {
  return createHash('sha256').update(id).digest()
}

function expiry(limits: SessionLimits, createdAtMs: number, seenAtMs: number): Instant {
  return new Date(Math.min(seenAtMs + limits.idleMs, createdAtMs + limits.ageMs)).toISOString() as Instant
}
