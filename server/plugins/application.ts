import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import type { ApplicationRole } from '../domain/applications/application.ts'
import { parseProposalId } from '../domain/ids.ts'
import type { Maker } from '../store/applications.ts'
import { type Asked, type Called, CalledReads } from '../store/called.ts'
import {
  type ApplicationCaller,
  type CallerDeps,
  type CallerRefusal,
  type CameThrough,
  callerOf,
  officerNamed,
  openerOf,
  throughOf,
} from '../usecases/application-caller.ts'
import {
  ProviderUnavailable,
  TokenRefused,
  type TokenVerifier,
  type VerifiedToken,
} from '../usecases/identity-provider.ts'
import { refusalFact } from '../usecases/refusal-fact.ts'
import { caseOf } from './case-of.ts'
import { type Counted, createCallLimit } from './call-limit.ts'
import { wantedOf } from './person.ts'
import { callNotes } from './call-notes.ts'
import { rememberEtag } from './precondition.ts'
import { problemSent, sendProblem } from './problem.ts'
import { isReading } from './reading-methods.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The program that sent the request with a token of its own; null for a person with a session, or nobody. */
    application: ApplicationCaller | null
  }
  interface FastifyContextConfig {
    /** The role a program needs to use the route, or several of which one is enough; absent: programs may not use it. */
    application?: ApplicationRole | readonly ApplicationRole[]
    /**
     * Whether a program must name an officer (`Kessai-Officer`): `required` unless the method is safe, `optional` where it is.
     * Without one `request.person` is the drafter on a route about a case it made, and null on any other.
     */
    officer?: 'required' | 'optional'
  }
}

export type ApplicationOptions = CallerDeps & {
  readonly pool: Pool
  /** Absent: no provider, so that no token is a good one. */
  readonly tokens?: TokenVerifier
  /** Calls of one application a minute; 0: no limit. */
  readonly callsPerMinute: number
}

/** Bad tokens of one address a minute; a program that goes on with a bad one is told to wait. */
const badTokensPerMinute = 300

/**
 * Judges whoever brings an `Authorization` header on a route for people: by that alone, whatever cookie comes along. A route is
 * closed to programs until it says `config: { application: … }`. Call it before `personPlugin`.
 */
export function applicationPlugin(app: FastifyInstance, options: ApplicationOptions): void {
  const countCall = createCallLimit(options.callsPerMinute)
  const countBad = createCallLimit(badTokensPerMinute)
  const open: string[] = []
  const proposals = new WeakMap<FastifyRequest, string>()
  const tokens = new WeakMap<FastifyRequest, VerifiedToken>()
  const makers = new WeakMap<FastifyRequest, Maker>()
  const called = new CalledReads(options.pool)
  app.decorateRequest('application', null)
  app.addHook('onRoute', ({ method, url, config }) => {
    if (config?.application === undefined) return
    for (const it of [method].flat()) if (it !== 'HEAD') open.push(`${it} ${url.replaceAll('::', ':')}`)
  })

  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization === undefined || wantedOf(request) === 'none') return undefined
    const token = await verified(request)
    if (token === 'unavailable') return sendProblem(reply, 'provider_unavailable')
    if (token === undefined) {
      const counted = countBad(request.ip)
      if (counted?.isOver === true) return tooMany(reply, counted)
      return sendProblem(reply.header('www-authenticate', challenge('invalid_token')), 'invalid_token')
    }
    tokens.set(request, token)
    const found = await called.find(askedBy(request, token))
    const caller = callerOf(token, found)
    if (!caller.ok) return refuse(reply, caller.error)
    const counted = countCall(caller.value.clientId)
    if (counted !== undefined) tell(reply, counted)
    if (counted?.isOver === true) return tooMany(reply, counted)
    return admit(request, reply, caller.value, found)
  })

  const note = callNotes(app, options)
  app.addHook('onResponse', async (request, reply) => {
    const token = tokens.get(request)
    if (token === undefined) return
    const problem = problemSent(reply)
    const proposalId = proposals.get(request)
    note({
      at: options.now(),
      clientId: token.clientId,
      roles: token.roles,
      method: request.method,
      route: (request.routeOptions.url ?? '').replaceAll('::', ':'),
      status: reply.statusCode,
      ...(problem === undefined ? {} : { problem }),
      ...(request.application?.officer === undefined ? {} : { officer: request.application.officer }),
      ...(proposalId === undefined ? {} : { proposalId }),
      durationMs: Math.round(reply.elapsedTime),
    })
  })

  async function verified(request: FastifyRequest): Promise<VerifiedToken | 'unavailable' | undefined> {
    const token = tokenOf(request)
    if (token === undefined || options.tokens === undefined) return undefined
    try {
      return await options.tokens.verify(token)
    } catch (error) {
      if (error instanceof TokenRefused) return undefined
      if (!(error instanceof ProviderUnavailable)) throw error
      request.log.warn({ event: 'token.provider_unavailable', err: error })
      return 'unavailable'
    }
  }

  async function admit(
    request: FastifyRequest,
    reply: FastifyReply,
    caller: ApplicationCaller,
    found: Called,
  ): Promise<FastifyReply | undefined> {
    if (found.maker !== undefined) makers.set(request, found.maker)
    if (request.is404) return sendProblem(reply, 'not_found')
    const { application: wanted, officer } = request.routeOptions.config ?? {}
    if (wanted === undefined) return sendProblem(reply, 'application_not_here', { facts: { routes: open } })
    const roles = [wanted].flat()
    if (!roles.some((it) => caller.roles.includes(it))) {
      reply.header('www-authenticate', challenge('insufficient_scope', roles))
      return sendProblem(reply, 'application_role_missing', {
        detail: `要る権限：${roles.join('、')}`,
        facts: { roles },
      })
    }
    const named = request.headers['kessai-officer']
    if (named === undefined) {
      const isNeeded = officer === undefined ? !isReading(request.method) : officer === 'required'
      if (isNeeded) return sendProblem(reply, 'officer_missing')
      request.application = caller
      return undefined
    }
    const person = await officerNamed(options, String(named), found)
    if (!person.ok) return refuse(reply, person.error)
    request.application = { ...caller, officer: person.value }
    request.person = person.value
    return undefined
  }

  app.addHook('preHandler', async (request, reply) => {
    const { application } = request
    const asked = caseOf(request)
    if (application === null || asked === undefined) return undefined
    const reads = isReading(request.method)
    const opener = await openerOf(options, application, asked, reads, makers.get(request))
    if (opener === undefined) return sendProblem(reply, 'not_found')
    request.person = opener.person
    proposals.set(request, opener.proposal)
    rememberEtag(request, opener.etag)
    return undefined
  })
}

