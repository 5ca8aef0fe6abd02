import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Id, closed } from '../contract/common.ts'
import type { RevisionId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { maxTextPages, pagePicture, pageTextsJson, placeholders } from '../usecases/page-texts.ts'
import { type RetryRenditionDeps, retryRendition } from '../usecases/retry-rendition.ts'

const ById = closed({ id: Id })
const PageNumberText = Type.String({ pattern: '^\\d{1,6}$' })
const Range = closed({ from: Type.Optional(PageNumberText), to: Type.Optional(PageNumberText) })
const ByPage = closed({ id: Id, n: PageNumberText })

/** What is known of the pages of a revision, and another try when they could not be made. */
export function renditionRoutes(app: FastifyInstance, deps: RetryRenditionDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  const asked = (request: FastifyRequest<{ Params: { id: string } }>) => ({
    id: request.params.id as RevisionId,
    by: personOf(request),
  })

  routes.get(
    '/v1/revisions/:id/text',
    {
      schema: {
        tags: ['files'],
        summary: 'The text of pages with its places, for searching and selecting',
        params: ById,
        querystring: Range,
      },
    },
    async (request, reply) => {
      const from = Number(request.query.from ?? 0)
      const to = Number(request.query.to ?? from + maxTextPages)
      const found = await pageTextsJson(deps, { ...asked(request), from, to })
      if (!found.ok) return sendProblem(reply, found.error.code)
      return sendForEver(
        request,
        reply,
        `${found.value.pdf}-t${from}-${to}`,
        'application/json',
        found.value.json,
      )
    },
  )

  routes.get(
    '/v1/revisions/:id/placeholders',
    {
      schema: {
        tags: ['files'],
        summary: 'A small blurred picture of every page, in one binary block',
        params: ById,
      },
    },
    async (request, reply) => {
      const found = await placeholders(deps, asked(request))
      if (!found.ok) return sendProblem(reply, found.error.code)
      const { pdf, bytes } = found.value
      return sendForEver(request, reply, `${pdf}-p`, 'application/octet-stream', bytes)
    },
  )

  routes.get(
    '/v1/revisions/:id/pages/:n/image',
    {
      schema: {
        tags: ['files'],
        summary: 'One page as a picture (WebP); pages count from 0',
        params: ByPage,
      },
    },
    async (request, reply) => {
      const pageIndex = Number(request.params.n)
      const found = await pagePicture(deps, { ...asked(request), pageIndex })
      if (!found.ok) return sendProblem(reply, found.error.code)
      return sendForEver(request, reply, `${found.value.pdf}-i${pageIndex}`, 'image/webp', found.value.bytes)
    },
  )

  routes.post(
    '/v1/revisions/:id/retry',
    { schema: { tags: ['files'], summary: 'Converts a file again that could not be shown', params: ById } },
    async (request, reply) => {
      const done = await retryRendition(deps, asked(request))
      if (!done.ok) return sendProblem(reply, done.error.code)
      return reply.code(202).send(done.value)
    },
  )
}

/** A revision never changes, so the browser need not ask again. */
function sendForEver(
  request: FastifyRequest,
  reply: FastifyReply,
  tag: string,
  type: string,
  body: string | Buffer,
): FastifyReply {
  reply
    .header('etag', `"${tag}"`)
    .header('cache-control', 'private, max-age=31536000, immutable')
    .header('x-content-type-options', 'nosniff')
  if (request.headers['if-none-match'] === `"${tag}"`) return reply.code(304).send()
  return reply.type(type).send(body)
}
