import type { FastifyInstance } from 'fastify'
import { isUnstorable } from '../domain/text/storable.ts'
import { sendProblem } from './problem.ts'

/**
 * Refuses an address under /v1 that names what PostgreSQL keeps in no text (`%00`), where its route has not said so in words of its
 * own: found here, it is a bad request and not a crash. Call it on the root instance, before any route.
 */
export function storableAddressPlugin(app: FastifyInstance): void {
  app.addHook('preHandler', async ({ params, query, routeOptions }, reply) => {
    if (routeOptions.url?.startsWith('/v1/') !== true) return undefined
    const named = [params, query].flatMap((it) => Object.entries(it ?? {}))
    const [field] = named.find(([, value]) => isUnstorable(value)) ?? []
    return field === undefined ? undefined : sendProblem(reply, 'bad_request', { facts: { field } })
  })
}
