import { Type, type Static } from 'typebox'
import { ActType } from './acts.ts'
import { At, Day, Id, closed } from './common.ts'

/** Why an act is not offered: the sentence the rules would answer. */
export const Denied = closed({
  type: ActType,
  text: Type.String({ description: 'The sentence, with the fact that failed in brackets' }),
  rule: Type.Optional(Type.String({ description: 'The rule that says no: its id (R-12) or its term' })),
  ruleText: Type.Optional(Type.String({ description: 'That rule as a sentence' })),
})
export type Denied = Static<typeof Denied>

/** One who said something, by the name and title of that day. */
const said = { name: Type.String(), title: Type.String(), at: At }
const Said = closed({ ...said, text: Type.String() })

/** An opinion in 合議 that needs the decider's eye: a condition or an objection, with what the 主務課 answered. */
const OpinionView = closed({
  step: Type.String(),
  unitName: Type.String(),
  ...said,
  opinion: Type.Union([Type.Literal('agree'), Type.Literal('conditional'), Type.Literal('object')]),
  text: Type.Optional(Type.String()),
  /** 処理意見. */
  response: Type.Optional(Said),
})

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
  /** The reader owes it. */
  own: Type.Boolean(),
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

/** A thing that changed between two contents: a property by its Japanese name, or a file. */
const ChangeView = closed({
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
  /** Of a changed file: the revisions it had before and has after, and whether they are there as PDF. */
  earlier: Type.Optional(RevisionRef),
  later: Type.Optional(RevisionRef),
})

/** Whose acts stand and whose fall. */
const EditOutcome = closed({
  stands: Type.Array(closed({ name: Type.String(), title: Type.String() })),
  falls: Type.Array(closed({ name: Type.String(), title: Type.String() })),
})

/** Another post decides than before, and the row of the 専決 table that says so: 専決表 B03、3,000万円以上. */
export const DeciderChangeView = closed({ from: Type.String(), to: Type.String(), because: Type.String() })
export type DeciderChangeView = Static<typeof DeciderChangeView>

/** 再提出 of what is saved now, before it is asked for. */
const Resubmission = closed({
  mayResume: Type.Boolean({ description: 'False where the body always starts the route again' }),
  /** Why there is no route for what is saved: Japanese sentences; empty when there is one. */
  problems: Type.Array(Type.String()),
  /** Absent while the same post decides. */
  decider: Type.Optional(DeciderChangeView),
  /** What becomes of the acts given so far; absent without a route. */
  outcomes: Type.Optional(
    closed({
      /** From where it stopped, with nothing changed, a 軽微 or a 重要 change. */
      resume: EditOutcome,
      minor: EditOutcome,
      major: EditOutcome,
      /** From the first step. */
      restart: EditOutcome,
    }),
  ),
})

/** What happened and waits beside the route; empty lists while a draft. */
export const proceedings = {
  urgent: Type.Boolean(),
  dueOn: Type.Optional(Day),
  /** When 秘 ended; absent while it lasts or never was. */
  secrecyReleasedAt: Type.Optional(At),
  /** 合議 opinions, side by side for the decider. */
  opinions: Type.Array(OpinionView),
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
      /** What is different by it. */
      changes: Type.Array(ChangeView),
      /** Of somebody else, called 軽微, and not let stand yet: the reader may judge it 重要. */
      toJudge: Type.Boolean(),
      confirmedBy: Type.Optional(Type.String()),
    }),
  ),
  /** Steps a 差戻し may go to besides the drafter. */
  returnTargets: Type.Array(closed({ step: Type.String(), postName: Type.String(), name: Type.String() })),
  /** The reader may act for an absent holder (代決). */
  acting: Type.Optional(
    closed({
      role: Type.Union([Type.Literal('decide'), Type.Literal('concur')]),
      postName: Type.String(),
      holder: Type.String(),
      /** The registered absence; without it the reader states one. */
      absence: Type.Optional(Type.String()),
      /** Properties that forbid it unless instructed before or in an emergency. */
      reserved: Type.Array(Type.String()),
      /** The body leaves it to whoever acts whether the absent holder views it later (後閲). */
      postReviewIsChoice: Type.Boolean(),
    }),
  ),
  /** 併用決裁: what is on paper, where the reader's next seal needs the tick 紙を確認した. */
  paperToCheck: Type.Optional(Type.String()),
  /** 併合: the steps the reader's next act takes along. */
  alongWith: Type.Array(Type.String()),
  /** What changed since the reader's own last act; absent when nothing did or there is none. */
  changedSinceMine: Type.Optional(closed({ at: At, changes: Type.Array(ChangeView) })),
  /** For the drafter of a returned one: what is different from what was submitted; absent when nothing is. */
  changedWhileReturned: Type.Optional(Type.Array(ChangeView)),
  /** For whoever may correct something on the way (直接編集): what becomes of the acts given so far. */
  editOutcomes: Type.Optional(closed({ minor: EditOutcome, major: EditOutcome })),
  /** For the drafter of a returned one: how what is saved now would go out again. */
  resubmission: Type.Optional(Resubmission),
}
