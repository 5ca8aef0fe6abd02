import { createHash, randomBytes } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { type Instant, type PersonId, localDateOf } from '../domain/ids.ts'
import { capacitiesOf } from '../domain/organisation/holders.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { handPassesOn } from '../store/edit-passes.ts'
import { forgetPurpose } from '../store/reading-purposes.ts'
import { type EndedSession, type Whence, findSignInFloor, isSignedOutThere } from '../store/sessions.ts'
import { logSignIns } from '../store/sign-in-log.ts'
import {
  type StartedSignIn,
  findLinkedPerson,
  findPeopleByLogin,
  insertSignIn,
  linkPerson,
  takeSignIn,
} from '../store/sign-ins.ts'
import {
  type Identity,
  type IdentityProvider,
  type SignInChecks,
  SignInRefused,
} from './identity-provider.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import { type Opening, type SessionKeeper, hashOf } from './session-keeper.ts'

/** How long somebody may take at the provider before the sign-in has to be started again. */
const signInMs = 10 * 60 * 1000
/** The provider's clock may be this far off ours. */
const skewMs = 60 * 1000

export type SignInDeps = {
  readonly db: Kysely<Database>
  readonly now: Clock
  readonly identity: IdentityProvider
  readonly sessions: SessionKeeper
  readonly organisation: OrganisationSource
}

/** Why a sign-in came to nothing. */
export type SignInRefusal =
  | { readonly code: 'sign_in_stale' }
  | { readonly code: 'sign_in_refused'; readonly returnTo: string }
  | { readonly code: 'unknown_person'; readonly login: string }
  | { readonly code: 'login_ambiguous'; readonly login: string }
  | { readonly code: 'account_conflict'; readonly login: string; readonly person: PersonId }
  | { readonly code: 'no_appointment'; readonly login: string; readonly person: PersonId }

/** Signed in; or sent back to show anew who it is, because what the provider goes by was ended. */
export type SignedIn = { readonly sessionId: string; readonly returnTo: string } | { readonly again: string }

/** A secret that ties started sign-ins to one browser; it travels in a cookie of its own. */
export function newBinding(): string {
  return randomBytes(32).toString('base64url')
}

/**
 * Starts a sign-in and says where to send the browser. `fresh`: the person has to show anew who it is, whatever the
 * provider remembers. Throws `ProviderUnavailable`.
 */
export async function startSignIn(
  deps: SignInDeps,
  request: { readonly binding: string; readonly returnTo: string; readonly fresh?: boolean },
): Promise<URL> {
  const { binding, returnTo, fresh = false } = request
  const checks: SignInChecks = {
    state: randomBytes(24).toString('base64url'),
    nonce: randomBytes(24).toString('base64url'),
    codeVerifier: randomBytes(48).toString('base64url'),
  }
  // First the provider: while it is down nothing needs to be remembered.
  const location = await deps.identity.start(checks, fresh)
  const startedAt = deps.now()
  const expiresAt = new Date(Date.parse(startedAt) + signInMs).toISOString() as Instant
  await insertSignIn(
    deps.db,
    keyOf(binding, checks.state),
    { ...checks, returnTo, fresh, startedAt },
    expiresAt,
  )
  return location
}

/**
 * Takes somebody back from the provider: checks everything, finds the person and opens a session under a new id,
 * ending the one the browser had; what programs of that person have open goes on in the new one. Who came in or was
 * refused is written down. Throws `ProviderUnavailable`.
 */
