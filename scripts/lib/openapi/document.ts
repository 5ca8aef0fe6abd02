import type { RouteOptions } from 'fastify'
import { Problem } from '../../../server/contract/common.ts'
import { headers, info, problemCode, securitySchemes, tags } from './frame.ts'
import { japaneseSummaries } from './japanese-summaries.ts'
import { withNames } from './named-schemas.ts'
import { isUnsafe, problemsByStatus } from './problem-answers.ts'
import { refusalsInRoutes } from './refusals-in-routes.ts'
import { pathOf, registeredRoutes } from './registered-routes.ts'
import { type Paths, withSharedAnswers } from './shared-answers.ts'

type Schema = {
  readonly type?: unknown
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}
/** As a route says it: a schema, or what OpenAPI calls a response with its media types. */
type Answer = Schema & { readonly content?: Readonly<Record<string, { readonly schema: unknown }>> }

/** The description of the API (OpenAPI 3.1) from its routes: what `docs/api/openapi.json` holds. */
export async function openApiDocument(): Promise<object> {
  const routes = await registeredRoutes()
  const refusals = refusalsInRoutes()
  const japanese = japaneseSummaries(routes.map(operationIdOf))
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = pathOf(route)
    const method = String(route.method).toLowerCase()
    const codes = refusals(method, route.url)
    if (codes === undefined) throw new Error(`no source registers ${method} ${route.url}`)
    paths[path] = { ...paths[path], [method]: operationOf(route, codes, japanese) }
  }
  const named = await withNames({ paths, problem: Problem })
  const { paths: namedPaths } = named.value as unknown as { readonly paths: Paths }
  const shared = withSharedAnswers(namedPaths)
  return {
    openapi: '3.1.1',
    info,
    servers: [{ url: '/', description: 'この Kessai' }],
    tags,
    paths: inOrder(shared.paths),
    components: {
      schemas: { ...named.schemas, ProblemCode: problemCode },
      responses: inOrder(shared.responses),
      ...{ headers, securitySchemes },
    },
  }
}

/** One operation with everything a caller meets. */
function operationOf(
  route: RouteOptions,
  codes: readonly string[],
  japanese: ReadonlyMap<string, string>,
): object {
  const { summary, tags: of } = route.schema ?? {}
  const operationId = operationIdOf(route)
  const parameters = parametersOf(route)
  return {
    ...{ operationId, summary, 'x-summary-ja': japanese.get(operationId) },
    ...{ tags: of, security: securityOf(route, codes) },
    ...(parameters.length === 0 ? {} : { parameters }),
    ...bodyOf(route),
    responses: { ...goodAnswers(route), ...problemAnswers(route, codes) },
  }
}

function parametersOf({ schema = {} }: RouteOptions): readonly object[] {
  const places = { path: schema.params, query: schema.querystring, header: schema.headers }
  return Object.entries(places).flatMap(([place, given]) => {
    const { properties = {}, required = [] } = (given ?? {}) as Schema
    return Object.entries(properties).map(([name, { description, ...of }]) => ({
      ...{ name, in: place, required: place === 'path' || required.includes(name) },
      ...(description === undefined ? {} : { description }),
      schema: description === undefined ? of : { ...of, description },
    }))
  })
}

function bodyOf({ schema = {} }: RouteOptions): object {
  const { multipart, body } = schema
  if (multipart !== undefined) {
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: multipart } } } }
  }
  return body === undefined
    ? {}
    : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }
}

/** `post /v1/proposals/:id/acts` → `postProposalsByIdActs`: stays the same as long as the address does. */
function operationIdOf(route: RouteOptions): string {
  const words = pathOf(route)
    .replace('/v1/', '')
    .split(/[/.:-]/)
    .map((it) => (it.startsWith('{') ? `By${upper(it.slice(1, -1))}` : upper(it)))
  return `${String(route.method).toLowerCase()}${words.join('')}`
}

const upper = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

function securityOf(route: RouteOptions, codes: readonly string[]): readonly object[] {
  const { person, csrf, application } = route.config ?? {}
  // Some look for a session themselves.
  if (person === 'none') return codes.includes('not_signed_in') ? [{ session: [] }] : []
  return [
    { session: [], ...(isUnsafe(route) && csrf !== false ? { csrf: [] } : {}) },
    // One of the roles is enough.
    ...[application ?? []].flat().map((role) => ({ application: [role] })),
  ]
}

const rateLimits = Object.fromEntries(
  ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'].map((it) => [it, headerRef(it)]),
)

function headerRef(name: string): object {
  return { $ref: `#/components/headers/${name}` }
}

/** What a route says it answers when nothing is wrong. */
function goodAnswers(route: RouteOptions): object {
  const said = (route.schema?.response ?? {}) as Readonly<Record<string, Answer>>
  const headers = {
    ...(isUnsafe(route) ? rateLimits : {}),
    ...('304' in said ? { ETag: headerRef('ETag') } : {}),
  }
  return Object.fromEntries(
    Object.entries(said)
      .filter(([status]) => /^[23]..$|^416$/.test(status))
      .map(([status, { description = '', content, ...schema }]) => {
        const isEmpty = content === undefined && schema.type === 'null'
        const json = { 'application/json': { schema: { ...schema, description } } }
        const body = isEmpty ? {} : { content: content ?? json }
        return [status, { description, ...(Object.keys(headers).length === 0 ? {} : { headers }), ...body }]
      }),
  )
}

function problemAnswers(route: RouteOptions, codes: readonly string[]): object {
  return Object.fromEntries(
    [...problemsByStatus(route, codes)].map(([status, of]) => [status, problemAnswer(status, of)]),
  )
}

function problemAnswer(status: number, of: readonly string[]): object {
  return {
    description: of.join(', '),
    ...(status === 429 || status === 503 ? { headers: { 'Retry-After': headerRef('Retry-After') } } : {}),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { type: 'object', properties: { status: { const: status }, code: { enum: of } } },
          ],
        },
      },
    },
  }
}

function inOrder(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
