import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../contract/common.ts'
import { PositionBody, PositionList } from '../contract/positions.ts'
import { personOf } from '../plugins/person.ts'
import { type PositionDeps, addPosition, viewPositions } from '../usecases/positions.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const tags = ['organisation']

/** 職位: what there is, what it means for routes, and a new one. */
export function positionRoutes(app: FastifyInstance, deps: PositionDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/positions',
    {
      schema: {
        tags,
        summary: 'Positions with what they mean and where they are used',
        response: { 200: PositionList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewPositions(deps, personOf(request))
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.post(
    '/v1/positions',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Adds a position; no route has it yet',
        body: PositionBody,
        response: { 201: PositionList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await addPosition(deps, personOf(request), request.body)
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )
}
