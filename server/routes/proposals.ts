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
      schema: { params: ById, body: SaveDraftBody, response: { 200: SavedDraft, '4xx': Problem } },
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
    { schema: { params: ById, response: { 200: ProposalView, '4xx': Problem } } },
    async (request, reply) => {
      const done = await viewProposal(deps, { id: request.params.id as ProposalId, by: personOf(request) })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/proposals',
    { schema: { querystring: ProposalListQuery, response: { 200: ProposalList, '4xx': Problem } } },
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
    { schema: { params: ById, response: { 200: EventChain, '4xx': Problem } } },
    async (request, reply) => {
      const done = await eventChain(deps, { id: request.params.id as ProposalId, by: personOf(request) })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.get(
    '/v1/proposals/:id/accesses',
    { schema: { params: ById, response: { 200: Accesses, '4xx': Problem } } },
    async (request, reply) => {
      const done = await accessesOf(deps, { id: request.params.id as ProposalId, by: personOf(request) })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )
}
