import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ApplicationCaller } from '../usecases/application-caller.ts'
import { scimAnswerPlugin, scimBase, scimMedia } from '../plugins/scim-answer.ts'
import type { Result } from '../domain/result.ts'
import { listAnswer, resourceTypeAnswers, schemaAnswers, serviceProviderConfig } from '../scim/discovery.ts'
import { projected, readAsked } from '../scim/list.ts'
import type { Resource } from '../scim/resource.ts'
import { type ResourceType, resourceTypes } from '../scim/schema.ts'
import type { ChangeDirectoryDeps } from '../usecases/change-directory.ts'
import {
  type ScimProblem,
  createResource,
  deleteResource,
  patchResource,
  replaceResource,
} from '../usecases/scim-change.ts'
import { type ScimCaller, findResource, listResources, versionOf } from '../usecases/scim-shelf.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

type Options = {
  /** Our own address; absent: the one a request names. */
  readonly publicUrl?: string
}
type ById = { readonly Params: { readonly id: string } }

/** Directory changes are told by RFC 7644; the roles and the rest of `/v1` have nothing to do with it. */
const config = {
  person: 'required',
  application: 'org.sync',
  officer: 'optional',
  // A repeated change changes nothing: clients of SCIM know no Idempotency-Key.
  repeats: 'none',
} as const

/** SCIM 2.0 (RFC 7643, 7644): people with their 発令 and units, for programs that keep a directory. */
export async function scimRoutes(
  app: FastifyInstance,
  deps: ChangeDirectoryDeps,
  { publicUrl }: Options,
): Promise<void> {
  await app.register(
    async (scope) => {
      scimAnswerPlugin(scope)
      const callerOf = (request: FastifyRequest): ScimCaller => ({
        ...(request.application as ApplicationCaller),
        base: scimBase(request, publicUrl),
      })
      discoveryRoutes(scope, publicUrl)
      searchRoute(scope, '/.search', resourceTypes)
      for (const type of resourceTypes) {
        searchRoute(scope, `${type.endpoint}/.search`, [type])
        resourceRoutes(scope, type)
      }

      function searchRoute(routes: FastifyInstance, url: string, types: readonly ResourceType[]): void {
        routes.post(url, { config, preValidation: refuseUnstorableText }, async (request, reply) =>
          answerList(request, reply, types, request.body),
        )
      }

      async function answerList(
        request: FastifyRequest,
        reply: FastifyReply,
        types: readonly ResourceType[],
        given: unknown,
      ): Promise<FastifyReply> {
        const asked = readAsked(given)
        if (!asked.ok) return refuse(reply, asked.error)
        const page = await listResources(deps, callerOf(request), types, asked.value)
        if (!page.ok) return refuse(reply, page.error)
        const { Resources, totalResults, startIndex } = page.value
        return send(reply, listAnswer(Resources, totalResults, startIndex))
      }

      /** One resource as it was asked for, with its validator. */
      function answerOne(
        request: FastifyRequest,
        reply: FastifyReply,
        type: ResourceType,
        done: Result<Resource, ScimProblem>,
      ): FastifyReply {
        if (!done.ok) return refuse(reply, done.error)
        const asked = readAsked(request.query)
        if (!asked.ok) return refuse(reply, asked.error)
        const { location } = done.value['meta'] as { readonly location: string }
        reply.header('etag', versionOf(done.value)).header('content-location', location)
        if (reply.statusCode === 201) reply.header('location', location)
        return send(reply, projected(type, done.value, asked.value))
      }

      function resourceRoutes(routes: FastifyInstance, type: ResourceType): void {
        const all = type.endpoint
        const one = `${type.endpoint}/:id`
        const writing = { config, preValidation: refuseUnstorableText }
        routes.get(all, { config }, async (request, reply) =>
          answerList(request, reply, [type], request.query),
        )
        routes.post(all, writing, async (request, reply) => {
          const done = await createResource(deps, callerOf(request), type, request.body)
          return answerOne(request, done.ok ? reply.code(201) : reply, type, done)
        })
        routes.get<ById>(one, { config }, async (request, reply) => {
          const found = await findResource(deps, callerOf(request), type, request.params.id)
          const same = found.ok && request.headers['if-none-match'] === versionOf(found.value)
          if (same) return reply.code(304).header('etag', versionOf(found.value)).send()
          return answerOne(request, reply, type, found)
        })
        routes.put<ById>(one, writing, async (request, reply) => {
          const done = await replaceResource(deps, callerOf(request), type, askedOf(request), request.body)
          return answerOne(request, reply, type, done)
        })
        routes.patch<ById>(one, writing, async (request, reply) => {
          const done = await patchResource(deps, callerOf(request), type, askedOf(request), request.body)
          return answerOne(request, reply, type, done)
        })
        routes.delete<ById>(one, { config }, async (request, reply) => {
          const done = await deleteResource(deps, callerOf(request), type, askedOf(request))
          return done.ok ? reply.code(204).send() : refuse(reply, done.error)
        })
      }
    },
    { prefix: '/scim/v2' },
  )
}

function askedOf({ params, headers }: FastifyRequest<ById>): {
  readonly id: string
  readonly ifMatch?: string
} {
  const ifMatch = headers['if-match']
  return { id: params.id, ...(ifMatch === undefined ? {} : { ifMatch }) }
}

function send(reply: FastifyReply, answer: object): FastifyReply {
  return reply.type(`${scimMedia}; charset=utf-8`).send(JSON.stringify(answer))
}

/** What a client reads before it begins. */
function discoveryRoutes(scope: FastifyInstance, publicUrl: string | undefined): void {
  const baseOf = (request: FastifyRequest): string => scimBase(request, publicUrl)
  scope.get('/ServiceProviderConfig', { config }, async (request, reply) =>
    send(reply, serviceProviderConfig(baseOf(request))),
  )
  for (const [url, made] of [
    ['/ResourceTypes', resourceTypeAnswers],
    ['/Schemas', schemaAnswers],
  ] as const) {
    scope.get(url, { config }, async (request, reply) => send(reply, listAnswer(made(baseOf(request)))))
    scope.get<ById>(`${url}/:id`, { config }, async (request, reply) => {
      const type = url.slice(1, -1)
      const found = made(baseOf(request)).find((it) => it.id === request.params.id)
      return found === undefined
        ? refuse(reply, { code: 'scim_not_found', type, id: request.params.id })
        : send(reply, found)
    })
  }
}
