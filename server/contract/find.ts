import { Type, type Static } from 'typebox'
import { Id, closed, described } from './common.ts'

/** Most passages in one answer; the rest is asked for with `from`. */
export const hitsAtOnce = 200

export const FindQuery = closed({
  q: Type.String({
    minLength: 1,
    maxLength: 100,
    description:
      'What is looked for, as it is written. 全角/半角, かな/カナ, capitals, 旧字体 and 異体字 are alike; white space and line ends count for nothing',
  }),
  from: Type.Optional(
    Type.String({
      pattern: '^\\d{1,7}$',
      description: 'Passages before this one (from 0) are not in the answer',
    }),
  ),
})
export type FindQuery = Static<typeof FindQuery>

export const FindHit = closed(
  {
    attachmentId: Id,
    pageIndex: Type.Integer({ description: 'In its file, from 0' }),
    ordinal: Type.Integer({ description: 'Which passage of its page it is, from 0' }),
    before: Type.String({ description: 'The words before it' }),
    text: Type.String({ description: 'The passage as the page has it' }),
    after: Type.String(),
  },
  'One passage with the words around it',
)
export type FindHit = Static<typeof FindHit>

export const FindAnswer = closed(
  {
    total: Type.Integer({ description: 'Passages in the whole book' }),
    pages: described(
      Type.Array(
        closed({
          attachmentId: Id,
          counts: Type.Array(Type.Integer(), {
            description:
              'Page (from 0) and number of its passages, flat: [page, count, page, count, …]; pages without one are left out',
          }),
        }),
      ),
      'In reading order; files without a passage are left out',
    ),
    hits: Type.Array(FindHit, { description: 'In reading order, at most 200' }),
    next: Type.Optional(Type.Integer({ description: 'Give it as `from` for the passages after these' })),
    unread: Type.Array(Id, {
      description: 'Attachments whose text is not known: still converting, or not to be shown',
    }),
  },
  'GET /v1/proposals/{id}/find: where words stand in the pages of all attachments',
)
export type FindAnswer = Static<typeof FindAnswer>
