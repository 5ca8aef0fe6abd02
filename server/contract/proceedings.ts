import { Type, type Static } from 'typebox'
import { ActType } from './acts.ts'
import { At, Day, Id, closed, described } from './common.ts'

export const Denied = closed(
  {
    type: ActType,
    text: Type.String({ description: 'The sentence, with the fact that failed in brackets' }),
    rule: Type.Optional(Type.String({ description: 'The rule that says no: its id (R-12) or its term' })),
    ruleText: Type.Optional(Type.String({ description: 'That rule as a sentence' })),
  },
  'Why an act is not offered: the sentence the rules would answer',
)
export type Denied = Static<typeof Denied>

/** One who said something, by the name and title of that day. */
const said = { name: Type.String(), title: Type.String(), at: At }
const Said = closed({ ...said, text: Type.String() })

const OpinionView = closed(
  {
    step: Type.String(),
    unitName: Type.String(),
    ...said,
    opinion: Type.Union([Type.Literal('agree'), Type.Literal('conditional'), Type.Literal('object')]),
    text: Type.Optional(Type.String()),
    response: described(Type.Optional(Said), '処理意見'),
  },
  "An opinion in 合議 that needs the decider's eye: a condition or an objection, with what the 主務課 answered",
)

const PostReviewView = closed({
  id: Type.String(),
  postName: Type.String(),
  cause: Type.Union([
    Type.Literal('designated'),
    Type.Literal('absence'),
    Type.Literal('pull_up'),
    Type.Literal('acting'),
  ]),
  openedAt: At,
  done: Type.Optional(closed({ ...said, comment: Type.Optional(Type.String()) })),
  own: Type.Boolean({ description: 'The reader owes it' }),
})

const ShowingView = closed({
  id: Type.String(),
  kind: Type.Union([Type.Literal('circulate'), Type.Literal('inform')]),
  name: Type.String(),
  title: Type.String(),
  by: Type.String(),
  at: At,
  note: Type.Optional(Type.String()),
  seenAt: Type.Optional(At),
  comment: Type.Optional(Type.String()),
  own: Type.Boolean(),
})

const QuestionView = closed({
  id: Type.String(),
  toName: Type.String(),
  toTitle: Type.String(),
  by: Type.String(),
  at: At,
  text: Type.String(),
  answer: Type.Optional(closed({ at: At, text: Type.String() })),
  own: Type.Boolean(),
})

const RevisionRef = closed({ revisionId: Id, isPdf: Type.Boolean() })

const ChangeView = closed(
  {
    kind: Type.Union([Type.Literal('text'), Type.Literal('file')]),
    name: Type.String(),
    how: Type.Union([
      Type.Literal('changed'),
      Type.Literal('added'),
      Type.Literal('removed'),
      Type.Literal('renamed'),
      Type.Literal('moved'),
    ]),
    before: Type.Optional(Type.String()),
    after: Type.Optional(Type.String()),
    earlier: described(
      Type.Optional(RevisionRef),
      'Of a changed file: the revisions it had before and has after, and whether they are there as PDF',
    ),
    later: Type.Optional(RevisionRef),
  },
  'A thing that changed between two contents: a property by its Japanese name, or a file',
)

const EditOutcome = closed(
  {
    stands: Type.Array(closed({ name: Type.String(), title: Type.String() })),
    falls: Type.Array(closed({ name: Type.String(), title: Type.String() })),
  },
  'Whose acts stand and whose fall',
)

export const DeciderChangeView = closed(
  { from: Type.String(), to: Type.String(), because: Type.String() },
  'Another post decides than before, and the row of the 専決 table that says so: 専決表 B03、3,000万円以上',
)
export type DeciderChangeView = Static<typeof DeciderChangeView>

const Resubmission = closed(
  {
    mayResume: Type.Boolean({ description: 'False where the body always starts the route again' }),
    problems: Type.Array(Type.String(), {
      description: 'Why there is no route for what is saved: Japanese sentences; empty when there is one',
    }),
    decider: described(Type.Optional(DeciderChangeView), 'Absent while the same post decides'),
    outcomes: Type.Optional(
      closed(
        {
          resume: described(
            EditOutcome,
            'From where it stopped, with nothing changed, a 軽微 or a 重要 change',
          ),
          minor: EditOutcome,
          major: EditOutcome,
          restart: described(EditOutcome, 'From the first step'),
        },
        'What becomes of the acts given so far; absent without a route',
      ),
    ),
  },
  '再提出 of what is saved now, before it is asked for',
)

/** What happened and waits beside the route; empty lists while a draft. */
export const proceedings = {
  urgent: Type.Boolean(),
  dueOn: Type.Optional(Day),
  secrecyReleasedAt: described(Type.Optional(At), 'When 秘 ended; absent while it lasts or never was'),
  opinions: Type.Array(OpinionView, { description: '合議 opinions, side by side for the decider' }),
  postReviews: Type.Array(PostReviewView),
  showings: Type.Array(ShowingView),
  questions: Type.Array(QuestionView),
  coverNotes: Type.Array(Said),
  numbers: Type.Array(closed({ kind: Type.String(), text: Type.String(), at: At })),
  paperPlaces: Type.Array(closed({ ...said, place: Type.String() })),
  explained: Type.Array(closed({ ...said, to: Type.String() })),
  edits: Type.Array(
    closed({
      ...said,
      effect: Type.Union([Type.Literal('minor'), Type.Literal('major')]),
      reason: Type.String(),
      changes: Type.Array(ChangeView, { description: 'What is different by it' }),
      toJudge: Type.Boolean({
        description: 'Of somebody else, called 軽微, and not let stand yet: the reader may judge it 重要',
      }),
      confirmedBy: Type.Optional(Type.String()),
    }),
  ),
  returnTargets: Type.Array(closed({ step: Type.String(), postName: Type.String(), name: Type.String() }), {
    description: 'Steps a 差戻し may go to besides the drafter',
  }),
  acting: Type.Optional(
    closed(
      {
        role: Type.Union([Type.Literal('decide'), Type.Literal('concur')]),
        postName: Type.String(),
        holder: Type.String(),
        absence: Type.Optional(
          Type.String({ description: 'The registered absence; without it the reader states one' }),
        ),
        reserved: Type.Array(Type.String(), {
          description: 'Properties that forbid it unless instructed before or in an emergency',
        }),
        postReviewIsChoice: Type.Boolean({
          description: 'The body leaves it to whoever acts whether the absent holder views it later (後閲)',
        }),
      },
      'The reader may act for an absent holder (代決)',
    ),
  ),
  paperToCheck: Type.Optional(
    Type.String({
      description:
        "併用決裁: what is on paper, where the reader's next seal needs the tick 紙を確認した (R-18)",
    }),
  ),
  alongWith: Type.Array(Type.String(), { description: "併合: the steps the reader's next act takes along" }),
  changedSinceMine: Type.Optional(
    closed(
      { at: At, changes: Type.Array(ChangeView) },
      "What changed since the reader's own last act; absent when nothing did or there is none",
    ),
  ),
  changedWhileReturned: Type.Optional(
    Type.Array(ChangeView, {
      description:
        'For the drafter of a returned one: what is different from what was submitted; absent when nothing is',
    }),
  ),
  editOutcomes: Type.Optional(
    closed(
      { minor: EditOutcome, major: EditOutcome },
      'For whoever may correct something on the way (直接編集): what becomes of the acts given so far',
    ),
  ),
  resubmission: described(
    Type.Optional(Resubmission),
    'For the drafter of a returned one: how what is saved now would go out again',
  ),
}
