import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PersonId } from '../domain/ids.ts'
import { sendProblem } from './problem.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in; null on a route that does not ask. */
    person: PersonId | null
  }
  interface FastifyContextConfig {
    /**
     * Whether the route wants a signed-in person: `required` answers 401 without one, `optional` looks, `none` does
     * not look. Every route under /v1 is `required` unless it says otherwise, every other route is `none`.
     */
    person?: 'required' | 'optional' | 'none'
  }
}

export type PersonOptions = {
  readonly authenticate: (request: FastifyRequest) => Promise<PersonId | undefined>
}

/**
 * Puts the signed-in person on every request and refuses those without one by default: a new route under /v1 is
 * closed until it says `config: { person: 'none' }`.
 *
 * Call it on the root instance, before any route: it adds hooks there and needs no encapsulation.
 */
export function personPlugin(app: FastifyInstance, options: PersonOptions): void {
  app.decorateRequest('person', null)
  app.addHook('onRequest', async (request, reply) => {
    const wanted = wantedOf(request)
    // Of an application its own plugin has said for whom it comes.
    if (wanted === 'none' || request.application !== null) return undefined
    request.person = (await options.authenticate(request)) ?? null
    if (request.person === null && wanted === 'required') return sendProblem(reply, 'not_signed_in')
    return undefined
  })
}

/** The person of a route that requires one. Throws on a route that does not: that is a bug of the route. */
export function personOf(request: FastifyRequest): PersonId {
  if (request.person === null) throw new Error(`${request.routeOptions.url} does not require a person`)
  return request.person
}

/** What a route says of the person it wants. */
export function wantedOf(request: FastifyRequest): 'required' | 'optional' | 'none' {
  const said = request.routeOptions.config?.person
  if (said !== undefined) return said
  // The matched pattern, not the URL as typed: the router decodes, so `/%76%31/me` is /v1/me as well.
  const path = request.routeOptions.url ?? request.url
  return path === '/v1' || path.startsWith('/v1/') ? 'required' : 'none'
}
