import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import {
  ApplicationAfter,
  ApplicationById,
  ApplicationCalls,
  ApplicationCallsQuery,
  ApplicationChanges,
  ApplicationList,
  ApplicationView,
  ChangeApplicationBody,
  EnableApplicationBody,
  RegisterApplicationBody,
} from '../contract/applications.ts'
import { Problem } from '../contract/common.ts'
import { ProposalList } from '../contract/proposals.ts'
import { personOf } from '../plugins/person.ts'
import { problems } from '../plugins/problem.ts'
import {
  type CallShown,
  viewApplicationCalls,
  viewApplicationCases,
  viewApplicationChanges,
} from '../usecases/registration-log.ts'
import {
  type RegistrationDeps,
  changeApplication,
  enableApplication,
  registerApplication,
  registerTrial,
  viewApplication,
  viewApplications,
} from '../usecases/registrations.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const tags = ['applications']
const preValidation = refuseUnstorableText
const headers = { 'cache-control': 'no-store' }

/** 外部システム: what is registered, what each may do, and what it did. */
export function applicationRoutes(app: FastifyInstance, deps: RegistrationDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.get(
    '/v1/applications',
    {
      schema: {
        tags,
        summary: 'Registered applications, and who called without being one',
        response: { 200: ApplicationList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewApplications(deps, personOf(request))
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.post(
    '/v1/applications',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Registers an application',
        body: RegisterApplicationBody,
        response: { 201: ApplicationView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await registerApplication(deps, personOf(request), request.body)
      return done.ok ? reply.code(201).headers(headers).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/applications/:clientId',
    {
      schema: {
        tags,
        summary: 'One application: what it may do, and how it signs in',
        params: ApplicationById,
        response: { 200: ApplicationView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewApplication(deps, personOf(request), request.params.clientId)
      return found.ok ? reply.headers(headers).send(found.value) : refuse(reply, found.error)
    },
  )

  routes.put(
    '/v1/applications/:clientId',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Changes what is laid down about an application',
        params: ApplicationById,
        body: ChangeApplicationBody,
        response: { 200: ApplicationView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      const done = await changeApplication(deps, personOf(request), params.clientId, body)
      return done.ok ? reply.headers(headers).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.put(
    '/v1/applications/:clientId/enabled',
    {
      preValidation,
      schema: {
        tags,
        summary: 'Stops an application, or starts it again, with the reason',
        params: ApplicationById,
        body: EnableApplicationBody,
        response: { 200: ApplicationView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      const done = await enableApplication(deps, personOf(request), params.clientId, body)
      return done.ok ? reply.headers(headers).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/applications/:clientId/trial',
    {
      schema: {
        tags,
        summary: 'Registers an application for trying (試験) beside a real one',
        params: ApplicationById,
        response: { 201: ApplicationView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await registerTrial(deps, personOf(request), request.params.clientId)
      return done.ok ? reply.code(201).headers(headers).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/applications/:clientId/changes',
    {
      schema: {
        tags,
        summary: 'Who registered, changed, stopped and started an application',
        params: ApplicationById,
        querystring: ApplicationAfter,
        response: { 200: ApplicationChanges, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const found = await viewApplicationChanges(deps, { by: personOf(request), ...params, ...query })
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )

  routes.get(
    '/v1/applications/:clientId/calls',
    {
      schema: {
        tags,
        summary: 'What an application asked lately, and how it was answered',
        params: ApplicationById,
        querystring: ApplicationCallsQuery,
        response: { 200: ApplicationCalls, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { refused, ...query } = request.query
      const asked = { by: personOf(request), ...request.params, ...query, onlyRefused: refused === 'true' }
      const found = await viewApplicationCalls(deps, asked)
      if (!found.ok) return refuse(reply, found.error)
      return { ...found.value, items: found.value.items.map(withSentence) }
    },
  )

  routes.get(
    '/v1/applications/:clientId/proposals',
    {
      schema: {
        tags,
        summary: 'What an application made, as far as the reader may open it',
        params: ApplicationById,
        querystring: ApplicationAfter,
        response: { 200: ProposalList, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { params, query } = request
      const found = await viewApplicationCases(deps, { by: personOf(request), ...params, ...query })
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )
}

/** A refused call with the sentence its caller read; the code alone for one there is no more. */
function withSentence({ problem: code, ...it }: CallShown): ApplicationCalls['items'][number] {
  if (code === undefined) return it
  const rows: Readonly<Record<string, { readonly title: string }>> = problems
  return { ...it, problem: { code, title: rows[code]?.title ?? code } }
}
