import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { FastifyInstance, RouteOptions } from 'fastify'

/** A route as the application registers it: one method, one pattern. */
export type Registered = Pick<RouteOptions, 'url' | 'schema' | 'config'> & { readonly method: string }

/** What an application registers while it is built. HEAD is left out where GET answers it, too. */
export async function registering<Built>(
  build: () => Promise<Built>,
): Promise<{ readonly built: Built; readonly routes: readonly Registered[] }> {
  const found: Registered[] = []
  const listen = (message: unknown): void => {
    const { fastify } = message as { readonly fastify: FastifyInstance }
    fastify.addHook('onRoute', ({ method, url, schema, config }) => {
      for (const it of [method].flat())
        found.push({ method: it, url, ...(schema && { schema }), ...(config && { config }) })
    })
  }
  subscribe('fastify.initialization', listen)
  const built = await build().finally(() => unsubscribe('fastify.initialization', listen))
  const gets = new Set(found.filter((it) => it.method === 'GET').map((it) => it.url))
  return { built, routes: found.filter((it) => it.method !== 'HEAD' || !gets.has(it.url)) }
}

/** How a route is named in the table of rights; a hash of its content in its address is left out. */
export const nameOf = ({ method, url }: Registered): string =>
  `${method} ${url.replace(/-[0-9a-f]{12}\./, '-….')}`
