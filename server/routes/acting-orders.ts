import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import {
  ActingOrderBody,
  ActingOrderList,
  ActingOrderPreview,
  ActingOrderPreviewBody,
  ActingOrderView,
} from '../contract/acting-orders.ts'
import { Problem, closed } from '../contract/common.ts'
import { personOf } from '../plugins/person.ts'
import { type ActingOrderDeps, listOrders, recordOrder } from '../usecases/acting-orders.ts'
import { previewOrder } from '../usecases/preview-acting-order.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const tags = ['organisation']
const preValidation = refuseUnstorableText

/** 代決の順位 by version: what counts, what is to come, what would change, and recording the next one. */
export function actingOrderRoutes(app: FastifyInstance, deps: ActingOrderDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/acting-orders',
    {
      schema: {
        tags,
        summary: '代決の順位 of every position that decides, with history and what is to come',
        response: { 200: ActingOrderList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await listOrders(deps, personOf(request))
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.post(
    '/v1/acting-orders/preview',
    {
      preValidation,
      schema: {
        tags,
        summary: 'What an order would change; nothing is stored',
        body: ActingOrderPreviewBody,
        response: { 200: ActingOrderPreview, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const seen = await previewOrder(deps, personOf(request), request.body)
      return seen.ok ? seen.value : refuse(reply, seen.error)
    },
  )

  routes.put(
    '/v1/acting-orders/:position',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Records the order of a position from a day on; an empty one ends it',
        params: closed({ position: Type.String({ minLength: 1, maxLength: 40 }) }),
        body: ActingOrderBody,
        response: { 200: ActingOrderView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await recordOrder(deps, personOf(request), request.params.position, request.body)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
