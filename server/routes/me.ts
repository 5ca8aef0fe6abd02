import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Problem } from '../contract/common.ts'
import { Me } from '../contract/me.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { whoAmI } from '../usecases/who-am-i.ts'

export type MeOptions = Parameters<typeof whoAmI>[0] & {
  /** What it says besides the directory: the token of this session, and whether the embedded sign-in is in use. */
  readonly aboutSession: (request: FastifyRequest) => Pick<Me, 'csrfToken' | 'demo'>
}

/** GET /v1/me */
export function meRoute(app: FastifyInstance, options: MeOptions): void {
  app.get(
    '/v1/me',
    { schema: { tags: ['me'], summary: 'Who is signed in', response: { 200: Me, '4xx': Problem } } },
    async (request, reply) => {
      const me = await whoAmI(options, personOf(request))
      // Not 401: signing in again would lead back here, round and round.
      if (me === undefined) return sendProblem(reply, 'unknown_person')
      reply.header('cache-control', 'no-store')
      return { ...me, ...options.aboutSession(request) }
    },
  )
}
