import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Book } from '../contract/book.ts'
import { Id, closed } from '../contract/common.ts'
import type { ProposalId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { viewBook } from '../usecases/book.ts'
import type { MayReadDeps } from '../usecases/may-read.ts'

/** The pages of all attachments of a proposal. */
export function bookRoutes(app: FastifyInstance, deps: MayReadDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  routes.get(
    '/v1/proposals/:id/pages',
    {
      schema: {
        tags: ['files'],
        summary: 'Every page of all attachments: size, file and progress, in reading order',
        params: closed({ id: Id }),
        response: { 200: Book },
      },
    },
    async (request, reply) => {
      const book = await viewBook(deps, { id: request.params.id as ProposalId, by: personOf(request) })
      if (!book.ok) return sendProblem(reply, book.error.code) as never
      reply.header('cache-control', 'no-store')
      return book.value
    },
  )
}
