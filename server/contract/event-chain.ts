import { type Static, Type } from 'typebox'
import { Hash, Id, closed } from './common.ts'

export const EventChain = closed(
  {
    proposalId: Id,
    events: Type.Array(
      closed({
        seq: Type.Integer({ description: 'The place in the chain, from 1' }),
        body: Type.String({ description: 'The event as canonical JSON, exactly as it was hashed' }),
        prevHash: Type.Optional(Hash),
        hash: Hash,
      }),
    ),
  },
  'GET /v1/proposals/{id}/events: the chain as stored. hash = sha256(bytes of prevHash (none for the first) + UTF-8 of body)',
)
export type EventChain = Static<typeof EventChain>
