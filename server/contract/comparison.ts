import { Type, type Static } from 'typebox'
import { At, Id, closed, described, literals } from './common.ts'

/** Most places of words in one answer. */
export const mostDifferences = 3000

export const ComparisonQuery = closed({
  from: Type.Optional(
    described(
      Id,
      'The revision it is compared with, of the same case; left out: the one before it of the same file',
    ),
  ),
})
export type ComparisonQuery = Static<typeof ComparisonQuery>

const ComparedSide = closed(
  {
    revisionId: Id,
    attachmentId: Id,
    name: Type.String(),
    number: Type.Integer({ description: 'Which revision (版) of its file it is, from 1' }),
    sizes: Type.Array(Type.Number(), {
      description: 'Width and height in points of every page, flat: [w0, h0, w1, h1, …]',
    }),
  },
  'One of the two revisions that are compared',
)

const ComparedRow = closed(
  {
    state: described(
      literals('same', 'changed', 'added', 'removed'),
      'same: two pages with the same words (their pictures may differ); changed: two pages whose words differ; added, removed: a page without a counterpart',
    ),
    older: Type.Optional(Type.Integer({ description: 'Index of the older page, from 0' })),
    newer: Type.Optional(Type.Integer({ description: 'Index of the newer page, from 0' })),
    moved: Type.Optional(
      Type.Integer({
        description:
          'Where the page stands on the other side, when it was only moved: of `removed` an index of the newer, of `added` one of the older',
      }),
    ),
  },
  'Two pages beside each other, or one alone',
)

export const PageSpan = closed(
  { pageIndex: Type.Integer(), from: Type.Integer(), to: Type.Integer() },
  'Part of the words of a page: its letters (code points) that are seen, counted from 0 through all its runs; white space and what has no width do not count. to exclusive',
)

const TextDifference = closed(
  {
    older: Type.Array(PageSpan, { description: 'What is not there any more; empty where words came' }),
    newer: Type.Array(PageSpan, { description: 'What came; empty where words went' }),
    before: Type.String({ description: 'The words before it, in one line' }),
    removed: Type.String({ description: 'At most 200 letters of what went, in one line' }),
    added: Type.String({ description: 'At most 200 letters of what came, in one line' }),
    after: Type.String({ description: 'The words after it, in one line' }),
  },
  'One place where the words differ',
)

export const Comparison = closed(
  {
    proposalId: Id,
    older: ComparedSide,
    newer: ComparedSide,
    rows: Type.Array(ComparedRow, { description: 'Every page of both once, in reading order' }),
    differences: Type.Array(TextDifference, {
      description:
        'In reading order, then those of heads and feet; at most 3000. What stands on a page that came or went as a whole is not among them',
    }),
    isCut: Type.Boolean({ description: 'There are more places than the answer holds' }),
    isCoarse: Type.Boolean({
      description: 'Parts have so little in common that they are told as a whole, not letter by letter',
    }),
    revisions: described(
      Type.Array(
        closed({
          revisionId: Id,
          number: Type.Integer(),
          madeAt: At,
          madeBy: Type.String({ description: 'The name of whoever brought it' }),
        }),
      ),
      'Every revision (版) of the newer one’s file, the first one first',
    ),
  },
  'GET /v1/revisions/{id}/comparison: two revisions page by page. White space and where lines and pages break make no difference; every other letter does, also 全角/半角 and 旧字体. Pictures are compared by whoever draws the pages',
)
export type Comparison = Static<typeof Comparison>
