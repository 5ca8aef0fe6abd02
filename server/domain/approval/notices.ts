import type { PersonId, PostId } from '../ids.ts'
import type { ApprovalEvent, ApprovalEventType, EditChange, EventOf, Opinion } from './events.ts'
import { type DeciderChange, deciderFact } from './decider-change.ts'
import { stepsOf, stepsWaitingNow } from './progress.ts'
import type { Mark, Proposal, Submitted } from './proposal.ts'
import type { Step } from './route.ts'
import { type IssuingNotice, issuingNotices } from '../issuing/notices.ts'

/** What somebody is told about a case. Every kind has its sentence in usecases/notice-text.ts. */
export type NoticeKind =
  /** 差戻し: to the drafter; to an earlier step; and to those who acted or were about to. */
  | 'returned'
  | 'returned_to_step'
  | 'returned_elsewhere'
  | 'suspended'
  /** 変更あり: your act stands; or it fell, and you are asked again. */
  | 'changed'
  | 'act_again'
  | 'edit_judged_major'
  /** The amount or the flags moved the decision to another post: to the one that decided until then. */
  | 'decider_changed'
  | 'rejected'
  | 'withdrawn'
  | 'abandoned'
  | 'decided'
  /** 仮決裁: the 合議 begins now; the decision itself is the 本決裁. */
  | 'provisionally_decided'
  /** 代決 in your place: 後閲 is yours. */
  | 'decided_for_you'
  | 'concurred_for_you'
  | 'objected'
  | 'responded'
  | 'asked'
  | 'answered'
  | 'circulated'
  | 'pulled_up'
  | 'passed_over'
  | 'post_reviewed'
  | 'reassigned_away'
  | 'reassigned_to_you'
  | 'seat_confirmed'
  | 'handed_over_away'
  | 'handed_over_to_you'
  | 'route_changed'
  | 'added_to_route'
  | 'removed_from_route'
  /** 保留, and its end: to the drafter and to those who hold the same post. */
  | 'held'
  | 'hold_ended'
  /** 意見, and 持回りの説明: to the drafter. */
  | 'commented'
  | 'explained'
  | 'urgent_now'
  | 'urgent_no_more'
  /** 引戻し: what waited for you does so no more. */
  | 'turn_taken_back'
  | 'secrecy_released'
  | IssuingNotice

/** What a notice says besides its kind and who did it. Words people wrote are for those who may read the case. */
export type NoticeFacts = {
  /** A reason, an opinion, an answer, a condition. */
  readonly text?: string
  readonly changes?: readonly EditChange[]
  readonly opinion?: Opinion
  /** Which step it is about, by the name of its post. */
  readonly step?: string
  /** Another post decides than before. */
  readonly decider?: DeciderChange
}

/** One person, or whoever holds a post at that instant, is told one thing. */
export type NoticeOf = { readonly kind: NoticeKind; readonly facts: NoticeFacts } & (
  { readonly person: PersonId } | { readonly post: PostId }
)

type Told = readonly NoticeOf[]

/** The case around an event; `earlier` are the events before it, first to last. */
type Around = {
  readonly before: Submitted
  readonly after: Submitted
  readonly earlier: readonly ApprovalEvent[]
}
type Happening<Type extends ApprovalEventType = ApprovalEventType> = Around & {
  readonly event: EventOf<Type>
}

const nobody = (): Told => []

/**
 * Who is told what when something happens to a case (matrix 1.3, 「通知」). In order of weight: whoever would be told
 * two things by one event is told the first. Nobody is told of what he or she did; that person is left out where posts
 * are turned into people.
 */
export function noticesOf(
  before: Proposal,
  event: ApprovalEvent,
  after: Proposal,
  earlier: readonly ApprovalEvent[],
): Told {
  if (before.status === 'draft' || after.status === 'draft') return []
  const tell = rows[event.type] as (it: Happening) => Told
  return [...tell({ before, event, after, earlier }), ...whenReturned(before, event, after, earlier)]
}

