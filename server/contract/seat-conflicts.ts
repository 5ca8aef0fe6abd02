import { Type, type Static } from 'typebox'
import { At, Hash, Id, closed } from './common.ts'

const SeatTroubleKind = Type.Union(
  [
    Type.Literal('same_person'),
    Type.Literal('vacant'),
    Type.Literal('absent'),
    Type.Literal('drafter_only'),
    Type.Literal('drafter_left'),
  ],
  {
    description:
      'What keeps a running case from going on until the 文書主管課 does something: somebody who acted already now sits in another seat of it (席の確認), nobody holds the post it waits for, its holders are all away for longer than today, or only people who drafted it hold it (振替), or the drafter it waits for (差戻し, 処理意見) has left the 係 (引継ぎ)',
  },
)

export const SeatTroubleItem = closed({
  proposalId: Id,
  kind: SeatTroubleKind,
  step: Type.String({ description: 'Step of the route; `drafter` when it lies with its drafter' }),
  seat: Type.String({ description: 'The seat, as its title: 観光振興課長' }),
  name: Type.Optional(
    Type.String({ description: 'Who acted before, or the drafter who left; absent for a vacancy' }),
  ),
  earlier: Type.Optional(Type.String({ description: 'In which post he or she acted before' })),
  number: Type.Optional(Type.String()),
  title: Type.Optional(Type.String({ description: 'Only of what the reader may open (R-16)' })),
  submittedAt: At,
  version: Type.Integer({ description: 'What an act on it carries, also of a case the reader may not open' }),
  manifestSha256: Hash,
})
export type SeatTroubleItem = Static<typeof SeatTroubleItem>

export const SeatTroublesQuery = closed(
  { after: Type.Optional(Type.String()) },
  'GET /v1/seat-conflicts?after= : those longest on their way first',
)
export const SeatTroubles = closed(
  {
    items: Type.Array(SeatTroubleItem),
    next: Type.Optional(
      Type.String({ description: 'Asks for the next page as `after`; absent on the last' }),
    ),
  },
  'Running cases whose seats need the records office, fifty at a time',
)
export type SeatTroubles = Static<typeof SeatTroubles>