export async function finishSignIn(
  deps: SignInDeps,
  request: {
    readonly binding: string | undefined
    readonly callback: URL
    readonly oldSession: string | undefined
    readonly whence?: Whence
  },
): Promise<Result<SignedIn, SignInRefusal>> {
  const { oldSession, whence = {} } = request
  const state = request.callback.searchParams.get('state')
  if (request.binding === undefined || state === null) return no({ code: 'sign_in_stale' })
  const started = await takeSignIn(deps.db, keyOf(request.binding, state), deps.now())
  if (started === undefined) return no({ code: 'sign_in_stale' })

  const identity = await deps.identity
    .finish(request.callback, { state, nonce: started.nonce, codeVerifier: started.codeVerifier })
    .catch((error: unknown) => {
      if (error instanceof SignInRefused) return error
      throw error
    })
  const isRefused = identity instanceof SignInRefused
  if (isRefused || (started.fresh && !isFresh(identity, started))) {
    const account = isRefused ? {} : accountOf(identity)
    await logSignIns(deps.db, [
      { at: deps.now(), what: 'refused', because: 'sign_in_refused', ...account, ...whence },
    ])
    // Signed out elsewhere a moment ago: the page was told before the provider had forgotten the person.
    if (isRefused && identity.isGone && !started.fresh) return yes({ again: started.returnTo })
    return no({ code: 'sign_in_refused', returnTo: started.returnTo })
  }

  const old = oldSession === undefined ? undefined : hashOf(oldSession)
  const gone: EndedSession[] = []
  const endOld = async (trx: Transaction<Database>): Promise<void> => {
    if (old !== undefined) gone.push(...(await deps.sessions.endIn(trx, { idHash: old }, 'replaced')))
  }
  const comeIn = async (trx: Transaction<Database>): Promise<Result<SignedIn, SignInRefusal>> => {
    const found = await findOrLink(deps, trx, identity)
    if (!found.ok) {
      const { code: because, ...facts } = found.error
      const of = 'person' in facts ? { person: facts.person } : {}
      await logSignIns(trx, [
        { at: deps.now(), what: 'refused', because, ...of, ...accountOf(identity), ...whence },
      ])
      await endOld(trx)
      return found
    }
    const person = found.value
    if (!started.fresh && (await mustShowAnew(trx, person, identity))) {
      return yes({ again: started.returnTo })
    }
    await forgetPurpose(trx, person)
    const sessionId = await deps.sessions.open(trx, openingOf(person, identity, started, whence))
    // Word has had a file open for longer than a session idles: its next save must find the pass.
    if (old !== undefined) await handPassesOn(trx, { person, from: old, to: hashOf(sessionId) })
    await endOld(trx)
    return yes({ sessionId, returnTo: started.returnTo })
  }
  const done = await deps.db.transaction().execute(comeIn)
  deps.sessions.ended(gone)
  return done
}

/** Who an account is: whom it was joined to at its first sign-in, else who has its 職員番号, joined from now on. */
async function findOrLink(
  deps: SignInDeps,
  trx: Transaction<Database>,
  { issuer, subject, login }: Identity,
): Promise<Result<PersonId, SignInRefusal>> {
  const linked = await findLinkedPerson(trx, issuer, subject)
  const people = linked === undefined ? await findPeopleByLogin(trx, login) : [linked]
  const [person, another] = people
  if (person === undefined) return no({ code: 'unknown_person', login })
  if (another !== undefined) return no({ code: 'login_ambiguous', login })
  if (!(await hasPlace(deps, person))) return no({ code: 'no_appointment', login, person })
  if (linked === undefined && !(await linkPerson(trx, { issuer, subject, person, at: deps.now() }))) {
    return no({ code: 'account_conflict', login, person })
  }
  return yes(person)
}

/** Whether somebody holds a post or a role today: who has left, or has not begun, does not come in. */
async function hasPlace({ organisation, now }: SignInDeps, person: PersonId): Promise<boolean> {
  const today = await organisation.current()
  if (capacitiesOf(today, person, localDateOf(now())).length > 0) return true
  return (today.people.get(person)?.roles.length ?? 0) > 0
}

/**
 * Sessions of this person were ended by hand after the provider last saw who it is; or the provider still goes by a
 * session that somebody signed out of, and is about to end it.
 */
async function mustShowAnew(
  trx: Transaction<Database>,
  person: PersonId,
  { authenticatedAt, issuer, sessionId: sid }: Identity,
): Promise<boolean> {
  if (sid !== undefined && (await isSignedOutThere(trx, { issuer, sid }))) return true
  const floor = await findSignInFloor(trx, person)
  // The provider counts in whole seconds.
  return floor !== undefined && Date.parse(authenticatedAt ?? floor) <= Date.parse(floor)
}

/** Whether the provider has really asked anew; one that does not say when is believed that it did as it was told. */
function isFresh({ authenticatedAt }: Identity, { startedAt }: StartedSignIn): boolean {
  return authenticatedAt === undefined || Date.parse(authenticatedAt) >= Date.parse(startedAt) - skewMs
}

function openingOf(
  person: PersonId,
  identity: Identity,
  { fresh, startedAt }: StartedSignIn,
  whence: Whence,
): Opening {
  const { issuer, subject, sessionId, login, idToken, acr, renewal } = identity
  const authenticatedAt = identity.authenticatedAt ?? (fresh ? startedAt : undefined)
  return {
    person,
    idToken,
    login,
    at: { issuer, subject, ...(sessionId === undefined ? {} : { sid: sessionId }) },
    whence,
    ...(authenticatedAt === undefined ? {} : { authenticatedAt }),
    ...(acr === undefined ? {} : { acr }),
    ...(renewal === undefined ? {} : { renewal }),
  }
}

function accountOf({ issuer, subject, login }: Identity): Pick<Identity, 'issuer' | 'subject' | 'login'> {
  return { issuer, subject, login }
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
