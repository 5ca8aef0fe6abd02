import { Type, type Static } from 'typebox'
import { At, Day, Id, PersonRef, closed, described } from './common.ts'

/** The kind of a case's own number; the 番号 kinds of GET /v1/reference are those beside it. */
export const draftNumberKind = '起案番号'
/** The kind of the number of what arrives (収受); no case is given one. */
export const receiptNumberKind = '収受番号'

const book = {
  kind: Type.String({ maxLength: 40, description: 'A kind of the number formats: 施行番号, 指令番号 …' }),
  unit: Type.String({ maxLength: 40, description: 'Code of the 課, or of a unit in it' }),
}

const yearCounts = Type.Union([Type.Literal('fiscal'), Type.Literal('calendar')], {
  description: 'Whether a book is of a 年度 (from 1 April) or of a 暦年',
})
const of = Type.Union([Type.Literal('section'), Type.Literal('body')], {
  description: 'One book a 課, or one for the whole body (条例番号, 告示番号)',
})
const reason = Type.String({ maxLength: 400, pattern: '\\S', description: 'Why; it stays' })

/** GET /v1/numbers?kind=&unit=&fiscalYear= : what of a fiscal year's book went to no document. */
export const NumberBookQuery = closed({
  ...book,
  fiscalYear: Type.Optional(
    Type.String({
      pattern: '^[0-9]{4}$',
      description: '年度 or 暦年 of the book, four digits; absent: this one',
    }),
  ),
})
export type NumberBookQuery = Static<typeof NumberBookQuery>
export const NumberBook = closed(
  {
    fiscalYear: Type.Integer({ description: '年度 or 暦年 the book is of' }),
    isOpen: Type.Boolean({ description: 'Of this year: numbers are taken from it' }),
    yearCounts,
    of,
    last: Type.Integer({ description: 'The last number taken or 予約; 0 before the first' }),
    next: Type.Optional(
      Type.String({ description: 'How the next number would be written today; absent for another year' }),
    ),
    skipped: Type.Array(closed({ number: Type.Integer(), reason: Type.String(), by: PersonRef, at: At })),
    blocks: Type.Array(
      closed(
        {
          id: Id,
          first: Type.Integer(),
          last: Type.Integer(),
          next: Type.Integer({ description: 'Given next; last + 1 when all are' }),
          purpose: Type.String(),
          section: Type.Optional(
            closed(
              { code: Type.String(), name: Type.String() },
              'The 課 that alone takes from it, in the book of the whole body',
            ),
          ),
          isOurs: Type.Boolean({ description: 'Whether the 課 that was asked for takes from it' }),
          by: PersonRef,
          at: At,
          closed: Type.Optional(
            closed({ by: PersonRef, at: At, reason: Type.String() }, '返却: what was left became 欠番'),
          ),
        },
        '予約: numbers set aside for a purpose',
      ),
    ),
    unexplained: Type.Array(Type.Integer(), {
      description:
        'Numbers neither given nor 予約 nor skipped: none, unless the database was written past the program',
    }),
  },
  'A book of numbers of one year, with what is 予約, its 欠番 and why (R-19)',
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

/** POST /v1/numbers/blocks : the next numbers are set aside for a purpose (予約). */
export const ReserveNumbersBody = closed(
  {
    ...book,
    count: Type.Integer({ minimum: 1, maximum: 1000, description: 'How many, from the next one on' }),
    purpose: Type.String({
      ...{ maxLength: 200, pattern: '\\S' },
      description: 'What they are for; cases choose them by it',
    }),
    forSection: Type.Optional(
      Type.String({
        maxLength: 40,
        description: 'In the one book of the whole body: code of the 課 that alone takes from it',
      }),
    ),
  },
  'Numbers that are set aside for a purpose (予約)',
)
export type ReserveNumbersBody = Static<typeof ReserveNumbersBody>

/** POST /v1/numbers/blocks/:id/return : what is left of a block becomes 欠番 (返却). */
export const ReturnBlockBody = closed({ ...book, reason }, 'Gives back what is left of a 予約, with a reason')
export type ReturnBlockBody = Static<typeof ReturnBlockBody>

const format = {
  pattern: Type.String({
    ...{ minLength: 1, maxLength: 80 },
    description: '`{unit.symbol}` 文書記号, `{year}`, and once `{n}`: {unit.symbol}第{n}号',
  }),
  numerals: Type.Union([Type.Literal('half'), Type.Literal('full'), Type.Literal('kanji')], {
    description: '半角, 全角 or 漢数字',
  }),
  digits: Type.Integer({
    ...{ minimum: 1, maximum: 8 },
    description: 'Filled with zeros up to so many digits; 1: as it comes',
  }),
  yearWritten: Type.Union([Type.Literal('era'), Type.Literal('letter'), Type.Literal('western')], {
    description: '`{year}` as 令和8, R8 or 2026',
  }),
  branch: Type.String({
    ...{ minLength: 1, maxLength: 20 },
    description: '枝番, after the number: の{b}',
  }),
  yearCounts,
  yearOf: Type.Union([Type.Literal('numbered'), Type.Literal('decided')], {
    description: 'The day that says of which year a number is: that of 付番 or that of 決裁',
  }),
}

/** GET /v1/number-formats : every kind with every version of its format. */
export const NumberFormats = closed(
  {
    mayChange: Type.Boolean({ description: 'システム管理者 and 文書管理者' }),
    today: Day,
    kinds: Type.Array(
      closed({
        kind: book.kind,
        of,
        versions: Type.Array(
          closed({
            ...format,
            from: described(Day, 'First day in force'),
            section: Type.Optional(
              closed(
                { code: Type.String(), name: Type.String() },
                '課 that writes so; absent: all that have no format of their own',
              ),
            ),
            state: Type.Union([Type.Literal('current'), Type.Literal('ahead'), Type.Literal('past')]),
            made: Type.Optional(
              closed(
                { by: PersonRef, at: At, reason: Type.String() },
                'Absent for what came with the installation',
              ),
            ),
          }),
          { description: 'Newest first' },
        ),
      }),
    ),
  },
  'How numbers are written, with every version and its first day',
)
export type NumberFormats = Static<typeof NumberFormats>

const formatFrom = {
  kind: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
  section: Type.Optional(
    Type.String({ maxLength: 40, description: 'Code of the 課 that writes so; absent: of the body' }),
  ),
  from: described(Day, 'First day in force: today or later'),
  newKind: Type.Optional(closed({ of }, 'The kind is a new one, given after the decision')),
  ...format,
}

/** POST /v1/number-formats : a version from a day on. */
export const NumberFormatBody = closed(
  { ...formatFrom, reason },
  'How numbers of a kind are written from a day on; numbers given stay as they are',
)
export type NumberFormatBody = Static<typeof NumberFormatBody>

/** POST /v1/number-formats/preview : how numbers would be written; nothing is stored. */
export const NumberFormatPreviewBody = closed(
  { ...formatFrom, unit: book.unit },
  'A format, and the 課 whose next number is to be shown',
)
export type NumberFormatPreviewBody = Static<typeof NumberFormatPreviewBody>
export const NumberFormatPreview = closed(
  {
    samples: Type.Array(
      closed({
        what: Type.Union([
          Type.Literal('before'),
          Type.Literal('next'),
          Type.Literal('branch'),
          Type.Literal('next_year'),
        ]),
        day: Day,
        text: Type.String(),
      }),
    ),
  },
  'The next number as it would be written without the change and with it, a 枝番 of it, and the first of the next book',
)
export type NumberFormatPreview = Static<typeof NumberFormatPreview>
