import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { AttachmentsChanged } from '../contract/attachments.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import { MergeView, MergedBody } from '../contract/merging.ts'
import type { RevisionId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { type MergeDeps, saveMerged, viewMerge } from '../usecases/merge-copy.ts'
import { correctionOf } from './correction-of.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const params = closed({ id: Id })
const tags = ['editing']

/** What two wrote in one Word file at the same time, as one. */
export function mergingRoutes(app: FastifyInstance, deps: MergeDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/copies/:id/merge',
    {
      schema: {
        tags,
        summary: 'What comes of what one could not save and the newest content together',
        params,
        response: { 200: MergeView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewMerge(deps, { id: request.params.id, by: personOf(request) })
      if (!found.ok) return refuse(reply, found.error)
      reply.header('cache-control', 'no-store')
      return found.value
    },
  )

  routes.post(
    '/v1/copies/:id/merged',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Keeps both as one as the newest content, with what was chosen where both changed the same',
        params,
        body: MergedBody,
        response: { 201: AttachmentsChanged, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { ontoRevisionId, choices, ...said } = request.body
      const correction = correctionOf(said)
      if (correction === 'incomplete') return sendProblem(reply, 'bad_request')
      const done = await saveMerged(deps, {
        ...{ id: request.params.id, by: personOf(request), choices },
        onto: ontoRevisionId as RevisionId,
        ...(correction === undefined ? {} : { correction }),
      })
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )
}
