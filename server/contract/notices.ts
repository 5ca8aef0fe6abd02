import { Type, type Static } from 'typebox'
import { At, Id, closed } from './common.ts'

/** One お知らせ. `title` and `remark` are absent for somebody who may not read the case. */
export const NoticeView = closed({
  id: Type.Integer(),
  kind: Type.String({ description: 'For programs: returned, changed, decided …' }),
  proposalId: Id,
  at: At,
  read: Type.Boolean(),
  /** Whether the case can be opened. */
  mayRead: Type.Boolean(),
  title: Type.Optional(Type.String()),
  number: Type.Optional(Type.String()),
  /** What happened, as a Japanese sentence. */
  text: Type.String(),
  /** Where another post decides than before: 決裁権者：経済部長 → 副知事（専決表 B03、5,000万円以上1億円未満） */
  decider: Type.Optional(Type.String()),
  /** A reason, an opinion, an answer. */
  remark: Type.Optional(Type.String()),
  /** Names of what changed. */
  changes: Type.Array(Type.String()),
})
export type NoticeView = Static<typeof NoticeView>

/** GET /v1/notices?after= : newest first; `unread` counts to 1000 at most. */
export const NoticeQuery = closed({ after: Type.Optional(Type.String()) })
export const NoticeList = closed({
  unread: Type.Integer(),
  items: Type.Array(NoticeView),
  next: Type.Optional(Type.String()),
})
export type NoticeList = Static<typeof NoticeList>

/** GET /v1/notices/count */
export const NoticeCount = closed({ unread: Type.Integer() })
export type NoticeCount = Static<typeof NoticeCount>

/** POST /v1/notices/read: these, or all up to one (the newest that was shown). */
export const ReadNotices = Type.Union([
  closed({ ids: Type.Array(Type.Integer(), { maxItems: 500 }) }),
  closed({ upTo: Type.Integer() }),
])
export type ReadNotices = Static<typeof ReadNotices>
