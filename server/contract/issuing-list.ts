import { type Static, Type } from 'typebox'
import { At, Day, Id, PersonRef, closed, described, literals } from './common.ts'
import { SealingName } from './issuance.ts'

export const IssuingStep = described(
  literals('fair_copy', 'collate', 'seal', 'dispatch', 'complete'),
  '浄書 `fair_copy`, 照合 `collate`, 公印・公印省略・電子署名 `seal`, 発送 `dispatch`, 完結 `complete`',
)
export type IssuingStep = Static<typeof IssuingStep>

/** GET /v1/issuing */
export const IssuingListQuery = closed({
  step: Type.Optional(described(IssuingStep, 'What is waited for; default `fair_copy`')),
  q: Type.Optional(
    Type.String({ maxLength: 200, description: 'Letters of 件名, 起案番号, or an addressee' }),
  ),
  kind: Type.Optional(Type.String({ maxLength: 40, description: '施行の種類: 通知, 指令 …' })),
  due: Type.Optional(described(literals('overdue'), 'Only those whose 施行予定日 has passed')),
  mine: Type.Optional(
    described(
      literals('true'),
      'Only what the reader may do: no 照合 of an own copy, 公印 that the reader keeps',
    ),
  ),
  after: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the page before' })),
})

const IssuingItem = closed(
  {
    proposalId: Id,
    title: Type.String(),
    number: Type.String({ description: "起案番号, '' for none" }),
    section: Type.String({ description: 'Name of the 課' }),
    drafter: PersonRef,
    kind: Type.String({ description: "施行の種類, '' where the case does not say" }),
    sealing: Type.Optional(SealingName),
    decidedAt: At,
    plannedOn: described(Type.Optional(Day), '施行予定日'),
    overdue: Type.Boolean(),
    secret: Type.Boolean(),
    documents: Type.Array(Type.String(), { description: 'Names of the copies that wait' }),
    to: Type.Array(Type.String(), { description: 'Addressees nothing has reached yet' }),
    failed: Type.Boolean({ description: 'Something came back and is to be sent again' }),
    mine: Type.Boolean({ description: 'Whether the reader may do this step of it' }),
  },
  'A decided case that waits for a step of its 施行',
)
export type IssuingItem = Static<typeof IssuingItem>

export const IssuingList = closed(
  {
    counts: closed({
      fair_copy: Type.Integer(),
      collate: Type.Integer(),
      seal: Type.Integer(),
      dispatch: Type.Integer(),
      complete: Type.Integer(),
    }),
    overdue: Type.Integer({ description: 'How many of all are past their 施行予定日' }),
    complete: Type.Boolean({
      description: 'False: more than 5,000 cases are open, and only the longest decided were looked at',
    }),
    kinds: Type.Array(Type.String(), { description: '施行の種類 among them' }),
    items: Type.Array(IssuingItem),
    next: Type.Optional(
      Type.String({ description: 'Asks for the next page as `after`; absent on the last' }),
    ),
  },
  'What waits in 施行, the longest decided first; one case may wait for more than one step',
)
export type IssuingList = Static<typeof IssuingList>
