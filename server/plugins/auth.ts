import { timingSafeEqual } from 'node:crypto'
import { fastifyCookie } from '@fastify/cookie'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Kysely } from 'kysely'
import type { PersonId } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import type { IdentityProvider } from '../usecases/identity-provider.ts'
import type { Clock, OrganisationSource } from '../usecases/ports.ts'
import { type SessionKeeper, csrfTokenOf } from '../usecases/session-keeper.ts'
import { sendProblem } from './problem.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** False on a route that browsers may post to from elsewhere; every other unsafe request is checked. */
    csrf?: false
  }
}

/** Signing in as the application needs it; built by `createAuth` in adapters/identity/create-auth.ts. */
export type Auth = {
  readonly db: Kysely<Database>
  readonly now: Clock
  readonly organisation: OrganisationSource
  readonly identity: IdentityProvider
  readonly sessions: SessionKeeper
  /** Our own address as browsers see it. */
  readonly publicUrl: string
  /** For AppDeps. Asked again for the same request it looks without counting as use. */
  readonly authenticate: (request: FastifyRequest) => Promise<PersonId | undefined>
  /** The embedded provider, when it is in use. */
  readonly demo?: FastifyPluginAsync
  readonly onError?: (error: unknown) => void
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
const sweepMs = 10 * 60 * 1000

/** Guards every unsafe request against other sites, and keeps the session table small. Call it on the root instance. */
export async function authPlugin(app: FastifyInstance, auth: Auth): Promise<void> {
  // Only its parser and writer: most requests are answered without looking at any other cookie.
  await app.register(fastifyCookie, { hook: false })
  const origin = new URL(auth.publicUrl).origin

  app.addHook('onRequest', async (request, reply) => {
    if (safeMethods.has(request.method) || request.routeOptions.config?.csrf === false) return undefined
    // A browser adds no token by itself: what brings one was not sent by another site.
    if (request.application !== null) return undefined
    if (!isFromOurPages(request, origin) || !hasToken(request, auth.publicUrl))
      return sendProblem(reply, 'csrf')
    return undefined
  })

  // A page opened without a session leads to the sign-in at once: where the provider knows the person already, nothing
  // of ours is seen in between.
  app.addHook('onRequest', async (request, reply) => {
    if (!opensPage(request) || (await auth.authenticate(request)) !== undefined) return undefined
    return reply
      .header('cache-control', 'no-store')
      .redirect(`/auth/sign-in?to=${encodeURIComponent(request.url)}`, 303)
  })

  const timer = setInterval(() => {
    auth.sessions.sweep().catch((error: unknown) => auth.onError?.(error))
  }, sweepMs)
  timer.unref()
  app.addHook('onClose', async () => {
    clearInterval(timer)
    await auth.sessions.settled()
  })
}

/** Who a request's cookie belongs to. */
export function authenticator(
  sessions: SessionKeeper,
  publicUrl: string,
): (request: FastifyRequest) => Promise<PersonId | undefined> {
  const asked = new WeakSet<FastifyRequest>()
  return async (request) => {
    // Whoever brings a token is judged by it alone: a bad one never falls back to the cookie.
    if (request.headers.authorization !== undefined) return undefined
    const id = sessionIdOf(request, publicUrl)
    if (id === undefined) return undefined
    if (asked.has(request)) return sessions.whoHas(id, 'look')
    asked.add(request)
    return sessions.whoHas(id, request.headers['x-unattended'] === undefined ? 'use' : 'unattended')
  }
}

type CookieName = 'kessai' | 'kessai-sign-in'

// The prefix makes browsers insist on Secure, Path=/ and no Domain: no neighbouring host can plant the cookie.
function nameOf(name: CookieName, publicUrl: string): string {
  return publicUrl.startsWith('https:') ? `__Host-${name}` : name
}

/** A cookie of ours, under the name it has at this address; undefined without it. */
export function readCookie(request: FastifyRequest, name: CookieName, publicUrl: string): string | undefined {
  const header = request.headers.cookie
  const value = header === undefined ? undefined : request.server.parseCookie(header)[nameOf(name, publicUrl)]
  return value === undefined || value === '' || value.length > 200 ? undefined : value
}

/** Sets a cookie that scripts cannot read; without a value it is taken away. It lives as long as the browser does. */
export function writeCookie(
  reply: FastifyReply,
  name: CookieName,
  publicUrl: string,
  value: string | undefined,
): void {
  const cookie = reply.server.serializeCookie(nameOf(name, publicUrl), value ?? '', {
    path: '/',
    httpOnly: true,
    // Lax: the provider sends the browser back from another site.
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    ...(value === undefined ? { maxAge: 0 } : {}),
  })
  reply.header('set-cookie', cookie)
}

/** The secret id of the session a request comes with; undefined without one. */
export function sessionIdOf(request: FastifyRequest, publicUrl: string): string | undefined {
  return readCookie(request, 'kessai', publicUrl)
}

/** Addresses that are no page for people who are signed in. */
const noPage = /^\/(v1|scim|dav|wopi|auth|realms|assets|healthz|readyz|signed-out)(\/|\?|$)/

/** Whether a browser opens a page of ours, rather than a script or a program asking for something. */
function opensPage({ method, headers, url }: FastifyRequest): boolean {
  return method === 'GET' && headers['sec-fetch-dest'] === 'document' && !noPage.test(url)
}

// Sec-Fetch-Site first: under some referrer policies browsers send `Origin: null` on posts to the own site.
function isFromOurPages(request: FastifyRequest, origin: string): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return request.headers.origin === origin
}

function hasToken(request: FastifyRequest, publicUrl: string): boolean {
  const id = sessionIdOf(request, publicUrl)
  const token = request.headers['x-csrf-token']
  if (id === undefined || typeof token !== 'string') return false
  const given = Buffer.from(token)
  const wanted = Buffer.from(csrfTokenOf(id))
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
