import type { FastifyInstance } from 'fastify'
import { type Health, findHealth } from '../usecases/find-health.ts'

/**
 * GET /healthz: the process lives (200, no more is looked at). GET /readyz: 200 when requests can be served, else 503;
 * says of the worker whether one is there. A missing worker does not make it 503: reading and deciding go on without,
 * and a balancer that took every app away for it would make the small fault a big one.
 */
export function healthRoutes(app: FastifyInstance, deps: Parameters<typeof findHealth>[0]): void {
  // Asked every few seconds by whoever watches: a log line each would bury the others.
  const quiet = { logLevel: 'silent' } as const
  app.get('/healthz', quiet, async (_request, reply) => {
    return reply.header('cache-control', 'no-store').send({ status: 'ok' })
  })
  app.get('/readyz', quiet, async (_request, reply): Promise<Health> => {
    const health = await findHealth(deps)
    return reply
      .code(health.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(health)
  })
}
