import { Validator } from '@seriousme/openapi-schema-validator'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import type { FastifyInstance, LightMyRequestResponse, RouteOptions } from 'fastify'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { createTestApp } from '../server/testing/app.ts'
import { assertDocumented } from '../server/testing/documented-answer.ts'
import { securitySchemes, tags } from './lib/openapi/frame.ts'
import { jsonText } from './lib/openapi/json-text.ts'
import { refusalsInRoutes } from './lib/openapi/refusals-in-routes.ts'
import { pathOf } from './lib/openapi/registered-routes.ts'

type Operation = {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly responses: Readonly<Record<string, unknown>>
}
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
}
const text = readFileSync(join(import.meta.dirname, '../docs/api/openapi.json'), 'utf8')
const document = JSON.parse(text) as Document
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
)

// That it says what the routes say is a guard of its own (`npm run check`), for everybody who changes a route.
test('docs/api/openapi.json is a valid document of OpenAPI 3.1, of named schemas', async (t) => {
  const { valid, errors } = await new Validator().validate(text)
  t.ok(valid, JSON.stringify(errors)?.slice(0, 1000))
  t.equal(
    new Set(operations.map((it) => it.operationId)).size,
    operations.length,
    'every operation has a name of its own',
  )
  const known = new Set(tags.map((it) => it.name))
  t.same(
    operations.filter((it) => !it.tags.every((tag) => known.has(tag))),
    [],
    'every tag is described',
  )
  const anonymous = [...objectsIn(document.paths)].filter((it) => Object.keys(it.properties ?? {}).length > 2)
  t.same(anonymous, [], 'whatever has more than two fields is a component')
  for (const { path, method, responses, security } of operations) {
    t.ok('400' in responses && '500' in responses, `${method} ${path} says how it refuses`)
    t.ok(
      Object.keys(responses).some((it) => it.startsWith('2')),
      `${method} ${path} says what it answers`,
    )
    for (const scheme of security.flatMap((it) => Object.keys(it))) t.ok(scheme in securitySchemes)
  }
})

test('the description and the registered routes are the same ones, both ways', async (t) => {
  const routes: RouteOptions[] = []
  const listen = (message: unknown): void => {
    const { fastify } = message as { readonly fastify: FastifyInstance }
    fastify.addHook('onRoute', (route) => void routes.push(route))
  }
  subscribe('fastify.initialization', listen)
  const office = { discover: async () => undefined } as never
  await createTestApp(t, { office }).finally(() => unsubscribe('fastify.initialization', listen))
  const registered = routes
    .filter((it) => it.url.startsWith('/v1') && it.method !== 'HEAD')
    .map((it) => `${String(it.method).toLowerCase()} ${pathOf(it)}`)
  const described = operations.map((it) => `${it.method} ${it.path}`)
  t.ok(registered.length > 100, `${registered.length} routes`)
  t.ok(registered.includes('post /v1/proposals:bulk'), 'a colon of an address is no parameter')
  t.same(
    registered.filter((it) => !described.includes(it)),
    [],
    'registered, and not described',
  )
  t.same(
    described.filter((it) => !registered.includes(it)),
    [],
    'described, and not registered',
  )
})

test('refusals are found in the types of what a route calls', async (t) => {
  const refusals = refusalsInRoutes()
  t.ok(refusals('post', '/v1/proposals/:id/acts')?.includes('not_your_turn'), 'of the rules')
  t.ok(refusals('post', '/v1/proposals/:id/acts')?.includes('unstorable_text'), 'of a hook')
  t.ok(
    refusals('post', '/v1/proposals/:id/attachments')?.includes('zip_bomb'),
    'of what is called in a callback',
  )
  t.ok(refusals('post', '/v1/proposals/:id/attachments')?.includes('file_missing'), 'of a helper of the edge')
  t.notOk(refusals('post', '/v1/proposals/:id/attachments')?.includes('print_gone'), 'and no others')
  t.ok(
    refusals('put', '/v1/policies/draft')?.includes('rule_draft_changed'),
    'where the address is put together',
  )
  t.equal(refusals('put', '/v1/nowhere'), undefined)
})

test('an answer that is not described fails the test that got it', async (t) => {
  const answer = (statusCode: number, code?: string) =>
    ({
      statusCode,
      headers: { 'content-type': code === undefined ? 'application/json' : 'application/problem+json' },
      json: () => ({ code }),
    }) as unknown as LightMyRequestResponse
  const acts = '/v1/proposals/018f0000-0000-7000-8000-000000000000/acts'
  t.doesNotThrow(() => assertDocumented('POST', acts, answer(200)))
  t.doesNotThrow(() => assertDocumented('POST', acts, answer(409, 'version_changed')))
  t.throws(() => assertDocumented('POST', acts, answer(409, 'print_failed')), /409 print_failed/)
  t.throws(() => assertDocumented('POST', `${acts}?x=1`, answer(201)), /answered 201/)
  t.throws(() => assertDocumented('GET', '/v1/notices/count', answer(202)), /notices\/count answered 202/)
  t.doesNotThrow(() => assertDocumented('GET', '/v1/nowhere', answer(404, 'not_found')))
})

test('JSON with short lines is the same JSON', async (t) => {
  t.same(JSON.parse(jsonText(document)), JSON.parse(text))
  t.equal(jsonText({ a: 1, b: [1, 'x'] }), '{"a":1,"b":[1,"x"]}')
  t.match(jsonText({ a: 'x'.repeat(200), b: undefined }), /^\{\n "a": "x+"\n\}$/)
})

function* objectsIn(value: unknown): Iterable<{ readonly properties?: object }> {
  if (typeof value !== 'object' || value === null) return
  if ('properties' in value) yield value as { readonly properties: object }
  for (const it of Object.values(value)) yield* objectsIn(it)
}
