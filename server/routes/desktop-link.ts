import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Id, Problem, closed, described } from '../contract/common.ts'
import { officeSchemeOf } from '../contract/desktop-app.ts'
import { DesktopLink, DesktopLinkBody } from '../contract/desktop-link.ts'
import type { AttachmentId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { endPass, makePass } from '../usecases/edit-passes.ts'
import type { KeepRevisionDeps } from '../usecases/keep-revision.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'
import { weighedOf } from './weighed-of.ts'

type Options = {
  /** Our own address as programs reach us; absent: where the request came to. */
  readonly publicUrl?: string
  /** The secret id of the session a request comes with. */
  readonly sessionOf: (request: FastifyRequest) => string | undefined
}

const params = closed({ id: Id })
const tags = ['editing']

/** デスクトップで開く: a pass for one file, as an address that Office and LibreOffice open and save by themselves. */
export function desktopLinkRoutes(
  app: FastifyInstance,
  deps: KeepRevisionDeps,
  { publicUrl, sessionOf }: Options,
): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.post(
    '/v1/attachments/:id/desktop-link',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary:
          'An address by which a program on the desktop opens and saves a file, for a working day at most',
        params,
        body: DesktopLinkBody,
        response: { 201: DesktopLink, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const weighed = weighedOf(request.body)
      if (weighed === 'incomplete') return sendProblem(reply, 'bad_request')
      const session = sessionOf(request)
      const made = await makePass(deps, {
        ...{ id: request.params.id as AttachmentId, by: personOf(request), way: 'webdav' },
        ...(session === undefined ? {} : { session }),
        ...(weighed === undefined ? {} : { weighed }),
      })
      if (!made.ok) return refuse(reply, made.error)
      const { id, token, file, expiresAt } = made.value
      const base = publicUrl ?? `${request.protocol}://${request.host}`
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .send({
          ...{ id, expiresAt, openWith: officeSchemeOf(file.kind) },
          url: `${base}/dav/${token}/${encodeURIComponent(file.name)}`,
        })
    },
  )

  routes.delete(
    '/v1/edit-passes/:id',
    {
      schema: {
        tags,
        summary: 'The address for a program outside the browser opens nothing any more',
        params,
        response: { 204: described(Type.Null(), 'Done'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      await endPass(deps, { id: request.params.id, by: personOf(request) })
      return reply.code(204).send(null)
    },
  )
}
