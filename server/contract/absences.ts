import { Type, type Static } from 'typebox'
import { At, PersonRef, closed } from './common.ts'

/** An instant, or a day: as a beginning its first, as an end its last millisecond in Japan. */
const When = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z)?$',
  description: 'Day in Asia/Tokyo or instant in UTC; both ends of an absence are inclusive',
})

/** 不在登録. */
export const AbsenceView = closed({
  id: Type.Integer(),
  person: PersonRef,
  from: At,
  to: At,
  /** Only for the person and for 文書管理者: why somebody is away is not for all. */
  reason: Type.Optional(Type.String()),
  recordedBy: Type.Optional(PersonRef),
  when: Type.Union([Type.Literal('now'), Type.Literal('ahead'), Type.Literal('over')]),
  mayChange: Type.Boolean(),
})
export type AbsenceView = Static<typeof AbsenceView>

/** GET /v1/absences: who is absent now and who will be; with `person` all of that person's, for whoever may change them. */
export const AbsenceList = closed({ items: Type.Array(AbsenceView) })
export type AbsenceList = Static<typeof AbsenceList>

/** POST /v1/absences, PUT /v1/absences/{id} */
export const AbsenceBody = closed({
  /** Default: the one who asks. Somebody else's only by a 文書管理者. */
  person: Type.Optional(Type.String({ maxLength: 40 })),
  from: When,
  to: When,
  reason: Type.String({ maxLength: 400 }),
})
export type AbsenceBody = Static<typeof AbsenceBody>

const StandInView = closed({
  place: Type.Integer({ description: '代決の順位, from 1' }),
  post: Type.String(),
  postName: Type.String(),
  holders: Type.Array(closed({ person: Type.String(), name: Type.String(), absent: Type.Boolean() })),
})

/** One post that decides, and who stands in for it. */
export const DeciderView = closed({
  post: Type.String(),
  title: Type.String(),
  unit: Type.String(),
  holders: Type.Array(closed({ person: Type.String(), name: Type.String(), absent: Type.Boolean() })),
  standIns: Type.Array(StandInView),
  /** Its holder is away or it is vacant, and nobody of its order is there. */
  uncovered: Type.Boolean(),
})
export type DeciderView = Static<typeof DeciderView>

/** GET /v1/stand-ins: 代決順位 of every post that decides, as it stands now. */
export const DeciderList = closed({ at: At, deciders: Type.Array(DeciderView) })
export type DeciderList = Static<typeof DeciderList>

/** POST /v1/absences/preview: what an absence would mean at its beginning; nothing is stored. */
export const AbsencePreview = closed({
  /** Tasks that wait for the person now. */
  waiting: Type.Integer(),
  deciders: Type.Array(DeciderView),
  /** A Japanese sentence when it could not be registered so. */
  problem: Type.Optional(Type.String()),
})
export type AbsencePreview = Static<typeof AbsencePreview>
