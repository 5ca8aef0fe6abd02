import { Type, type Static } from 'typebox'
import { At, Id, PersonRef, closed, described, literals } from './common.ts'

const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'A month, `2026-05`' })
const Count = Type.Integer({ minimum: 0 })
const Section = closed({ code: Type.String(), name: Type.String() }, 'A 課')

/** GET /v1/measures?from=&to=&section= : from and with one month to and with another, at most five years. */
export const MeasuresQuery = closed({
  from: Month,
  to: Month,
  section: Type.Optional(
    Type.String({ maxLength: 40, description: 'Code of a 課; absent: all that the reader may see' }),
  ),
})

const decisions = {
  electronic: described(Count, '電子決裁 that nobody printed'),
  printed: described(Count, '電子決裁 of which pages were printed all the same'),
  hybrid: described(Count, '併用決裁: part of it went round on paper'),
  paper: described(Count, '紙決裁, as the sections counted them'),
}

const Hours = Type.Number({ minimum: 0, description: 'Hours by the clock, nights and holidays included' })

export const Measures = closed(
  {
    sections: Type.Array(Section, {
      description: 'Those that may be asked for, in the order of the organisation',
    }),
    months: Type.Array(
      closed({
        month: Month,
        section: Type.String(),
        ...decisions,
        submitted: Count,
        rejected: Count,
        withdrawn: Count,
        abandoned: Count,
        returned: described(Count, 'Times a case that was submitted in the month was given back'),
        late: described(Count, 'Decided after the day it was due'),
      }),
      { description: 'One row for each month and 課 in which anything happened' },
    ),
    posts: Type.Array(
      closed({
        unit: Type.String({ description: 'Name of the 所属' }),
        post: Type.String({ description: 'Title of the post' }),
        kind: Type.String({ description: 'review 回議, examine 審査, concur 合議, decide 決裁 …' }),
        count: described(Count, 'Waits that ended in these months'),
        medianHours: Hours,
        p90Hours: described(Hours, 'Nine of ten waits were shorter'),
        workingDays: Type.Number({ minimum: 0, description: 'Working days, on average' }),
        returned: described(Count, 'How many of them ended in 差戻し'),
        waiting: described(Count, 'What waits there now'),
      }),
      { description: 'Each post on the way of a case, the longest median first' },
    ),
    overdue: described(Count, 'Cases on their way now that are past their day'),
    savings: closed(
      {
        actions: Type.Array(
          closed({
            action: Type.String({ description: 'sign_in, attach, look, edit' }),
            count: Count,
            oldSeconds: Type.Number({
              description: 'Of one of them in the old way, by the keystroke-level model',
            }),
            ourSeconds: Type.Number(),
            hours: Type.Number({ description: 'Hours saved by all of them' }),
          }),
        ),
        pages: described(Count, 'Pages of the cases that were decided electronically'),
        printedPages: described(Count, 'Pages of them that were printed'),
        sheets: described(Count, 'Sheets not printed: one copy of each page on one side, less those'),
      },
      'An estimate: counted actions by seconds of a model. Sign-ins are of the whole body, and left out for one 課',
    ),
  },
  '集計. Cases that are 秘 now are in none of its numbers, whoever asks (R-16)',
)
export type Measures = Static<typeof Measures>

const CountedWhat = literals(
  'electronic',
  'printed',
  'hybrid',
  'rejected',
  'withdrawn',
  'abandoned',
  'returned',
  'late',
  'overdue',
)
/** A number of the 集計 behind which there are cases. */
export type CountedWhat = Static<typeof CountedWhat>

/** GET /v1/measures/cases : the cases behind a number. */
export const MeasuredCasesQuery = closed({
  ...MeasuresQuery.properties,
  what: described(CountedWhat, 'Which number of GET /v1/measures'),
  after: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the page before' })),
})

export const MeasuredCases = closed(
  {
    items: Type.Array(
      closed({
        id: Id,
        title: Type.String(),
        number: Type.Optional(Type.String()),
        section: Type.String({ description: 'Name of the 課' }),
        submittedOn: Type.String(),
        endedOn: Type.Optional(Type.String()),
        dueOn: Type.Optional(Type.String()),
        reasons: Type.Array(Type.String(), {
          description: 'Why: of 併用 the reason for paper, of a return what was said; otherwise none',
        }),
      }),
    ),
    next: Type.Optional(Type.String({ description: 'Asks for what follows as `after`; absent at the end' })),
  },
  'The cases behind a number that the reader may open, newest first',
)
export type MeasuredCases = Static<typeof MeasuredCases>

const counted = {
  section: Type.String({ maxLength: 40, description: 'Code of the 課' }),
  month: Month,
  count: Type.Integer({
    minimum: -100_000,
    maximum: 100_000,
    description: 'How many; below 0 sets right what was counted too high',
  }),
  reason: Type.String({
    maxLength: 400,
    pattern: '\\S',
    description: 'Why they were on paper, or what was wrong',
  }),
}
export const PaperDecisionBody = closed(counted, '紙決裁 of a month in a 課, that are in no other number')
export type PaperDecisionBody = Static<typeof PaperDecisionBody>

export const PaperDecision = closed({ ...counted, by: PersonRef, at: At }, 'What was counted as 紙決裁, once')

export const PaperDecisions = closed(
  {
    items: Type.Array(PaperDecision, { description: 'Newest first, at most 200' }),
  },
  'What was counted as 紙決裁 in some months',
)
export type PaperDecisions = Static<typeof PaperDecisions>

/** 電子決裁率 in per cent of all decisions; undefined where there was none. 併用 and 紙 count as decisions that are not electronic. */
export function electronicRate(decisions: {
  readonly electronic: number
  readonly printed: number
  readonly hybrid: number
  readonly paper: number
}): number | undefined {
  const { electronic, printed, hybrid, paper } = decisions
  const all = electronic + printed + hybrid + paper
  return all === 0 ? undefined : ((electronic + printed) / all) * 100
}
