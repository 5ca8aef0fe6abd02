import { type Static, Type } from 'typebox'
import { At, Day, closed, described } from './common.ts'

const set = {
  class: Type.String({ maxLength: 20, description: 'Code of the 公開区分' }),
  grounds: Type.Array(Type.String({ maxLength: 20 }), {
    maxItems: 20,
    description: 'Codes of 不開示情報, as GET /v1/reference lists them',
  }),
  until: described(Type.Optional(Day), '時限: the last day on which it is not open'),
}

const DisclosureClassSet = closed(
  { ...set, name: Type.String({ description: 'What the 公開区分 is called' }) },
  '公開区分',
)

export const DisclosureClassView = closed(
  {
    version: Type.Integer({ description: 'How often it was corrected' }),
    decided: described(DisclosureClassSet, 'As the case says, which never changes (R-11)'),
    now: described(DisclosureClassSet, 'As it is today: with corrections, and open when its time has passed'),
    passed: described(Type.Optional(Day), '時限: the last day of a time that is over'),
    corrections: Type.Array(
      closed({
        seq: Type.Integer(),
        at: At,
        name: Type.String(),
        title: Type.String(),
        to: DisclosureClassSet,
        reason: Type.String(),
      }),
      { description: 'First to last' },
    ),
    mayCorrect: Type.Boolean({ description: 'Whether the reader may correct it now' }),
  },
  'GET /v1/proposals/{id}/disclosure-class: 公開区分 of a case as it was decided and as it is today',
)
export type DisclosureClassView = Static<typeof DisclosureClassView>

export const CorrectClassBody = closed(
  {
    version: Type.Integer({ minimum: 0, description: 'The version the person was looking at' }),
    ...set,
    reason: Type.String({ maxLength: 4000 }),
  },
  'POST /v1/disclosure-classes/{id}: 公開区分の訂正 of a decided case, by its id',
)
export type CorrectClassBody = Static<typeof CorrectClassBody>
