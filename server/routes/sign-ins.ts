import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Problem, closed } from '../contract/common.ts'
import {
  EndSessionsBody,
  EndedSessions,
  SignInReasonBody,
  SessionRemaining,
  SignInRefusals,
  SignInsOf,
} from '../contract/sign-ins.ts'
import type { PersonId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import {
  type SignInsDeps,
  endOwnSessions,
  endSessionsOf,
  remainingOf,
  unlinkAccounts,
  viewOwnSignIns,
  viewRefusedSignIns,
  viewSignInsOf,
} from '../usecases/sign-ins-of.ts'
import { refuseUnstorableText } from './refuse.ts'

const tags = ['sign-in']
const preValidation = refuseUnstorableText
const OfPerson = closed({ id: Type.String({ maxLength: 100, description: 'The person' }) })
const From = closed({
  before: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$', description: '`next` of the page before' })),
})

const beforeOf = ({ before }: { readonly before?: string }): number | undefined =>
  before === undefined ? undefined : Number(before)

export type SignInsOptions = {
  /** The secret id of the session a request comes with; undefined without one. */
  readonly sessionOf: (request: FastifyRequest) => string | undefined
}

/** サインイン中の端末 and サインインの記録: one’s own, and for those who look after them everybody’s. */
export function signInsRoutes(app: FastifyInstance, deps: SignInsDeps, { sessionOf }: SignInsOptions): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  async function currentOf(request: FastifyRequest): Promise<string | undefined> {
    const id = sessionOf(request)
    return id === undefined ? undefined : (await deps.sessions.look(id))?.id
  }

  routes.get(
    '/v1/sign-ins',
    {
      schema: {
        tags,
        summary: 'One’s own sessions, and the record of one’s sign-ins',
        querystring: From,
        response: { 200: SignInsOf, '4xx': Problem },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const by = personOf(request)
      return viewOwnSignIns(deps, {
        by,
        current: await currentOf(request),
        before: beforeOf(request.query),
      })
    },
  )

  routes.get(
    '/v1/sign-ins/remaining',
    {
      // Looks itself: a page that counts down must not keep the session alive by counting.
      config: { person: 'none' },
      schema: {
        tags,
        summary: 'How long this session lasts',
        response: { 200: SessionRemaining, '4xx': Problem },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const id = sessionOf(request)
      const session = id === undefined ? undefined : await deps.sessions.look(id)
      return session === undefined ? sendProblem(reply, 'not_signed_in') : remainingOf(deps, session)
    },
  )

  routes.post(
    '/v1/sign-ins/end',
    {
      schema: {
        tags,
        summary: 'Ends one of one’s own sessions, or all but this one',
        body: EndSessionsBody,
        response: { 200: EndedSessions, '4xx': Problem },
      },
    },
    async (request) => {
      const { id } = request.body
      const asked = { by: personOf(request), current: await currentOf(request) }
      return { ended: await endOwnSessions(deps, { ...asked, ...(id === undefined ? {} : { id }) }) }
    },
  )

  routes.get(
    '/v1/people/:id/sign-ins',
    {
      schema: {
        tags,
        summary: 'Sessions and sign-ins of a person, for システム管理者 and 監査・情報公開担当',
        params: OfPerson,
        querystring: From,
        response: { 200: SignInsOf, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const asked = { by: personOf(request), person: params.id as PersonId, before: beforeOf(query) }
      const found = await viewSignInsOf(deps, asked)
      return found.ok
        ? reply.header('cache-control', 'no-store').send(found.value)
        : sendProblem(reply, found.error.code)
    },
  )

  routes.post(
    '/v1/people/:id/sign-ins/end',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Ends all sessions of a person, with the reason',
        params: OfPerson,
        body: SignInReasonBody,
        response: { 200: EndedSessions, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      const done = await endSessionsOf(deps, {
        by: personOf(request),
        person: params.id as PersonId,
        ...body,
      })
      return done.ok ? { ended: done.value } : sendProblem(reply, done.error.code)
    },
  )

  routes.post(
    '/v1/people/:id/sign-ins/unlink',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Parts a person from the provider’s account it is joined to, with the reason',
        params: OfPerson,
        body: SignInReasonBody,
        response: { 200: EndedSessions, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      const done = await unlinkAccounts(deps, {
        by: personOf(request),
        person: params.id as PersonId,
        ...body,
      })
      return done.ok ? { ended: done.value } : sendProblem(reply, done.error.code)
    },
  )

  routes.get(
    '/v1/refused-sign-ins',
    {
      schema: {
        tags,
        summary: 'Refused sign-ins of accounts that are nobody of the directory',
        querystring: From,
        response: { 200: SignInRefusals, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewRefusedSignIns(deps, { by: personOf(request), before: beforeOf(request.query) })
      return found.ok
        ? reply.header('cache-control', 'no-store').send(found.value)
        : sendProblem(reply, found.error.code)
    },
  )
}
