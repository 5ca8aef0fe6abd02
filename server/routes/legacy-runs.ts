import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { answerOf } from '../contract/bytes.ts'
import { Problem, closed } from '../contract/common.ts'
import { LegacyRuns } from '../contract/legacy-runs.ts'
import { personOf } from '../plugins/person.ts'
import { legacyRejects, viewLegacyRuns } from '../usecases/legacy-runs.ts'
import type { WriteTable } from '../usecases/ports.ts'
import { refuse } from './refuse.ts'
import { sendTable } from './send-file.ts'

const tags = ['records']

/** 移行: what was brought in from old systems. */
export function legacyRunRoutes(
  app: FastifyInstance,
  deps: Parameters<typeof viewLegacyRuns>[0] & { readonly writeTable: WriteTable },
): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  routes.get(
    '/v1/legacy-runs',
    {
      schema: {
        tags,
        summary: 'The imports from old systems, the newest first, and how each ended',
        response: { 200: LegacyRuns, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewLegacyRuns(deps, personOf(request))
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )
  routes.get(
    '/v1/legacy-runs/:id/rejects.csv',
    {
      schema: {
        tags,
        summary: 'What an import did not take, to be put right and fed in again, as CSV',
        params: closed({ id: Type.String({ format: 'uuid' }) }),
        response: { 200: answerOf('text/csv', 'rejects.csv, as attachment'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await legacyRejects(deps, { run: request.params.id, by: personOf(request) })
      return found.ok
        ? sendTable(reply, 'rejects.csv', found.value, deps.writeTable)
        : refuse(reply, found.error)
    },
  )
}
