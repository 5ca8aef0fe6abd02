import { Type, type Static } from 'typebox'
import { At, Id, closed } from './common.ts'

export const Accesses = closed(
  {
    proposalId: Id,
    items: Type.Array(
      closed({
        at: At,
        person: Type.Optional(Type.String({ description: 'Absent: an application by itself' })),
        name: Type.String({ description: 'Of the person, or of the application' }),
        application: Type.Optional(
          Type.String({ description: 'The name of the application (外部システム) it came through' }),
        ),
        what: Type.String({
          description: 'What was opened or taken: view, original, stamped_pdf, events, accesses, redraft …',
        }),
        purpose: Type.Optional(
          Type.String({ description: '閲覧の目的 of somebody who reads only as an auditor' }),
        ),
      }),
    ),
    more: Type.Boolean({ description: 'Older reads are not listed here' }),
  },
  'GET /v1/proposals/{id}/accesses: who read it and when, newest first; for auditors and the 文書主管課',
)
export type Accesses = Static<typeof Accesses>
