import { type Static, Type } from 'typebox'
import { Hash, Id, closed } from './common.ts'

const events = Type.Array(
  closed({
    seq: Type.Integer({ description: 'The place in the chain, from 1' }),
    body: Type.String({ description: 'The event as canonical JSON, exactly as it was hashed' }),
    prevHash: Type.Optional(Hash),
    hash: Hash,
  }),
)

export const EventChain = closed(
  { proposalId: Id, events },
  'GET /v1/proposals/{id}/events: the chain as stored. hash = sha256(bytes of prevHash (none for the first) + UTF-8 of body)',
)
export type EventChain = Static<typeof EventChain>

export const RecordChain = closed(
  { id: Id, events },
  'The chain of a 収受文書 as stored, hashed as that of a case',
)
export type RecordChain = Static<typeof RecordChain>
