import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { answerOf } from '../contract/bytes.ts'
import { Book, ReceiptBook } from '../contract/book.ts'
import { Id, closed } from '../contract/common.ts'
import type { FileHolder } from '../domain/files/holder.ts'
import type { PersonId, ProposalId, ReceiptId, RevisionId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { viewBook, viewReceiptBook } from '../usecases/book.ts'
import type { MayReadDeps } from '../usecases/may-read.ts'
import { placeholdersOf } from '../usecases/page-texts.ts'

const uuid = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const pages = `${uuid}:\\d{1,5}-\\d{1,5}`
const ManyPages = closed({
  of: Type.String({
    pattern: `^${pages}(,${pages}){0,99}$`,
    description: 'Pages of at most 100 files: revision:from-to, from 0, to exclusive, parted by commas',
  }),
})

/** The pages of all attachments of a proposal, and of all files of a 収受文書. */
export function bookRoutes(app: FastifyInstance, deps: MayReadDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  routes.get(
    '/v1/proposals/:id/pages',
    {
      schema: {
        tags: ['files'],
        summary: 'Every page of all attachments: size, file and progress, in reading order',
        params: closed({ id: Id }),
        response: { 200: Book },
      },
    },
    async (request, reply) => {
      const book = await viewBook(deps, { id: request.params.id as ProposalId, by: personOf(request) })
      if (!book.ok) return sendProblem(reply, book.error.code) as never
      reply.header('cache-control', 'no-store')
      return book.value
    },
  )

  routes.get(
    '/v1/proposals/:id/placeholders',
    {
      schema: {
        tags: ['files'],
        summary: 'The small blurred pictures of pages of many files at once, in one binary block',
        params: closed({ id: Id }),
        querystring: ManyPages,
        response: {
          200: answerOf('application/octet-stream', 'The pictures, in the order that was asked'),
        },
      },
    },
    async (request, reply) =>
      sendPlaceholders(reply, {
        holder: { proposal: request.params.id as ProposalId },
        by: personOf(request),
        of: request.query.of,
      }),
  )

  routes.get(
    '/v1/receipts/:id/pages',
    {
      schema: {
        tags: ['files'],
        summary: 'Every page of all files of a 収受文書, in reading order',
        params: closed({ id: Id }),
        response: { 200: ReceiptBook },
      },
    },
    async (request, reply) => {
      const id = request.params.id as ReceiptId
      const book = await viewReceiptBook(deps, { id, by: personOf(request) })
      if (!book.ok) return sendProblem(reply, book.error.code) as never
      reply.header('cache-control', 'no-store')
      return book.value
    },
  )

  routes.get(
    '/v1/receipts/:id/placeholders',
    {
      schema: {
        tags: ['files'],
        summary: 'The small blurred pictures of pages of files of a 収受文書, in one binary block',
        params: closed({ id: Id }),
        querystring: ManyPages,
        response: {
          200: answerOf('application/octet-stream', 'The pictures, in the order that was asked'),
        },
      },
    },
    async (request, reply) =>
      sendPlaceholders(reply, {
        holder: { receipt: request.params.id as ReceiptId },
        by: personOf(request),
        of: request.query.of,
      }),
  )

  async function sendPlaceholders(
    reply: FastifyReply,
    { holder, by, of }: { readonly holder: FileHolder; readonly by: PersonId; readonly of: string },
  ): Promise<FastifyReply> {
    const wanted = of.split(',').map((it) => {
      const [revision = '', from, to] = it.split(/[:-](?=\d+(?:-\d+)?$)/)
      return { revision: revision as RevisionId, from: Number(from), to: Number(to) }
    })
    const found = await placeholdersOf(deps, { holder, by, wanted })
    if (!found.ok) return sendProblem(reply, found.error.code)
    // Revisions never change; one without pages may have some later.
    const lasting = found.value.isWhole ? 'private, max-age=31536000, immutable' : 'no-store'
    return reply
      .header('cache-control', lasting)
      .header('x-content-type-options', 'nosniff')
      .type('application/octet-stream')
      .send(found.value.bytes)
  }
}
