import { createHash, generateKeyPair as generate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { ClientMetadata, JWK, JWTStructured, KoaContextWithOIDC, Provider } from 'oidc-provider'
import { pageHeaders } from '../../plugins/page.ts'
import { createMemory } from './memory.ts'
import { demoRoles } from './applications.ts'
import { renderLogout, renderRefusal } from './pages.ts'
import type { DemoPerson } from './people.ts'

const generateKeyPair = promisify(generate)

export type DemoProviderOptions = {
  readonly issuer: string
  readonly publicUrl: string
  readonly clientId: string
  readonly clientSecret: string
  /** Where the signing key outlives a restart, and beside it the sessions; absent: new ones each time. */
  readonly keyFile?: string
  readonly findPerson: (id: string) => Promise<DemoPerson | undefined>
  /** Applications, by their client id. */
  readonly findClient: (id: string) => Promise<ClientMetadata | undefined>
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
    adapter: createMemory(
      options.findClient,
      options.keyFile === undefined ? undefined : `${options.keyFile}.sessions`,
    ),
    jwks: { keys: [key] },
    // From the key that outlives a restart, so that its cookies do.
    cookies: { keys: [createHash('sha256').update(`cookies ${key.d}`).digest('base64url')] },
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [new URL('/auth/callback', options.publicUrl).href],
        post_logout_redirect_uris: [new URL('/signed-out', options.publicUrl).href],
        backchannel_logout_uri: new URL('/auth/backchannel-logout', options.publicUrl).href,
        backchannel_logout_session_required: true,
        require_auth_time: true,
        grant_types: ['authorization_code', 'refresh_token'],
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
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    // The strictest that Keycloak knows (revokeRefreshToken): an old one shown again ends everything.
    rotateRefreshToken: true,
    // Its own guard against addresses of this machine would keep it from telling us of a sign-out.
    fetch: (url, { dispatcher: _guarded, ...request }: RequestInit = {}) => fetch(url, request),
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
      backchannelLogout: { enabled: true },
      clientCredentials: { enabled: true },
      // Tokens of programs are for our API; what a browser signs in with stays as it is.
      resourceIndicators: {
        enabled: true,
        defaultResource: async (ctx) =>
          ctx.oidc.params?.['grant_type'] === 'client_credentials' ? apiResource : [],
        getResourceServerInfo: async () => ({
          scope: '',
          audience: 'kessai-api',
          accessTokenFormat: 'jwt' as const,
          jwt: { sign: { alg: 'RS256' as const } },
        }),
      },
    },
    formats: { customizers: { jwt: asKeycloak } },
    ttl: {
      AccessToken: 300,
      RefreshToken: 10 * 3600,
      ClientCredentials: 300,
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

const apiResource = 'urn:kessai:api'

/** An access token of a program, in the shape Keycloak gives it. */
async function asKeycloak(_ctx: KoaContextWithOIDC, _token: unknown, jwt: JWTStructured): Promise<void> {
  const clientId = String(jwt.payload['client_id'])
  jwt.header = { ...jwt.header, typ: 'JWT' }
  Object.assign(jwt.payload, {
    typ: 'Bearer',
    azp: clientId,
    preferred_username: `service-account-${clientId}`,
    resource_access: { 'kessai-api': { roles: demoRoles(clientId) } },
  })
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
  await tellClients(ctx, session)
  await session.destroy()
  ctx.cookies.set(ctx.oidc.provider.cookieName('session'), null)
  const location = new URL(back)
  const state = ctx.oidc.params?.['state']
  if (typeof state === 'string') location.searchParams.set('state', state)
  ctx.status = 303
  ctx.redirect(location.href)
}

/** What the types of the package leave out. */
type Told = { backchannelLogout(accountId: string, sid: string): Promise<void> }

/** Tells every client where this session was used that it is over; one that does not answer finds out by itself. */
async function tellClients(
  { oidc }: KoaContextWithOIDC,
  session: NonNullable<KoaContextWithOIDC['oidc']['session']>,
): Promise<void> {
  const told = Object.keys(session.authorizations ?? {}).map(async (clientId) => {
    const client = await oidc.provider.Client.find(clientId)
    if (client?.backchannelLogoutUri === undefined || session.accountId === undefined) return
    await (client as unknown as Told).backchannelLogout(session.accountId, session.sidFor(clientId) ?? '')
  })
  await Promise.allSettled(told)
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
