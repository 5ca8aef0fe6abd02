import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Problem } from '../contract/common.ts'
import {
  WorkCalendarBody,
  WorkCalendarPreview,
  WorkCalendarPreviewBody,
  WorkCalendarView,
} from '../contract/work-calendar.ts'
import { personOf } from '../plugins/person.ts'
import {
  type WorkCalendarDeps,
  changeWorkCalendar,
  previewWorkCalendar,
  viewWorkCalendar,
} from '../usecases/work-calendar.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const tags = ['organisation']
const preValidation = refuseUnstorableText

/** 閉庁日・督促: when the body works, and after how many working days it reminds. */
export function workCalendarRoutes(app: FastifyInstance, deps: WorkCalendarDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/work-calendar',
    {
      schema: {
        tags,
        summary: 'Closed days and reminders of the body',
        response: { 200: WorkCalendarView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewWorkCalendar(deps, personOf(request))
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.post(
    '/v1/work-calendar/preview',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Which days and reminders a calendar would change; nothing is stored',
        body: WorkCalendarPreviewBody,
        response: { 200: WorkCalendarPreview, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const seen = await previewWorkCalendar(deps, personOf(request), request.body)
      return seen.ok ? seen.value : refuse(reply, seen.error)
    },
  )

  routes.put(
    '/v1/work-calendar',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Changes closed days and reminders; it counts at once',
        body: WorkCalendarBody,
        response: { 200: WorkCalendarView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await changeWorkCalendar(deps, personOf(request), request.body)
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
