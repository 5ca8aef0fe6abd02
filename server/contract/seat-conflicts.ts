import { Type, type Static } from 'typebox'
import { At, Hash, Id, closed } from './common.ts'

/**
 * What keeps a running case from going on until the 文書主管課 does something: somebody who acted already now sits in
 * another seat of it (席の確認), nobody holds the post it waits for, its holders are all away for longer than today, or
 * only the drafter holds it (振替), or the drafter it was returned to has left the post (引継ぎ).
 */
const SeatTroubleKind = Type.Union([
  Type.Literal('same_person'),
  Type.Literal('vacant'),
  Type.Literal('absent'),
  Type.Literal('drafter_only'),
  Type.Literal('drafter_left'),
])

export const SeatTroubleItem = closed({
  proposalId: Id,
  kind: SeatTroubleKind,
  /** Step of the route; `drafter` when it lies with its drafter. */
  step: Type.String(),
  /** The seat, as its title: 観光振興課長. */
  seat: Type.String(),
  /** Who acted before, or the drafter who left; absent for a vacancy. */
  name: Type.Optional(Type.String()),
  /** In which post he or she acted before. */
  earlier: Type.Optional(Type.String()),
  number: Type.Optional(Type.String()),
  /** Only of what the reader may open. */
  title: Type.Optional(Type.String()),
  submittedAt: At,
  /** What an act on it carries, also of a case the reader may not open. */
  version: Type.Integer(),
  manifestSha256: Hash,
})
export type SeatTroubleItem = Static<typeof SeatTroubleItem>

/** GET /v1/seat-conflicts?after= : those longest on their way first. */
export const SeatTroublesQuery = closed({ after: Type.Optional(Type.String()) })
export const SeatTroubles = closed({
  items: Type.Array(SeatTroubleItem),
  next: Type.Optional(Type.String()),
})
export type SeatTroubles = Static<typeof SeatTroubles>
