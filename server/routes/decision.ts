import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answerOf } from '../contract/bytes.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import { DecisionRecord } from '../contract/decision.ts'
import { readingRoles } from '../domain/applications/application.ts'
import type { ProposalId } from '../domain/ids.ts'
import { cameThrough } from '../plugins/application.ts'
import { personOf } from '../plugins/person.ts'
import { sendZip } from '../plugins/send-zip.ts'
import { openBundle } from '../usecases/decision-bundle.ts'
import { type DecisionAsked, viewDecision } from '../usecases/decision.ts'
import type { OpenContentDeps } from '../usecases/open-content.ts'
import { refuse } from './refuse.ts'

const params = closed({ id: Id })
const tags = ['records']

/** A decided case, as a person or a program asks for it. */
const askedBy = (request: FastifyRequest, id: string): DecisionAsked => ({
  ...{ id: id as ProposalId, by: personOf(request) },
  ...cameThrough(request),
})

/** What was decided, for the system that asked, and everything by which it can be proved without us. */
export function decisionRoutes(app: FastifyInstance, deps: OpenContentDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/proposals/:id/decision',
    {
      schema: {
        tags,
        summary: 'What was decided, when and by whom (決裁, 否決): what another system writes back',
        params,
        response: { 200: DecisionRecord, '4xx': Problem },
      },
      config: { application: readingRoles },
    },
    async (request, reply) => {
      const found = await viewDecision(deps, askedBy(request, request.params.id))
      if (!found.ok) return refuse(reply, found.error)
      reply.header('cache-control', 'no-store')
      return found.value
    },
  )

  routes.get(
    '/v1/proposals/:id/bundle',
    {
      schema: {
        tags,
        summary: '決裁の証拠: events, what was signed, files and 決裁鑑 as a zip; docs/verify checks it',
        params,
        response: {
          200: answerOf('application/zip', 'The decision bundle, the same bytes as long as nothing is added'),
        },
      },
      config: { application: readingRoles },
    },
    async (request, reply) => {
      const opened = await openBundle(deps, askedBy(request, request.params.id))
      return opened.ok ? sendZip(reply, opened.value) : refuse(reply, opened.error)
    },
  )
}
