import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../contract/common.ts'
import { NoticeCount, NoticeList, NoticeQuery, ReadNotices } from '../contract/notices.ts'
import { personOf } from '../plugins/person.ts'
import { countNotices, ownNotices, readNotices } from '../usecases/list-notices.ts'
import type { MayReadDeps } from '../usecases/may-read.ts'
import type { LiveBus } from '../usecases/ports.ts'
import { refuse } from './refuse.ts'

/** お知らせ */
export function noticeRoutes(
  instance: FastifyInstance,
  deps: MayReadDeps & { readonly live: LiveBus },
): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>()
  app.get(
    '/v1/notices',
    {
      schema: {
        tags: ['notices'],
        summary: 'My お知らせ, what happened last first, fifty at a time',
        querystring: NoticeQuery,
        response: { 200: NoticeList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await ownNotices(deps, personOf(request), request.query.after)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
  app.get(
    '/v1/notices/count',
    {
      schema: {
        tags: ['notices'],
        summary: 'How many of my お知らせ are unread, to 1000 at most',
        response: { 200: NoticeCount, '4xx': Problem },
      },
    },
    async (request) => countNotices(deps, personOf(request)),
  )
  app.post(
    '/v1/notices/read',
    {
      schema: {
        tags: ['notices'],
        summary: 'Marks お知らせ as read: these, or all up to one',
        body: ReadNotices,
        response: { 200: NoticeCount, '4xx': Problem },
      },
    },
    async (request) => readNotices(deps, personOf(request), request.body),
  )
}
