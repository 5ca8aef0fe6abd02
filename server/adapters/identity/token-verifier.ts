import { type JWTPayload, decodeProtectedHeader, errors, jwtVerify } from 'jose'
import { applicationRoles } from '../../domain/applications/application.ts'
import type { Instant } from '../../domain/ids.ts'
import {
  ProviderUnavailable,
  TokenRefused,
  type TokenVerifier,
  type VerifiedToken,
} from '../../usecases/identity-provider.ts'
import type { Clock } from '../../usecases/ports.ts'
import { rolesOf } from './keycloak-roles.ts'
import { type RealmKeysOptions, createRealmKeys } from './realm-keys.ts'
import { RememberedTokens } from './remembered-tokens.ts'

/** The client of the realm that stands for our API: the audience of tokens, and the owner of their roles. */
const apiClient = 'kessai-api'

export type TokenVerifierOptions = Partial<RealmKeysOptions> & {
  /** The realm, for Keycloak `https://<host>/realms/<realm>`. */
  readonly issuer: string
  readonly now: Clock
}

const algorithms = ['RS256', 'PS256', 'ES256']
/** How far the clocks of the provider and of this machine may be apart. */
const toleranceSeconds = 5
/** No token counts for longer than this, whatever it says itself. */
const mostSeconds = 3600
const longestToken = 8192

/** What is wrong with a token, as jose says it; anything else that goes wrong lies with the provider. */
const faults = [
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
]

/**
 * Verifies tokens that a realm gave to programs: jose proves them, then keycloak-connect's `Token` says which roles
 * they carry. What was proved is remembered for a minute at most.
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { issuer, now } = options
  const keys = createRealmKeys({
    timeoutMs: 3000,
    coolDownMs: 30_000,
    freshMs: 10 * 60_000,
    keptMs: 60 * 60_000,
    ...options,
  })

  async function claimsOf(token: string): Promise<JWTPayload> {
    refuseForm(token)
    const checks = {
      algorithms,
      issuer,
      audience: apiClient,
      clockTolerance: toleranceSeconds,
      maxTokenAge: mostSeconds,
      requiredClaims: ['exp', 'iat', 'azp'],
      currentDate: new Date(now()),
    }
    try {
      return (await jwtVerify(token, keys, checks)).payload
    } catch (error) {
      if (error instanceof ProviderUnavailable) throw error
      if (faults.some((it) => error instanceof it)) throw new TokenRefused('not verified', error)
      throw new ProviderUnavailable(error)
    }
  }

  const remembered = new RememberedTokens<VerifiedToken>()

  return {
    async verify(token): Promise<VerifiedToken> {
      const nowMs = Date.parse(now())
      const known = token.length > longestToken ? undefined : remembered.find(token, nowMs)
      if (known !== undefined) return known
      const claims = await claimsOf(token)
      const { azp, iat, sid, typ } = claims
      // ID tokens and refresh tokens are signed by the same realm.
      if (typ !== 'Bearer') throw new TokenRefused('not an access token')
      // It was given to a browser: a person is behind it, and people come with their session.
      if (sid !== undefined) throw new TokenRefused('of a session')
      if (typeof azp !== 'string' || iat === undefined) throw new TokenRefused('no client')
      if (!hasRoleList(claims)) throw new TokenRefused('roles in another shape')
      const verified = {
        clientId: azp,
        roles: rolesOf(token, apiClient, applicationRoles),
        issuedAt: new Date(iat * 1000).toISOString() as Instant,
      }
      remembered.keep(token, verified, { nowMs, expiresMs: (claims.exp ?? 0) * 1000 })
      return verified
    },
  }
}

/** Before anybody is asked for a key: a token in three parts, signed as we allow, by a key of the realm and no other. */
function refuseForm(token: string): void {
  if (token.length > longestToken) throw new TokenRefused('too long')
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) throw new TokenRefused('not a signed token')
  let header: ReturnType<typeof decodeProtectedHeader>
  try {
    header = decodeProtectedHeader(token)
  } catch (error) {
    throw new TokenRefused('no header', error)
  }
  const { alg, typ, kid } = header
  if (alg === undefined || !algorithms.includes(alg)) throw new TokenRefused('another algorithm')
  if (typ !== undefined && !['jwt', 'at+jwt'].includes(typ.toLowerCase()))
    throw new TokenRefused('another type')
  if (typeof kid !== 'string' || kid === '') throw new TokenRefused('no key named')
  if (['jku', 'x5u', 'jwk', 'x5c', 'crit', 'b64'].some((it) => it in header))
    throw new TokenRefused('brings its own key')
}

/** Our roles are absent, or a list of words: in a text, a part of another role's name would count as a role. */
function hasRoleList({ resource_access: access }: JWTPayload): boolean {
  if (access === undefined) return true
  if (typeof access !== 'object' || access === null) return false
  const own = (access as Readonly<Record<string, unknown>>)[apiClient]
  if (own === undefined) return true
  const roles: unknown = typeof own === 'object' && own !== null && 'roles' in own ? own.roles : undefined
  return Array.isArray(roles) && roles.every((it) => typeof it === 'string')
}
