import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Id, Problem, closed } from '../contract/common.ts'
import {
  ChangeWebhookBody,
  CreateWebhookBody,
  DeliveriesQuery,
  DeliveryList,
  PingResult,
  RedeliverBody,
  Redelivered,
  RedeliveryPreview,
  RedeliveryPreviewBody,
  RotateSecretBody,
  WebhookList,
  WebhookSecret,
  WebhookView,
} from '../contract/webhooks.ts'
import { personOf } from '../plugins/person.ts'
import type { PostWebhook } from '../usecases/ports.ts'
import { previewRedelivery, redeliver } from '../usecases/redeliver-webhook.ts'
import { pingWebhook, rotateSecret } from '../usecases/webhook-acts.ts'
import { viewDeliveries } from '../usecases/webhook-log.ts'
import {
  type WebhookCaller,
  type WebhookDeps,
  changeWebhook,
  createWebhook,
  removeWebhook,
  viewWebhook,
  viewWebhooks,
} from '../usecases/webhooks.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const tags = ['webhooks']
const preValidation = refuseUnstorableText
/**
 * For its own endpoints; nobody's name stands behind it. No answer is kept: it may hold the key, which is shown once. A second
 * endpoint of one address is seen in the list and deleted.
 */
const config = { application: 'events.subscribe', officer: 'optional', repeats: 'none' } as const
const ById = closed({ id: Id })
const Listed = closed({
  clientId: Type.Optional(
    Type.String({ maxLength: 100, description: 'Of this application; for システム管理者' }),
  ),
})

/** Endpoints that are told what happens: kept by システム管理者, and by applications for themselves. */
export function webhookRoutes(
  app: FastifyInstance,
  deps: WebhookDeps & { readonly post: PostWebhook; readonly source: string },
): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/webhooks',
    {
      config,
      schema: {
        tags,
        summary: 'The endpoints of an application, or of all',
        querystring: Listed,
        response: { 200: WebhookList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewWebhooks(deps, callerOf(request), request.query.clientId)
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.post(
    '/v1/webhooks',
    {
      config,
      preValidation,
      schema: {
        tags,
        summary: 'Makes an endpoint; its key is told this once',
        body: CreateWebhookBody,
        response: { 201: WebhookSecret, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await createWebhook(deps, callerOf(request), request.body)
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/webhooks/:id',
    {
      config,
      schema: {
        tags,
        summary: 'One endpoint, and how it stands',
        params: ById,
        response: { 200: WebhookView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewWebhook(deps, callerOf(request), request.params.id)
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.patch(
    '/v1/webhooks/:id',
    {
      config,
      preValidation,
      schema: {
        tags,
        summary: 'Changes an endpoint; turning it on ends a pause',
        params: ById,
        body: ChangeWebhookBody,
        response: { 200: WebhookView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await changeWebhook(deps, callerOf(request), request.params.id, request.body)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.delete(
    '/v1/webhooks/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Takes an endpoint away, with its keys and its log',
        params: ById,
        response: { 204: Type.Null({ description: 'It is gone' }), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await removeWebhook(deps, callerOf(request), request.params.id)
      return done.ok ? reply.code(204).send(null) : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/webhooks/:id/rotate',
    {
      config,
      schema: {
        tags,
        summary: 'Makes a new key; the former one counts beside it for a while',
        params: ById,
        body: RotateSecretBody,
        response: { 200: WebhookSecret, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await rotateSecret(deps, callerOf(request), request.params.id, request.body)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/webhooks/:id/ping',
    {
      config,
      schema: {
        tags,
        summary: 'Sends a test event at once, and tells what became of it',
        params: ById,
        response: { 200: PingResult, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await pingWebhook(deps, callerOf(request), request.params.id)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/webhooks/:id/redeliver',
    {
      config,
      preValidation,
      schema: {
        tags,
        summary: 'Sends one row of the log once more, or everything since an instant',
        params: ById,
        body: RedeliverBody,
        response: { 202: Redelivered, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await redeliver(deps, callerOf(request), request.params.id, request.body)
      return done.ok ? reply.code(202).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/webhooks/:id/redeliver/preview',
    {
      config,
      preValidation,
      schema: {
        tags,
        summary: 'How many events sending everything since an instant would send',
        params: ById,
        body: RedeliveryPreviewBody,
        response: { 200: RedeliveryPreview, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await previewRedelivery(deps, callerOf(request), request.params.id, request.body.since)
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.get(
    '/v1/webhooks/:id/deliveries',
    {
      config,
      schema: {
        tags,
        summary: 'The log of an endpoint: each event with its attempts',
        params: ById,
        querystring: DeliveriesQuery,
        response: { 200: DeliveryList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewDeliveries(deps, callerOf(request), request.params.id, request.query)
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )
}

function callerOf(request: FastifyRequest): WebhookCaller {
  const { application } = request
  return application === null ? { person: personOf(request) } : { application: application.clientId }
}
