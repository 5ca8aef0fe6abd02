import { Type, type Static } from 'typebox'
import { At, PersonRef, closed } from './common.ts'

/** An instant, or a day: as a beginning its first, as an end its last millisecond in Japan. */
const When = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z)?$',
  description: 'Day in Asia/Tokyo or instant in UTC; both ends of an absence are inclusive',
})

export const AbsenceView = closed(
  {
    id: Type.Integer(),
    person: PersonRef,
    from: At,
    to: At,
    reason: Type.Optional(
      Type.String({
        description: 'Only for the person and for 文書管理者: why somebody is away is not for all',
      }),
    ),
    recordedBy: Type.Optional(PersonRef),
    when: Type.Union([Type.Literal('now'), Type.Literal('ahead'), Type.Literal('over')]),
    mayChange: Type.Boolean({ description: 'Whether the asking person may change or call it off' }),
  },
  '不在登録',
)
export type AbsenceView = Static<typeof AbsenceView>

export const AbsenceList = closed(
  { items: Type.Array(AbsenceView) },
  "GET /v1/absences: who is absent now and who will be; with `person` all of that person's, for whoever may change them",
)
export type AbsenceList = Static<typeof AbsenceList>

export const AbsenceBody = closed(
  {
    person: Type.Optional(
      Type.String({
        maxLength: 40,
        description: "Default: the one who asks. Somebody else's only by a 文書管理者",
      }),
    ),
    from: When,
    to: When,
    reason: Type.String({ maxLength: 400 }),
  },
  'POST /v1/absences, PUT /v1/absences/{id}',
)
export type AbsenceBody = Static<typeof AbsenceBody>

const StandInView = closed({
  place: Type.Integer({ description: '代決の順位, from 1' }),
  post: Type.String(),
  postName: Type.String(),
  holders: Type.Array(closed({ person: Type.String(), name: Type.String(), absent: Type.Boolean() })),
})

export const DeciderView = closed(
  {
    post: Type.String(),
    title: Type.String(),
    unit: Type.String(),
    holders: Type.Array(closed({ person: Type.String(), name: Type.String(), absent: Type.Boolean() })),
    standIns: Type.Array(StandInView),
    uncovered: Type.Boolean({
      description: 'Its holder is away or it is vacant, and nobody of its order is there',
    }),
  },
  'One post that decides, and who stands in for it',
)
export type DeciderView = Static<typeof DeciderView>

export const DeciderList = closed(
  { at: At, deciders: Type.Array(DeciderView) },
  'GET /v1/stand-ins: 代決順位 of every post that decides, as it stands now',
)
export type DeciderList = Static<typeof DeciderList>

export const AbsencePreview = closed(
  {
    waiting: Type.Integer({ description: 'Tasks that wait for the person now' }),
    deciders: Type.Array(DeciderView),
    problem: Type.Optional(
      Type.String({ description: 'A Japanese sentence when it could not be registered so' }),
    ),
  },
  'POST /v1/absences/preview: what an absence would mean at its beginning; nothing is stored',
)
export type AbsencePreview = Static<typeof AbsencePreview>
