import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'

export type SecurityOptions = {
  /** How browsers reach us; https turns HSTS on. */
  readonly publicUrl: string
  /** Where a sign-in form may lead to, besides ourselves. */
  readonly issuerOrigin?: string
  /** Writing requests of one session a minute; 0 means no limit. */
  readonly writesPerMinute: number
}

/** Signing in is limited by address: there is no session yet. A whole office may share one. */
const signInsPerMinute = 300

const isSignIn = (request: FastifyRequest): boolean =>
  request.url.startsWith('/auth/') || request.url.startsWith('/realms/')

/** One session, by a hash of its cookie; without one, one address. */
function keyOf(request: FastifyRequest): string {
  const cookie = request.headers.cookie
  if (isSignIn(request) || cookie === undefined)
    return `${isSignIn(request) ? 'sign-in' : 'ip'}:${request.ip}`
  return `session:${createHash('sha256').update(cookie).digest('base64url')}`
}

/** Headers that keep a page to itself, and a limit on how fast one session writes. Call before any route. */
export async function securityPlugin(app: FastifyInstance, options: SecurityOptions): Promise<void> {
  const secure = options.publicUrl.startsWith('https:')
  await app.register(helmet, {
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
        formAction: ["'self'", ...(options.issuerOrigin === undefined ? [] : [options.issuerOrigin])],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  })
  if (options.writesPerMinute === 0) return
  await app.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    max: (request) => (isSignIn(request) ? signInsPerMinute : options.writesPerMinute),
    keyGenerator: keyOf,
    // Reading is what the product is for: a fast scroll asks for hundreds of pages.
    allowList: (request) => !isSignIn(request) && (request.method === 'GET' || request.method === 'HEAD'),
    cache: 50_000,
    // Thrown, and answered like every other error.
    errorResponseBuilder: () => Object.assign(new Error('too many requests'), { statusCode: 429 }),
  })
}
