import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Id, Problem, closed } from '../contract/common.ts'
import { ActBody } from '../contract/acts.ts'
import { ActDone } from '../contract/proposals.ts'
import { RoutePreview, RoutePreviewBody } from '../contract/route-preview.ts'
import type { SignedIn } from '../domain/access/fresh-sign-in.ts'
import type { ProposalId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import { sendProblem } from '../plugins/problem.ts'
import { Unavailable } from '../store/group-commit.ts'
import { act } from '../usecases/act.ts'
import { type IssueDeps, isIssuingAct, issueCase } from '../usecases/issue-case.ts'
import { previewRoute } from '../usecases/preview-route.ts'
import { refuse, refuseUnstorableText } from './refuse.ts'

/** Everything a person does to a proposal that leaves an event, and what a change of its route would make. */
export function actRoutes(
  app: FastifyInstance,
  deps: IssueDeps & {
    /** What the sender’s session rests on; undefined without a session, or when the provider did not say. */
    readonly signedInOf: (request: FastifyRequest) => Promise<SignedIn | undefined>
  },
): void {
  const routes = app.withTypeProvider<TypeBoxTypeProvider>()

  routes.post(
    '/v1/proposals/:id/route-preview',
    {
      schema: {
        tags: ['acts'],
        summary: 'What a change of the route would make of it, or why it would be refused; nothing is stored',
        params: closed({ id: Id }),
        body: RoutePreviewBody,
        response: { 200: RoutePreview, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      const done = await previewRoute(deps, { id: params.id as ProposalId, by: personOf(request), body })
      return done.ok ? done.value : refuse(reply, done.error)
    },
  )

  routes.post(
    '/v1/proposals/:id/acts',
    {
      schema: {
        tags: ['acts'],
        summary: 'Does one act: 提出, 承認, 合議, 決裁, 差戻し … on the version and content that were shown',
        params: closed({ id: Id }),
        body: ActBody,
        response: { 200: ActDone, '4xx': Problem, '5xx': Problem },
      },
      config: { application: 'workflow.submit' },
      preHandler: refuseUnstorableText,
    },
    async (request, reply) => {
      const { params, body } = request
      try {
        const signedIn = await deps.signedInOf(request)
        const asked = {
          id: params.id as ProposalId,
          by: personOf(request),
          ...(request.application === null ? {} : { caller: request.application }),
        }
        const done = isIssuingAct(body)
          ? await issueCase(deps, { ...asked, body })
          : await act(deps, { ...asked, body, ...(signedIn === undefined ? {} : { signedIn }) })
        if (!done.ok) return refuse(reply, done.error)
        const { id: proposalId, version, status } = done.value
        request.log.info({ event: `proposal.${body.type}`, proposalId, version, status })
        return done.value
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error
        request.log.warn(error)
        return sendProblem(reply, 'unavailable')
      }
    },
  )
}
