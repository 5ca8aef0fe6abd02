import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { emptyAnswer } from '../contract/bytes.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import { RecordChain } from '../contract/event-chain.ts'
import {
  BegunReceipt,
  DraftFromReceiptBody,
  DraftedFromReceipt,
  NewReceiptBody,
  ReceiptActBody,
  ReceiptDone,
  ReceiptList,
  ReceiptListQuery,
  ReceiptProgress,
  ReceiptView,
  RegisterBody,
  SaveReceiptBody,
  SavedReceipt,
} from '../contract/receipts.ts'
import { readingRoles } from '../domain/applications/application.ts'
import type { PostId, ReceiptId, UnitCode } from '../domain/ids.ts'
import { cameThrough } from '../plugins/application.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { actOnReceipt } from '../usecases/act-on-receipt.ts'
import type { ApprovalDeps } from '../usecases/approval-deps.ts'
import { beginReceipt, discardReceiptDraft, saveReceiptDraft } from '../usecases/begin-receipt.ts'
import { draftFromReceipt } from '../usecases/draft-from-receipt.ts'
import { listReceiptsFor } from '../usecases/list-receipts.ts'
import { toArrival } from '../usecases/receipt-handling.ts'
import { registerReceipt } from '../usecases/register-receipt.ts'
import { receiptChain, receiptProgress, viewReceipt } from '../usecases/view-receipt.ts'
import { refuse, refuseUnstorableQuery, refuseUnstorableText } from './refuse.ts'

const tags = ['receipts']
const ById = closed({ id: Id })
const IdempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
})

/** 収受 */
export function receiptRoutes(app: FastifyInstance, deps: ApprovalDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  const on = (request: Parameters<typeof personOf>[0] & { readonly params: { readonly id: string } }) => ({
    id: request.params.id as ReceiptId,
    by: personOf(request),
    ...(request.application === null ? {} : { caller: request.application }),
  })

  routes.post(
    '/v1/receipts',
    {
      schema: {
        tags,
        summary: 'Begins the registration of what arrived; the same Idempotency-Key answers the same one',
        headers: IdempotencyKey,
        body: NewReceiptBody,
        response: { 200: BegunReceipt, 201: BegunReceipt, '4xx': Problem },
      },
      config: { application: 'documents.write' },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const { arrival, post, externalRef } = request.body
      const { application } = request
      if (externalRef !== undefined && application === null)
        return sendProblem(reply, 'bad_request', { facts: { field: 'externalRef' } })
      const clientKey = request.headers['idempotency-key']
      const done = await beginReceipt(deps, {
        by: personOf(request),
        ...(arrival === undefined ? {} : { arrival: toArrival(arrival) }),
        ...(post === undefined ? {} : { post: post as PostId }),
        ...(externalRef === undefined ? {} : { externalRef }),
        ...(clientKey === undefined ? {} : { clientKey }),
        ...(application === null ? {} : { caller: application }),
      })
      if (!done.ok) return refuse(reply, done.error)
      const { created, ...receipt } = done.value
      return reply
        .code(created ? 201 : 200)
        .header('location', `/v1/receipts/${receipt.id}`)
        .send(receipt)
    },
  )

  routes.get(
    '/v1/receipts',
    {
      schema: {
        tags,
        summary: 'A tab of 収受, newest first, with the counts of those where something waits',
        querystring: ReceiptListQuery,
        response: { 200: ReceiptList, '4xx': Problem },
      },
      preValidation: refuseUnstorableQuery,
    },
    async (request, reply) => {
      const { tab = 'section', q, channel, due, after } = request.query
      const done = await listReceiptsFor(deps, {
        by: personOf(request),
        tab,
        overdue: due === 'overdue',
        ...(q === undefined ? {} : { words: q }),
        ...(channel === undefined ? {} : { channel }),
        ...(after === undefined ? {} : { after }),
      })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/receipts/:id',
    {
      schema: {
        tags,
        summary:
          'Everything the page of a 収受文書 shows, and what the reader may do now; the read is recorded',
        params: ById,
        response: { 200: ReceiptView, '4xx': Problem },
      },
      config: { application: 'documents.read', officer: 'required' },
    },
    async (request, reply) => {
      const done = await viewReceipt(deps, { ...on(request), ...cameThrough(request) })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/receipts/:id/progress',
    {
      schema: {
        tags,
        summary: 'How far what an application sent has come; for that application alone',
        params: ById,
        response: { 200: ReceiptProgress, '4xx': Problem },
      },
      config: { application: readingRoles },
    },
    async (request, reply) => {
      const { application: caller } = request
      if (caller === null) return sendProblem(reply, 'not_found')
      const done = await receiptProgress(deps, { id: request.params.id as ReceiptId, caller })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.put(
    '/v1/receipts/:id/draft',
    {
      schema: {
        tags,
        summary: 'Saves what was typed, before it is registered',
        params: ById,
        body: SaveReceiptBody,
        response: { 200: SavedReceipt, '4xx': Problem },
      },
      config: { application: 'documents.write' },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const { version, arrival } = request.body
      const done = await saveReceiptDraft(deps, { ...on(request), version, arrival: toArrival(arrival) })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.delete(
    '/v1/receipts/:id',
    {
      schema: {
        tags,
        summary: 'Gives up what was not registered yet',
        params: ById,
        response: { 204: emptyAnswer('It is gone'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await discardReceiptDraft(deps, on(request))
      return done.ok ? reply.code(204).send() : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/receipts/:id/register',
    {
      schema: {
        tags,
        summary: '収受: takes the next 収受番号, and 配布 where it is asked for',
        params: ById,
        body: RegisterBody,
        response: { 200: ReceiptDone, '4xx': Problem },
      },
      config: { application: 'workflow.submit' },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const { version, distributeTo, branchOf, branchYear } = request.body
      const done = await registerReceipt(deps, {
        ...on(request),
        version,
        ...(distributeTo === undefined ? {} : { distributeTo: distributeTo as UnitCode }),
        ...(branchOf === undefined
          ? {}
          : { beside: { branchOf, ...(branchYear === undefined ? {} : { branchYear }) } }),
      })
      if (!done.ok) return refuse(reply, done.error)
      if (request.application?.sandbox === true) reply.header('kessai-rehearsed', 'true')
      return done.value
    },
  )

  routes.post(
    '/v1/receipts/:id/acts',
    {
      schema: {
        tags,
        summary: '配布, 転送, 受領, 供覧, 閲覧済, 処理済, 訂正 or 取消 of a 収受文書',
        params: ById,
        body: ReceiptActBody,
        response: { 200: ReceiptDone, '4xx': Problem },
      },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const done = await actOnReceipt(deps, { ...on(request), body: request.body })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/receipts/:id/proposals',
    {
      schema: {
        tags,
        summary: '接受起案: a draft from what arrived, with its files and a link on both sides',
        params: ById,
        body: DraftFromReceiptBody,
        response: { 201: DraftedFromReceipt, '4xx': Problem },
      },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const { version, post } = request.body
      const done = await draftFromReceipt(deps, {
        ...on(request),
        version,
        ...(post === undefined ? {} : { post: post as PostId }),
      })
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/receipts/:id/events',
    {
      schema: {
        tags: ['records'],
        summary: 'The chain of a 収受文書 as stored, to be checked with SHA-256 alone',
        params: ById,
        response: { 200: RecordChain, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await receiptChain(deps, on(request))
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
