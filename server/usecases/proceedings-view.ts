import type { ActType } from '../contract/acts.ts'
import type { Denied } from '../contract/proceedings.ts'
import type { ProposalView } from '../contract/proposals.ts'
import { type Possibilities, possibilities } from '../domain/approval/allowed.ts'
import { ownPostReviews, ownShowing } from '../domain/approval/beside-acts.ts'
import { reservedFlags } from '../domain/approval/acting-decision.ts'
import type { Acting, CommandType } from '../domain/approval/commands.ts'
import { editOutcome } from '../domain/approval/edit-outcome.ts'
import type { Actor, EditEffect } from '../domain/approval/events.ts'
import { getStep, stepsWaitingNow } from '../domain/approval/progress.ts'
import type { InApproval, Mark, Proposal, Submitted } from '../domain/approval/proposal.ts'
import type { Refusal } from '../domain/approval/refusals.ts'
import { editsToJudge } from '../domain/approval/step-acts.ts'
import { stepsTakenAlong } from '../domain/approval/runs.ts'
import { returnTargets } from '../domain/approval/seal.ts'
import type { Instant } from '../domain/ids.ts'
import { writtenTitle } from '../domain/organisation/titles.ts'
import { approvalRow } from './approval-row.ts'
import { namesOf } from './names-of.ts'
import { withFact } from './refusal-fact.ts'
import { ruleSentences } from './rule-sentences.ts'
import type { WhatChanged } from './what-changed.ts'

type Proceedings = Pick<
  ProposalView,
  | 'urgent'
  | 'dueOn'
  | 'secrecyReleasedAt'
  | 'opinions'
  | 'postReviews'
  | 'showings'
  | 'questions'
  | 'coverNotes'
  | 'numbers'
  | 'paperPlaces'
  | 'explained'
  | 'edits'
  | 'returnTargets'
  | 'acting'
  | 'paperToCheck'
  | 'alongWith'
  | 'editOutcomes'
  | 'allowed'
  | 'denied'
>

/** Acts that only the system does, or that have a place of their own and no button. */
const withoutButton: readonly CommandType[] = ['pass_over', 'submit']

const nothingPossible: Possibilities = { allowed: [], refused: new Map() }

/**
 * What happened beside the route, and what its reader may do now, or why not. `acts` is false for a reader who does nothing
 * but read, and is told neither.
 */
export function proceedingsOf(
  state: Proposal,
  acting: Acting,
  given: {
    readonly content: { readonly urgent: boolean; readonly dueOn?: string }
    readonly ofEdits: WhatChanged['ofEdits']
    readonly acts: boolean
  },
): Proceedings {
  const { content, ofEdits, acts } = given
  const possible = acts ? possibilities(state, acting) : nothingPossible
  const common = { allowed: [...possible.allowed] as ActType[], denied: deniedOf(possible) }
  if (state.status === 'draft') {
    return {
      ...common,
      urgent: content.urgent,
      ...(content.dueOn === undefined ? {} : { dueOn: content.dueOn }),
      opinions: [],
      postReviews: [],
      showings: [],
      questions: [],
      coverNotes: [],
      numbers: [],
      paperPlaces: [],
      explained: [],
      edits: [],
      returnTargets: [],
      alongWith: [],
    }
  }
  const { matter, secrecyReleasedAt } = state
  return {
    ...common,
    ...recordsOf(state, acting),
    edits: editsOf(state, acting, ofEdits),
    urgent: matter.urgent,
    ...(matter.dueOn === undefined ? {} : { dueOn: matter.dueOn }),
    ...(secrecyReleasedAt === undefined ? {} : { secrecyReleasedAt }),
    ...chancesOf(state, acting, possible),
  }
}

function deniedOf({ refused }: Possibilities): Denied[] {
  return [...refused].flatMap(([type, refusal]) => {
    // What comes after the 決裁 is not told of act by act before it.
    if (withoutButton.includes(type) || refusal.code === 'issue_before_decision') return []
    return [{ type: type as ActType, ...whyDenied(refusal) }]
  })
}

/** Why the rules say no, with the fact it hangs on, and the rule itself. */
export function whyDenied(refusal: Refusal): Omit<Denied, 'type'> {
  const { title, rule } = approvalRow(refusal)
  return { text: withFact(title, refusal), rule, ruleText: ruleSentences[rule] }
}

function saidBy(by: Actor, at: Instant): { name: string; title: string; at: string } {
  return { name: by.name, title: writtenTitle(by.capacity), at }
}

function optional<Key extends string>(
  key: Key,
  value: string | undefined,
): { readonly [Name in Key]?: string } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [Name in Key]?: string }
}

function recordsOf(
  state: Submitted,
  acting: Acting,
): Pick<
  Proceedings,
  | 'opinions'
  | 'postReviews'
  | 'showings'
  | 'questions'
  | 'coverNotes'
  | 'numbers'
  | 'paperPlaces'
  | 'explained'
