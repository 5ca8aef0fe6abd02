import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance, RouteOptions } from 'fastify'
// What it adds to the types of Fastify.
import '../../../server/plugins/person.ts'
import { type AppDeps, buildApp } from '../../../server/app.ts'

/** Stands for everything the application needs from outside: nothing of it is used before a request comes. */
const nothing: unknown = new Proxy(() => undefined, {
  get: (_target, key) => (key === 'then' || key === Symbol.iterator ? undefined : nothing),
  apply: () => nothing,
  construct: () => nothing as object,
})

/** Whatever decides which routes there are is there, so that all of them are. */
const everything = {
  ...Object.fromEntries(
    'db pool now newId blobs shelf inspect editors withoutSecret readTable writeTable writeCalendar organisation live jobs'
      .split(' ')
      .map((it) => [it, nothing]),
  ),
  ...{ authenticate: nothing, makePaperSlip: nothing, office: nothing },
  auth: { publicUrl: 'http://127.0.0.1:8080', sessions: nothing, db: nothing },
  log: false,
}

/** Every route under /v1 as the application registers it; no database is needed. */
export async function registeredRoutes(): Promise<readonly RouteOptions[]> {
  const routes: RouteOptions[] = []
  const listen = (message: unknown): void => {
    const { fastify } = message as { readonly fastify: FastifyInstance }
    fastify.addHook('onRoute', (route) => void routes.push(route))
  }
  subscribe('fastify.initialization', listen)
  await buildApp(everything as unknown as AppDeps).finally(() =>
    unsubscribe('fastify.initialization', listen),
  )
  return routes.filter((it) => it.url.startsWith('/v1/') && it.method !== 'HEAD')
}

/** The path of a route as OpenAPI writes it: `:id` is a parameter, `::bulk` is a colon. */
export function pathOf({ url }: Pick<RouteOptions, 'url'>): string {
  return url.replaceAll(/(?<!:):(\w+)/g, '{$1}').replaceAll('::', ':')
}
