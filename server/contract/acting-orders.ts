import { Type, type Static } from 'typebox'
import { DeciderView } from './absences.ts'
import { At, Day, PersonRef, closed } from './common.ts'

const Code = Type.String({ minLength: 1, maxLength: 40 })

/** Where a stand-in is looked for, from the decider's own place. */
const OwnPlace = Type.Unsafe<'own_group' | 'own_section' | 'own_bureau' | 'own_department' | 'own_branch'>(
  Type.Union([
    Type.Literal('own_group'),
    Type.Literal('own_section'),
    Type.Literal('own_bureau'),
    Type.Literal('own_department'),
    Type.Literal('own_branch'),
  ]),
)

/** One place of an order of 代決: a position in a place, or the 副知事 in charge. */
const ActingPlace = Type.Union([
  closed({ at: OwnPlace, position: Code }),
  closed({ at: Type.Literal('unit'), unit: Code, position: Code }),
  closed({ at: Type.Literal('charge_vice_governor') }),
])
export type ActingPlace = Static<typeof ActingPlace>

/** PUT /v1/acting-orders/{position} */
export const ActingOrderBody = closed({
  from: Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    description: 'Day in Asia/Tokyo from which it counts; today or later',
  }),
  /** First to stand in first; empty ends the order from that day on. */
  order: Type.Array(ActingPlace, { maxItems: 20 }),
  /** `version` as it was read; given, the request is refused when somebody else recorded one meanwhile. */
  version: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type ActingOrderBody = Static<typeof ActingOrderBody>

/** POST /v1/acting-orders/preview */
export const ActingOrderPreviewBody = closed({
  position: Code,
  from: ActingOrderBody.properties.from,
  order: ActingOrderBody.properties.order,
})
export type ActingOrderPreviewBody = Static<typeof ActingOrderPreviewBody>

/** A place with its names of today. */
const ActingPlaceView = closed({
  at: Type.Union([OwnPlace, Type.Literal('unit'), Type.Literal('charge_vice_governor')]),
  unit: Type.Optional(Type.String()),
  unitName: Type.Optional(Type.String()),
  position: Type.Optional(Type.String()),
  positionName: Type.Optional(Type.String()),
})
export type ActingPlaceView = Static<typeof ActingPlaceView>

const ActingOrderVersion = closed({
  /** Absent for what was so from the beginning. */
  from: Type.Optional(Day),
  /** In force today, from a later day, no longer, or replaced by another for the same day. */
  state: Type.Union([
    Type.Literal('in_force'),
    Type.Literal('ahead'),
    Type.Literal('past'),
    Type.Literal('replaced'),
  ]),
  order: Type.Array(ActingPlaceView),
  /** Absent for what came with the installation. */
  recorded: Type.Optional(closed({ by: PersonRef, at: At })),
})
export type ActingOrderVersion = Static<typeof ActingOrderVersion>

/** The orders of one position that decides. */
export const ActingOrderView = closed({
  position: Type.String(),
  name: Type.String(),
  /** How many versions have been recorded. */
  version: Type.Integer(),
  /** Newest day first; empty where none was ever laid down. */
  versions: Type.Array(ActingOrderVersion),
})
export type ActingOrderView = Static<typeof ActingOrderView>

/** GET /v1/acting-orders: every position that decides, most senior first, and what an order is made of. */
export const ActingOrderList = closed({
  today: Day,
  items: Type.Array(ActingOrderView),
  /** Positions to choose from, most senior first. */
  positions: Type.Array(closed({ code: Type.String(), name: Type.String() })),
})
export type ActingOrderList = Static<typeof ActingOrderList>

const Change = closed({
  change: Type.Union([Type.Literal('comes'), Type.Literal('goes'), Type.Literal('moves')]),
  place: ActingPlaceView,
  /** Its number before, from 1. */
  before: Type.Optional(Type.Integer()),
  after: Type.Optional(Type.Integer()),
})
export type ActingOrderChangeView = Static<typeof Change>

/** What an order would change; nothing is stored. */
export const ActingOrderPreview = closed({
  /** Against the order that counts on that day as things stand; empty when nothing differs. */
  changes: Type.Array(Change),
  /** The day from which a later version that is recorded already takes its place. */
  until: Type.Optional(Day),
  /** Every post of the position on the day the order begins. */
  posts: Type.Array(
    closed({
      before: DeciderView,
      after: DeciderView,
      differs: Type.Boolean(),
    }),
  ),
  /**
   * Cases under way whose decider is absent now and for which somebody else would be the next to stand in, if the order
   * counted at once.
   */
  cases: Type.Array(
    closed({
      id: Type.String(),
      /** 起案番号 */
      number: Type.String(),
      /** Absent when the reader may not read the case. */
      title: Type.Optional(Type.String()),
      decider: Type.String(),
      /** Names with titles; empty: nobody. */
      before: Type.Array(Type.String()),
      after: Type.Array(Type.String()),
    }),
  ),
})
export type ActingOrderPreview = Static<typeof ActingOrderPreview>
