import { createServer } from 'node:http'
import { type CryptoKey, type JWK, SignJWT, exportJWK, generateKeyPair } from 'jose'
import { listenLocally } from './local-server.ts'

type Teardown = { teardown(fn: () => unknown): void }

export type RealmKey = { readonly kid: string; readonly privateKey: CryptoKey; readonly publicJwk: JWK }

/** What the realm's server does with every request. */
type Mood = 'well' | 'html' | 'error' | 'silent'

/** A realm of this machine that signs whatever a test wants signed, and counts who asks it for its keys. */
export type TestRealm = {
  readonly issuer: string
  readonly key: RealmKey
  /** Paths asked for, in order. */
  readonly asked: string[]
  readonly state: { mood: Mood; keys: readonly RealmKey[] }
  /** An access token as Keycloak gives one to a program; `claims` replaces claims, undefined takes one away. */
  token(
    claims?: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>,
    key?: CryptoKey | Uint8Array,
  ): Promise<string>
}

export async function makeRealmKey(kid: string, alg = 'RS256'): Promise<RealmKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { kid, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

/** Roles in the place where Keycloak puts those of our API. */
export function rolesClaim(...roles: readonly string[]): Readonly<Record<string, unknown>> {
  return { resource_access: { 'kessai-api': { roles } } }
}

export async function startTestRealm(t: Teardown): Promise<TestRealm> {
  const key = await makeRealmKey('key-1')
  const asked: string[] = []
  let made = 0
  const state: TestRealm['state'] = { mood: 'well', keys: [key] }
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (state.mood === 'silent') return
    if (state.mood === 'html') {
      response.setHeader('content-type', 'text/html').end('<html>ただいま保守中です</html>')
      return
    }
    response.statusCode = state.mood === 'error' ? 500 : 200
    const body = request.url?.endsWith('/certs')
      ? { keys: state.keys.map((it) => it.publicJwk) }
      : { issuer, jwks_uri: `${issuer}/protocol/openid-connect/certs` }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
  const issuer = `${await listenLocally(t, server)}/realms/kessai`
  return {
    issuer,
    key,
    asked,
    state,
    async token(claims = {}, header = {}, signedBy = key.privateKey) {
      const now = Math.floor(Date.now() / 1000)
      const payload = {
        iss: issuer,
        aud: 'kessai-api',
        azp: 'sys-zaimu',
        sub: '0b6b8b6e-6d3a-4a53-9a6b-0a52ab8d1f11',
        jti: `trrtcc:${now}-${(made += 1)}`,
        typ: 'Bearer',
        iat: now,
        exp: now + 300,
        preferred_username: 'service-account-sys-zaimu',
        ...rolesClaim('documents.write', 'workflow.submit', 'workflow.read', 'events.subscribe'),
        ...claims,
      }
      return new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid, ...header })
        .sign(signedBy)
    },
  }
}
