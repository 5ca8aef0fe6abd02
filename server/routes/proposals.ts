import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { Accesses } from '../contract/accesses.ts'
import { Id, Problem, closed } from '../contract/common.ts'
import {
  CreateProposalBody,
  EventChain,
  ProposalList,
  ProposalListQuery,
  ProposalView,
  RedraftBody,
  SaveDraftBody,
  SavedDraft,
} from '../contract/proposals.ts'
import type { PostId, ProposalId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import type { ApprovalDeps } from '../usecases/approval-deps.ts'
import { createProposal } from '../usecases/create-proposal.ts'
import { eventChain } from '../usecases/event-chain.ts'
import { accessesOf } from '../usecases/list-accesses.ts'
import { listProposalsFor } from '../usecases/list-proposals.ts'
import { redraftProposal } from '../usecases/redraft-proposal.ts'
import { saveDraft } from '../usecases/save-draft.ts'
import { viewProposal } from '../usecases/view-proposal.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

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
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const by = personOf(request)
      const { content, drafterPost } = request.body
      const clientKey = request.headers['idempotency-key']
      const done = await createProposal(deps, {
        by,
        ...(content === undefined ? {} : { content }),
        ...(drafterPost === undefined ? {} : { drafterPost: drafterPost as PostId }),
        ...(clientKey === undefined ? {} : { clientKey }),
      })
      if (!done.ok) return refuse(reply, done.error)
      const view = await viewProposal(deps, { id: done.value.id, by })
      if (!view.ok) return refuse(reply, view.error)
      return reply.code(done.value.created ? 201 : 200).send(view.value)
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
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const { params, body } = request
      const done = await saveDraft(deps, { id: params.id as ProposalId, by: personOf(request), body })
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
    },
    async (request, reply) => {
      const done = await viewProposal(deps, { id: request.params.id as ProposalId, by: personOf(request) })
      return done.ok ? done.value : refuse(reply, done.error)
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
    },
    async (request, reply) => {
      const { scope = 'mine', status, after } = request.query
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
    },
    async (request, reply) => {
      const done = await eventChain(deps, { id: request.params.id as ProposalId, by: personOf(request) })
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
