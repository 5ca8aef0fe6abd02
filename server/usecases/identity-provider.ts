import type { Instant } from '../domain/ids.ts'

/** What the provider says about who came back from it. */
export type Identity = {
  readonly issuer: string
  /** The provider's own unchanging name of the account. */
  readonly subject: string
  /** 職員番号, as the provider knows it. */
  readonly login: string
  readonly idToken: string
  /** The provider's session, for sign-out from its side; absent when it names none. */
  readonly sessionId?: string
  /** When the person last showed the provider who it is (auth_time); absent when it does not say. */
  readonly authenticatedAt?: Instant
  /** How, in the provider's words (acr); absent when it does not say. */
  readonly acr?: string
  /** What the provider is asked again with; absent when it gave nothing for that. */
  readonly renewal?: Renewal
}

/** The means to ask the provider again, and how long its last word counts, in milliseconds. */
export type Renewal = { readonly refreshToken: string; readonly forMs: number }

/** What the provider says when it is asked again. */
export type Renewed = Renewal & {
  /** The account it speaks of; absent when it names none, which is its right. */
  readonly subject?: string
  /** A younger ID token; absent when it sent none. */
  readonly idToken?: string
}

/** That the provider ended a session, or all of an account, in its own signed words. */
export type LogoutToken = {
  readonly issuer: string
  readonly tokenId: string
  readonly expiresAt: Instant
  readonly subject?: string
  readonly sessionId?: string
}

/** The secrets of one started sign-in, made by us and checked on return. */
export type SignInChecks = { readonly state: string; readonly nonce: string; readonly codeVerifier: string }

/** OpenID Connect, code with PKCE. Every method throws `ProviderUnavailable` when the provider does not answer properly. */
export type IdentityProvider = {
  /** Where to send the browser. `fresh`: the person has to show again who it is, whatever the provider remembers. */
  start(checks: SignInChecks, fresh: boolean): Promise<URL>
  /** Turns the address the browser came back to into an identity. Throws `SignInRefused` when it does not fit. */
  finish(callback: URL, checks: SignInChecks): Promise<Identity>
  /** Asks whether the provider still stands by a session. Throws `SignInRefused` when it does not. */
  renew(refreshToken: string): Promise<Renewed>
  /** Reads what the provider sent to end sessions. Throws `SignInRefused` when it is not from there or not for that. */
  readLogoutToken(token: string): Promise<LogoutToken>
  /** Where to send the browser to end the provider's session too; undefined when the provider has no such place. */
  signOut(idToken: string): Promise<URL | undefined>
  /** Where programs get their tokens; undefined when the provider has no such place. */
  tokenEndpoint(): Promise<string | undefined>
}

/** The identity provider is down, hangs, or answers something else than OpenID Connect. */
export class ProviderUnavailable extends Error {
  constructor(cause: unknown) {
    super('identity provider is not available', { cause })
    this.name = 'ProviderUnavailable'
  }
}

/** The provider answered, and what came back does not prove who it is. */
export class SignInRefused extends Error {
  /** The provider itself no longer stands by the answer it gave: its session ended in between. */
  readonly isGone: boolean
  constructor(cause: unknown, isGone = false) {
    super('sign-in was refused', { cause })
    this.name = 'SignInRefused'
    this.isGone = isGone
  }
}

/** A bearer token that was found to be genuine, of this realm, for us and in its time. */
export type VerifiedToken = {
  /** `azp`: the client it was given to. */
  readonly clientId: string
  /** Its roles of our API, as the realm names them. */
  readonly roles: readonly string[]
  readonly issuedAt: Instant
}

/** Judges bearer tokens of programs. */
export type TokenVerifier = {
  /** Throws `TokenRefused` for any that is not genuine, and `ProviderUnavailable` when nobody can say. */
  verify(token: string): Promise<VerifiedToken>
}

/** A bearer token that proves nothing. */
export class TokenRefused extends Error {
  constructor(why: string, cause?: unknown) {
    super(why, { cause })
    this.name = 'TokenRefused'
  }
}
