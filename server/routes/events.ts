import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { Problem } from '../contract/common.ts'
import { EventPage, EventsQuery, FeedEvent } from '../contract/events.ts'
import { type EventsDeps, readEvents } from '../usecases/read-events.ts'
import { refuse } from './refuse.ts'

const tags = ['events']
const usualLimit = 100
const mostLimit = 500

/** The feed of an application: what happened to the cases it submitted and to what it sent in, in an order without gaps. */
export function eventRoutes(app: FastifyInstance, deps: EventsDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  const closing = new AbortController()
  // Before the server waits for its connections: those who wait for news get an empty page.
  app.addHook('preClose', async () => closing.abort())

  routes.get(
    '/v1/events',
    {
      config: { application: 'events.subscribe', officer: 'optional' },
      schema: {
        tags,
        summary:
          'What happened to the cases an application submitted and the 収受文書 it sent, after a cursor',
        querystring: EventsQuery,
        response: { 200: EventPage, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { application, query } = request
      if (application === null) return refuse(reply, { code: 'events_for_applications' })
      const found = await readEvents(deps, {
        clientId: application.clientId,
        after: query.after,
        limit: Math.min(Number(query.limit ?? usualLimit), mostLimit),
        waitMs: Number(query.wait ?? 0) * 1_000,
        signal: closing.signal,
      })
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.get(
    '/v1/events/schema',
    {
      config: { person: 'none' },
      schema: {
        tags,
        summary: 'The JSON Schema of events, which each names as its dataschema',
        response: {
          200: {
            description: 'JSON Schema of every event there is',
            content: { 'application/schema+json': { schema: Type.Unknown() } },
          },
        },
      },
    },
    async (_request, reply) => reply.type('application/schema+json').send(JSON.stringify(FeedEvent)),
  )
}
