import { type Static, Type } from 'typebox'
import { Day, closed, described, literals } from './common.ts'

export const RecordCalendarQuery = closed({
  year: Type.Optional(
    Type.String({ pattern: '^[0-9]{4}$', description: '年度 (April to March); absent: the one that runs' }),
  ),
})
export type RecordCalendarQuery = Static<typeof RecordCalendarQuery>

export const RecordCalendarKind = literals(
  'number_books',
  'retention_begins',
  'appraisal',
  'publication',
  'disposal',
  'receipt_awaited',
  'retention_ends',
  'folders_close',
  'folders_open',
  'class_opens',
  'secrecy_ends',
  'disclosure_due',
)
export type RecordCalendarKind = Static<typeof RecordCalendarKind>

const RecordCalendarEntry = closed(
  {
    on: described(Day, 'Of what is to be done: since or from when'),
    kind: described(
      RecordCalendarKind,
      '番号簿の更新, 起算日, 評価選別, 公表, 廃棄, 受領待ち, 満了日, 簿冊の締切, 年度更新, 公開の時限, 時限秘の終わり, 開示決定の期限',
    ),
    owner: Type.Optional(closed({ unit: Type.String(), name: Type.String() }, '所管; absent for 庁内共通')),
    count: Type.Integer({ description: 'How many 簿冊, cases, requests or kinds of number it is about' }),
    things: Type.Array(closed({ id: Type.String(), name: Type.String() }), {
      description: 'The first of them by name, 20 at most',
    }),
    isProvisional: Type.Boolean({ description: 'The earliest day there can be' }),
    isLate: Type.Boolean({ description: 'It is to be done, and its day is over' }),
    href: Type.String({ description: 'The page on which it is done or seen' }),
  },
  'One day for one 所管',
)

/** GET /v1/record-calendar */
export const RecordCalendar = closed(
  {
    today: Day,
    fiscalYear: Type.Integer(),
    entries: Type.Array(RecordCalendarEntry),
  },
  '文書管理の年間予定, by day: of the 簿冊 of the own 課 and what is 庁内共通, for 文書管理者, 監査 and the archive of all; of cases only those the reader may read (R-16)',
)
export type RecordCalendar = Static<typeof RecordCalendar>
