import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Id, closed } from '../contract/common.ts'
import type { RevisionId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { sendContent } from '../plugins/send-content.ts'
import { type OpenContentDeps, openOriginal, openRendition } from '../usecases/open-content.ts'

const ById = closed({ id: Id })

/** The bytes of revisions: the original and its rendition. */
export function revisionRoutes(app: FastifyInstance, deps: OpenContentDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/revisions/:id/content',
    { schema: { tags: ['files'], summary: 'The original bytes of a file, as a download', params: ById } },
    async (request, reply) => {
      const opened = await openOriginal(deps, { id: request.params.id as RevisionId, by: personOf(request) })
      if (!opened.ok) return sendProblem(reply, opened.error.code)
      return sendContent(request, reply, opened.value, {
        type: 'application/octet-stream',
        disposition: 'attachment',
      })
    },
  )

  routes.get(
    '/v1/revisions/:id/pdf',
    { schema: { tags: ['files'], summary: 'The PDF that a file is read by (表示用PDF)', params: ById } },
    async (request, reply) => {
      const opened = await openRendition(deps, { id: request.params.id as RevisionId, by: personOf(request) })
      if (!opened.ok) return sendProblem(reply, opened.error.code)
      return sendContent(request, reply, opened.value, { type: 'application/pdf', disposition: 'inline' })
    },
  )
}
