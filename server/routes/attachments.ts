import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
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
import { Id, Problem, closed } from '../contract/common.ts'
import type { AttachmentId, PostId, ProposalId, Sha256 } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { refuse } from './refuse.ts'
import type { Correction } from '../usecases/correct.ts'
import { addAttachment } from '../usecases/add-attachment.ts'
import { type ReplaceDeps, replaceAttachment } from '../usecases/replace-attachment.ts'
import { removeAttachment } from '../usecases/remove-attachment.ts'
import { renameAttachment } from '../usecases/rename-attachment.ts'
import { reorderAttachments } from '../usecases/reorder-attachments.ts'

const ById = closed({ id: Id })
const IdempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
})

/** Upload, order, rename and remove. */
export async function attachmentRoutes(app: FastifyInstance, deps: ReplaceDeps): Promise<void> {
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
          consumes: ['multipart/form-data'],
        },
      },
      async (request, reply) => {
        const part = await filePart(request)
        if (part === undefined) return sendProblem(reply, 'file_missing')
        const abort = abortWith(request)
        const clientKey = request.headers['idempotency-key']
        try {
          const done = await addAttachment(deps, {
            proposalId: request.params.id as ProposalId,
            by: personOf(request),
            name: part.filename,
            source: part.file,
            signal: abort,
            ...(clientKey === undefined ? {} : { clientKey }),
          })
          return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
        } catch (error) {
          // The browser has gone, or sent half a part: nobody's fault here, and nothing was kept.
          if (abort.aborted || isBrokenOff(error)) return sendProblem(reply, 'upload_broken_off')
          throw error
        } finally {
          letGo(request)
        }
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
          consumes: ['multipart/form-data'],
        },
      },
      async (request, reply) => {
        const part = await filePart(request)
        if (part === undefined) return sendProblem(reply, 'file_missing')
        const abort = abortWith(request)
        const correction = correctionOf(request.query)
        if (correction === 'incomplete') return sendProblem(reply, 'bad_request')
        try {
          const done = await replaceAttachment(deps, {
            id: request.params.id as AttachmentId,
            by: personOf(request),
            name: part.filename,
            source: part.file,
            signal: abort,
            ...(correction === undefined ? {} : { correction }),
          })
          return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
        } catch (error) {
          if (abort.aborted || isBrokenOff(error)) return sendProblem(reply, 'upload_broken_off')
          throw error
        } finally {
          letGo(request)
        }
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

/** A correction on the way, whole or not at all. */
function correctionOf(query: CorrectionQuery): Correction | 'incomplete' | undefined {
  const { version, manifestSha256, effect, reason, as } = query
  const given = [version, manifestSha256, effect, reason, as].filter((it) => it !== undefined)
  if (given.length === 0) return undefined
  if (version === undefined || manifestSha256 === undefined || effect === undefined || reason === undefined) {
    return 'incomplete'
  }
  return {
    version: Number(version),
    manifestSha256: manifestSha256 as Sha256,
    effect,
    reason,
    ...(as === undefined ? {} : { as: as as PostId }),
  }
}

/** The part `file`, not read yet; undefined when the request has none. */
async function filePart(request: FastifyRequest): Promise<MultipartFile | undefined> {
  // The blob store measures; here only what is not the file is kept small.
  const limits = { fileSize: Infinity, files: 1, fields: 4, parts: 5, fieldSize: 8192, headerPairs: 20 }
  if (!request.isMultipart()) return undefined
  return request.file({ limits })
}

/** Aborts when the client goes away before all of the request is here. */
function abortWith(request: FastifyRequest): AbortSignal {
  const abort = new AbortController()
  const closed = () => {
    if (!request.raw.readableEnded) abort.abort()
  }
  if (request.raw.destroyed) closed()
  else request.raw.once('close', closed)
  return abort.signal
}

/** Reads on what nobody wants any more, so that the answer reaches a browser that is still sending. */
function letGo(request: FastifyRequest): void {
  if (request.raw.readableEnded) return
  request.raw.unpipe()
  request.raw.resume()
}

function isBrokenOff(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    code === 'FST_MP_PREMATURE_CLOSE' ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    /terminated early|Unexpected end/.test(error.message)
  )
}
