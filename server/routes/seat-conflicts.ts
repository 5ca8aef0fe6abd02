import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../contract/common.ts'
import { SeatTroubles, SeatTroublesQuery } from '../contract/seat-conflicts.ts'
import { personOf } from '../plugins/person.ts'
import type { ApprovalDeps } from '../usecases/approval-deps.ts'
import { listSeatConflicts } from '../usecases/list-seat-conflicts.ts'
import { refuse } from './refuse.ts'

/** 席の確認 */
export function seatConflictRoutes(app: FastifyInstance, deps: ApprovalDeps): void {
  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/seat-conflicts',
    {
      schema: {
        tags: ['organisation'],
        summary: 'Running cases whose seats need the records office after a transfer',
        querystring: SeatTroublesQuery,
        response: { 200: SeatTroubles, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { after } = request.query
      const found = await listSeatConflicts(deps, {
        by: personOf(request),
        ...(after === undefined ? {} : { after }),
      })
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )
}
