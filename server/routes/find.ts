import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Id, closed } from '../contract/common.ts'
import { FindAnswer, FindQuery } from '../contract/find.ts'
import type { FileHolder } from '../domain/files/holder.ts'
import type { ProposalId, ReceiptId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { type FindDeps, findInBook } from '../usecases/find-in-book.ts'

/** Looking for words in all attachments of a case, or in all files of a 収受文書. */
export function findRoutes(app: FastifyInstance, deps: FindDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  const holders = {
    proposals: (id: string): FileHolder => ({ proposal: id as ProposalId }),
    receipts: (id: string): FileHolder => ({ receipt: id as ReceiptId }),
  }
  for (const [path, holderOf] of Object.entries(holders)) {
    routes.get(
      `/v1/${path}/:id/find`,
      {
        schema: {
          tags: ['files'],
          summary:
            path === 'proposals'
              ? 'Where words stand in the pages of all attachments'
              : 'Where words stand in the pages of all files of a 収受文書',
          params: closed({ id: Id }),
          querystring: FindQuery,
          response: { 200: FindAnswer },
        },
      },
      async (request, reply) => {
        const { q, from = '0' } = request.query
        const found = await findInBook(deps, {
          holder: holderOf(request.params.id),
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
}
