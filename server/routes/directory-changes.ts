import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { answerOf } from '../contract/bytes.ts'
import { Day, Problem, closed, literals } from '../contract/common.ts'
import {
  DirectoryChangeBody,
  DirectoryChangePreview,
  DirectoryChangePreviewBody,
} from '../contract/directory-changes.ts'
import { DirectoryImportView } from '../contract/directory.ts'
import { parseLocalDate } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import {
  type ChangeDirectoryDeps,
  applyChange,
  exportDirectory,
  previewChange,
} from '../usecases/change-directory.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const tags = ['organisation']
const preValidation = refuseUnstorableText
const Wanted = closed({ on: Type.Optional(Day), encoding: Type.Optional(literals('utf-8', 'cp932')) })

/** Single changes of people and units, and the directory as files. */
export function directoryChangeRoutes(app: FastifyInstance, deps: ChangeDirectoryDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.post(
    '/v1/directory/changes/preview',
    {
      preValidation,
      schema: {
        tags,
        summary: 'What one change (発令, a new unit, …) would do; nothing is stored',
        body: DirectoryChangePreviewBody,
        response: { 200: DirectoryChangePreview, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const seen = await previewChange(deps, personOf(request), request.body)
      return seen.ok ? seen.value : refuse(reply, seen.error)
    },
  )

  routes.post(
    '/v1/directory/changes',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Applies one change as it was looked at, and keeps it as an import',
        body: DirectoryChangeBody,
        response: { 201: DirectoryImportView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await applyChange(deps, personOf(request), request.body)
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  for (const file of ['people', 'units'] as const) {
    routes.get(
      `/v1/directory/${file}.csv`,
      {
        schema: {
          tags,
          summary: `${file}.csv as of a day, in the columns the import takes`,
          querystring: Wanted,
          response: { 200: answerOf('text/csv', `${file}.csv, as attachment`) },
        },
      },
      async (request, reply) => {
        const { on: day, encoding = 'utf-8' } = request.query
        const on = day === undefined ? undefined : parseLocalDate(day)
        if (day !== undefined && on === undefined)
          return sendProblem(reply, 'bad_request', { facts: { field: 'on' } })
        const made = await exportDirectory(deps, personOf(request), { file, on, encoding })
        if (!made.ok) return refuse(reply, made.error)
        const { name, bytes } = made.value
        return reply
          .type(`text/csv; charset=${encoding === 'cp932' ? 'Shift_JIS' : 'utf-8'}`)
          .header('content-disposition', `attachment; filename="${name}"`)
          .header('cache-control', 'no-store')
          .send(Buffer.from(bytes))
      },
    )
  }
}
