import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ContentHeaders, answerOf, emptyAnswer } from '../contract/bytes.ts'
import { FileOutline, PageNumberText, PageRange, PageTexts } from '../contract/book.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import type { RevisionId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import {
  fileOutline,
  maxTextPages,
  pagePicture,
  pageTextsJson,
  pdfSkeleton,
  placeholders,
} from '../usecases/page-texts.ts'
import { type RetryRenditionDeps, retryRendition } from '../usecases/retry-rendition.ts'
import { pictureTypeOf, pictureTypes } from './picture-type.ts'
import { refuse } from './refuse.ts'

const ById = closed({ id: Id })
const IfNew = Type.Pick(ContentHeaders, ['if-none-match'])
const same = emptyAnswer('The same as the one of If-None-Match')
const Started = closed(
  { started: Type.Boolean({ description: 'False: it had not failed, or such a file is never converted' }) },
  'Whether it is being converted again',
)
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
        querystring: PageRange,
        headers: IfNew,
        response: { 200: answerOf('application/json', 'Pages and their text', PageTexts), 304: same },
      },
    },
    async (request, reply) => {
      const from = Number(request.query.from ?? 0)
      const to = Number(request.query.to ?? from + maxTextPages)
      const found = await pageTextsJson(deps, { ...asked(request), from, to })
      if (!found.ok) return refuse(reply, found.error)
      const { json, pdf, isWhole } = found.value
      if (!isWhole) return reply.header('cache-control', 'no-store').type('application/json').send(json)
      return sendForEver(request, reply, `${pdf}-t${from}-${to}`, 'application/json', json)
    },
  )

  routes.get(
    '/v1/revisions/:id/outline',
    {
      schema: {
        tags: ['files'],
        summary: 'Headings and bookmarks of a file, with the pages they are on',
        params: ById,
        response: { 200: FileOutline, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await fileOutline(deps, asked(request))
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.get(
    '/v1/revisions/:id/placeholders',
    {
      schema: {
        tags: ['files'],
        summary:
          'A small blurred picture of every page, or of those from one on and before another, in one binary block',
        params: ById,
        querystring: PageRange,
        headers: IfNew,
        response: { 200: answerOf('application/octet-stream', 'The pictures'), 304: same },
      },
    },
    async (request, reply) => {
      const from = Number(request.query.from ?? 0)
      const to = request.query.to === undefined ? undefined : Number(request.query.to)
      const found = await placeholders(deps, { ...asked(request), from, to })
      if (!found.ok) return refuse(reply, found.error)
      const { pdf, bytes } = found.value
      return sendForEver(request, reply, `${pdf}-p${from}-${to ?? ''}`, 'application/octet-stream', bytes)
    },
  )

  routes.get(
    '/v1/revisions/:id/pages/:n/image',
    {
      schema: {
        tags: ['files'],
        summary: 'One page as a picture (PNG or WebP); pages count from 0',
        params: ByPage,
        headers: IfNew,
        response: { 200: answerOf(pictureTypes, 'The page'), 304: same },
      },
    },
    async (request, reply) => {
      const pageIndex = Number(request.params.n)
      const found = await pagePicture(deps, { ...asked(request), pageIndex })
      if (!found.ok) return refuse(reply, found.error)
      const { pdf, bytes } = found.value
      return sendForEver(request, reply, `${pdf}-i${pageIndex}`, pictureTypeOf(bytes), bytes)
    },
  )

  routes.get(
    '/v1/revisions/:id/skeleton',
    {
      schema: {
        tags: ['files'],
        summary: 'The pieces of a large PDF that tell where its pages are; nothing (204) for a small one',
        params: ById,
        headers: IfNew,
        response: {
          200: answerOf('application/octet-stream', 'The pieces, packed with gzip'),
          204: emptyAnswer('It is small: there are none'),
          304: same,
        },
      },
    },
    async (request, reply) => {
      const found = await pdfSkeleton(deps, asked(request))
      if (!found.ok) return refuse(reply, found.error)
      if (found.value === undefined) return reply.code(204).header('cache-control', 'no-store').send()
      const { pdf, gzip } = found.value
      reply.header('content-encoding', 'gzip')
      return sendForEver(request, reply, `${pdf}-s`, 'application/octet-stream', gzip)
    },
  )

  routes.post(
    '/v1/revisions/:id/retry',
    {
      schema: {
        tags: ['files'],
        summary: 'Converts a file again that could not be shown',
        params: ById,
        response: { 202: Started, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await retryRendition(deps, asked(request))
      if (!done.ok) return refuse(reply, done.error)
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
