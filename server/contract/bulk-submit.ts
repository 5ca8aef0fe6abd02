import { type Static, Type } from 'typebox'
import { Id, Problem, closed } from './common.ts'
import { ExternalRef } from './new-proposal.ts'
import { ProposalContent, ProposalStatus } from './proposals.ts'

/** POST /v1/proposals:bulk */
export const BulkSubmitBody = closed(
  {
    items: Type.Array(
      closed({
        key: Type.String({
          pattern: '^[!-~]{1,100}$',
          description: 'Tells the lines apart; the same key under the same Idempotency-Key is one case',
        }),
        content: ProposalContent,
        drafterPost: Type.Optional(Type.String({ maxLength: 80 })),
        externalRef: Type.Optional(ExternalRef),
        submit: Type.Optional(Type.Boolean({ description: 'Submits it as well; absent: it stays a draft' })),
      }),
      { minItems: 1, maxItems: 100 },
    ),
  },
  'Up to 100 cases of one drafter, each for itself: what is wrong with one does not touch the others',
)

export const BulkSubmitted = closed(
  {
    results: Type.Array(
      closed({
        key: Type.String(),
        id: Type.Optional(Id),
        status: Type.Optional(ProposalStatus),
        version: Type.Optional(Type.Integer()),
        rehearsed: Type.Optional(Type.Boolean({ description: 'By an application for trying (試験)' })),
        problem: Type.Optional(Problem),
      }),
      { description: 'One for each line, in order: what came of it, or why nothing did' },
    ),
  },
  'What came of each line',
)
export type BulkSubmitted = Static<typeof BulkSubmitted>
