import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { answerOf } from '../contract/bytes.ts'
import { Problem } from '../contract/common.ts'
import { RecordCalendar, RecordCalendarQuery } from '../contract/record-calendar.ts'
import { personOf } from '../plugins/person.ts'
import type { FolderDeps } from '../usecases/folder-keeping.ts'
import type { WriteCalendar } from '../usecases/calendar-port.ts'
import { calendarDays, viewRecordCalendar } from '../usecases/record-calendar.ts'

const tags = ['folders']

/** 文書管理の年間予定. */
export function recordCalendarRoutes(
  app: FastifyInstance,
  deps: FolderDeps & { readonly writeCalendar: WriteCalendar },
): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/record-calendar',
    {
      schema: {
        tags,
        summary: 'What is due when in a fiscal year of records management',
        querystring: RecordCalendarQuery,
        response: { 200: RecordCalendar, '4xx': Problem },
      },
    },
    (request) => viewRecordCalendar(deps, personOf(request), request.query),
  )

  routes.get(
    '/v1/record-calendar.ics',
    {
      schema: {
        tags,
        summary: 'The same as an iCalendar file, without the titles of cases',
        querystring: RecordCalendarQuery,
        response: { 200: answerOf('text/calendar', 'record-calendar.ics, as attachment'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewRecordCalendar(deps, personOf(request), request.query)
      const name = `文書管理の年間予定 ${found.fiscalYear}年度`
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'attachment; filename="record-calendar.ics"')
        .header('cache-control', 'no-store')
        .send(deps.writeCalendar({ name, at: deps.now(), days: calendarDays(found) }))
    },
  )
}
