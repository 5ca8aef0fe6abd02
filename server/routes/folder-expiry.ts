import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { answerOf } from '../contract/bytes.ts'
import { Problem } from '../contract/common.ts'
import {
  DraftDisposalBody,
  DraftedDisposal,
  ExpiryActBody,
  ExpiryDone,
  ExpiryList,
  ExpiryQuery,
} from '../contract/expiry.ts'
import { personOf } from '../plugins/person.ts'
import { actOnExpiring } from '../usecases/at-expiry.ts'
import { type DraftDisposalDeps, draftDisposal } from '../usecases/draft-disposal.ts'
import { disposalTable, listExpiring } from '../usecases/view-expiry.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'
import { sendTable } from './send-file.ts'

const tags = ['folders']

/** 簿冊 at the end of their 保存期間: 評価選別, 決定, 公表 and 廃棄. */
export function folderExpiryRoutes(app: FastifyInstance, deps: DraftDisposalDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/folder-expiry',
    {
      schema: {
        tags,
        summary:
          'Record folders whose retention has ended or is about to, and what stands in the way of disposal',
        querystring: ExpiryQuery,
        response: { 200: ExpiryList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await listExpiring(deps, personOf(request), request.query)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/folder-expiry.csv',
    {
      schema: {
        tags,
        summary: 'The list of record folders whose disposal was decided, to be published, as CSV',
        querystring: ExpiryQuery,
        response: { 200: answerOf('text/csv', 'disposal.csv, as attachment'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const rows = await disposalTable(deps, personOf(request), request.query)
      return sendTable(reply, 'disposal.csv', rows, deps.writeTable)
    },
  )

  routes.post(
    '/v1/folder-expiry/acts',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary:
          'Appraises record folders, notes the decision or publication of their disposal, or disposes of them',
        body: ExpiryActBody,
        response: { 200: ExpiryDone, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await actOnExpiring(deps, personOf(request), request.body)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/folder-expiry/proposals',
    {
      schema: {
        tags,
        summary:
          '起案 of the disposal (or transfer) of record folders appraised alike, with their list attached',
        body: DraftDisposalBody,
        response: { 201: DraftedDisposal, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await draftDisposal(deps, personOf(request), request.body)
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )
}
