import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { Problem, closed } from '../contract/common.ts'
import {
  ClassificationActBody,
  ClassificationBody,
  ClassificationList,
  FolderActBody,
  FolderCases,
  FolderKey,
  FolderList,
  FolderQuery,
  FolderView,
  HandOverBody,
  HandedOver,
  OpenFolderBody,
  RenewBody,
  Renewal,
  RenewalQuery,
  Renewed,
} from '../contract/folders.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { actOnFolder } from '../usecases/change-folder.ts'
import { addClassification, changeClassification, viewClassifications } from '../usecases/classifications.ts'
import type { FolderDeps } from '../usecases/folder-keeping.ts'
import { handOverFolders, openFolder, renewFolders, viewRenewal } from '../usecases/open-folders.ts'
import { listCasesIn, listFoldersFor, viewFolder } from '../usecases/view-folders.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const tags = ['folders']
const preValidation = refuseUnstorableText
const ById = closed({ id: FolderKey })
const ByCode = closed({ code: Type.String({ pattern: '^[0-9A-Za-z._]{1,20}$' }) })

/** 簿冊: what there is, what is in one, and what is done to it. */
export function folderRoutes(app: FastifyInstance, deps: FolderDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/folders',
    {
      schema: {
        tags,
        summary: 'Record folders (簿冊) by year and number, with their retention',
        querystring: FolderQuery,
        response: { 200: FolderList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await listFoldersFor(deps, personOf(request), request.query)
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.post(
    '/v1/folders',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Opens a record folder for a fiscal year',
        body: OpenFolderBody,
        response: { 201: FolderView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await openFolder(deps, personOf(request), request.body)
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/folders/:id',
    {
      schema: {
        tags,
        summary: 'A record folder with its retention, what may be done to it and its history',
        params: ById,
        response: { 200: FolderView, '4xx': Problem },
      },
    },
    async (request, reply) =>
      (await viewFolder(deps, personOf(request), request.params.id)) ?? sendProblem(reply, 'not_found'),
  )

  routes.get(
    '/v1/folders/:id/cases',
    {
      schema: {
        tags,
        summary: 'The cases of a record folder that the reader may read',
        params: ById,
        querystring: closed({
          after: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the page before' })),
        }),
        response: { 200: FolderCases, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await listCasesIn(deps, personOf(request), request.params.id, request.query.after)
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.post(
    '/v1/folders/:id/acts',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Changes a record folder: amend, shelve, extend, hold, hand over, move a case, merge …',
        params: ById,
        body: FolderActBody,
        response: { 200: FolderView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await actOnFolder(deps, personOf(request), request.params.id, request.body)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
  manyAtOnce(app, deps)
  classificationRoutes(app, deps)
}

function manyAtOnce(app: FastifyInstance, deps: FolderDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/folder-renewal',
    {
      schema: {
        tags,
        summary: 'Which folders of a section would be opened anew for the next year (年度更新)',
        querystring: RenewalQuery,
        response: { 200: Renewal, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { year, owner } = request.query
      const found = await viewRenewal(deps, personOf(request), { year: Number(year), owner })
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.post(
    '/v1/folder-renewal',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Opens folders of a year anew for the next (年度更新)',
        body: RenewBody,
        response: { 201: Renewed, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await renewFolders(deps, personOf(request), request.body)
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/folder-handovers',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Hands all folders of a unit over to another one (引継ぎ)',
        body: HandOverBody,
        response: { 200: HandedOver, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await handOverFolders(deps, personOf(request), request.body)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}

/** 文書分類表 */
function classificationRoutes(app: FastifyInstance, deps: FolderDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/classifications',
    {
      schema: {
        tags,
        summary: 'The classification scheme (文書分類表) and the retention periods',
        response: { 200: ClassificationList, '4xx': Problem },
      },
    },
    (request) => viewClassifications(deps, personOf(request)),
  )

  routes.post(
    '/v1/classifications',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Adds a class to the scheme',
        body: ClassificationBody,
        response: { 201: ClassificationList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await addClassification(deps, personOf(request), request.body)
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/classifications/:code/acts',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Renames a class, or ends it',
        params: ByCode,
        body: ClassificationActBody,
        response: { 200: ClassificationList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { code } = request.params
      const done = await changeClassification(deps, personOf(request), code, request.body)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
