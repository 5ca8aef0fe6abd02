import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { answerOf } from '../contract/bytes.ts'
import { Id, closed } from '../contract/common.ts'
import type { ProposalId } from '../domain/ids.ts'
import { personOf } from '../plugins/person.ts'
import type { ApprovalDeps } from '../usecases/approval-deps.ts'
import { paperSlipOf } from '../usecases/paper-slip.ts'
import type { MakePaperSlip } from '../usecases/ports.ts'
import { refuse } from './refuse.ts'
import { sendPdf } from './send-file.ts'

type Options = {
  readonly makePaperSlip: MakePaperSlip
  /** Where people open the application, for the code; absent: where the request came to. */
  readonly publicUrl?: string
}

/** GET /v1/proposals/{id}/paper-slip.pdf: to be printed and laid on the paper of a 併用決裁. */
export function paperSlipRoute(app: FastifyInstance, deps: ApprovalDeps, options: Options): void {
  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/proposals/:id/paper-slip.pdf',
    {
      schema: {
        tags: ['files'],
        summary: 'The slip that goes with the paper of a 併用決裁, as PDF',
        params: closed({ id: Id }),
        response: { 200: answerOf('application/pdf', 'The slip') },
      },
    },
    async (request, reply) => {
      const slip = await paperSlipOf(deps, {
        id: request.params.id as ProposalId,
        by: personOf(request),
        publicUrl: options.publicUrl ?? `${request.protocol}://${request.host}`,
      })
      if (!slip.ok) return refuse(reply, slip.error)
      const bytes = await options.makePaperSlip(slip.value)
      return sendPdf(reply, 'paper-slip.pdf', bytes)
    },
  )
}
