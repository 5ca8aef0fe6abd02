import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { BulkSubmitBody, BulkSubmitted } from '../contract/bulk-submit.ts'
import { Accesses } from '../contract/accesses.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import { CreateProposalBody, RedraftBody } from '../contract/new-proposal.ts'
import {
  ProposalList,
  ProposalListQuery,
  ProposalView,
  SaveDraftBody,
  SavedDraft,
} from '../contract/proposals.ts'
import { EventChain } from '../contract/event-chain.ts'
import type { Instant, PostId, ProposalId } from '../domain/ids.ts'
import { readingRoles } from '../domain/applications/application.ts'
import { cameThrough } from '../plugins/application.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { etagOf } from '../store/applications.ts'
import type { ApprovalDeps } from '../usecases/approval-deps.ts'
import { createProposal } from '../usecases/create-proposal.ts'
import { eventChain } from '../usecases/event-chain.ts'
import { accessesOf } from '../usecases/list-accesses.ts'
import { listMadeByApplication, listProposalsFor } from '../usecases/list-proposals.ts'
import { redraftProposal } from '../usecases/redraft-proposal.ts'
import { saveDraft } from '../usecases/save-draft.ts'
import { draftNew, submitNew } from '../usecases/submit-new.ts'
import { viewProposal } from '../usecases/view-proposal.ts'
import { problemOfRefusal, refuse, refuseUnstorableText } from './refuse.ts'

const ById = closed({ id: Id })
const IdempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
})

