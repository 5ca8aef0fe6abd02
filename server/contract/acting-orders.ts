import { Type, type Static } from 'typebox'
import { DeciderView } from './absences.ts'
import { At, Day, PersonRef, closed, described } from './common.ts'

const Code = Type.String({ minLength: 1, maxLength: 40 })

const OwnPlace = described(
  Type.Unsafe<'own_group' | 'own_section' | 'own_bureau' | 'own_department' | 'own_branch'>(
    Type.Union([
      Type.Literal('own_group'),
      Type.Literal('own_section'),
      Type.Literal('own_bureau'),
      Type.Literal('own_department'),
      Type.Literal('own_branch'),
    ]),
  ),
  "Where a stand-in is looked for, from the decider's own place",
)

const ActingPlace = Type.Union(
  [
    closed({ at: OwnPlace, position: Code }),
    closed({ at: Type.Literal('unit'), unit: Code, position: Code }),
    closed({ at: Type.Literal('charge_vice_governor') }),
  ],
  { description: 'One place of an order of 代決: a position in a place, or the 副知事 in charge' },
)
export type ActingPlace = Static<typeof ActingPlace>

/** PUT /v1/acting-orders/{position} */
export const ActingOrderBody = closed(
  {
    from: Type.String({
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      description: 'Day in Asia/Tokyo from which it counts; today or later',
    }),
    order: Type.Array(ActingPlace, {
      maxItems: 20,
      description: 'First to stand in first; empty ends the order from that day on',
    }),
    version: Type.Optional(
      Type.Integer({
        minimum: 0,
        description:
          '`version` as it was read; given, the request is refused when somebody else recorded one meanwhile',
      }),
    ),
  },
  'A new version of the order of 代決 of one position',
)
export type ActingOrderBody = Static<typeof ActingOrderBody>

/** POST /v1/acting-orders/preview */
export const ActingOrderPreviewBody = closed(
  {
    position: Code,
    from: ActingOrderBody.properties.from,
    order: ActingOrderBody.properties.order,
  },
  'An order of 代決 as it would be recorded, to see what it would mean',
)
export type ActingOrderPreviewBody = Static<typeof ActingOrderPreviewBody>

const ActingPlaceView = closed(
  {
    at: Type.Union([OwnPlace, Type.Literal('unit'), Type.Literal('charge_vice_governor')]),
    unit: Type.Optional(Type.String()),
    unitName: Type.Optional(Type.String()),
    position: Type.Optional(Type.String()),
    positionName: Type.Optional(Type.String()),
  },
  'A place with its names of today',
)
export type ActingPlaceView = Static<typeof ActingPlaceView>

const ActingOrderVersion = closed({
  from: described(Type.Optional(Day), 'Absent for what was so from the beginning'),
  state: Type.Union(
    [Type.Literal('in_force'), Type.Literal('ahead'), Type.Literal('past'), Type.Literal('replaced')],
    { description: 'In force today, from a later day, no longer, or replaced by another for the same day' },
  ),
  order: Type.Array(ActingPlaceView),
  recorded: Type.Optional(closed({ by: PersonRef, at: At }, 'Absent for what came with the installation')),
})
export type ActingOrderVersion = Static<typeof ActingOrderVersion>

export const ActingOrderView = closed(
  {
    position: Type.String(),
    name: Type.String(),
    version: Type.Integer({ description: 'How many versions have been recorded' }),
    versions: Type.Array(ActingOrderVersion, {
      description: 'Newest day first; empty where none was ever laid down',
    }),
  },
  'The orders of one position that decides',
)
export type ActingOrderView = Static<typeof ActingOrderView>

export const ActingOrderList = closed(
  {
    today: Day,
    items: Type.Array(ActingOrderView),
    positions: Type.Array(closed({ code: Type.String(), name: Type.String() }), {
      description: 'Positions to choose from, most senior first',
    }),
  },
  'GET /v1/acting-orders: every position that decides, most senior first, and what an order is made of',
)
export type ActingOrderList = Static<typeof ActingOrderList>

const Change = closed({
  change: Type.Union([Type.Literal('comes'), Type.Literal('goes'), Type.Literal('moves')]),
  place: ActingPlaceView,
  before: Type.Optional(Type.Integer({ description: 'Its number before, from 1' })),
  after: Type.Optional(Type.Integer()),
})
export type ActingOrderChangeView = Static<typeof Change>

export const ActingOrderPreview = closed(
  {
    changes: Type.Array(Change, {
      description: 'Against the order that counts on that day as things stand; empty when nothing differs',
    }),
    until: described(
      Type.Optional(Day),
      'The day from which a later version that is recorded already takes its place',
    ),
    posts: Type.Array(
      closed({
        before: DeciderView,
        after: DeciderView,
        differs: Type.Boolean(),
      }),
      { description: 'Every post of the position on the day the order begins' },
    ),
    cases: Type.Array(
      closed({
        id: Type.String(),
        number: Type.String({ description: '起案番号' }),
        title: Type.Optional(Type.String({ description: 'Absent when the reader may not read the case' })),
        decider: Type.String(),
        before: Type.Array(Type.String(), { description: 'Names with titles; empty: nobody' }),
        after: Type.Array(Type.String()),
      }),
      {
        description:
          'Cases under way whose decider is absent now and for which somebody else would be the next to stand in, if the order counted at once',
      },
    ),
  },
  'What an order would change; nothing is stored',
)
export type ActingOrderPreview = Static<typeof ActingOrderPreview>
