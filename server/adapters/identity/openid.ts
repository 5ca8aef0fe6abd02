import * as client from 'openid-client'
import type { Instant } from '../../domain/ids.ts'
import {
  type IdentityProvider,
  ProviderUnavailable,
  SignInRefused,
  type SignInChecks,
} from '../../usecases/identity-provider.ts'
import { logoutTokens } from './logout-token.ts'

export type OpenIdOptions = {
  /** For Keycloak `https://<host>/realms/<realm>`. Plain http only to this machine itself. */
  readonly issuer: string
  readonly clientId: string
  /** Absent for a public client. */
  readonly clientSecret?: string
  /** Our own address as browsers see it, without a path. */
  readonly publicUrl: string
  /** How long one answer of the provider may take. */
  readonly timeoutMs?: number
}

/** OpenID Connect by code, PKCE (S256), state, nonce and iss, with whatever provider the issuer names. */
export function createOpenIdProvider(options: OpenIdOptions): IdentityProvider {
  const issuer = new URL(options.issuer)
  const redirectUri = new URL('/auth/callback', options.publicUrl).href
  let known: Promise<client.Configuration> | undefined

  // Only when somebody signs in: Kessai starts before its provider. What failed is asked again the next time.
  function configuration(): Promise<client.Configuration> {
    known ??= discover().catch((error: unknown) => {
      known = undefined
      throw new ProviderUnavailable(error)
    })
    return known
  }

  async function discover(): Promise<client.Configuration> {
    const found = await client.discovery(
      issuer,
      options.clientId,
      { redirect_uris: [redirectUri], response_types: ['code'] },
      options.clientSecret === undefined ? client.None() : client.ClientSecretBasic(options.clientSecret),
      {
        timeout: timeoutMs / 1000,
        execute: issuer.protocol === 'http:' && isThisMachine(issuer) ? [client.allowInsecureRequests] : [],
      },
    )
    // The ID token's signature too, not only the connection it came over.
    client.enableNonRepudiationChecks(found)
    return found
  }

  const timeoutMs = options.timeoutMs ?? 5000
  const readLogoutToken = logoutTokens({ audience: options.clientId, timeoutMs }, async () =>
    (await configuration()).serverMetadata(),
  )

  return {
    readLogoutToken,

    async tokenEndpoint() {
      return (await configuration()).serverMetadata().token_endpoint
    },

    async start({ state, nonce, codeVerifier }, fresh) {
      return client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(fresh ? { prompt: 'login' } : {}),
      })
    },

    async finish(callback: URL, checks: SignInChecks) {
      const found = await configuration()
      // The address as the provider knows it, whatever a proxy in between made of the host.
      const current = new URL(redirectUri)
      current.search = callback.search
      const tokens = await client
        .authorizationCodeGrant(found, current, {
          expectedState: checks.state,
          expectedNonce: checks.nonce,
          pkceCodeVerifier: checks.codeVerifier,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          throw isOutage(error) ? new ProviderUnavailable(error) : new SignInRefused(error, isGone(error))
        })
      const claims = tokens.claims()
      const login = claims?.['employee_number'] ?? claims?.['preferred_username']
      if (claims === undefined || tokens.id_token === undefined || typeof login !== 'string') {
        throw new SignInRefused(new Error('no employee_number or preferred_username in the ID token'))
      }
      const { sid, acr, auth_time: seconds } = claims
      return {
        issuer: claims.iss,
        subject: claims.sub,
        login,
        idToken: tokens.id_token,
        ...(typeof sid === 'string' ? { sessionId: sid } : {}),
        ...(typeof acr === 'string' ? { acr } : {}),
        ...(seconds === undefined ? {} : { authenticatedAt: instantOf(seconds) }),
        ...(tokens.refresh_token === undefined
          ? {}
          : { renewal: { refreshToken: tokens.refresh_token, forMs: lifeOf(tokens) } }),
      }
    },

    async renew(refreshToken) {
      const tokens = await client
        .refreshTokenGrant(await configuration(), refreshToken)
        .catch((error: unknown) => {
          // Only this says that the person may not go on; a client secret that no longer fits is our own trouble.
          throw isGone(error) ? new SignInRefused(error) : new ProviderUnavailable(error)
        })
      const subject = tokens.claims()?.sub
      return {
        // A provider that does not change it sends none.
        refreshToken: tokens.refresh_token ?? refreshToken,
        forMs: lifeOf(tokens),
        ...(subject === undefined ? {} : { subject }),
        ...(tokens.id_token === undefined ? {} : { idToken: tokens.id_token }),
      }
    },

    async signOut(idToken) {
      const found = await configuration()
      if (found.serverMetadata().end_session_endpoint === undefined) return undefined
      return client.buildEndSessionUrl(found, {
        id_token_hint: idToken,
        post_logout_redirect_uri: new URL('/signed-out', options.publicUrl).href,
      })
    },
  }
}

/** How long the access token counts, in milliseconds; five minutes when the provider does not say. */
function lifeOf(tokens: { readonly expires_in?: number }): number {
  return (tokens.expires_in ?? 300) * 1000
}

function instantOf(seconds: number): Instant {
  return new Date(seconds * 1000).toISOString() as Instant
}

/** Plain http is fit for a provider on this very machine only: on the way nobody may read the code. */
export function isThisMachine(url: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
}

// What the provider did not say in OpenID Connect's own words: no answer, an HTML page, a server error.
const outages = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_PARSE_ERROR',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
])

function isGone(error: unknown): boolean {
  return error instanceof client.ResponseBodyError && error.error === 'invalid_grant'
}

function isOutage(error: unknown): boolean {
  if (error instanceof client.ResponseBodyError) return error.status >= 500
  if (error instanceof client.AuthorizationResponseError) {
    return error.error === 'server_error' || error.error === 'temporarily_unavailable'
  }
  if (error instanceof client.ClientError) return error.code === undefined || outages.has(error.code)
  // fetch fails with a plain TypeError.
  return error instanceof TypeError
}
