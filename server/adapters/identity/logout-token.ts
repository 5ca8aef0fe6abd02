import { type JWTPayload, createRemoteJWKSet, errors, jwtVerify } from 'jose'
import type { Instant } from '../../domain/ids.ts'
import { type LogoutToken, ProviderUnavailable, SignInRefused } from '../../usecases/identity-provider.ts'

export type LogoutTokenOptions = {
  /** Our client id. */
  readonly audience: string
  /** How long the provider's keys may take. */
  readonly timeoutMs: number
}

/** What of the provider's own description is needed. */
type Metadata = { readonly issuer: string; readonly jwks_uri?: string }

const endsSessions = 'http://schemas.openid.net/event/backchannel-logout'
/** What a provider signs with; never a secret that we share with it, and never nothing. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]
/** The provider's clock may be this many seconds off. */
const clockTolerance = 30
/** Seconds; a token is sent the moment it is made. */
const oldest = 300

/**
 * Reads logout tokens (OpenID Connect Back-Channel Logout 1.0, section 2.6) by the keys the provider publishes. Keys are
 * fetched when the first token comes, and again for one that is not known, at most twice a minute.
 */
export function logoutTokens(
  { audience, timeoutMs }: LogoutTokenOptions,
  metadata: () => Promise<Metadata>,
): (token: string) => Promise<LogoutToken> {
  let keys: { readonly uri: string; readonly find: ReturnType<typeof createRemoteJWKSet> } | undefined

  return async (token) => {
    const { issuer, jwks_uri: uri } = await metadata()
    if (uri === undefined) throw new ProviderUnavailable(new Error('the provider publishes no keys'))
    if (keys?.uri !== uri) {
      keys = { uri, find: createRemoteJWKSet(new URL(uri), { timeoutDuration: timeoutMs }) }
    }
    const { payload } = await jwtVerify(token, keys.find, {
      issuer,
      audience,
      algorithms,
      typ: 'logout+jwt',
      clockTolerance,
      maxTokenAge: oldest,
      requiredClaims: ['iat', 'exp', 'jti', 'events'],
    }).catch((error: unknown) => {
      throw isOfToken(error) ? new SignInRefused(error) : new ProviderUnavailable(error)
    })
    return endOf(payload, issuer)
  }
}

function endOf(payload: JWTPayload, issuer: string): LogoutToken {
  const { jti, exp, sub, sid, events, nonce } = payload
  // An ID token carries a nonce: without this one could be played as a logout token.
  if (nonce !== undefined) throw refused('a logout token has no nonce')
  const event = typeof events === 'object' && events !== null ? Object.entries(events) : []
  if (!event.some(([name, value]) => name === endsSessions && typeof value === 'object' && value !== null))
    throw refused('it does not say that sessions end')
  const sessionId = typeof sid === 'string' && sid !== '' ? sid : undefined
  if (sessionId === undefined && sub === undefined) throw refused('it names neither a session nor an account')
  if (typeof jti !== 'string' || jti === '' || exp === undefined) throw refused('it has no name or no end')
  return {
    issuer,
    tokenId: jti,
    expiresAt: new Date((exp + clockTolerance) * 1000).toISOString() as Instant,
    ...(sub === undefined ? {} : { subject: sub }),
    ...(sessionId === undefined ? {} : { sessionId }),
  }
}

function refused(why: string): SignInRefused {
  return new SignInRefused(new Error(why))
}

/** Whether the token itself is at fault, and not the way to the keys it is checked with. */
function isOfToken(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false
  const ofKeys = [errors.JWKSTimeout, errors.JWKSInvalid, errors.JWKInvalid]
  // What the answer with the keys was like has no class of its own.
  return error.code !== 'ERR_JOSE_GENERIC' && !ofKeys.some((it) => error instanceof it)
}
