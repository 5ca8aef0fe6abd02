import multipart from '@fastify/multipart'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { LegacyFilesForm, answerOf, emptyAnswer } from '../contract/bytes.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import { LegacyUpload, LegacyUploads } from '../contract/legacy-uploads.ts'
import { isUnstorable } from '../domain/text/storable.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import {
  type LegacyUploadDeps,
  beginLegacyUpload,
  importUpload,
  mayBringIn,
  stopLegacyUpload,
  uploadRejects,
  viewLegacyUploads,
} from '../usecases/legacy-uploads.ts'
import type { WriteTable } from '../usecases/ports.ts'
import { hasParts, letGo, wholeForm } from './arriving-file.ts'
import { refuse } from './refuse.ts'
import { sendTable } from './send-file.ts'

const ById = closed({ id: Id })
const tags = ['records']
const texts = ['source', 'decision']

type Given = {
  readonly fields: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, string>>
}

/** Puts the files of a form on the shelf while they arrive; an unknown part is an error. */
async function putParts(
  deps: LegacyUploadDeps,
  id: string,
  request: FastifyRequest,
): Promise<Given | { readonly unknown: string }> {
  const fields: Record<string, string> = {}
  const files: Record<string, string> = {}
  const limits = { fileSize: Infinity, files: 2, fields: 2, parts: 4, fieldSize: 400 }
  for await (const part of request.parts({ limits })) {
    const name = part.fieldname
    if (part.type !== 'file') {
      if (!texts.includes(name)) return { unknown: name }
      fields[name] = String(part.value)
    } else if ((name === 'manifest' || name === 'files') && !(name in files)) {
      await deps.legacy.put(id, name, part.file)
      files[name] = part.filename
    } else return { unknown: name }
  }
  return { fields, files }
}

/** 移行 from the browser: sent, tried, brought in. */
export async function legacyUploadRoutes(
  app: FastifyInstance,
  deps: LegacyUploadDeps & { readonly writeTable: WriteTable },
): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart)
    const routes = scope.withTypeProvider<TypeBoxTypeProvider>()
    const own = (request: FastifyRequest & { readonly params: { readonly id: string } }) => ({
      id: request.params.id,
      by: personOf(request),
    })

    routes.post(
      '/v1/legacy-uploads',
      {
        schema: {
          tags,
          summary:
            'Keeps a manifest of an old system and its files, and begins to try them; nothing is brought in yet',
          multipart: LegacyFilesForm,
          response: { 201: LegacyUpload, '4xx': Problem },
        },
      },
      async (request, reply) => {
        const by = personOf(request)
        if (!(await mayBringIn(deps, by))) {
          letGo(request)
          return refuse(reply, { code: 'not_allowed' })
        }
        if (!hasParts(request)) return sendProblem(reply, 'file_missing')
        const id = deps.newId()
        try {
          const given = await wholeForm(() => putParts(deps, id, request)).finally(() => letGo(request))
          const wrong =
            'unknown' in given
              ? { part: given.unknown }
              : (given.fields['source'] ?? '').trim() === ''
                ? { field: 'source' }
                : undefined
          if ('unknown' in given || wrong !== undefined) {
            await deps.legacy.drop(id)
            return sendProblem(reply, 'bad_request', { facts: wrong ?? {} })
          }
          if (isUnstorable(given)) {
            await deps.legacy.drop(id)
            return sendProblem(reply, 'unstorable_text')
          }
          const { manifest, files } = given.files
          const { source = '', decision = '' } = given.fields
          if (manifest === undefined) {
            await deps.legacy.drop(id)
            return sendProblem(reply, 'file_missing')
          }
          const done = await beginLegacyUpload(deps, by, {
            ...{ id, source, manifest },
            ...(decision.trim() === '' ? {} : { decision: decision.trim() }),
            ...(files === undefined ? {} : { files }),
          })
          return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
        } catch (error) {
          await deps.legacy.drop(id)
          throw error
        }
      },
    )

    routes.get(
      '/v1/legacy-uploads',
      {
        schema: {
          tags,
          summary: 'What the caller sent to be brought in, the newest first, and how far each is',
          response: { 200: LegacyUploads, '4xx': Problem },
        },
      },
      (request) => viewLegacyUploads(deps, personOf(request)),
    )

    routes.post(
      '/v1/legacy-uploads/:id/import',
      {
        schema: {
          tags,
          summary: 'Brings in what was tried, or goes on where it was stopped',
          params: ById,
          response: { 200: LegacyUpload, '4xx': Problem },
        },
      },
      async (request, reply) => {
        const done = await importUpload(deps, own(request))
        return done.ok ? done.value : refuse(reply, done.error)
      },
    )

    routes.delete(
      '/v1/legacy-uploads/:id',
      {
        schema: {
          tags,
          summary: 'Stops what is tried or brought in; whole batches stay',
          params: ById,
          response: { 204: emptyAnswer('It is stopped, or was over'), '4xx': Problem },
        },
      },
      async (request, reply) => {
        const done = await stopLegacyUpload(deps, own(request))
        return done.ok ? reply.code(204).send(null) : refuse(reply, done.error)
      },
    )

    routes.get(
      '/v1/legacy-uploads/:id/rejects.csv',
      {
        schema: {
          tags,
          summary: 'What is not taken of what was sent, to be put right and sent again, as CSV',
          params: ById,
          response: { 200: answerOf('text/csv', 'rejects.csv, as attachment'), '4xx': Problem },
        },
      },
      async (request, reply) => {
        const found = await uploadRejects(deps, own(request))
        return found.ok
          ? sendTable(reply, 'rejects.csv', found.value, deps.writeTable)
          : refuse(reply, found.error)
      },
    )
  })
}
