import type { Kysely } from 'kysely'
import type { Instant } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import { lockTokens, putTokens } from '../store/session-tokens.ts'
import type { SessionRow } from '../store/sessions.ts'
import {
  type IdentityProvider,
  ProviderUnavailable,
  type Renewal,
  SignInRefused,
} from './identity-provider.ts'
import type { Clock } from './ports.ts'
import { openTokens, sealTokens } from './sealed-tokens.ts'

export type RenewalLimits = {
  /** The provider's word is believed for this long at most, whatever it says itself. */
  readonly renewMs: number
  /** While the provider does not answer, people work on for this long after its last word. */
  readonly awayMs: number
}

/** What the provider last said of a session. */
export type Standing = Required<Pick<SessionRow, 'renewAt' | 'confirmedAt'>>

export type RenewalDeps = {
  readonly db: Kysely<Database>
  readonly now: Clock
  readonly identity: Pick<IdentityProvider, 'renew'>
  readonly limits: RenewalLimits
  /** The provider stood by it again. */
  readonly renewed: (idHash: Buffer, standing: Standing) => void
  /** The provider no longer stands by it: the session has to end. */
  readonly refused: (idHash: Buffer) => Promise<void>
  readonly onError?: (error: unknown) => void
}

/** Asks the provider again, for sessions in use. */
export type Renewals = {
  /** Whether a session may go on; true at once, without a promise, while the provider's last word counts. */
  mayGoOn(id: string, idHash: Buffer, row: SessionRow): true | Promise<boolean>
  /** Waits until nothing is asked any more. */
  settled(): Promise<void>
}

/** Before its end the word is renewed beside the request; only after it a request waits. */
const earlyMs = 60_000
/** A provider that did not answer is left alone for this long. */
const restMs = 15_000
/** Each holds a connection of the pool while the provider thinks. */
const mostAtOnce = 2

/**
 * Renewing, as the requests of a process see it. One flight a session here, and a row lock between processes, so that a
 * provider that gives a new refresh token each time (`revokeRefreshToken`) is never shown an old one. While the provider
 * does not answer nobody waits for it: one request in a while asks again, the others go on.
 */
export function createRenewals(deps: RenewalDeps): Renewals {
  const { limits } = deps
  const flights = new Map<string, Promise<Outcome>>()
  const waiting: (() => void)[] = []
  let flying = 0
  /** When a provider that did not answer is asked again; undefined while it answers. */
  let askAgainMs: number | undefined

  async function fly(id: string, idHash: Buffer, isProbe: boolean): Promise<Outcome> {
    if (flying >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    flying++
    try {
      // Found out while this one waited for its turn.
      if (askAgainMs !== undefined && !isProbe) return 'no_answer'
      const standing = await renewOnce(deps, id, idHash)
      askAgainMs = undefined
      if (standing !== undefined) deps.renewed(idHash, standing)
      return 'renewed'
    } catch (error) {
      if (error instanceof SignInRefused) {
        askAgainMs = undefined
        await deps.refused(idHash)
        return 'refused'
      }
      if (!(error instanceof ProviderUnavailable)) throw error
      askAgainMs = Date.parse(deps.now()) + restMs
      deps.onError?.(error)
      return 'no_answer'
    } finally {
      flying--
      waiting.shift()?.()
    }
  }

  function flightOf(id: string, idHash: Buffer, isProbe: boolean): Promise<Outcome> {
    const key = idHash.toString('base64')
    const known = flights.get(key)
    if (known !== undefined) return known
    const flight = fly(id, idHash, isProbe).finally(() => flights.delete(key))
    flights.set(key, flight)
    return flight
  }

  function besideTheRequest(id: string, idHash: Buffer, isProbe: boolean): void {
    flightOf(id, idHash, isProbe).catch((error: unknown) => deps.onError?.(error))
  }

  return {
    mayGoOn(id, idHash, row) {
      if (row.renewAt === undefined) return true
      const nowMs = Date.parse(deps.now())
      const confirmedMs = Date.parse(row.confirmedAt)
      const dueMs = Date.parse(row.renewAt)
      if (nowMs < dueMs - earlyOf(dueMs - confirmedMs)) return true
      const isWithinGrace = nowMs < Math.max(dueMs, confirmedMs + limits.awayMs)
      if (askAgainMs !== undefined) {
        if (nowMs >= askAgainMs) {
          // Those behind this one do not ask as well.
          askAgainMs = nowMs + restMs
          besideTheRequest(id, idHash, true)
        }
        return isWithinGrace || Promise.resolve(false)
      }
      if (nowMs < dueMs) {
        besideTheRequest(id, idHash, false)
        return true
      }
      return flightOf(id, idHash, false).then(
        (outcome) => outcome === 'renewed' || (outcome === 'no_answer' && isWithinGrace),
      )
    },

    async settled() {
      await Promise.allSettled(flights.values())
    },
  }
}

type Outcome = 'renewed' | 'refused' | 'no_answer'

/**
 * Asks the provider, with the row of the tokens held; what another tab or process has brought meanwhile is taken as it
 * is. Undefined when the session is over or has nothing to ask with. What was brought and is lost before it is stored
 * (the process dies right then) costs its person a sign-in, no more.
 */
async function renewOnce(
  { db, now, identity, limits }: RenewalDeps,
  id: string,
  idHash: Buffer,
): Promise<Standing | undefined> {
  return db.transaction().execute(async (trx) => {
    const stored = await lockTokens(trx, idHash, now())
    if (stored?.renewAt === undefined) return undefined
    const { renewAt, confirmedAt } = stored
    const askedAt = now()
    const [dueMs, askedMs] = [Date.parse(renewAt), Date.parse(askedAt)]
    if (askedMs < dueMs - earlyOf(dueMs - Date.parse(confirmedAt))) return { renewAt, confirmedAt }
    const { idToken, refreshToken } = openTokens(id, stored.sealed)
    if (refreshToken === undefined) return undefined
    const renewed = await identity.renew(refreshToken)
    if (renewed.subject !== undefined && renewed.subject !== stored.subject) {
      throw new SignInRefused(new Error('the provider speaks of another account'))
    }
    const standing = standingOf(renewed, askedAt, limits)
    const tokens = { idToken: renewed.idToken ?? idToken, refreshToken: renewed.refreshToken }
    await putTokens(trx, idHash, { sealed: sealTokens(id, tokens), ...standing })
    return standing
  })
}

/** How long the provider's word counts from an instant on. */
export function standingOf(
  { forMs }: Pick<Renewal, 'forMs'>,
  at: Instant,
  { renewMs }: Pick<RenewalLimits, 'renewMs'>,
): Standing {
  const renewAt = new Date(Date.parse(at) + Math.min(forMs, renewMs)).toISOString() as Instant
  return { renewAt, confirmedAt: at }
}

function earlyOf(lifeMs: number): number {
  return Math.min(earlyMs, lifeMs / 5)
}
