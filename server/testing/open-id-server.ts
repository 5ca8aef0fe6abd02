import { once } from 'node:events'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, type JWTPayload, SignJWT, exportJWK, generateKeyPair } from 'jose'

/** How a provider answers: as it should, with a proxy's page, with an error, or not at all. */
export type Mood = 'well' | 'html' | 'broken' | 'silent' | 'refuses' | 'forgot_us'

/** As much of a provider as a session needs after the sign-in; one that can be ill, and signs what it is told to. */
export type OpenIdServer = {
  readonly issuer: string
  mood: Mood
  /** Refresh tokens it was shown, oldest first. */
  readonly shown: string[]
  /** The refresh token it takes next; each is taken once. */
  current: string
  /** The account a renewed ID token speaks of; undefined: none is sent. */
  renewsFor: string | undefined
  /** What the ID token of the next sign-in says besides who it is for and from. */
  idClaims: JWTPayload
  /** Signs a token; `header` and `key` may be wrong on purpose. */
  sign(payload: JWTPayload, header?: Readonly<Record<string, unknown>>, key?: CryptoKey): Promise<string>
  /** Claims of a logout token that is in order. */
  logoutClaims(changes?: Readonly<Record<string, unknown>>): JWTPayload
  close(): void
}

/** Seconds that an access token of this provider counts. */
const lifeSeconds = 300

/** A provider of this machine that renews tokens, each once (as Keycloak with `revokeRefreshToken`). */
export async function startOpenIdServer(clientId: string): Promise<OpenIdServer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', use: 'sig', alg: 'RS256' }
  const server: Server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/realms/kessai`
  let made = 0

  const it: OpenIdServer = {
    issuer,
    mood: 'well',
    shown: [],
    current: 'r0',
    renewsFor: undefined,
    idClaims: {},
    sign: (payload, header = {}, key = privateKey) =>
      new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'logout+jwt', ...header })
        .sign(key),
    logoutClaims: (changes = {}) => ({
      iss: issuer,
      aud: clientId,
      iat: seconds(),
      exp: seconds() + 120,
      jti: `jti-${++made}`,
      sub: 'subject',
      sid: 'sid',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      ...changes,
    }),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (it.mood === 'silent') return
    if (it.mood === 'html') {
      response.setHeader('content-type', 'text/html').end('<html>ただいまメンテナンス中です</html>')
      return
    }
    if (it.mood === 'broken') {
      response.writeHead(500).end('{"error":"unknown_error"}')
      return
    }
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (request.url?.endsWith('/openid-configuration') === true) {
      const at = (path: string): string => `${issuer}/protocol/openid-connect/${path}`
      send(200, {
        issuer,
        authorization_endpoint: at('auth'),
        token_endpoint: at('token'),
        jwks_uri: at('certs'),
        end_session_endpoint: at('logout'),
      })
    } else if (request.url?.endsWith('/certs') === true) send(200, { keys: [jwk] })
    else {
      let body = ''
      for await (const chunk of request) body += String(chunk)
      const sent = new URLSearchParams(body)
      if (sent.get('grant_type') === 'authorization_code') await signedIn(send)
      else await renew(sent.get('refresh_token') ?? '', send)
    }
  }

  async function signedIn(send: (status: number, body: object) => void): Promise<void> {
    if (it.mood === 'refuses') return send(400, { error: 'invalid_grant' })
    const claims = { ...idClaims('subject'), ...it.idClaims }
    send(200, {
      access_token: 'a',
      token_type: 'Bearer',
      expires_in: lifeSeconds,
      refresh_token: it.current,
      id_token: await it.sign(claims, { typ: 'JWT' }),
    })
  }

  async function renew(token: string, send: (status: number, body: object) => void): Promise<void> {
    it.shown.push(token)
    if (it.mood === 'forgot_us') return send(401, { error: 'invalid_client' })
    if (it.mood === 'refuses' || token !== it.current) {
      return send(400, { error: 'invalid_grant', error_description: 'Token is not active' })
    }
    it.current = `r${it.shown.length}`
    send(200, {
      access_token: 'a',
      token_type: 'Bearer',
      expires_in: lifeSeconds,
      refresh_token: it.current,
      ...(it.renewsFor === undefined
        ? {}
        : { id_token: await it.sign(idClaims(it.renewsFor), { typ: 'JWT' }) }),
    })
  }

  function idClaims(sub: string): JWTPayload {
    return { iss: issuer, aud: clientId, sub, iat: seconds(), exp: seconds() + lifeSeconds }
  }

  return it
}

function seconds(): number {
  return Math.floor(Date.now() / 1000)
}
