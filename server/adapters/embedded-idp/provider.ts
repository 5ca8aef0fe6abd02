import { generateKeyPair as generate, randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { JWK, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { pageHeaders } from '../../plugins/page.ts'
import { createMemory } from './memory.ts'
import { renderLogout, renderRefusal } from './pages.ts'
import type { DemoPerson } from './people.ts'

const generateKeyPair = promisify(generate)

export type DemoProviderOptions = {
  readonly issuer: string
  readonly publicUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where the signing key outlives a restart, so that a sign-out after it still works; absent: a new key each time. */
  readonly keyFile?: string
  readonly findPerson: (id: string) => Promise<DemoPerson | undefined>
}

/** Path of the sign-in page below the issuer, as in Keycloak. */
export const loginPath = '/login-actions/authenticate'

/**
 * An OpenID Connect provider under Keycloak's addresses and with Keycloak's claims, for the demo and the tests. The
 * package is optional: production installs leave it out.
 */
export async function createDemoProvider(options: DemoProviderOptions): Promise<Provider> {
  const { Provider, interactionPolicy } = await import('oidc-provider')
  const key = await signingKey(options.keyFile)
  const provider = new Provider(options.issuer, {
    adapter: createMemory(),
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [new URL('/auth/callback', options.publicUrl).href],
        post_logout_redirect_uris: [new URL('/signed-out', options.publicUrl).href],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    routes: {
      authorization: '/protocol/openid-connect/auth',
      token: '/protocol/openid-connect/token',
      jwks: '/protocol/openid-connect/certs',
      end_session: '/protocol/openid-connect/logout',
      userinfo: '/protocol/openid-connect/userinfo',
    },
    pkce: { required: () => true },
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'employee_number'] },
    conformIdTokenClaims: false,
    interactions: {
      policy: interactionPolicy.base(),
      url: (_ctx, interaction) =>
        `${new URL(options.issuer).pathname}${loginPath}?execution=${encodeURIComponent(interaction.uid)}`,
    },
    async findAccount(_ctx, id) {
      const person = await options.findPerson(id)
      if (person === undefined) return undefined
      const { name, login } = person
      return {
        accountId: id,
        claims: async () => ({ sub: id, name, preferred_username: login, employee_number: login }),
      }
    },
    // Nobody is asked for consent to sign in to their own office's system.
    async loadExistingGrant(ctx) {
      const clientId = ctx.oidc.client?.clientId
      const accountId = ctx.oidc.session?.accountId
      if (clientId === undefined || accountId === undefined) return undefined
      const grant = new ctx.oidc.provider.Grant({ clientId, accountId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource },
    },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 1800,
      Session: 10 * 3600,
      Grant: 10 * 3600,
    },
    renderError(ctx, out) {
      showPage(ctx, renderRefusal([out.error, out.error_description].filter(Boolean).join(': ')))
    },
  })
  return provider
}

/** Like Keycloak: a sign-out that brings its ID token is done at once, any other is asked about. */
async function logoutSource(ctx: KoaContextWithOIDC, form: string): Promise<void> {
  const session = ctx.oidc.session
  const hint = ctx.oidc.entities.IdTokenHint as { payload?: { sub?: string } } | undefined
  const back = ctx.oidc.params?.['post_logout_redirect_uri']
  if (session === undefined || hint?.payload?.sub !== session.accountId || typeof back !== 'string') {
    showPage(ctx, renderLogout(form))
    return
  }
  await session.destroy()
  ctx.cookies.set(ctx.oidc.provider.cookieName('session'), null)
  const location = new URL(back)
  const state = ctx.oidc.params?.['state']
  if (typeof state === 'string') location.searchParams.set('state', state)
  ctx.status = 303
  ctx.redirect(location.href)
}

function showPage(ctx: KoaContextWithOIDC, page: string): void {
  ctx.set(pageHeaders)
  ctx.type = 'html'
  ctx.body = page
}

async function signingKey(file: string | undefined): Promise<JWK> {
  if (file !== undefined) {
    const kept = await readFile(file, 'utf8').catch(() => undefined)
    if (kept !== undefined) return JSON.parse(kept) as JWK
  }
  const { privateKey } = await generateKeyPair('rsa', { modulusLength: 2048 })
  const key = { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' } as JWK
  if (file !== undefined) await writeFile(file, JSON.stringify(key), { mode: 0o600 })
  return key
}
