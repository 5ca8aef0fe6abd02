import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { answerOf } from '../contract/bytes.ts'
import { Problem } from '../contract/common.ts'
import {
  MeasuredCases,
  MeasuredCasesQuery,
  Measures,
  MeasuresQuery,
  PaperDecision,
  PaperDecisionBody,
  PaperDecisions,
} from '../contract/measures.ts'
import { personOf } from '../plugins/person.ts'
import type { ApprovalDeps } from '../usecases/approval-deps.ts'
import { measuresTable } from '../usecases/measures-table.ts'
import { countPaperDecisions, viewPaperDecisions } from '../usecases/paper-decisions.ts'
import type { WriteTable } from '../usecases/ports.ts'
import { listCasesBehind, viewMeasures } from '../usecases/view-measures.ts'
import { refuse } from './refuse.ts'
import { sendTable } from './send-file.ts'

const tags = ['measures']

/** 集計 */
export function measureRoutes(
  app: FastifyInstance,
  deps: ApprovalDeps & { readonly writeTable: WriteTable },
): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  routes.get(
    '/v1/measures',
    {
      schema: {
        tags,
        summary: 'What was decided in some months and how, how long cases waited for whom, and what it saved',
        querystring: MeasuresQuery,
        response: { 200: Measures, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewMeasures(deps, { by: personOf(request), ...request.query })
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )
  routes.get(
    '/v1/measures.csv',
    {
      schema: {
        tags,
        summary: 'The months and 課 of it as CSV, UTF-8 with a BOM',
        querystring: MeasuresQuery,
        response: { 200: answerOf('text/csv', 'measures.csv, as attachment') },
      },
    },
    async (request, reply) => {
      const found = await viewMeasures(deps, { by: personOf(request), ...request.query })
      if (!found.ok) return refuse(reply, found.error)
      const rows = measuresTable(await deps.organisation.current(), found.value)
      return sendTable(reply, 'measures.csv', rows, deps.writeTable)
    },
  )
  routes.get(
    '/v1/measures/cases',
    {
      schema: {
        tags,
        summary: 'The cases behind one of its numbers that the reader may open',
        querystring: MeasuredCasesQuery,
        response: { 200: MeasuredCases, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await listCasesBehind(deps, { by: personOf(request), ...request.query })
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )
  routes.get(
    '/v1/paper-decisions',
    {
      schema: {
        tags,
        summary: 'What the sections counted as decided on paper (紙決裁)',
        querystring: MeasuresQuery,
        response: { 200: PaperDecisions, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const found = await viewPaperDecisions(deps, { by: personOf(request), ...request.query })
      return found.ok ? found.value : refuse(reply, found.error)
    },
  )
  routes.post(
    '/v1/paper-decisions',
    {
      schema: {
        tags,
        summary: 'Counts 紙決裁 of a month in a 課, or sets right what was counted wrong',
        body: PaperDecisionBody,
        response: { 201: PaperDecision, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await countPaperDecisions(deps, { by: personOf(request), ...request.body })
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )
}