const rows: { readonly [Type in ApprovalEventType]: (it: Happening<Type>) => Told } = {
  ...issuingNotices,
  submitted: nobody,
  imported: nobody,
  approved: nobody,
  provisionally_decided: ({ event, after }) => [
    toPerson('provisionally_decided', after.drafter.person, {
      ...textOf(event.comment),
      ...stepFact(after, event.step),
    }),
  ],
  examined: nobody,
  concurred: ({ event, after }) => [
    ...forAbsent(event, 'concurred_for_you'),
    ...(event.opinion === 'object'
      ? [
          toPerson('objected', after.drafter.person, {
            opinion: event.opinion,
            ...stepFact(after, event.step),
            ...textOf(event.comment),
          }),
        ]
      : []),
  ],
  responded: ({ before, event, after }) => [
    ...before.marks
      .filter((mark) => mark.step === event.step)
      .map((mark) => toPerson('responded', mark.by.person, { text: event.text })),
    ...stepsOf(after.route)
      .slice(-1)
      .map((step) => toPost('responded', step.post, { text: event.text, ...stepFact(after, event.step) })),
  ],
  decided: (it) => [
    ...forAbsent(it.event, 'decided_for_you'),
    ...everybody(it, 'decided', textOf(it.event.condition)),
  ],
  rejected: (it) => everybody(it, 'rejected', textOf(it.event.reason)),
  withdrawn: (it) => everybody(it, 'withdrawn', textOf(it.event.reason)),
  abandoned: (it) => everybody(it, 'abandoned', textOf(it.event.reason)),
  returned: sentBackOnTheWay,
  resubmitted: ({ before, event, after }) => {
    const facts = deciderFact(before.route, after.route)
    return [
      ...(event.effect === undefined ? fallen(before, after, facts) : changed(before, after, facts)),
      ...decidesNoMore(before, after, facts),
    ]
  },
  submission_taken_back: turnTakenBack,
  act_taken_back: turnTakenBack,
  pulled_up: ({ before, event }) =>
    event.skipped.flatMap((id) => postOfStep('pulled_up', before, id, textOf(event.reason))),
  passed_over: ({ before, event }) =>
    event.cause === 'absence' ? postOfStep('passed_over', before, event.step, textOf(event.why)) : [],
  post_reviewed: ({ after, event }) => [
    toPerson('post_reviewed', after.drafter.person, textOf(event.comment)),
  ],
  held: ({ after, event }) => [
    ...postOfStep('held', after, event.step, textOf(event.reason)),
    toPerson('held', after.drafter.person, { ...textOf(event.reason), ...stepFact(after, event.step) }),
  ],
  hold_ended: ({ after, event }) => [
    ...postOfStep('hold_ended', after, event.step, {}),
    toPerson('hold_ended', after.drafter.person, stepFact(after, event.step)),
  ],
  circulated: ({ event }) => event.to.map((it) => toPerson('circulated', it.person, textOf(event.note))),
  acknowledged: nobody,
  commented: ({ after, event }) => [toPerson('commented', after.drafter.person, { text: event.text })],
  asked: ({ event }) => [toPerson('asked', event.to.person, { text: event.text })],
  answered: ({ before, event }) =>
    before.questions
      .filter((it) => it.id === event.question)
      .map((it) => toPerson('answered', it.by.person, { text: event.text })),
  urgency_set: ({ event, after }) =>
    waitedFor(after).map((it) => ({
      ...it,
      kind: event.urgent ? 'urgent_now' : 'urgent_no_more',
      facts: textOf(event.reason),
    })),
  explained: ({ after, event }) => [toPerson('explained', after.drafter.person, { text: event.to })],
  paper_moved: nobody,
  route_changed: ({ before, event, after }) => [
    toPerson('route_changed', after.drafter.person, textOf(event.reason)),
    ...stepsOnlyIn(after, before).map((it) => toPost('added_to_route', it.post, textOf(event.reason))),
    ...stepsOnlyIn(before, after).map((it) => toPost('removed_from_route', it.post, textOf(event.reason))),
  ],
  revised: ({ before, event, after }) => [
    ...wishesFallen(before, after),
    ...changed(before, after, { ...textOf(event.reason), changes: event.changes }),
    toPerson('changed', after.drafter.person, { ...textOf(event.reason), changes: event.changes }),
  ],
  edit_judged_major: ({ before, event, after }) => [
    ...wishesFallen(before, after),
    ...fallen(before, after, textOf(event.reason)),
    ...before.edits
      .slice(-1)
      .map((edit) => toPerson('edit_judged_major', edit.by.person, textOf(event.reason))),
    toPerson('edit_judged_major', after.drafter.person, textOf(event.reason)),
  ],
  seat_confirmed: ({ after, event }) => [
    ...postOfStep('seat_confirmed', after, event.step, textOf(event.reason)),
    toPerson('seat_confirmed', after.drafter.person, {
      ...textOf(event.reason),
      ...stepFact(after, event.step),
    }),
  ],
  reassigned: ({ before, event }) => [
    ...postOfStep('reassigned_away', before, event.step, textOf(event.reason)),
    toPost('reassigned_to_you', event.post, textOf(event.reason)),
  ],
  draft_handed_over: ({ before, event }) => [
    toPerson('handed_over_to_you', event.to.person, textOf(event.reason)),
    toPerson('handed_over_away', before.drafter.person, textOf(event.reason)),
  ],
  cover_noted: nobody,
  numbered: nobody,
  secrecy_released: ({ after }) => [
    toPerson('secrecy_released', after.drafter.person, {}),
    ...after.matter.accessList.map((person) => toPerson('secrecy_released', person, {})),
  ],
}

