import { Type, type Static } from 'typebox'
import { closed, literals } from './common.ts'
import { PageSpan } from './comparison.ts'

/** Most changes in one answer. */
export const mostChanges = 2000

export const Part = closed(
  { text: Type.String(), changed: Type.Boolean({ description: 'Only on this side' }) },
  'A stretch of a passage; … stands for what stayed and is left out',
)

const DifferencePlace = closed(
  {
    part: Type.Optional(literals('header', 'footer', 'note')),
    heading: Type.Optional(Type.String({ description: 'The heading it stands under' })),
    table: Type.Optional(Type.Integer({ description: 'Which table of the file, from 1' })),
    row: Type.Optional(Type.Integer({ description: 'Row of the table, from 1' })),
    column: Type.Optional(Type.Integer({ description: 'Column of the table, from 1' })),
    line: Type.Optional(Type.Integer({ description: 'Line of a text, from 1' })),
    slide: Type.Optional(Type.Integer({ description: 'From 1' })),
    page: Type.Optional(Type.Integer({ description: 'From 1' })),
    sheet: Type.Optional(Type.String({ description: 'Empty for a CSV' })),
    cells: Type.Optional(Type.String({ description: 'B7; of rows or columns that came or went 7:7 or B:B' })),
    cellsBefore: Type.Optional(Type.String({ description: 'The cell on the older side, when elsewhere' })),
    labels: Type.Optional(Type.Array(Type.String(), { description: 'What heads its row and its column' })),
  },
  'Where it stands in the newer content, of what went in the older one',
)

const Change = closed(
  {
    kind: literals('changed', 'inserted', 'deleted', 'moved', 'formatting', 'result', 'renamed'),
    place: DifferencePlace,
    before: Type.Array(Part, { description: 'Empty where nothing stood' }),
    after: Type.Array(Part, { description: 'Empty where nothing stands any more' }),
    formula: Type.Optional(
      closed({ before: Type.Optional(Type.String()), after: Type.Optional(Type.String()) }),
    ),
    looks: Type.Optional(
      Type.Array(
        literals(
          'bold',
          'italic',
          'underline',
          'strike',
          'size',
          'font',
          'color',
          'highlight',
          'style',
          'list',
          'align',
          'indent',
          'spacing',
          'format',
          'breaks',
          'other',
        ),
        { description: 'What looks different of the words that stayed' },
      ),
    ),
    older: Type.Array(PageSpan, { description: 'Where the older pages show it; empty where none does' }),
    newer: Type.Array(PageSpan, { description: 'Where the newer pages show it; empty where none does' }),
  },
  'One change. formatting: the same words look different; result: a formula gives something else because of what it counts with; renamed: a sheet',
)

export const Differences = closed(
  {
    by: Type.Union(
      [Type.Literal('words'), Type.Literal('cells'), Type.Literal('page_words'), Type.Literal('pictures')],
      {
        description:
          'What was compared: the words of the files; their cells; the words of their pages (PDF, and what is not read itself); pictures only',
      },
    ),
    limit: Type.Optional(
      Type.String({ description: 'Japanese: why not the contents but only the pages were compared' }),
    ),
    changes: Type.Array(Change, { description: 'In the order of the newer content; at most 2000' }),
    isCut: Type.Boolean({ description: 'There are more changes than the answer holds' }),
    isCoarse: Type.Boolean({
      description: 'Parts have so little in common that they are told as a whole',
    }),
    besides: Type.Array(
      literals(
        'pictures',
        'charts',
        'objects',
        'comments',
        'macros',
        'styles',
        'data',
        'encoding',
        'line_ends',
        'tracked',
      ),
      {
        description:
          'What differs besides, and is not listed one by one; tracked: a file has tracked changes and was read with all of them accepted',
      },
    ),
  },
  'GET /v1/revisions/{id}/differences: what changed between two revisions, as a list in words',
)
export type Differences = Static<typeof Differences>
