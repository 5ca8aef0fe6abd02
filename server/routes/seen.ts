import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { Id, Problem, closed, described } from '../contract/common.ts'
import { SeenPages, SeenView, Trails } from '../contract/seen.ts'
import type { ProposalId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { type SeenDeps, noteSeen, viewSeen, viewTrails } from '../usecases/seen-pages.ts'
import { refuse } from './refuse.ts'

const params = closed({ id: Id })

/** Which pages of a case its reader has had before him. */
export function seenRoutes(app: FastifyInstance, deps: SeenDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  routes.get(
    '/v1/proposals/:id/seen',
    {
      schema: {
        tags: ['files'],
        summary: 'The pages that whoever asks has had before him',
        params,
        response: { 200: SeenView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const seen = await viewSeen(deps, { id: request.params.id as ProposalId, by: personOf(request) })
      if (!seen.ok) return refuse(reply, seen.error)
      reply.header('cache-control', 'no-store')
      return seen.value
    },
  )

  routes.get(
    '/v1/proposals/:id/trails',
    {
      schema: {
        tags: ['files'],
        summary: 'How much of a case the people of its route have seen, where the policy shows it',
        params,
        response: { 200: Trails, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const trails = await viewTrails(deps, { id: request.params.id as ProposalId, by: personOf(request) })
      if (!trails.ok) return refuse(reply, trails.error)
      reply.header('cache-control', 'no-store')
      return trails.value
    },
  )

  routes.post(
    '/v1/proposals/:id/seen',
    {
      schema: {
        tags: ['files'],
        summary: 'Notes pages as seen by whoever sends it',
        params,
        body: SeenPages,
        response: { 204: described(Type.Null(), 'Noted'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const done = await noteSeen(deps, { id: id as ProposalId, by: personOf(request), seen: request.body })
      return done.ok ? reply.code(204).send(null) : refuse(reply, done.error)
    },
  )
}
