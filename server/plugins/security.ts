import rateLimit from '@fastify/rate-limit'
import { createHash } from 'node:crypto'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import helmet, { type HelmetOptions } from 'helmet'
import { wantedOf } from './person.ts'

export type SecurityOptions = {
  /** How browsers reach us; https turns HSTS on. */
  readonly publicUrl: string
  /** Where a sign-in form may lead to, besides ourselves. */
  readonly issuerOrigin?: string
  /** The one other place that a frame may show and a form may lead to: the office server. */
  readonly officeOrigin?: string
  /** Writing requests of one session a minute; 0 means no limit. */
  readonly writesPerMinute: number
}

/** Signing in is limited by address: there is no session yet. A whole office may share one. */
const signInsPerMinute = 300

/** Requests of one address with passes that have not opened anything so far: the first of each program, and guesses. */
const straysPerMinute = 300
/** Passes remembered in this process. */
const mostPasses = 10_000

/** What the provider itself sends has no person behind it, and comes by the thousand when an office goes home. */
const isSignIn = (request: FastifyRequest): boolean =>
  (request.url.startsWith('/auth/') && !request.url.startsWith('/auth/backchannel-logout')) ||
  request.url.startsWith('/realms/')

/** Judged, and counted, by the plugin of applications. */
const bringsToken = (request: FastifyRequest): boolean =>
  request.headers.authorization !== undefined && wantedOf(request) !== 'none'

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** What a request says is the secret of its pass (編集用の鍵), as a hash; it may be made up. */
function passOf({ url }: FastifyRequest): string | undefined {
  const [, pass] = /^\/(?:dav\/|wopi\/.{1,200}[?&]access_token=)([\w-]{43})(?:[/&]|$)/.exec(url) ?? []
  return pass === undefined ? undefined : hashOf(pass)
}

/** One session, by a hash of its cookie; one pass that was seen to open something; without either, one address. */
function keyOf(request: FastifyRequest, passes: ReadonlySet<string>): string {
  const pass = passOf(request)
  if (pass !== undefined) return passes.has(pass) ? `pass:${pass}` : `stray:${request.ip}`
  const cookie = request.headers.cookie
  if (isSignIn(request) || cookie === undefined)
    return `${isSignIn(request) ? 'sign-in' : 'ip'}:${request.ip}`
  return `session:${hashOf(cookie)}`
}

function policiesOf({ publicUrl, issuerOrigin, officeOrigin }: SecurityOptions): HelmetOptions {
  const secure = publicUrl.startsWith('https:')
  const office = officeOrigin === undefined ? [] : [officeOrigin]
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        // PDFium is WebAssembly; that word lets it compile without letting text become code.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        frameSrc: ["'self'", ...office],
        formAction: ["'self'", ...(issuerOrigin === undefined ? [] : [issuerOrigin]), ...office],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  }
}

/** What helmet sets on every answer. None of it hangs on the request, so it is asked for once. */
function headersOf(policies: HelmetOptions): readonly (readonly [string, string])[] {
  const request = new IncomingMessage(new Socket())
  const answer = new ServerResponse(request)
  helmet(policies)(request, answer, (error) => {
    if (error !== undefined) throw error
  })
  return Object.entries(answer.getHeaders()).map(([name, value]) => [name, String(value)])
}

/** Headers that keep a page to itself, and a limit on how fast one session writes. Call before any route. */
export async function securityPlugin(app: FastifyInstance, options: SecurityOptions): Promise<void> {
  const headers = headersOf(policiesOf(options))
  app.addHook('onRequest', (_request, reply, next) => {
    for (const [name, value] of headers) reply.raw.setHeader(name, value)
    next()
  })
  // What nobody said anything about is an answer to one person: no proxy and no disk keeps it.
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  if (options.writesPerMinute === 0) return
  const passes = new Set<string>()
  app.addHook('onResponse', async (request, reply) => {
    const pass = passOf(request)
    if (pass === undefined || reply.statusCode >= 300 || passes.has(pass)) return
    passes.add(pass)
    // A Set keeps the order of insertion.
    if (passes.size > mostPasses) passes.delete(passes.values().next().value as string)
  })
  await app.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    max: (request, key) =>
      isSignIn(request)
        ? signInsPerMinute
        : key.startsWith('stray:')
          ? straysPerMinute
          : options.writesPerMinute,
    keyGenerator: (request) => keyOf(request, passes),
    // Reading is what the product is for: a fast scroll asks for hundreds of pages. Programs with a token are counted by their name.
    allowList: (request) =>
      !isSignIn(request) && (request.method === 'GET' || request.method === 'HEAD' || bringsToken(request)),
    cache: 50_000,
    // Thrown, and answered like every other error.
    errorResponseBuilder: () => Object.assign(new Error('too many requests'), { statusCode: 429 }),
  })
}
