import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance, RouteOptions } from 'fastify'
import { type Test, test } from 'tap'
import { createTestApp } from '../testing/app.ts'

type Described = Pick<RouteOptions, 'url' | 'method' | 'schema'>

/** Every route the application registers, as it registers it. */
async function routesOf(t: Test): Promise<readonly Described[]> {
  const routes: Described[] = []
  const listen = (message: unknown): void => {
    const { fastify } = message as { readonly fastify: FastifyInstance }
    fastify.addHook('onRoute', (route) => void routes.push(route))
  }
  subscribe('fastify.initialization', listen)
  await createTestApp(t).finally(() => unsubscribe('fastify.initialization', listen))
  return routes
}

/** What a listing of the API would lack of a route. */
function lacks({ schema = {} }: Described): readonly string[] {
  return [
    ...((schema.summary?.length ?? 0) < 10 ? ['summary'] : []),
    ...(schema.tags === undefined || schema.tags.length !== 1 ? ['tags'] : []),
  ]
}

test('every route under /v1 says what it is for, each in its own words', async (t) => {
  const routes = (await routesOf(t)).filter((it) => it.url.startsWith('/v1') && it.method !== 'HEAD')
  t.ok(routes.length > 60, `${routes.length} routes`)
  for (const route of routes) t.same(lacks(route), [], `${String(route.method)} ${route.url}`)
  const summaries = routes.map((it) => it.schema?.summary)
  t.same(
    summaries.filter((it, at) => summaries.indexOf(it) !== at),
    [],
    'no two the same',
  )
  t.same(lacks({ url: '/v1/x', method: 'GET' }), ['summary', 'tags'], 'one without is found')
})

/** A schema as it is registered: JSON Schema. */
type Schema = { readonly description?: string; readonly anyOf?: readonly Schema[] }

test('what is sent and answered says what it is, and every act its name', async (t) => {
  const routes = (await routesOf(t)).filter((it) => it.url.startsWith('/v1'))
  for (const { url, method, schema } of routes) {
    const answers = Object.entries((schema?.response ?? {}) as Readonly<Record<string, Schema>>)
    const sent = schema?.body === undefined ? [] : [['body', schema.body as Schema] as const]
    for (const [of, it] of [...sent, ...answers]) {
      t.ok((it.description ?? '') !== '', `${String(method)} ${url}: ${of}`)
    }
  }
  const acts = routes.find((it) => it.url === '/v1/proposals/:id/acts')?.schema?.body as Schema
  t.ok((acts.anyOf ?? []).length >= 30)
  for (const act of acts.anyOf ?? []) t.ok((act.description ?? '') !== '', 'an act')
})

type AnySchema = Schema & Readonly<Record<string, unknown>> & { readonly type?: string }

/** Where a schema takes fields it does not name. */
function openPlaces(schema: AnySchema, at: string): readonly string[] {
  const isOpen =
    schema.type === 'object' && 'properties' in schema && schema['additionalProperties'] !== false
  const inner = Object.entries(schema).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? openPlaces(value as AnySchema, `${at}.${key}`) : [],
  )
  return [...(isOpen ? [at] : []), ...inner]
}

test('no body and no query takes a field that its schema does not name', async (t) => {
  const routes = (await routesOf(t)).filter((it) => it.url.startsWith('/v1'))
  const taken = routes.flatMap(({ url, method, schema = {} }) =>
    (['body', 'querystring', 'params'] as const).flatMap((part) =>
      schema[part] === undefined
        ? []
        : [[`${String(method)} ${url} ${part}`, schema[part] as AnySchema] as const],
    ),
  )
  t.ok(taken.length > 100, `${taken.length} schemas`)
  t.same(
    taken.flatMap(([name, schema]) => openPlaces(schema, name)),
    [],
  )
  const loose = {
    type: 'object',
    properties: { a: { type: 'object', properties: {} } },
    additionalProperties: false,
  }
  t.same(openPlaces(loose, 'loose'), ['loose.properties.a'], 'an open one is found')
})

test('what is sent is taken as it was sent: nothing more, of no other type, and once', async (t) => {
  const { inject } = await createTestApp(t, {}, 'example')
  const good = { tasks: 'none', returned: 'none', notices: 'none', due: 'none', dailyHour: 8 }
  const put = async (payload: object | string) => {
    const headers = { 'content-type': 'application/json' }
    const request = { method: 'PUT', url: '/v1/mail-preference', headers, payload } as const
    return (await inject('u0505', request)).statusCode
  }
  t.equal(await put(good), 200)
  for (const changes of [
    { dailyHour: '8' },
    { dailyHour: 8.5 },
    { dailyHour: [8] },
    { dailyHour: null },
    { tasks: ['none'] },
    { tasks: true },
    { role: 'administrator' },
  ])
    t.equal(await put({ ...good, ...changes }), 400, JSON.stringify(changes))
  const text = JSON.stringify(good).slice(1)
  for (const more of ['"__proto__":{"polluted":1}', '"constructor":{"prototype":{"polluted":1}}'])
    t.equal(await put(`{${more},${text}`), 400, more)
  t.notOk('polluted' in {})
  const list = async (query: string) => (await inject('u0505', `/v1/proposals?${query}`)).statusCode
  t.equal(await list('scope=mine'), 200)
  t.equal(await list('scope=mine&scope=section'), 400)
  t.equal(await list('scope=mine&person=u0001'), 400)
})
