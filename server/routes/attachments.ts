import multipart from '@fastify/multipart'
import { Type } from 'typebox'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import {
  AttachmentsChanged,
  CorrectionQuery,
  OrderBody,
  RenameBody,
  UploadedAttachment,
} from '../contract/attachments.ts'
import { OneFile } from '../contract/bytes.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import type { AttachmentId, ProposalId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { refusePrecondition } from '../plugins/precondition.ts'
import { sendProblem } from '../plugins/problem.ts'
import { keepFile, letGo } from './arriving-file.ts'
import { correctionOf } from './correction-of.ts'
import { refuse } from './refuse.ts'
import { addAttachment, wasAdded } from '../usecases/add-attachment.ts'
import type { KeepRevisionDeps } from '../usecases/keep-revision.ts'
import { replaceAttachment } from '../usecases/replace-attachment.ts'
import { removeAttachment } from '../usecases/remove-attachment.ts'
import { renameAttachment } from '../usecases/rename-attachment.ts'
import { reorderAttachments } from '../usecases/reorder-attachments.ts'

const ById = closed({ id: Id })
const IdempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
})

/** Upload, order, rename and remove. */
export async function attachmentRoutes(app: FastifyInstance, deps: KeepRevisionDeps): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart)
    const routes = scope.withTypeProvider<TypeBoxTypeProvider>()

    routes.post(
      '/v1/proposals/:id/attachments',
      {
        schema: {
          tags: ['attachments'],
          summary: 'Adds a file (multipart, one part `file`); the same Idempotency-Key is stored once',
          params: ById,
          headers: IdempotencyKey,
          response: { 201: UploadedAttachment, '4xx': Problem },
          multipart: OneFile,
        },
        config: { application: 'documents.write', repeats: 'route' },
      },
      async (request, reply) => {
        const clientKey = request.headers['idempotency-key']
        const proposalId = request.params.id as ProposalId
        const isRepeat = clientKey !== undefined && (await wasAdded(deps, proposalId, clientKey))
        const refused = isRepeat ? undefined : refusePrecondition(request, reply)
        if (refused !== undefined) {
          letGo(request)
          return refused
        }
        return keepFile(request, reply, (file) =>
          addAttachment(deps, {
            proposalId,
            by: personOf(request),
            comparesRepeats: request.application !== null,
            ...file,
            ...(clientKey === undefined ? {} : { clientKey }),
          }),
        )
      },
    )

    routes.post(
      '/v1/attachments/:id/revisions',
      {
        schema: {
          tags: ['attachments'],
          summary:
            'Gives an attachment a new content; on the way, whoever’s turn it is says how much it weighs and why',
          params: ById,
          querystring: CorrectionQuery,
          response: { 201: AttachmentsChanged, '4xx': Problem },
          multipart: OneFile,
        },
      },
      async (request, reply) => {
        const correction = correctionOf(request.query)
        if (correction === 'incomplete') {
          letGo(request)
          return sendProblem(reply, 'bad_request')
        }
        return keepFile(request, reply, (file) =>
          replaceAttachment(deps, {
            id: request.params.id as AttachmentId,
            by: personOf(request),
            ...file,
            ...(correction === undefined ? {} : { correction }),
          }),
        )
      },
    )

    routes.put(
      '/v1/proposals/:id/attachments/order',
      {
        schema: {
          tags: ['attachments'],
          summary: 'Puts the attachments in another order',
          params: ById,
          body: OrderBody,
          response: { 200: AttachmentsChanged, '4xx': Problem },
        },
      },
      async (request, reply) => {
        const proposalId = request.params.id as ProposalId
        const ids = request.body.ids as AttachmentId[]
        const done = await reorderAttachments(deps, { proposalId, ids, by: personOf(request) })
        return done.ok ? reply.send(done.value) : refuse(reply, done.error)
      },
    )

    routes.patch(
      '/v1/attachments/:id',
      {
        schema: {
          tags: ['attachments'],
          summary: 'Renames an attachment',
          params: ById,
          body: RenameBody,
          response: { 200: AttachmentsChanged, '4xx': Problem },
        },
      },
      async (request, reply) => {
        const id = request.params.id as AttachmentId
        const done = await renameAttachment(deps, { id, name: request.body.name, by: personOf(request) })
        return done.ok ? reply.send(done.value) : refuse(reply, done.error)
      },
    )

    routes.delete(
      '/v1/attachments/:id',
      {
        schema: {
          tags: ['attachments'],
          summary: 'Takes an attachment away; its contents stay stored',
          params: ById,
          response: { 200: AttachmentsChanged, '4xx': Problem },
        },
      },
      async (request, reply) => {
        const done = await removeAttachment(deps, {
          id: request.params.id as AttachmentId,
          by: personOf(request),
        })
        return done.ok ? reply.send(done.value) : refuse(reply, done.error)
      },
    )
  })
}
