import multipart from '@fastify/multipart'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DirectoryFiles } from '../contract/bytes.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import { DirectoryImportList, DirectoryImportView } from '../contract/directory.ts'
import { parseLocalDate } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import {
  type DirectoryDeps,
  type GivenFile,
  applyImport,
  importDirectory,
  rehearseAgain,
  viewImport,
  viewImports,
} from '../usecases/directory-imports.ts'
import { hasParts, letGo, wholeForm } from './arriving-file.ts'
import { refuse } from './refuse.ts'

const ById = closed({ id: Id })
const tags = ['organisation']
/** Ten thousand people are about two megabytes. */
const largestFileBytes = 32 * 1024 * 1024

type Given = { readonly files: readonly GivenFile[]; readonly fields: Readonly<Record<string, string>> }

/** The files and fields of a form; an unknown part is an error. */
async function givenIn(request: FastifyRequest): Promise<Given | { readonly unknown: string }> {
  const files: GivenFile[] = []
  const fields: Record<string, string> = {}
  const limits = { fileSize: largestFileBytes, files: 2, fields: 4, parts: 6, fieldSize: 200 }
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer()
      const kind = part.fieldname
      if (kind !== 'people' && kind !== 'units') return { unknown: kind }
      if (files.some((it) => it.kind === kind)) return { unknown: kind }
      files.push({ kind, name: part.filename, bytes })
    } else if (part.fieldname === 'effectiveOn' || part.fieldname === 'scope') {
      fields[part.fieldname] = String(part.value)
    } else return { unknown: part.fieldname }
  }
  return { files, fields }
}

/** 人事異動: bringing in the directory, rehearsed before it is applied. */
export async function directoryRoutes(app: FastifyInstance, deps: DirectoryDeps): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart)
    const routes = scope.withTypeProvider<TypeBoxTypeProvider>()

    routes.post(
      '/v1/directory/imports',
      {
        schema: {
          tags,
          summary:
            'Keeps people.csv and units.csv for a day and answers what they would change; nothing does yet',
          multipart: DirectoryFiles,
          response: { 201: DirectoryImportView, '4xx': Problem },
        },
      },
      async (request, reply) => {
        if (!hasParts(request)) return sendProblem(reply, 'directory_files_missing')
        // What is refused halfway would hold up what comes after it on its connection.
        const given = await wholeForm(() => givenIn(request)).finally(() => letGo(request))
        if ('unknown' in given) return sendProblem(reply, 'bad_request', { facts: { part: given.unknown } })
        const effectiveOn = parseLocalDate(given.fields['effectiveOn'] ?? '')
        if (effectiveOn === undefined)
          return sendProblem(reply, 'bad_request', { facts: { field: 'effectiveOn' } })
        const wanted = given.fields['scope'] ?? 'listed'
        if (wanted !== 'listed' && wanted !== 'whole') {
          return sendProblem(reply, 'bad_request', { facts: { field: 'scope' } })
        }
        const made = await importDirectory(deps, personOf(request), {
          files: given.files,
          effectiveOn,
          scope: wanted,
        })
        return made.ok ? reply.code(201).send(made.value) : refuse(reply, made.error)
      },
    )

    routes.get(
      '/v1/directory/imports',
      {
        schema: {
          tags,
          summary: 'All imports, newest first',
          response: { 200: DirectoryImportList, '4xx': Problem },
        },
      },
      async (request, reply) => {
        const found = await viewImports(deps, personOf(request))
        return found.ok ? found.value : refuse(reply, found.error)
      },
    )

    const one = { params: ById, response: { 200: DirectoryImportView, '4xx': Problem } }
    routes.get(
      '/v1/directory/imports/:id',
      { schema: { tags, summary: 'One import with its rehearsal', ...one } },
      async (request, reply) => {
        const found = await viewImport(deps, personOf(request), request.params.id)
        return found.ok ? found.value : refuse(reply, found.error)
      },
    )

    routes.post(
      '/v1/directory/imports/:id/rehearse',
      { schema: { tags, summary: 'Rehearses the same files on the organisation as it is now', ...one } },
      async (request, reply) => {
        const made = await rehearseAgain(deps, personOf(request), request.params.id)
        return made.ok ? made.value : refuse(reply, made.error)
      },
    )

    routes.post(
      '/v1/directory/imports/:id/apply',
      {
        schema: {
          tags,
          summary: 'Writes what was rehearsed; a second time it answers what the first did',
          ...one,
        },
      },
      async (request, reply) => {
        const done = await applyImport(deps, personOf(request), request.params.id)
        return done.ok ? done.value : refuse(reply, done.error)
      },
    )
  })
}
