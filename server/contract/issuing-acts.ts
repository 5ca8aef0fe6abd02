import { Type } from 'typebox'
import { Day, type Hash, Id, closed, described, literals } from './common.ts'

/** 発送手段, in the order they are offered in. */
export const channels = [
  'post',
  'email',
  'lgwan',
  'courier',
  'counter',
  'posting',
  'application',
  'website',
] as const
export const ChannelName = described(
  literals(...channels),
  '郵送 `post`, 電子メール `email`, LGWAN `lgwan`, 交換便 `courier`, 窓口 `counter`, 掲示 `posting`, 電子申請 `application`, ホームページ `website`',
)

/** The acts of 施行: what follows from a 決裁. */
export const issuingActTypes = [
  Type.Literal('make_fair_copy'),
  Type.Literal('collate'),
  Type.Literal('seal_document'),
  Type.Literal('void_document'),
  Type.Literal('dispatch'),
  Type.Literal('report_failure'),
  Type.Literal('complete'),
] as const

const document = Type.String({ maxLength: 20, description: 'A document that goes out, by its id: d1' })
const dispatch = Type.String({ maxLength: 20, description: 'A sending, by its id: x1' })
const reason = Type.String({ minLength: 1, maxLength: 4000 })

/** What each of them needs besides what the sender was looking at. */
export function issuingActs(basis: {
  readonly version: ReturnType<typeof Type.Integer>
  readonly manifestSha256: typeof Hash
}) {
  return [
    closed(
      {
        type: Type.Literal('make_fair_copy'),
        ...basis,
        from: described(
          Id,
          'A revision: of a decided file, which is copied, or of one brought by POST /v1/proposals/{id}/issued-files',
        ),
        document: described(
          Type.Optional(document),
          'The document whose copy is made anew; absent: another one',
        ),
        datedOn: described(Type.Optional(Day), 'The date written on it'),
        fill: described(
          Type.Optional(Type.Boolean()),
          'Writes number and date into the blanks of a Word file (第　　号, 令和　年　月　日)',
        ),
      },
      '浄書, after the 決裁 only (R-10)',
    ),
    closed(
      {
        type: Type.Literal('collate'),
        ...basis,
        document,
        matches: Type.Boolean({
          description: 'False: it differs from what was decided; `remark` says where',
        }),
        remark: Type.Optional(Type.String({ maxLength: 4000 })),
      },
      '照合, never by whoever made the copy',
    ),
    closed(
      {
        type: Type.Literal('seal_document'),
        ...basis,
        document,
        how: Type.Union([Type.Literal('seal'), Type.Literal('omitted'), Type.Literal('electronic')], {
          description: '公印, 公印省略, 電子署名',
        }),
        seal: described(
          Type.Optional(Type.String({ maxLength: 20 })),
          'Which seal, by its code; not for 公印省略',
        ),
        count: described(
          Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
          'How many impressions of a 公印; absent: one',
        ),
        reason: described(Type.Optional(reason), 'Needed where another way was decided'),
      },
      '公印・公印省略・電子署名, by the 公印取扱責任者',
    ),
    closed({ type: Type.Literal('void_document'), ...basis, document, reason }, '書損: it does not go out'),
    closed(
      {
        type: Type.Literal('dispatch'),
        ...basis,
        document,
        on: described(Day, '施行日: between the 決裁 and today'),
        to: Type.Array(
          closed({
            name: Type.String({ minLength: 1, maxLength: 400, pattern: '\\S' }),
            channel: ChannelName,
            again: described(Type.Optional(dispatch), 'The sending that failed before'),
          }),
          { minItems: 1, maxItems: 1000 },
        ),
      },
      '発送',
    ),
    closed({ type: Type.Literal('report_failure'), ...basis, dispatch, reason }, '不着 of a sending'),
    closed(
      {
        type: Type.Literal('complete'),
        ...basis,
        on: described(Day, '完結日'),
        unissued: described(
          Type.Optional(reason),
          'Why nothing goes out although it was decided; needed then',
        ),
      },
      '完結',
    ),
  ] as const
}
