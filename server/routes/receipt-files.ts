import multipart from '@fastify/multipart'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { OneFile, emptyAnswer } from '../contract/bytes.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import { ArrivedFile } from '../contract/receipts.ts'
import type { AttachmentId, ReceiptId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { type ReceiptFileDeps, addReceiptFile, removeReceiptFile } from '../usecases/receipt-files.ts'
import { keepFile } from './arriving-file.ts'
import { refuse } from './refuse.ts'

const IdempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
})

/** The files of what is being registered. */
export async function receiptFileRoutes(app: FastifyInstance, deps: ReceiptFileDeps): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart)
    const routes = scope.withTypeProvider<TypeBoxTypeProvider>()

    routes.post(
      '/v1/receipts/:id/files',
      {
        schema: {
          tags: ['receipts'],
          summary:
            'Adds a file to what is being registered (multipart, one part `file`); a mail fills in what nobody typed yet',
          params: closed({ id: Id }),
          headers: IdempotencyKey,
          response: { 201: ArrivedFile, '4xx': Problem },
          multipart: OneFile,
        },
        config: { application: 'documents.write', repeats: 'route' },
      },
      async (request, reply) => {
        const clientKey = request.headers['idempotency-key']
        return keepFile(request, reply, (file) =>
          addReceiptFile(deps, {
            id: request.params.id as ReceiptId,
            by: personOf(request),
            ...(request.application === null ? {} : { caller: request.application }),
            ...file,
            ...(clientKey === undefined ? {} : { clientKey }),
          }),
        )
      },
    )

    routes.delete(
      '/v1/receipts/:id/files/:file',
      {
        schema: {
          tags: ['receipts'],
          summary: 'Takes a file away again, before it is registered',
          params: closed({ id: Id, file: Id }),
          response: { 204: emptyAnswer('It is gone'), '4xx': Problem },
        },
      },
      async (request, reply) => {
        const done = await removeReceiptFile(deps, {
          id: request.params.id as ReceiptId,
          file: request.params.file as AttachmentId,
          by: personOf(request),
        })
        return done.ok ? reply.code(204).send() : refuse(reply, done.error)
      },
    )
  })
}
