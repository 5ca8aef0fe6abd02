import { randomBytes } from 'node:crypto'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as client from 'openid-client'
import { listenLocally } from './local-server.ts'

/** Another system of the same office that signs in by the same realm: 庁内ポータル. */
export type Portal = {
  readonly url: string
  /** Gives it the realm to sign in by, and its secret there: a realm is made for addresses that are known. */
  join(issuer: string, secret: string): Promise<void>
}

type Session = { readonly name: string; readonly sid: string; readonly idToken: string }
type Started = { readonly verifier: string; readonly state: string }

/**
 * A relying party as small as one can be, on a port of its own: its page says who is signed in and signs out; without a
 * session it leads to the provider at once; a logout token from the provider's server ends the session it names.
 */
export async function startPortal(t: { teardown(fn: () => unknown): void }): Promise<Portal> {
  const sessions = new Map<string, Session>()
  const started = new Map<string, Started>()
  let realm: client.Configuration | undefined
  const configuration = (): client.Configuration => {
    if (realm === undefined) throw new Error('the portal has joined no realm')
    return realm
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })
  const url = await listenLocally(t, server)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = new URL(request.url ?? '/', url)
    const key = /(?:^|; )portal=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? ''
    if (asked.pathname === '/backchannel-logout') return endByProvider(request, response)
    if (asked.pathname === '/callback') return finish(asked, key, response)
    const session = sessions.get(key)
    if (asked.pathname === '/') return session === undefined ? start(response) : show(session, response)
    if (asked.pathname === '/sign-out' && session !== undefined) {
      sessions.delete(key)
      const parameters = { id_token_hint: session.idToken, post_logout_redirect_uri: `${url}/signed-out` }
      return lead(response, client.buildEndSessionUrl(configuration(), parameters))
    }
    const isKnown = asked.pathname === '/signed-out'
    response.writeHead(isKnown ? 200 : 404, html).end('<h1>ポータルからサインアウトしました</h1>')
  }

  async function start(response: ServerResponse): Promise<void> {
    const verifier = client.randomPKCECodeVerifier()
    const state = client.randomState()
    const key = randomBytes(16).toString('hex')
    started.set(key, { verifier, state })
    response.setHeader('set-cookie', `portal=${key}; Path=/; HttpOnly; SameSite=Lax`)
    const parameters = {
      redirect_uri: `${url}/callback`,
      scope: 'openid profile',
      state,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }
    lead(response, client.buildAuthorizationUrl(configuration(), parameters))
  }

  async function finish(asked: URL, key: string, response: ServerResponse): Promise<void> {
    const { verifier, state } = started.get(key) ?? { verifier: '', state: '' }
    started.delete(key)
    const tokens = await client.authorizationCodeGrant(configuration(), asked, {
      pkceCodeVerifier: verifier,
      expectedState: state,
    })
    const claims = (tokens.claims() ?? {}) as Readonly<Record<string, string | undefined>>
    sessions.set(key, {
      name: `${claims['family_name'] ?? ''} ${claims['given_name'] ?? ''}`,
      sid: claims['sid'] ?? '',
      idToken: tokens.id_token ?? '',
    })
    lead(response, new URL(url))
  }

  async function endByProvider(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { issuer, jwks_uri: keys = '' } = configuration().serverMetadata()
    const token = new URLSearchParams(body).get('logout_token') ?? ''
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(keys)), {
      issuer,
      audience: 'portal',
      typ: 'logout+jwt',
    })
    for (const [key, it] of sessions) if (it.sid === payload['sid']) sessions.delete(key)
    response.writeHead(200).end()
  }

  return {
    url,
    async join(issuer, secret) {
      realm = await client.discovery(new URL(issuer), 'portal', undefined, client.ClientSecretBasic(secret), {
        execute: [client.allowInsecureRequests],
      })
    },
  }
}

const html = { 'content-type': 'text/html; charset=utf-8' }

function lead(response: ServerResponse, to: URL): void {
  response.writeHead(303, { location: to.href }).end()
}

function show({ name }: Session, response: ServerResponse): void {
  response.writeHead(200, html)
  response.end(
    `<!doctype html><html lang="ja"><title>庁内ポータル</title><h1>庁内ポータル</h1><p>${name}</p><a href="/sign-out">サインアウト</a></html>`,
  )
}
