import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../contract/common.ts'
import { ReadingPurpose, ReadingPurposeBody } from '../contract/reading-purpose.ts'
import { caseOf } from '../plugins/case-of.ts'
import { personOf } from '../plugins/person.ts'
import { isReading } from '../plugins/reading-methods.ts'
import type { MayReadDeps } from '../usecases/may-read.ts'
import { statePurpose, whyNotByRole } from '../usecases/reading-purpose.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

/**
 * 閲覧の目的 of 監査・情報公開担当, and the guard that asks for it: whatever opens a case by its id passes here first.
 * Call it before the routes it guards.
 */
export function readingPurposeRoutes(app: FastifyInstance, deps: MayReadDeps): void {
  app.addHook('preHandler', async (request, reply) => {
    const asked = caseOf(request)
    if (asked === undefined || request.person === null) return undefined
    // A print is a read that is taken along.
    const reads = isReading(request.method) || request.routeOptions.url === '/v1/proposals/:id/prints'
    const refusal = await whyNotByRole(deps, { by: request.person, asked, reads })
    return refusal && refuse(reply, refusal)
  })

  app.withTypeProvider<TypeBoxTypeProvider>().put(
    '/v1/reading-purpose',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags: ['records'],
        summary: 'States what an auditor reads for; asked once a session, and kept with each read',
        body: ReadingPurposeBody,
        response: { 200: ReadingPurpose, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await statePurpose(deps, { by: personOf(request), purpose: request.body.purpose })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
