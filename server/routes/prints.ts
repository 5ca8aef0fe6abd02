import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { ContentHeaders, contentAnswers } from '../contract/bytes.ts'
import { Id, Problem, closed, described } from '../contract/common.ts'
import { NewPrint, PrintState, Prints } from '../contract/prints.ts'
import type { ProposalId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendPrint } from '../plugins/send-content.ts'
import {
  type PrintDeps,
  cancelPrint,
  openPrint,
  requestPrint,
  viewPrint,
  viewPrints,
} from '../usecases/prints.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

const params = closed({ id: Id })
// Never kept by the browser, so never unchanged.
const { 304: _never, ...printAnswers } = contentAnswers('application/pdf', 'The print')

/** 印刷・保存: pages of a case as one PDF, asked for, made by the worker, fetched; counted and recorded. */
export function printRoutes(app: FastifyInstance, deps: PrintDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  const tags = ['files']

  routes.get(
    '/v1/proposals/:id/prints',
    {
      schema: {
        tags,
        summary: 'How often a case was printed or saved, and whether a print needs a reason',
        params,
        response: { 200: Prints, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const prints = await viewPrints(deps, { id: request.params.id as ProposalId, by: personOf(request) })
      if (!prints.ok) return refuse(reply, prints.error)
      reply.header('cache-control', 'no-store')
      return prints.value
    },
  )

  routes.post(
    '/v1/proposals/:id/prints',
    {
      preValidation: refuseUnstorableText,
      schema: {
        tags,
        summary: 'Has pages of a case made into one PDF, to be printed or saved',
        params,
        body: NewPrint,
        response: { 201: PrintState, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const made = await requestPrint(deps, {
        id: id as ProposalId,
        by: personOf(request),
        ask: request.body,
      })
      return made.ok ? reply.code(201).send(made.value) : refuse(reply, made.error)
    },
  )

  routes.get(
    '/v1/prints/:id',
    {
      schema: {
        tags,
        summary: 'How far a print is, for whoever asked for it',
        params,
        response: { 200: PrintState, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const state = await viewPrint(deps, { print: request.params.id, by: personOf(request) })
      if (!state.ok) return refuse(reply, state.error)
      reply.header('cache-control', 'no-store')
      return state.value
    },
  )

  routes.delete(
    '/v1/prints/:id',
    {
      schema: {
        tags,
        summary: 'Gives a print up that is not made yet',
        params,
        response: { 204: described(Type.Null(), 'Given up'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await cancelPrint(deps, { print: request.params.id, by: personOf(request) })
      return done.ok ? reply.code(204).send(null) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/prints/:id/pdf',
    {
      schema: {
        tags,
        summary: 'The PDF of a print, for a day after it was made',
        params,
        headers: Type.Pick(ContentHeaders, ['range']),
        response: printAnswers,
      },
    },
    async (request, reply) => {
      const opened = await openPrint(deps, { print: request.params.id, by: personOf(request) })
      if (!opened.ok) return refuse(reply, opened.error)
      const { content, purpose } = opened.value
      return sendPrint(request, reply, content, purpose === 'print' ? 'inline' : 'attachment')
    },
  )
}
