import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { ContentHeaders, contentAnswers } from '../contract/bytes.ts'
import { Id, Problem, closed, described } from '../contract/common.ts'
import { ExpiryDone } from '../contract/expiry.ts'
import { PackageBody, PackageState, PackagesBegun, TransferReceiptBody } from '../contract/transfers.ts'
import { cameThrough } from '../plugins/application.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { sendContent } from '../plugins/send-content.ts'
import { receiveTransfer } from '../usecases/receive-transfer.ts'
import {
  type TransferDeps,
  cancelPackage,
  openPackage,
  requestPackages,
  viewPackage,
} from '../usecases/transfer-packages.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const params = closed({ id: Id })
const tags = ['folders']

/** 移管: packages for the archive, made by the worker and fetched, and its 受領書, which a program of the archive may send. */
export function transferRoutes(app: FastifyInstance, deps: TransferDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.post(
    '/v1/transfer-packages',
    {
      schema: {
        tags,
        summary:
          'Has record folders that were appraised as 移管 packaged for the archive (BagIt, METS, PREMIS)',
        body: PackageBody,
        response: { 201: PackagesBegun, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const begun = await requestPackages(deps, personOf(request), request.body)
      return begun.ok ? reply.code(201).send(begun.value) : refuse(reply, begun.error)
    },
  )

  routes.get(
    '/v1/transfer-packages/:id',
    {
      schema: {
        tags,
        summary: 'How far a package for the archive is',
        params,
        response: { 200: PackageState, '4xx': Problem },
      },
      config: { application: 'documents.read', officer: 'required' },
    },
    async (request, reply) => {
      const state = await viewPackage(deps, { id: request.params.id, by: personOf(request) })
      if (!state.ok) return refuse(reply, state.error)
      reply.header('cache-control', 'no-store')
      return state.value
    },
  )

  routes.delete(
    '/v1/transfer-packages/:id',
    {
      schema: {
        tags,
        summary: 'Gives a package up that is not made yet',
        params,
        response: { 204: described(Type.Null(), 'Given up'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await cancelPackage(deps, { id: request.params.id, by: personOf(request) })
      return done.ok ? reply.code(204).send(null) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/transfer-packages/:id/zip',
    {
      schema: {
        tags,
        summary: 'The package; a transfer that broke off goes on with a range',
        params,
        headers: ContentHeaders,
        response: contentAnswers('application/zip', 'The package, a bag (RFC 8493) in a zip'),
      },
      config: { application: 'documents.read', officer: 'required' },
    },
    async (request, reply) => {
      const { range } = request.headers
      const opened = await openPackage(deps, {
        ...{ id: request.params.id, by: personOf(request) },
        isBeginning: range === undefined || /^bytes=0?-/.test(range),
        ...cameThrough(request),
      })
      if (!opened.ok) return refuse(reply, opened.error)
      return sendContent(request, reply, opened.value, { type: 'application/zip', disposition: 'attachment' })
    },
  )

  routes.post(
    '/v1/transfer-receipts',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Registers the receipt (受領書) of the archive, bound to the packages by their hashes',
        body: TransferReceiptBody,
        response: { 200: ExpiryDone, '4xx': Problem },
      },
      config: { application: 'documents.write' },
    },
    async (request, reply) => {
      // What a system sends to be tried is no receipt.
      if (request.application?.sandbox === true) return sendProblem(reply, 'application_not_here')
      const done = await receiveTransfer(deps, personOf(request), request.body)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
