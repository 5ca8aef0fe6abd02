import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { PageRange, PageTexts } from '../contract/book.ts'
import { ContentHeaders, answerOf, contentAnswers } from '../contract/bytes.ts'
import { Hash, Id, Problem, closed } from '../contract/common.ts'
import { CandidatesQuery, DisclosureDone, DisclosureFilePages, MaskBody } from '../contract/disclosure.ts'
import { SearchAnswer } from '../contract/search.ts'
import type { DisclosureId, RevisionId, Sha256 } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendContent } from '../plugins/send-content.ts'
import { openAskedFile, openMaskedCopy, pagesOfAskedFile, textOfAskedFile } from '../usecases/asked-file.ts'
import { disclosureCandidates } from '../usecases/disclosure-candidates.ts'
import type { DisclosureDeps } from '../usecases/disclosure-deps.ts'
import { maskCopy } from '../usecases/mask-copy.ts'
import { maxTextPages } from '../usecases/page-texts.ts'
import type { SearchDeps } from '../usecases/search.ts'
import { refuse, refuseUnstorableQuery, refuseUnstorableText } from './refuse.ts'

const tags = ['disclosure']
const ById = closed({ id: Id })
const ByFile = closed({ id: Id, revisionId: Id })
const ByCopy = closed({ id: Id, revisionId: Id, sha256: Hash })

/** Cases and files of a 開示請求, read with it as the purpose, and their masked copies. */
export function disclosureFileRoutes(app: FastifyInstance, deps: DisclosureDeps & SearchDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()
  const file = (
    request: FastifyRequest & { readonly params: { readonly id: string; readonly revisionId: string } },
  ) => ({
    id: request.params.id as DisclosureId,
    revision: request.params.revisionId as RevisionId,
    by: personOf(request),
  })

  routes.get(
    '/v1/disclosure-requests/:id/candidates',
    {
      schema: {
        tags,
        summary: 'Cases with the words a 開示請求 may be about, as a search finds them',
        params: ById,
        querystring: CandidatesQuery,
        response: { 200: SearchAnswer, '4xx': Problem },
      },
      preValidation: refuseUnstorableQuery,
    },
    async (request, reply) => {
      const done = await disclosureCandidates(deps, {
        ...{ id: request.params.id as DisclosureId, by: personOf(request) },
        ...request.query,
      })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/disclosure-requests/:id/copies',
    {
      schema: {
        tags,
        summary: 'Makes a masked copy (墨塗り) of a file that is asked for; the file itself stays as it is',
        params: ById,
        body: MaskBody,
        response: { 201: DisclosureDone, '4xx': Problem },
      },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const done = await maskCopy(deps, {
        ...{ id: request.params.id as DisclosureId, by: personOf(request), body: request.body },
      })
      return done.ok ? reply.code(201).send(done.value) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/disclosure-requests/:id/files/:revisionId',
    {
      schema: {
        tags,
        summary: 'How large the pages of a file are that is asked for',
        params: ByFile,
        response: { 200: DisclosureFilePages, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await pagesOfAskedFile(deps, file(request))
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/disclosure-requests/:id/files/:revisionId/text',
    {
      schema: {
        tags,
        summary: 'The words of its pages with their places, for marking them',
        params: ByFile,
        querystring: PageRange,
        response: { 200: answerOf('application/json', 'Pages and their text', PageTexts), '4xx': Problem },
      },
    },
    async (request, reply) => {
      const from = Number(request.query.from ?? 0)
      const to = Number(request.query.to ?? from + maxTextPages)
      const done = await textOfAskedFile(deps, { ...file(request), from, to })
      if (!done.ok) return refuse(reply, done.error)
      return reply.header('cache-control', 'no-store').type('application/json').send(done.value.json)
    },
  )

  routes.get(
    '/v1/disclosure-requests/:id/files/:revisionId/pdf',
    {
      schema: {
        tags,
        summary: 'The PDF of its pages, as they are before anything is masked',
        params: ByFile,
        headers: ContentHeaders,
        response: contentAnswers('application/pdf', 'The PDF'),
      },
    },
    async (request, reply) => {
      const done = await openAskedFile(deps, file(request))
      if (!done.ok) return refuse(reply, done.error)
      return sendContent(request, reply, done.value, { type: 'application/pdf', disposition: 'inline' })
    },
  )

  routes.get(
    '/v1/disclosure-requests/:id/files/:revisionId/copies/:sha256',
    {
      schema: {
        tags,
        summary: 'A masked copy (墨塗り) of it, by its hash',
        params: ByCopy,
        headers: ContentHeaders,
        response: contentAnswers('application/pdf', 'The copy'),
      },
    },
    async (request, reply) => {
      const done = await openMaskedCopy(deps, { ...file(request), sha256: request.params.sha256 as Sha256 })
      if (!done.ok) return refuse(reply, done.error)
      return sendContent(request, reply, done.value, { type: 'application/pdf', disposition: 'inline' })
    },
  )
}
