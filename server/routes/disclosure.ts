import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answerOf } from '../contract/bytes.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import {
  DisclosureActBody,
  DisclosureDone,
  DisclosureList,
  DisclosureListQuery,
  DisclosureView,
  DraftFromDisclosureBody,
  DraftedFromDisclosure,
  NewDisclosureBody,
  PublicationIndex,
  PublicationIndexQuery,
} from '../contract/disclosure.ts'
import { RecordChain } from '../contract/event-chain.ts'
import type { DisclosureId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { actOnDisclosure } from '../usecases/act-on-disclosure.ts'
import type { DisclosureDeps } from '../usecases/disclosure-deps.ts'
import { draftFromDisclosure } from '../usecases/draft-from-disclosure.ts'
import { handOut } from '../usecases/hand-out.ts'
import type { WriteTable } from '../usecases/ports.ts'
import { publicationHtml, publicationTable } from '../usecases/publish-index.ts'
import { registerDisclosure } from '../usecases/register-disclosure.ts'
import { disclosureChain, listDisclosuresFor, viewDisclosure } from '../usecases/view-disclosure.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'
import { sendPdf, sendTable } from './send-file.ts'

const tags = ['disclosure']
const ById = closed({ id: Id })

/** 公開: 開示請求 and the 目録 for the web site. */
export function disclosureRoutes(
  app: FastifyInstance,
  deps: DisclosureDeps & { readonly writeTable: WriteTable },
): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  const on = (request: FastifyRequest & { readonly params: { readonly id: string } }) => ({
    id: request.params.id as DisclosureId,
    by: personOf(request),
  })

  routes.post(
    '/v1/disclosure-requests',
    {
      schema: {
        tags,
        summary: 'Registers a 開示請求 under the next number of the fiscal year',
        body: NewDisclosureBody,
        response: { 201: DisclosureDone, '4xx': Problem },
      },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const done = await registerDisclosure(deps, { by: personOf(request), body: request.body })
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/disclosure-requests',
    {
      schema: {
        tags,
        summary: '開示請求, what runs out first on top; for a 課 those in which its opinion is asked',
        querystring: DisclosureListQuery,
        response: { 200: DisclosureList, '4xx': Problem },
      },
    },
    async (request) =>
      listDisclosuresFor(deps, { by: personOf(request), all: request.query.state === 'all' }),
  )

  routes.get(
    '/v1/disclosure-requests/:id',
    {
      schema: {
        tags,
        summary: 'Everything the page of a 開示請求 shows, and what the reader may do now',
        params: ById,
        response: { 200: DisclosureView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await viewDisclosure(deps, on(request))
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/disclosure-requests/:id/events',
    {
      schema: {
        tags: ['records'],
        summary: 'The chain of a 開示請求 as stored; who asks is not in it',
        params: ById,
        response: { 200: RecordChain, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await disclosureChain(deps, on(request))
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/disclosure-requests/:id/acts',
    {
      schema: {
        tags,
        summary: 'Does one thing with a 開示請求: choose cases, decide, ask a 課, notify, carry out',
        params: ById,
        body: DisclosureActBody,
        response: { 200: DisclosureDone, '4xx': Problem },
      },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const done = await actOnDisclosure(deps, { ...on(request), body: request.body })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/disclosure-requests/:id/copies.pdf',
    {
      schema: {
        tags,
        summary: 'Everything that is handed out, as one PDF',
        params: ById,
        response: { 200: answerOf('application/pdf', 'The copies, inline'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await handOut(deps, on(request))
      return done.ok ? sendPdf(reply, 'copies.pdf', done.value.bytes) : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/disclosure-requests/:id/proposals',
    {
      schema: {
        tags,
        summary: '起案 of the decision on a 開示請求, with its masked copies attached',
        params: ById,
        body: DraftFromDisclosureBody,
        response: { 201: DraftedFromDisclosure, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await draftFromDisclosure(deps, { ...on(request), version: request.body.version })
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/publication-index',
    {
      schema: {
        tags,
        summary: '公文書目録 of a fiscal year for the web site as a table: decided, and no 秘',
        querystring: PublicationIndexQuery,
        response: { 200: PublicationIndex, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await publicationTable(deps, {
        ...{ by: personOf(request), fiscalYear: Number(request.query.year) },
      })
      if (!done.ok) return refuse(reply, done.error)
      const [columns = [], ...rows] = done.value
      return reply
        .header('cache-control', 'no-store')
        .send({ columns: [...columns], rows: rows.map((it) => [...it]) })
    },
  )

  routes.get(
    '/v1/publication-index.csv',
    {
      schema: {
        tags,
        summary: '公文書目録 of a fiscal year for the web site as CSV, UTF-8 with a BOM: decided, and no 秘',
        querystring: PublicationIndexQuery,
        response: { 200: answerOf('text/csv', 'publication-index.csv, as attachment'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await publicationTable(deps, {
        by: personOf(request),
        fiscalYear: Number(request.query.year),
      })
      return done.ok
        ? sendTable(reply, 'publication-index.csv', done.value, deps.writeTable)
        : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/publication-index.html',
    {
      schema: {
        tags,
        summary: '公文書目録 of a fiscal year as one accessible page for the web site: decided, and no 秘',
        querystring: PublicationIndexQuery,
        response: { 200: answerOf('text/html', 'publication-index.html, as attachment'), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await publicationHtml(deps, {
        by: personOf(request),
        fiscalYear: Number(request.query.year),
      })
      if (!done.ok) return refuse(reply, done.error)
      return reply
        .type('text/html; charset=utf-8')
        .header('content-disposition', 'attachment; filename="publication-index.html"')
        .header('cache-control', 'no-store')
        .send(Buffer.from(done.value))
    },
  )
}
