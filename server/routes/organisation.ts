import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Day, Problem, closed } from '../contract/common.ts'
import { AuthorityItems, OrganisationView, PersonView, Reference } from '../contract/organisation.ts'
import { ExplainRouteBody, ExplainedRoute } from '../contract/explain-route.ts'
import { Type } from 'typebox'
import { type PersonId, parseLocalDate } from '../domain/ids.ts'
import { listRoles } from '../domain/applications/application.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { type OrganisationDeps, explainRoute } from '../usecases/explain-route.ts'
import { viewPerson } from '../usecases/view-person.ts'
import { viewAuthorityItems, viewOrganisation, viewReference } from '../usecases/view-organisation.ts'

const OnDay = closed({ on: Type.Optional(Day) })

/** Undefined: not asked for; false: not a day of the calendar (2026-02-30). */
function dayOf(text: string | undefined): ReturnType<typeof parseLocalDate> | false {
  return text === undefined ? undefined : (parseLocalDate(text) ?? false)
}

/** The organisation, its rules and its lists, as of a day. Everybody who is signed in may read them. */
export function organisationRoutes(app: FastifyInstance, deps: OrganisationDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/organisation',
    {
      schema: {
        tags: ['organisation'],
        summary: 'The organisation as of a day',
        querystring: OnDay,
        response: { 200: OrganisationView, '4xx': Problem },
      },
      config: { application: listRoles },
    },
    async (request, reply) => {
      const on = dayOf(request.query.on)
      if (on === false) return sendProblem(reply, 'bad_request', { facts: { field: 'on' } })
      return viewOrganisation(deps, on)
    },
  )

  routes.get(
    '/v1/people/:id',
    {
      schema: {
        tags: ['organisation'],
        summary: 'The appointments of a person with their history',
        params: closed({ id: Type.String({ maxLength: 40 }) }),
        response: { 200: PersonView, '4xx': Problem },
      },
    },
    async (request, reply) =>
      (await viewPerson(deps, request.params.id as PersonId)) ?? sendProblem(reply, 'not_found'),
  )

  routes.get(
    '/v1/authority-items',
    {
      schema: {
        tags: ['organisation'],
        summary: 'The 専決 table in force on a day',
        querystring: OnDay,
        response: { 200: AuthorityItems, '4xx': Problem },
      },
      config: { application: listRoles },
    },
    async (request, reply) => {
      const on = dayOf(request.query.on)
      if (on === false) return sendProblem(reply, 'bad_request', { facts: { field: 'on' } })
      const items = await viewAuthorityItems(deps, on)
      return items ?? sendProblem(reply, 'not_found')
    },
  )

  routes.get(
    '/v1/reference',
    {
      schema: {
        tags: ['organisation'],
        summary: 'The lists a compose page chooses from',
        response: { 200: Reference, '4xx': Problem },
      },
      config: { application: listRoles },
    },
    async (request) => viewReference(deps, request.person ?? undefined),
  )

  routes.post(
    '/v1/explain-route',
    {
      schema: {
        tags: ['organisation'],
        summary: 'The route a submission would get, and why; nothing is stored',
        body: ExplainRouteBody,
        response: { 200: ExplainedRoute, '4xx': Problem },
      },
      config: { application: listRoles, repeats: 'none' },
    },
    async (request, reply) => {
      const { content, drafterPost, on: asked, whatIf = [] } = request.body
      const on = dayOf(asked)
      if (on === false || whatIf.some((it) => dayOf(it.on) === false)) {
        return sendProblem(reply, 'bad_request', { facts: { field: 'on' } })
      }
      return explainRoute(deps, {
        by: personOf(request),
        content,
        whatIf,
        ...(drafterPost === undefined ? {} : { drafterPost }),
        ...(on === undefined ? {} : { on }),
      })
    },
  )
}
