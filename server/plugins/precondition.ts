import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sendProblem } from './problem.ts'
import { isReading } from './reading-methods.ts'

const etags = new WeakMap<FastifyRequest, string>()

/** Notes the entity tag that the case of a program's request has now. */
export function rememberEtag(request: FastifyRequest, etag: string): void {
  etags.set(request, etag)
}

/**
 * Refuses what a program writes to a case that has changed meanwhile. Call it after `idempotencyPlugin`: what was done is
 * answered again under its key, although it changed the case itself. A route that keeps its keys itself
 * (`repeats: 'route'`) asks `refusePrecondition` when it knows that nothing was done yet.
 */
export function preconditionPlugin(app: FastifyInstance): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config?.repeats === 'route') return undefined
    return refusePrecondition(request, reply)
  })
}

/** RFC 9110 section 13: `version` in the body says as much as `If-Match`. Undefined: nothing stands against it. */
export function refusePrecondition(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  const { method, headers, body } = request
  const etag = etags.get(request)
  if (etag === undefined || isReading(method)) return undefined
  const given = headers['if-match']
  if (given !== undefined) {
    const isMet = given === '*' || given.split(',').some((it) => it.trim() === etag)
    return isMet ? undefined : sendProblem(reply, 'precondition_failed', { facts: { etag } })
  }
  const saysVersion = typeof body === 'object' && body !== null && 'version' in body
  return method === 'POST' || saysVersion ? undefined : sendProblem(reply, 'precondition_required')
}
