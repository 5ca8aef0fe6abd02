import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { ContentHeaders, contentAnswers } from '../contract/bytes.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import { Comparison, ComparisonQuery } from '../contract/comparison.ts'
import { Differences } from '../contract/differences.ts'
import type { RevisionId } from '../domain/ids.ts'
import { readingRoles } from '../domain/applications/application.ts'
import { cameThrough } from '../plugins/application.ts'
import { personOf } from '../plugins/person.ts'
import { sendContent } from '../plugins/send-content.ts'
import { type CompareDeps, compareRevisions } from '../usecases/compare-revisions.ts'
import { type DifferencesDeps, listDifferences } from '../usecases/list-differences.ts'
import { type OpenContentDeps, openOriginal, openRendition } from '../usecases/open-content.ts'
import { refuse } from './refuse.ts'

const ById = closed({ id: Id })

/** The bytes of revisions (the original and its rendition), and how two of them differ. */
export function revisionRoutes(
  app: FastifyInstance,
  deps: OpenContentDeps & CompareDeps & DifferencesDeps,
): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/revisions/:id/content',
    {
      schema: {
        tags: ['files'],
        summary: 'The original bytes of a file, as a download',
        params: ById,
        headers: ContentHeaders,
        response: contentAnswers('application/octet-stream', 'The file as it was given'),
      },
      config: { application: readingRoles },
    },
    async (request, reply) => {
      const opened = await openOriginal(deps, {
        id: request.params.id as RevisionId,
        by: personOf(request),
        ...cameThrough(request),
      })
      if (!opened.ok) return refuse(reply, opened.error)
      return sendContent(request, reply, opened.value, {
        type: 'application/octet-stream',
        disposition: 'attachment',
      })
    },
  )

  routes.get(
    '/v1/revisions/:id/pdf',
    {
      schema: {
        tags: ['files'],
        summary: 'The PDF that a file is read by (表示用PDF)',
        params: ById,
        headers: ContentHeaders,
        response: contentAnswers('application/pdf', 'The PDF'),
      },
    },
    async (request, reply) => {
      const opened = await openRendition(deps, { id: request.params.id as RevisionId, by: personOf(request) })
      if (!opened.ok) return refuse(reply, opened.error)
      return sendContent(request, reply, opened.value, { type: 'application/pdf', disposition: 'inline' })
    },
  )

  routes.get(
    '/v1/revisions/:id/comparison',
    {
      schema: {
        tags: ['files'],
        summary: 'How a revision of a file differs from an earlier one, page by page',
        params: ById,
        querystring: ComparisonQuery,
        response: { 200: Comparison, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await compareRevisions(deps, {
        id: request.params.id as RevisionId,
        by: personOf(request),
        from: request.query.from as RevisionId | undefined,
      })
      if (!found.ok) return refuse(reply, found.error)
      reply.header('cache-control', 'no-store')
      return found.value
    },
  )

  routes.get(
    '/v1/revisions/:id/differences',
    {
      schema: {
        tags: ['files'],
        summary: 'What changed from an earlier revision of a file to this one, as a list in words (変更点)',
        params: ById,
        querystring: ComparisonQuery,
        response: { 200: Differences, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await listDifferences(deps, {
        id: request.params.id as RevisionId,
        by: personOf(request),
        from: request.query.from as RevisionId | undefined,
      })
      if (!found.ok) return refuse(reply, found.error)
      reply.header('cache-control', 'no-store')
      return found.value
    },
  )
}