/** Drafting, reading and listing proposals. */
export function proposalRoutes(app: FastifyInstance, deps: ApprovalDeps): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.post(
    '/v1/proposals',
    {
      schema: {
        tags: ['proposals'],
        summary: 'Begins a draft (起案); the same Idempotency-Key answers the same draft',
        headers: IdempotencyKey,
        body: CreateProposalBody,
        response: { 200: ProposalView, 201: ProposalView, '4xx': Problem },
      },
      config: { application: 'documents.write' },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const by = personOf(request)
      const { content, drafterPost, externalRef, submit } = request.body
      if (externalRef !== undefined && request.application === null)
        return sendProblem(reply, 'bad_request', { facts: { field: 'externalRef' } })
      const clientKey = request.headers['idempotency-key']
      const asked = {
        by,
        ...(request.application === null ? {} : { caller: request.application }),
        ...(content === undefined ? {} : { content }),
        ...(drafterPost === undefined ? {} : { drafterPost: drafterPost as PostId }),
        ...(externalRef === undefined ? {} : { externalRef }),
        ...(clientKey === undefined ? {} : { clientKey }),
      }
      if (submit === true) {
        if (!maySubmit(request)) return sendProblem(reply, 'application_role_missing')
        const up = await submitNew(deps, asked)
        if (!up.ok) {
          const { id } = up.error
          if (id !== undefined) reply.header('location', `/v1/proposals/${id}`)
          return refuse(reply, up.error.refusal)
        }
        const seen = await viewProposal(deps, { id: up.value.id as ProposalId, by, ...cameThrough(request) })
        if (!seen.ok) return refuse(reply, seen.error)
        if (up.value.rehearsed === true) reply.header('kessai-rehearsed', 'true')
        return sendView(reply, up.value.created ? 201 : 200, seen.value)
      }
      const done = await createProposal(deps, asked)
      if (!done.ok) return refuse(reply, done.error)
      const view = await viewProposal(deps, { id: done.value.id, by, ...cameThrough(request) })
      if (!view.ok) return refuse(reply, view.error)
      return sendView(reply, done.value.created ? 201 : 200, view.value)
    },
  )

  routes.post(
    // As the router writes one colon.
    '/v1/proposals::bulk',
    {
      schema: {
        tags: ['proposals'],
        summary: 'Makes and submits up to 100 cases of one drafter, each for itself; for applications',
        headers: IdempotencyKey,
        body: BulkSubmitBody,
        response: { 200: BulkSubmitted, '4xx': Problem },
      },
      config: { application: 'documents.write' },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const by = personOf(request)
      const { application } = request
      const key = request.headers['idempotency-key'] ?? deps.newId()
      const { items } = request.body
      if (items.some((it) => it.submit === true) && !maySubmit(request))
        return sendProblem(reply, 'application_role_missing')
      const results: BulkSubmitted['results'] = []
      for (const { key: line, content, drafterPost, externalRef, submit } of items) {
        const asked = {
          by,
          content,
          clientKey: `${key} ${line}`,
          ...(drafterPost === undefined ? {} : { drafterPost: drafterPost as PostId }),
          ...(externalRef === undefined ? {} : { externalRef }),
          ...(application === null ? {} : { caller: application }),
        }
        const done = submit === true ? await submitNew(deps, asked) : await draftNew(deps, asked)
        if (done.ok) {
          const { created: _created, ...made } = done.value
          results.push({ key: line, ...made })
          continue
        }
        const { refusal, id } = done.error
        results.push({ key: line, ...(id === undefined ? {} : { id }), problem: problemOfRefusal(refusal) })
      }
      return reply.send({ results })
    },
  )

  routes.post(
    '/v1/proposals/:id/redraft',
    {
      schema: {
        tags: ['proposals'],
        summary: 'A new draft from a case that ended: 再起案, 変更起案 or 引用起案',
        params: ById,
        headers: IdempotencyKey,
        body: RedraftBody,
        response: { 200: ProposalView, 201: ProposalView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const by = personOf(request)
      const clientKey = request.headers['idempotency-key']
      const done = await redraftProposal(deps, {
        id: request.params.id as ProposalId,
        by,
        kind: request.body.kind,
        ...(clientKey === undefined ? {} : { clientKey }),
      })
      if (!done.ok) return refuse(reply, done.error)
      const view = await viewProposal(deps, { id: done.value.id, by })
      if (!view.ok) return refuse(reply, view.error)
      return reply.code(done.value.created ? 201 : 200).send(view.value)
    },
  )

  routes.put(
    '/v1/proposals/:id/draft',
    {
      schema: {
        tags: ['proposals'],
        summary: 'Saves what the drafter typed, while it is a draft or lies returned',
        params: ById,
        body: SaveDraftBody,
        response: { 200: SavedDraft, '4xx': Problem },
      },
      config: { application: 'documents.write' },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const { params, body } = request
      const done = await saveDraft(deps, {
        id: params.id as ProposalId,
        by: personOf(request),
        body,
        ...(request.application === null ? {} : { caller: request.application }),
      })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/proposals/:id',
    {
      schema: {
        tags: ['proposals'],
        summary:
          'Everything the reading page shows of a case, and what the reader may do now; the read is recorded',
        params: ById,
        response: { 200: ProposalView, '4xx': Problem },
      },
      config: { application: readingRoles },
    },
    async (request, reply) => {
      const done = await viewProposal(deps, {
        id: request.params.id as ProposalId,
        by: personOf(request),
        ...cameThrough(request),
      })
      return done.ok ? sendView(reply, 200, done.value) : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/proposals',
    {
      schema: {
        tags: ['proposals'],
        summary: 'Cases of mine, of my 課, or that I acted on, newest first',
        querystring: ProposalListQuery,
        response: { 200: ProposalList, '4xx': Problem },
      },
      config: { application: readingRoles },
    },
    async (request, reply) => {
      const { scope = 'mine', status, after, changedSince, externalRef } = request.query
      if (request.application !== null) {
        const made = await listMadeByApplication(deps, {
          caller: request.application,
          ...(status === undefined ? {} : { status }),
          ...(changedSince === undefined ? {} : { changedSince: changedSince as Instant }),
          ...(externalRef === undefined ? {} : { externalRef }),
          ...(after === undefined ? {} : { after }),
        })
        return made.ok ? made.value : refuse(reply, made.error)
      }
      for (const [field, value] of Object.entries({ changedSince, externalRef }))
        if (value !== undefined) return sendProblem(reply, 'bad_request', { facts: { field } })
      const done = await listProposalsFor(deps, {
        by: personOf(request),
        scope,
        ...(status === undefined ? {} : { status }),
        ...(after === undefined ? {} : { after }),
      })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/proposals/:id/events',
    {
      schema: {
        tags: ['records'],
        summary: 'The chain of events as stored, to be checked with SHA-256 alone',
        params: ById,
        response: { 200: EventChain, '4xx': Problem },
      },
      config: { application: readingRoles },
    },
    async (request, reply) => {
      const done = await eventChain(deps, {
        id: request.params.id as ProposalId,
        by: personOf(request),
        ...cameThrough(request),
      })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/proposals/:id/accesses',
    {
      schema: {
        tags: ['records'],
        summary: 'Who read a case, when and what for; for auditors and the 文書主管課',
        params: ById,
        response: { 200: Accesses, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const done = await accessesOf(deps, { id: request.params.id as ProposalId, by: personOf(request) })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}

/** Whether a program's token lets it submit; a person needs none. */
function maySubmit({ application }: FastifyRequest): boolean {
  return application === null || application.roles.includes('workflow.submit')
}

/** A case with its validator, for `If-Match`. */
function sendView(reply: FastifyReply, status: 200 | 201, view: ProposalView): FastifyReply {
  return reply.code(status).header('etag', etagOf(view.version, view.manifestSha256)).send(view)
}