function toPerson(kind: NoticeKind, person: PersonId, facts: NoticeFacts): NoticeOf {
  return { kind, person, facts }
}

function toPost(kind: NoticeKind, post: PostId, facts: NoticeFacts): NoticeOf {
  return { kind, post, facts }
}

function textOf(text: string | undefined): NoticeFacts {
  return text === undefined || text === '' ? {} : { text }
}

function findStep(proposal: Submitted, id: string): Step | undefined {
  return stepsOf(proposal.route).find((it) => it.id === id)
}

function stepsOnlyIn(proposal: Submitted, other: Submitted): readonly Step[] {
  return stepsOf(proposal.route).filter((it) => findStep(other, it.id) === undefined)
}

function stepFact(proposal: Submitted, id: string): NoticeFacts {
  const step = findStep(proposal, id)
  return step === undefined ? {} : { step: step.postName }
}

function postOfStep(kind: NoticeKind, proposal: Submitted, id: string, facts: NoticeFacts): Told {
  const step = findStep(proposal, id)
  return step === undefined ? [] : [toPost(kind, step.post, { ...facts, step: step.postName })]
}

type Waited = { readonly person: PersonId } | { readonly post: PostId }

/** For whom the case waits on its route now. */
function waitedFor(proposal: Submitted): readonly Waited[] {
  if (proposal.status === 'returned') return [{ person: proposal.drafter.person }]
  return stepsWaitingNow(proposal).map(({ post }) => ({ post }))
}

const acts: readonly ApprovalEventType[] = [
  'approved',
  'provisionally_decided',
  'examined',
  'concurred',
  'decided',
  'rejected',
  'returned',
  'revised',
  'pulled_up',
]

/**
 * Everybody who acted on the route, also those whose act fell later; not those who took their one act back. In the
 * order in which they acted.
 */
function peopleWhoActed(events: readonly ApprovalEvent[]): readonly PersonId[] {
  const acted: { readonly person: PersonId; readonly step: string }[] = []
  for (const event of events) {
    if (event.type === 'act_taken_back') {
      const last = acted.findLastIndex((it) => it.step === event.step && it.person === event.by.person)
      if (last !== -1) acted.splice(last, 1)
    } else if ('step' in event && acts.includes(event.type)) {
      acted.push({ person: event.by.person, step: event.step })
    }
  }
  return [...new Set(acted.map((it) => it.person))]
}

/** The end of a case: its drafter, all who acted (of 廃案 the 合議先 above all), and those it waited for. */
function everybody(it: Around, kind: NoticeKind, facts: NoticeFacts): Told {
  const { before, earlier } = it
  return [
    toPerson(kind, before.drafter.person, facts),
    ...peopleWhoActed(earlier).map((person) => toPerson(kind, person, facts)),
    ...waitedFor(before).map((waited) => ({ ...waited, kind, facts })),
  ]
}

