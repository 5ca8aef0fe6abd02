import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { ContentHeaders, contentAnswers, emptyAnswer } from '../contract/bytes.ts'
import { Id, closed } from '../contract/common.ts'
import type { ProposalId } from '../domain/ids.ts'
import { readingRoles } from '../domain/applications/application.ts'
import { cameThrough } from '../plugins/application.ts'
import { personOf } from '../plugins/person.ts'
import { sendContent } from '../plugins/send-content.ts'
import type { OpenContentDeps } from '../usecases/open-content.ts'
import { openStampedPdf, retryStampedPdf } from '../usecases/open-stamped-pdf.ts'
import type { JobQueue } from '../usecases/ports.ts'
import { refuse } from './refuse.ts'

const ById = closed({ id: Id })

/** The one PDF of a decided proposal (決裁文書PDF), and asking for it again. */
export function stampedPdfRoutes(
  app: FastifyInstance,
  deps: OpenContentDeps & { readonly jobs: JobQueue },
): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/proposals/:id/stamped.pdf',
    {
      schema: {
        tags: ['files'],
        summary: '決裁文書PDF: the cover with its seals, then all attachments',
        params: ById,
        headers: ContentHeaders,
        response: contentAnswers('application/pdf', '決裁文書PDF'),
      },
      config: { application: readingRoles },
    },
    async (request, reply) => {
      const opened = await openStampedPdf(deps, {
        id: request.params.id as ProposalId,
        by: personOf(request),
        ...cameThrough(request),
      })
      if (!opened.ok) return refuse(reply, opened.error)
      return sendContent(request, reply, opened.value, { type: 'application/pdf', disposition: 'attachment' })
    },
  )

  routes.post(
    '/v1/proposals/:id/stamped-pdf/retry',
    {
      schema: {
        tags: ['files'],
        summary: 'Makes the 決裁文書PDF again after it failed',
        params: ById,
        response: { 204: emptyAnswer('It is being made') },
      },
    },
    async (request, reply) => {
      const asked = await retryStampedPdf(deps, {
        id: request.params.id as ProposalId,
        by: personOf(request),
      })
      return asked.ok ? reply.code(204).send() : refuse(reply, asked.error)
    },
  )
}