> {
  const owed = new Set(ownPostReviews(state, acting).map((it) => it.id))
  const shown = ownShowing(state, acting)
  return {
    opinions: state.marks.flatMap((mark) => opinionOf(state, mark)),
    postReviews: state.postReviews.map(({ id, postName, cause, openedAt, done }) => ({
      id,
      postName,
      cause,
      openedAt,
      ...(done === undefined
        ? {}
        : { done: { ...saidBy(done.by, done.at), ...optional('comment', done.comment) } }),
      own: owed.has(id),
    })),
    showings: state.showings.map(({ id, kind, name, title, by, at, note, seen }) => ({
      id,
      kind,
      name,
      title,
      by: by.name,
      at,
      ...optional('note', note),
      ...optional('seenAt', seen?.at),
      ...optional('comment', seen?.comment),
      own: shown?.id === id,
    })),
    questions: state.questions.map(({ id, to, toName, toTitle, by, at, text, answer }) => ({
      id,
      toName,
      toTitle,
      by: by.name,
      at,
      text,
      ...(answer === undefined ? {} : { answer: { at: answer.at, text: answer.text } }),
      own: to === acting.person && answer === undefined,
    })),
    coverNotes: state.coverNotes.map(({ by, at, text }) => ({ ...saidBy(by, at), text })),
    numbers: state.numbers.map(({ kind, text, at }) => ({ kind, text, at })),
    paperPlaces: state.paperPlaces.map(({ by, at, place }) => ({ ...saidBy(by, at), place })),
    explained: state.explained.map(({ by, at, to }) => ({ ...saidBy(by, at), to })),
  }
}

/** 直接編集: what was corrected on the way, and which of it the reader may judge 重要. */
function editsOf(state: Submitted, acting: Acting, ofEdits: WhatChanged['ofEdits']): Proceedings['edits'] {
  // Of several posts that wait for the person (兼務), in any.
  const posts = [undefined, ...acting.capacities.map((it) => it.post)]
  const toJudge = state.status === 'in_approval' ? posts.flatMap((as) => editsToJudge(state, acting, as)) : []
  return state.edits.map((edit, index) => {
    const { by, at, effect, reason, confirmedBy } = edit
    return {
      ...saidBy(by, at),
      effect,
      reason,
      changes: [...(ofEdits[index] ?? [])],
      toJudge: toJudge.includes(edit),
      ...optional('confirmedBy', confirmedBy?.name),
    }
  })
}

/** 合議 opinions; a consent without a word is one too, so that the decider sees the whole board. */
function opinionOf(state: Submitted, mark: Mark): Proceedings['opinions'] {
  if (mark.opinion === undefined) return []
  const response = state.responses.find((it) => it.step === mark.step)
  return [
    {
      step: mark.step,
      unitName: postsOf(state, mark.step).join('・'),
      ...saidBy(mark.by, mark.at),
      opinion: mark.opinion,
      ...optional('text', mark.comment),
      ...(response === undefined
        ? {}
        : { response: { ...saidBy(response.by, response.at), text: response.text } }),
    },
  ]
}

/** The posts for which an act was: its own, and those that went along with it (兼務). */
function postsOf(state: Submitted, step: string): readonly string[] {
  const along = state.passed.filter((it) => it.cause === 'merged' && it.into === step)
  return [...along.map((it) => it.step), step].map((id) => getStep(state.route, id).postName)
}

/** What only somebody who may act now is told. */
function chancesOf(
  state: Submitted,
  acting: Acting,
  { allowed }: Possibilities,
): Pick<Proceedings, 'returnTargets' | 'acting' | 'paperToCheck' | 'alongWith' | 'editOutcomes'> {
  if (state.status !== 'in_approval') return { returnTargets: [], alongWith: [] }
  const names = new Map(state.marks.map((mark) => [mark.step, mark.by.name]))
  const targets = allowed.includes('return') ? returnTargets(state) : []
  const chance = actingChance(state, acting, allowed)
  const outcomes = allowed.includes('revise') ? outcomesOf(state) : undefined
  return {
    returnTargets: targets.map(({ id, postName }) => ({ step: id, postName, name: names.get(id) ?? '' })),
    alongWith: stepsTakenAlong(state, acting).map((step) => step.postName),
    ...optional('paperToCheck', paperToCheck(state, allowed)),
    ...(chance === undefined ? {} : { acting: chance }),
    ...(outcomes === undefined ? {} : { editOutcomes: outcomes }),
  }
}

const roleOfSeal = {
  approve: 'review',
  provisionally_decide: 'review',
  examine: 'examine',
  concur: 'concur',
  decide: 'decide',
} as const

/** What is on paper, for a reader whose seal needs the tick. */
function paperToCheck(state: InApproval, allowed: readonly CommandType[]): string | undefined {
  const { paperTickOf } = state.policy.settings
  const asked = (Object.keys(roleOfSeal) as (keyof typeof roleOfSeal)[]).some(
    (type) => allowed.includes(type) && paperTickOf.includes(roleOfSeal[type]),
  )
  return asked ? state.matter.paper?.what : undefined
}

/** Whose post the reader may exercise now, when that is not his or her own (代決). */
function actingChance(
  state: InApproval,
  acting: Acting,
  allowed: readonly CommandType[],
): Proceedings['acting'] {
  for (const role of ['decide', 'concur'] as const) {
    if (!allowed.includes(role)) continue
    const steps = stepsWaitingNow(state).filter((it) => it.role === role)
    if (steps.some((step) => acting.capacities.some((it) => it.post === step.post))) continue
    const step = steps.find((it) =>
      acting.facts
        .seatOf(it.post)
        .standIns.some((one) => one.holders.some((who) => who.person === acting.person)),
    )
    const holder = step && acting.facts.seatOf(step.post).holders[0]
    if (step === undefined || holder === undefined) continue
    return {
      role,
      postName: step.postName,
      holder: holder.name,
      ...optional('absence', holder.absence),
      reserved: [...reservedFlags(state)],
      postReviewIsChoice: state.policy.settings.postReviewRequired !== 'always',
    }
  }
  return undefined
}

function outcomesOf(state: InApproval): Proceedings['editOutcomes'] {
  const of = (effect: EditEffect) => {
    const { stands, falls } = editOutcome(state, effect)
    return { stands: namesOf(stands), falls: namesOf(falls) }
  }
  return { minor: of('minor'), major: of('major') }
}
