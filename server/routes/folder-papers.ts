import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { answerOf } from '../contract/bytes.ts'
import { Problem, closed } from '../contract/common.ts'
import { FolderFilters, FolderKey, SpineQuery } from '../contract/folders.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import type { FolderDeps } from '../usecases/folder-keeping.ts'
import {
  type MakeFolderPapers,
  folderIndexOf,
  folderSpineOf,
  foldersTable,
} from '../usecases/folder-papers.ts'
import type { WriteTable } from '../usecases/ports.ts'
import { sendPdf, sendTable } from './send-file.ts'

type Deps = FolderDeps & { readonly writeTable: WriteTable; readonly folderPapers: MakeFolderPapers }

const tags = ['folders']
const ById = closed({ id: FolderKey })
const widths = { 3: 3, 5: 5, 8: 8 } as const

/** 簿冊目録 and 背表紙 to be printed, and the list of 簿冊 as CSV. */
export function folderPaperRoutes(app: FastifyInstance, deps: Deps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/folders.csv',
    {
      schema: {
        tags,
        summary: 'Record folders as CSV, UTF-8 with a BOM, by the filters of the list',
        querystring: FolderFilters,
        response: { 200: answerOf('text/csv', 'folders.csv, as attachment'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const rows = await foldersTable(deps, personOf(request), request.query)
      return sendTable(reply, 'folders.csv', rows, deps.writeTable)
    },
  )

  routes.get(
    '/v1/folders/:id/index.pdf',
    {
      schema: {
        tags,
        summary: 'The index (簿冊目録) of a record folder with the cases the reader may read, as PDF',
        params: ById,
        response: { 200: answerOf('application/pdf', 'The index'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const index = await folderIndexOf(deps, { by: personOf(request), id })
      if (index === undefined) return sendProblem(reply, 'not_found')
      return sendPdf(reply, `index-${id}.pdf`, await deps.folderPapers.index(index))
    },
  )

  routes.get(
    '/v1/folders/:id/spine.pdf',
    {
      schema: {
        tags,
        summary: 'The spine label (背表紙) of a record folder, as PDF',
        params: ById,
        querystring: SpineQuery,
        response: { 200: answerOf('application/pdf', 'The label'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const widthCm = widths[request.query.width ?? '5']
      const spine = await folderSpineOf(deps, { by: personOf(request), id, widthCm })
      if (spine === undefined) return sendProblem(reply, 'not_found')
      return sendPdf(reply, `spine-${id}.pdf`, await deps.folderPapers.spine(spine))
    },
  )
}
