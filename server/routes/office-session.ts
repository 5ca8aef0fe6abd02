import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Id, Problem, closed } from '../contract/common.ts'
import { OfficeSession, OfficeSessionBody } from '../contract/office-session.ts'
import type { AttachmentId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { openOfficeSession } from '../usecases/office-session.ts'
import type { WopiDeps } from '../usecases/wopi-file.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'
import { weighedOf } from './weighed-of.ts'

type Options = {
  /** The secret id of the session a request comes with. */
  readonly sessionOf: (request: FastifyRequest) => string | undefined
}

/** オフィスサーバーで編集: what a frame of the page needs to show a file there. */
export function officeSessionRoutes(app: FastifyInstance, deps: WopiDeps, { sessionOf }: Options): void {
  app.withTypeProvider<TypeBoxTypeProvider>().post(
    '/v1/attachments/:id/office-session',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags: ['editing'],
        summary: 'Opens a file on the office server, in a frame of the page',
        params: closed({ id: Id }),
        body: OfficeSessionBody,
        response: { 201: OfficeSession, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { takeOver, ...said } = request.body
      const weighed = weighedOf(said)
      if (weighed === 'incomplete') return sendProblem(reply, 'bad_request')
      const session = sessionOf(request)
      const opened = await openOfficeSession(deps, {
        ...{ id: request.params.id as AttachmentId, by: personOf(request), takeOver },
        ...(session === undefined ? {} : { session }),
        ...(weighed === undefined ? {} : { weighed }),
      })
      if (!opened.ok) return refuse(reply, opened.error)
      return reply.code(201).header('cache-control', 'no-store').send(opened.value)
    },
  )
}
