import { Type, type Static } from 'typebox'
import { At, PersonRef, closed } from './common.ts'

/** The kind of a case's own number; the 番号 kinds of GET /v1/reference are those beside it. */
export const draftNumberKind = '起案番号'
/** The kind of the number of what arrives (収受); no case is given one. */
export const receiptNumberKind = '収受番号'

const book = {
  kind: Type.String({ maxLength: 40, description: 'A kind of the number formats: 施行番号, 指令番号 …' }),
  unit: Type.String({ maxLength: 40, description: 'Code of the 課, or of a unit in it' }),
}

/** GET /v1/numbers?kind=&unit=&fiscalYear= : what of a fiscal year's book went to no document. */
export const NumberBookQuery = closed({
  ...book,
  fiscalYear: Type.Optional(
    Type.String({ pattern: '^[0-9]{4}$', description: '年度, four digits; absent: this one' }),
  ),
})
export const NumberBook = closed(
  {
    fiscalYear: Type.Integer({ description: '年度 the book is of' }),
    last: Type.Integer({ description: 'The last number taken; 0 before the first' }),
    skipped: Type.Array(closed({ number: Type.Integer(), reason: Type.String(), by: PersonRef, at: At })),
    unexplained: Type.Array(Type.Integer(), {
      description:
        'Numbers neither given nor skipped: none, unless the database was written past the program',
    }),
  },
  'A book of numbers of one 年度, with its 欠番 and why (R-19)',
)
export type NumberBook = Static<typeof NumberBook>

/** POST /v1/numbers/skipped : the next numbers go to no document (欠番), for a reason. */
export const SkipNumbersBody = closed(
  {
    ...book,
    count: Type.Integer({ minimum: 1, maximum: 1000, description: 'How many, from the next one on' }),
    reason: Type.String({ maxLength: 400, pattern: '\\S', description: 'Why they go to no document' }),
  },
  'The next numbers of a book that go to no document (欠番)',
)
export type SkipNumbersBody = Static<typeof SkipNumbersBody>
