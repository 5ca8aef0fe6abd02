import { Type, type Static } from 'typebox'
import { At, Id, closed, described, literals } from './common.ts'

const Range = Type.Tuple(
  [Type.Integer({ minimum: 0, maximum: 100_000 }), Type.Integer({ minimum: 0, maximum: 100_000 })],
  { description: 'First and last page in the file, both inclusive, from 0' },
)
const Purpose = described(literals('print', 'save'), '印刷 on paper, or 保存 as a file')

export const NewPrint = closed(
  {
    purpose: Purpose,
    cover: Type.Boolean({ description: 'The 決裁鑑 first, as it stands now' }),
    notes: Type.Boolean({
      description: '付箋 that the reader may see: on the pages and as a list at the end',
    }),
    files: Type.Array(
      closed({
        revisionId: described(Id, 'The content the reader was looking at'),
        pages: Type.Array(Range, { minItems: 1, maxItems: 5000 }),
      }),
      {
        maxItems: 500,
        description: 'In the order of the book; a file without pages is a sheet that says why',
      },
    ),
    reason: Type.String({ maxLength: 200, description: "What for; '' where none is asked" }),
  },
  'POST /v1/proposals/{id}/prints: pages of a case as one PDF. Who took which, when and what for is recorded',
)
export type NewPrint = Static<typeof NewPrint>

const Status = literals('waiting', 'running', 'done', 'failed', 'cancelled')

export const PrintState = closed(
  {
    id: Id,
    purpose: Purpose,
    status: Status,
    pagesDone: Type.Integer({ description: 'Pages made so far' }),
    pageCount: Type.Integer({
      description: 'Pages of files; the cover sheet and the list of notes are more',
    }),
  },
  'How far a print is, for whoever asked for it',
)
export type PrintState = Static<typeof PrintState>

export const Prints = closed(
  {
    reasonAsked: Type.Boolean({ description: 'Whether a print of this case needs a reason today' }),
    count: Type.Integer({ description: 'How often it was printed or saved' }),
    items: Type.Optional(
      Type.Array(
        closed({
          at: At,
          person: Type.String(),
          name: Type.String(),
          title: Type.String(),
          purpose: Purpose,
          what: Type.String({ description: '鑑、計画.pdf 1-3, 8' }),
          pageCount: Type.Integer(),
          withNotes: Type.Boolean(),
          reason: Type.String(),
          status: Status,
        }),
        { description: 'Newest first; only for auditors and the 文書主管課' },
      ),
    ),
  },
  'GET /v1/proposals/{id}/prints: how often it was printed or saved, and whether the next one needs a reason',
)
export type Prints = Static<typeof Prints>
