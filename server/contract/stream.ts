import { Type, type Static } from 'typebox'
import { Id, closed } from './common.ts'

export const StreamEvent = Type.Union(
  [
    closed({ type: Type.Literal('proposal'), proposalId: Id, version: Type.Integer() }),
    closed({
      type: Type.Literal('rendition'),
      proposalId: Id,
      revisionId: Id,
      status: Type.Union([
        Type.Literal('waiting'),
        Type.Literal('running'),
        Type.Literal('visible'),
        Type.Literal('done'),
        Type.Literal('failed'),
      ]),
      pagesDone: Type.Optional(
        Type.Integer({
          description: 'Pages whose words are read so far, while they can be looked at already',
        }),
      ),
      pageCount: Type.Optional(Type.Integer({ description: 'Pages; absent while they are being made' })),
    }),
    closed({ type: Type.Literal('stamped_pdf'), proposalId: Id }),
    /** A 収受文書 changed, or the pages of one of its files came. */
    closed({ type: Type.Literal('receipt'), receiptId: Id }),
    /** Somebody began or ended editing a file of the case. */
    closed({ type: Type.Literal('editing'), proposalId: Id }),
    /** A 付箋 of the case came, changed or went. */
    closed({ type: Type.Literal('notes'), proposalId: Id }),
    /** Absences or appointments moved that concern this person, or everybody's. */
    closed({ type: Type.Literal('organisation') }),
    /** Something waiting for this person came or went. */
    closed({ type: Type.Literal('inbox') }),
    /** This person was told something, or has read it. */
    closed({ type: Type.Literal('notice') }),
    /** A session of this person ended, perhaps this one. */
    closed({ type: Type.Literal('session') }),
  ],
  {
    description:
      'GET /v1/stream: server-sent events, ids only; the client asks again for what changed (and is authorised again). Event names are the `type`; a comment line every 20 s keeps the line open',
  },
)
export type StreamEvent = Static<typeof StreamEvent>
