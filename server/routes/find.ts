import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Id, closed } from '../contract/common.ts'
import { FindAnswer, FindQuery } from '../contract/find.ts'
import type { ProposalId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { type FindDeps, findInBook } from '../usecases/find-in-book.ts'

/** Looking for words in all attachments of a case. */
export function findRoutes(app: FastifyInstance, deps: FindDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  routes.get(
    '/v1/proposals/:id/find',
    {
      schema: {
        tags: ['files'],
        summary: 'Where words stand in the pages of all attachments',
        params: closed({ id: Id }),
        querystring: FindQuery,
        response: { 200: FindAnswer },
      },
    },
    async (request, reply) => {
      const { q, from = '0' } = request.query
      const found = await findInBook(deps, {
        id: request.params.id as ProposalId,
        by: personOf(request),
        words: q,
        from: Number(from),
      })
      if (!found.ok) return sendProblem(reply, found.error.code) as never
      reply.header('cache-control', 'no-store')
      return found.value
    },
  )
}
