import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../contract/common.ts'
import { Inbox, InboxQuery } from '../contract/inbox.ts'
import { personOf } from '../plugins/person.ts'
import type { ApprovalDeps } from '../usecases/approval-deps.ts'
import { listInbox } from '../usecases/list-inbox.ts'
import { refuse } from './refuse.ts'

/** 受信箱 */
export function inboxRoutes(app: FastifyInstance, deps: ApprovalDeps): void {
  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/inbox',
    {
      schema: {
        tags: ['inbox'],
        summary: 'What waits for me, by tab, the most urgent first, with the counts of all tabs',
        querystring: InboxQuery,
        response: { 200: Inbox, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { tab = 'approve', after } = request.query
      const done = await listInbox(deps, {
        by: personOf(request),
        tab,
        ...(after === undefined ? {} : { after }),
      })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
