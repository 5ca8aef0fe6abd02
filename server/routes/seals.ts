import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { Problem, closed } from '../contract/common.ts'
import { EndSealBody, SealBody, SealList } from '../contract/seals.ts'
import { personOf } from '../plugins/person.ts'
import type { PositionDeps } from '../usecases/positions.ts'
import { addSeal, endSealAfter, viewSeals } from '../usecases/seals.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const tags = ['organisation']

/** 公印: what there is and who keeps it, a new one, and the end of one. */
export function sealRoutes(app: FastifyInstance, deps: PositionDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/seals',
    {
      schema: {
        tags,
        summary: '公印 and 電子署名 with who keeps them',
        response: { 200: SealList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewSeals(deps, personOf(request))
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.post(
    '/v1/seals',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Registers a seal, from a day on',
        body: SealBody,
        response: { 201: SealList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await addSeal(deps, personOf(request), request.body)
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/seals/:code/end',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Ends a seal after a day (廃止); what was sealed with it stays as it was',
        params: closed({ code: Type.String({ pattern: '^[A-Z0-9-]{1,20}$' }) }),
        body: EndSealBody,
        response: { 200: SealList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await endSealAfter(deps, personOf(request), { ...request.body, code: request.params.code })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
