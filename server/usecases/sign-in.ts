import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Instant, PersonId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { forgetPurpose } from '../store/reading-purposes.ts'
import {
  findLinkedPerson,
  findPersonByLogin,
  insertSignIn,
  linkPerson,
  takeSignIn,
} from '../store/sign-ins.ts'
import { type Clock, type IdentityProvider, type SignInChecks, SignInRefused } from './ports.ts'
import type { SessionKeeper } from './session-keeper.ts'

/** How long somebody may take at the provider before the sign-in has to be started again. */
const signInMs = 10 * 60 * 1000

export type SignInDeps = {
  readonly db: Kysely<Database>
  readonly now: Clock
  readonly identity: IdentityProvider
  readonly sessions: SessionKeeper
}

/** Why a sign-in came to nothing. */
export type SignInRefusal =
  | { readonly code: 'sign_in_stale' }
  | { readonly code: 'sign_in_refused' }
  | { readonly code: 'unknown_person'; readonly login: string }
  | { readonly code: 'account_conflict'; readonly login: string }

/** A secret that ties started sign-ins to one browser; it travels in a cookie of its own. */
export function newBinding(): string {
  return randomBytes(32).toString('base64url')
}

/** Starts a sign-in and says where to send the browser. Throws `ProviderUnavailable`. */
export async function startSignIn(
  deps: SignInDeps,
  request: { readonly binding: string; readonly returnTo: string },
): Promise<URL> {
  const checks: SignInChecks = {
    state: randomBytes(24).toString('base64url'),
    nonce: randomBytes(24).toString('base64url'),
    codeVerifier: randomBytes(48).toString('base64url'),
  }
  // First the provider: while it is down nothing needs to be remembered.
  const location = await deps.identity.start(checks)
  const expiresAt = new Date(Date.parse(deps.now()) + signInMs).toISOString() as Instant
  await insertSignIn(
    deps.db,
    keyOf(request.binding, checks.state),
    { ...checks, returnTo: request.returnTo },
    expiresAt,
  )
  return location
}

/**
 * Takes somebody back from the provider: checks everything, finds the person and opens a session under a new id,
 * ending the one the browser had. Throws `ProviderUnavailable`.
 */
export async function finishSignIn(
  deps: SignInDeps,
  request: {
    readonly binding: string | undefined
    readonly callback: URL
    readonly oldSession: string | undefined
  },
): Promise<Result<{ readonly sessionId: string; readonly returnTo: string }, SignInRefusal>> {
  const state = request.callback.searchParams.get('state')
  if (request.binding === undefined || state === null) return no({ code: 'sign_in_stale' })
  const started = await takeSignIn(deps.db, keyOf(request.binding, state), deps.now())
  if (started === undefined) return no({ code: 'sign_in_stale' })

  const identity = await deps.identity
    .finish(request.callback, { state, nonce: started.nonce, codeVerifier: started.codeVerifier })
    .catch((error: unknown) => {
      if (error instanceof SignInRefused) return undefined
      throw error
    })
  if (identity === undefined) return no({ code: 'sign_in_refused' })

  if (request.oldSession !== undefined) await deps.sessions.end(request.oldSession)
  return deps.db.transaction().execute(async (trx) => {
    const linked = await findLinkedPerson(trx, identity.issuer, identity.subject)
    const person: PersonId | undefined = linked ?? (await findPersonByLogin(trx, identity.login))
    if (person === undefined) return no({ code: 'unknown_person', login: identity.login })
    const { issuer, subject } = identity
    if (linked === undefined && !(await linkPerson(trx, { issuer, subject, person, at: deps.now() }))) {
      return no({ code: 'account_conflict', login: identity.login })
    }
    await forgetPurpose(trx, person)
    const sessionId = await deps.sessions.open(trx, {
      person,
      idToken: identity.idToken,
      ...(identity.sessionId === undefined ? {} : { providerSid: identity.sessionId }),
    })
    return yes({ sessionId, returnTo: started.returnTo })
  })
}

/**
 * Ends the session here, whatever the provider says, and tells where the browser ends the provider's own; undefined
 * when there is nothing to end there or the provider does not answer.
 */
export async function signOut(deps: SignInDeps, sessionId: string): Promise<URL | undefined> {
  const idToken = await deps.sessions.end(sessionId)
  if (idToken === undefined) return undefined
  return deps.identity.signOut(idToken).catch(() => undefined)
}

/**
 * The path to go on to after signing in: only a path of this site, else `/`. A browser reads `//host` and `/\host` as
 * another host, and drops tabs and line ends while it reads.
 */
export function safeReturnTo(text: string | undefined): string {
  if (text === undefined || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text)) return '/'
  const url = new URL(text, 'http://site.invalid')
  const path = `${url.pathname}${url.search}${url.hash}`
  // `/.//host` becomes `//host` once it is resolved.
  if (url.origin !== 'http://site.invalid' || path.startsWith('//')) return '/'
  // Back into the sign-in itself would go round in circles.
  return /^\/(auth|realms|signed-out)(\/|$|\?)/.test(path) ? '/' : path
}

function keyOf(binding: string, state: string): Buffer {
  return createHash('sha256').update(`${binding} ${state}`).digest()
}