function forAbsent(event: EventOf<'decided' | 'concurred'>, kind: NoticeKind): Told {
  return event.actingFor === undefined ? [] : [toPerson(kind, event.actingFor.person, textOf(event.comment))]
}

function isKept(after: Submitted, mark: Mark): boolean {
  return after.marks.some((it) => it.step === mark.step && it.at === mark.at)
}

/** Those whose act fell and who are asked again. */
function fallen(before: Submitted, after: Submitted, facts: NoticeFacts): Told {
  return (
    before.marks
      // Who returned it waits for it to come again, and lost nothing; a wish that never took effect did fall.
      .filter((mark) => (mark.act !== 'returned' || before.status === 'in_approval') && !isKept(after, mark))
      .map((mark) => toPerson('act_again', mark.by.person, facts))
  )
}

/** 差戻し that waited for the others and fell with a change: the drafter learns why it was asked for all the same. */
function wishesFallen(before: Submitted, after: Submitted): Told {
  if (before.status !== 'in_approval' || after.status !== 'in_approval') return []
  return before.marks
    .filter((mark) => mark.act === 'returned' && !isKept(after, mark))
    .map((mark) =>
      toPerson('returned_elsewhere', after.drafter.person, {
        ...textOf(mark.comment),
        ...stepFact(before, mark.step),
      }),
    )
}

/** Who acted learns of a change: the act fell, or it stands and this is what changed. */
function changed(before: Submitted, after: Submitted, facts: NoticeFacts): Told {
  const standing = before.marks.filter((mark) => isKept(after, mark))
  return [
    ...fallen(before, after, facts),
    ...standing.map((mark) => toPerson('changed', mark.by.person, facts)),
  ]
}

/** Matrix 1.3: the post that was to decide, unless it is told already because the case waits for it now. */
function decidesNoMore(before: Submitted, after: Submitted, facts: NoticeFacts): Told {
  const was = stepsOf(before.route).at(-1)
  if (facts.decider === undefined || was === undefined) return []
  return stepsWaitingNow(after).some((it) => it.post === was.post)
    ? []
    : [toPost('decider_changed', was.post, facts)]
}

/** Those who had it next and have not any more. */
function turnTakenBack({ before, after }: Around): Told {
  const still = waitedFor(after)
  const same = (a: Waited, b: Waited): boolean => JSON.stringify(a) === JSON.stringify(b)
  return waitedFor(before)
    .filter((it) => !still.some((other) => same(it, other)))
    .map((it) => ({ ...it, kind: 'turn_taken_back', facts: {} }))
}

/** 差戻し to an earlier step; one to the drafter is told by what it led to, see `whenReturned`. */
function sentBackOnTheWay({ before, event, after }: Happening<'returned'>): Told {
  if (event.to === undefined) return []
  const facts = textOf(event.reason)
  return [
    ...postOfStep('returned_to_step', after, event.to, facts),
    ...fallen(before, after, facts),
    ...othersOfStage(before, event.step, facts),
    toPerson('returned_elsewhere', after.drafter.person, facts),
  ]
}

/** Those who were to act at the same time and must wait now. */
function othersOfStage(before: Submitted, step: string | undefined, facts: NoticeFacts): Told {
  return stepsWaitingNow(before)
    .filter((it) => it.id !== step)
    .map(({ post }) => toPost('suspended', post, facts))
}

/** 差戻し to the drafter, at once or once all of a parallel stage had spoken (whatever event that was). */
function whenReturned(
  before: Submitted,
  event: ApprovalEvent,
  after: Submitted,
  earlier: readonly ApprovalEvent[],
): Told {
  if (before.status !== 'in_approval' || after.status !== 'returned' || after.cause.by !== 'step') return []
  const facts = { ...textOf(after.cause.reason), ...stepFact(after, after.cause.step) }
  return [
    toPerson('returned', after.drafter.person, facts),
    ...peopleWhoActed(earlier).map((person) => toPerson('returned_elsewhere', person, facts)),
    ...othersOfStage(before, 'step' in event ? event.step : undefined, facts),
  ]
}
