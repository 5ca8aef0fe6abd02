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
