import { Type, type Static } from 'typebox'
import { At, Id, closed, described } from './common.ts'

const NoticeId = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

export const NoticeView = closed(
  {
    id: Type.Integer(),
    kind: Type.String({ description: 'For programs: returned, changed, decided …' }),
    proposalId: Type.Optional(described(Id, 'The case it is about')),
    disclosureId: Type.Optional(described(Id, 'The 開示請求 it is about; either this or `proposalId`')),
    at: At,
    read: Type.Boolean(),
    mayRead: Type.Boolean({ description: 'Whether the case or the request can be opened' }),
    title: Type.Optional(Type.String()),
    number: Type.Optional(Type.String()),
    text: Type.String({ description: 'What happened, as a Japanese sentence' }),
    decider: Type.Optional(
      Type.String({
        description:
          'Where another post decides than before: 決裁権者：経済部長 → 副知事（専決表 B03、5,000万円以上1億円未満）',
      }),
    ),
    remark: Type.Optional(Type.String({ description: 'A reason, an opinion, an answer' })),
    changes: Type.Array(Type.String(), { description: 'Names of what changed' }),
  },
  'One お知らせ. `title` and `remark` are absent for somebody who may not read the case (R-16)',
)
export type NoticeView = Static<typeof NoticeView>

export const NoticeQuery = closed(
  { after: Type.Optional(Type.String()) },
  'GET /v1/notices?after= : what happened last first; `unread` counts to 1000 at most',
)
export const NoticeList = closed(
  {
    unread: Type.Integer({ description: 'Unread ones, to 1000 at most' }),
    upTo: Type.Optional(
      Type.Integer({
        description: 'Marks all of them as read, and none that came later; absent when none is unread',
      }),
    ),
    items: Type.Array(NoticeView),
    next: Type.Optional(
      Type.String({ description: 'Asks for the next page as `after`; absent on the last' }),
    ),
  },
  'お知らせ, what happened last first, fifty at a time',
)
export type NoticeList = Static<typeof NoticeList>

/** GET /v1/notices/count */
export const NoticeCount = closed(
  { unread: Type.Integer({ description: 'Unread ones, to 1000 at most' }) },
  'Unread お知らせ, to 1000 at most',
)
export type NoticeCount = Static<typeof NoticeCount>

/** Counted up; no number beyond what JSON and the database both hold exactly. */

export const ReadNotices = Type.Union(
  [closed({ ids: Type.Array(NoticeId, { maxItems: 500 }) }), closed({ upTo: NoticeId })],
  { description: 'POST /v1/notices/read: these, or all that were told up to one (`upTo` of the list)' },
)
export type ReadNotices = Static<typeof ReadNotices>