/** All that a call has to be judged by, in one question. */
function askedBy(request: FastifyRequest, { clientId }: VerifiedToken): Asked {
  const named = request.headers['kessai-officer']
  const asked = caseOf(request)
  // What writes asks when its body has come: the case may change while it comes.
  const proposal =
    isReading(request.method) && asked !== undefined && 'proposal' in asked
      ? parseProposalId(asked.proposal)
      : undefined
  return {
    clientId,
    ...(named === undefined ? {} : { login: String(named) }),
    ...(proposal === undefined ? {} : { proposal }),
  }
}

/** Through which application a request came, to be handed on; nothing for a person with a session. */
export function cameThrough({ application }: FastifyRequest): { readonly through?: CameThrough } {
  return application === null ? {} : { through: throughOf(application) }
}

/** The token of a request; undefined unless there is exactly one header, of the one scheme (RFC 6750, RFC 9110 section 11). */
function tokenOf({ raw, headers }: FastifyRequest): string | undefined {
  // Node keeps the first of several and says nothing.
  const count = raw.rawHeaders.filter((it, at) => at % 2 === 0 && it.toLowerCase() === 'authorization').length
  if (count > 1) return undefined
  return /^bearer ([\w.~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1]
}

/** RFC 6750 section 3. */
function challenge(error: 'invalid_token' | 'insufficient_scope', roles: readonly string[] = []): string {
  const scope = roles.length === 0 ? '' : `, scope="${roles.join(' ')}"`
  return `Bearer realm="kessai", error="${error}"${scope}`
}

function refuse(reply: FastifyReply, refusal: CallerRefusal): FastifyReply {
  const { code, ...facts } = refusal
  const detail = refusalFact(refusal)
  return sendProblem(reply, code, { facts, ...(detail === undefined ? {} : { detail }) })
}

function tell(reply: FastifyReply, { limit, remaining, resetSeconds }: Counted): void {
  reply.headers({
    'ratelimit-limit': limit,
    'ratelimit-remaining': remaining,
    'ratelimit-reset': resetSeconds,
  })
}

function tooMany(reply: FastifyReply, counted: Counted): FastifyReply {
  tell(reply, counted)
  return sendProblem(reply.header('retry-after', counted.resetSeconds), 'too_many_requests')
}
