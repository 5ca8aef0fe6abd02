import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Id, Problem, closed } from '../contract/common.ts'
import { CorrectClassBody, DisclosureClassView } from '../contract/disclosure-class.ts'
import type { ProposalId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { correctDisclosureClass, viewDisclosureClass } from '../usecases/disclosure-class.ts'
import type { MayReadDeps } from '../usecases/may-read.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const tags = ['disclosure']
const ById = closed({ id: Id })

/** 公開区分 of cases, and its correction after the 決裁. */
export function disclosureClassRoutes(app: FastifyInstance, deps: MayReadDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/proposals/:id/disclosure-class',
    {
      schema: {
        tags,
        summary: '公開区分 of a case as it was decided, as it is today, and who corrected it why',
        params: ById,
        response: { 200: DisclosureClassView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await viewDisclosureClass(deps, {
        ...{ id: request.params.id as ProposalId, by: personOf(request) },
      })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/disclosure-classes/:id',
    {
      schema: {
        tags,
        summary: 'Corrects the 公開区分 of a decided case, with its reason; the case itself never changes',
        params: ById,
        body: CorrectClassBody,
        response: { 200: DisclosureClassView, '4xx': Problem },
      },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const done = await correctDisclosureClass(deps, {
        ...{ id: request.params.id as ProposalId, by: personOf(request), body: request.body },
      })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
