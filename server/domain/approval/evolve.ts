import { evolveIssuing, isIssuing } from '../issuing/evolve-issuing.ts'
import { unreachable } from '../result.ts'
import type { Route, Step } from './route.ts'
import type { ApprovalEvent, EventOf, MatterFacts } from './events.ts'
import { evolveBeside, isBeside } from './evolve-beside.ts'
import { imported, nothingYet } from './evolve-imported.ts'
import { takenBack } from './evolve-take-back.ts'
import {
  designated,
  endedAt,
  heardAgain,
  markOf,
  mayJudge,
  openPostReview,
  settledEnds,
  withMark,
  without,
  withoutBefore,
} from './marks.ts'
import {
  findSeat,
  firstOpenStage,
  getStep,
  isSettled,
  markAt,
  requiredSteps,
  stageOf,
  stepsOf,
} from './progress.ts'
import type { DecidedCase, Mark, OnRoute, Proposal, ReturnCause, Submitted } from './proposal.ts'
import { isSameUrgency } from './urgency.ts'
import { askedAnew, invalidates, standing, stillOwed } from './standing.ts'

/**
 * Applies a fact to a proposal. It always succeeds, because what was stored has happened; an event that cannot
 * follow this state is a bug or a damaged store and throws.
 */
export function evolve(proposal: Proposal, event: ApprovalEvent): Proposal {
  if (event.type === 'submitted') return submitted(event)
  if (event.type === 'imported') return imported(event)
  const before = submittedOnly(proposal)
  if (isBeside(event)) return evolveBeside(before, event)
  if (isIssuing(event)) return evolveIssuing(decidedOnly(before), event)
  const base = onRoute(before)
  switch (event.type) {
    case 'approved':
    case 'provisionally_decided':
    case 'examined':
    case 'concurred':
      return advance(sealed(base, event))
    case 'decided': {
      const after = sealed(base, event)
      return {
        ...after,
        status: 'decided',
        decision: markOf(event),
        ...(event.number === undefined ? {} : { number: event.number }),
      }
    }
    case 'rejected': {
      const after = ended(sealed(base, event))
      return { ...after, status: 'rejected', decision: markOf(event), reason: event.reason }
    }
    case 'returned':
      return returned(base, event)
    case 'resubmitted':
      return resubmitted(base, event)
    case 'submission_taken_back':
      return {
        ...base,
        status: 'returned',
        turn: firstOpenStage(base),
        cause: { by: 'drafter', at: event.at },
      }
    case 'act_taken_back':
      return inApproval(takenBack(base, event))
    case 'withdrawn':
      return { ...ended(base), status: 'withdrawn', at: event.at, reason: event.reason }
    case 'abandoned':
      return { ...ended(base), status: 'abandoned', by: event.by, at: event.at, reason: event.reason }
    case 'pulled_up':
      return inApproval(passedOver(base, event.skipped, 'pull_up', event))
    case 'passed_over':
      return advance(passedOver(base, [event.step], event.cause, event))
    case 'route_changed':
      return advance(routeChanged(base, event.route))
    case 'revised':
      return revised(base, event)
    case 'edit_judged_major': {
      const kept = invalidates(base, 'major') ? askedAnew(base) : base
      return inApproval({
        ...kept,
        edits: base.edits.map((it) =>
          mayJudge(base.route, it, event) ? { ...it, effect: 'major' as const } : it,
        ),
      })
    }
    case 'reassigned':
      return inApproval(reassigned(base, event))
    default:
      return unreachable(event)
  }
}

/** The proposal that a whole chain of events tells of. */
export function replay(draft: Proposal, events: readonly ApprovalEvent[]): Proposal {
  return events.reduce(evolve, draft)
}

function submittedOnly(proposal: Proposal): Submitted {
  if (proposal.status === 'draft') throw new Error('an act in a proposal that was never submitted')
  return proposal
}

function decidedOnly(proposal: Submitted): DecidedCase {
  if (proposal.status !== 'decided') throw new Error('施行 of a case that was never decided')
  return proposal
}

/** The part all submitted states share, free of what belongs to one status only. */
function onRoute(proposal: Submitted): OnRoute {
  const own = ['status', 'turn', 'cause', 'decision', 'reason', 'at', 'by', 'importedBy', 'asserted', 'from']
  const shared = Object.entries(proposal).filter(([key]) => !own.includes(key))
  return Object.fromEntries(shared) as unknown as OnRoute
}

function submitted(event: EventOf<'submitted'>): Proposal {
  return inApproval({
    drafter: event.by,
    section: event.section,
    submittedAt: event.at,
    number: event.number,
    policy: event.policy,
    matter: event.matter,
    route: event.route,
    manifestSha256: event.manifestSha256,
    ...nothingYet,
    postReviews: designated(event.route, event.at, []),
  })
}

function inApproval(base: OnRoute): Proposal {
  return { ...base, status: 'in_approval', turn: firstOpenStage(base) }
}

/** The seal itself, the steps it takes along, and the 後閲 that a 代決 leaves behind. */
function sealed(
  base: OnRoute,
  event: EventOf<'approved' | 'provisionally_decided' | 'examined' | 'concurred' | 'decided' | 'rejected'>,
): OnRoute {
  const mark = markOf(event)
  const also = event.also ?? []
  const steps = [event.step, ...also]
  const after: OnRoute = {
    ...withMark(base, { ...mark, ...endedAt(base, steps) }),
    ...without(base, steps),
    passed: [
      ...base.passed.filter((it) => !also.includes(it.step)),
      ...also.map((step) => ({ step, cause: 'merged' as const, into: event.step })),
    ],
    // The next line manager who acts on a 軽微な変更 lets it stand.
    edits: base.edits.map((it) =>
      mayJudge(base.route, it, event) ? { ...it, confirmedBy: event.by, confirmedAt: event.at } : it,
    ),
  }
  if (mark.actingFor === undefined || event.type === 'rejected') return after
  if ('postReview' in event) return after // which is only ever false: no need of 後閲 was seen
  const step = { ...getStep(base.route, event.step), post: mark.actingFor.post }
  return { ...after, postReviews: openPostReview(after.postReviews, step, 'acting', event.at) }
}

/** A stage in which somebody asked for 差戻し goes back once all have spoken, be it that one of them objects. */
function advance(base: OnRoute): Proposal {
  const after = inApproval(base)
  const asked = base.marks.filter((mark) => mark.act === 'returned')
  const [first] = asked
  if (first === undefined || after.status !== 'in_approval') return after
  const stage = stageOf(base.route, first.step)
  const isSilent = (step: Step): boolean =>
    markAt(base.marks, step.id) === undefined && !isSettled(base, step)
  if (after.turn < stage || requiredSteps(base.route, stage).some(isSilent)) return after
  return { ...base, status: 'returned', turn: stage, cause: causeOf(first, asked) }
}

/** The drafter is told every reason; the first of those who asked is the one it lies with on the record. */
function causeOf(first: Mark, asked: readonly Mark[]): ReturnCause {
  const { step, by: actor, at } = first
  return { by: 'step', step, actor, at, reason: asked.map((mark) => mark.comment ?? '').join('\n') }
}

function returned(base: OnRoute, event: EventOf<'returned'>): Proposal {
  const { step, reason, to } = event
  const mark = markOf(event)
  if (event.collected === true) return advance(withMark(base, mark))
  if (to === undefined) {
    // Who asked for it before in the same stage is heard as well, and has the 引戻し of his or her own act.
    const marked = withMark(base, mark)
    const asked = marked.marks.filter((it) => it.act === 'returned')
    return {
      ...marked,
      holds: base.holds.filter((it) => it.step !== step),
      status: 'returned',
      turn: stageOf(base.route, step),
      cause: causeOf(mark, [...asked.filter((it) => it.step !== step), mark]),
    }
  }
  // Back to an earlier step: it acts again, the others stand, unless the body starts again from there.
  const target = stageOf(base.route, to)
  const restart = base.policy.settings.returnResume === 'restart'
  const falls = (one: string): boolean => one === to || (restart && stageOf(base.route, one) >= target)
  const marks = base.marks.filter((mark) => !falls(mark.step) && mark.act !== 'returned')
  const passed = base.passed.filter(
    (it) => !falls(it.step) && !(it.cause === 'merged' && falls(it.into ?? '')),
  )
  const { settledMarks, responses, postReviews, holds, objected = [] } = base
  const before = { ...settledEnds(base), settledMarks, responses, postReviews, holds, objected }
  return inApproval({
    ...base,
    marks,
    passed,
    responses: base.responses.filter((it) => !falls(it.step)),
    postReviews: stillOwed(base, { marks, passed }),
    holds: [],
    settledMarks: settledAmong(base, marks),
    objected: heardAgain(base, marks),
    sentBack: [...base.sentBack, { step: to, by: event.by, at: event.at, reason, from: step, before }],
  })
}

function resubmitted(base: OnRoute, event: EventOf<'resubmitted'>): Proposal {
  const falls = event.mode === 'restart' || (event.effect !== undefined && invalidates(base, event.effect))
  const kept = falls ? { ...askedAnew(base), edits: [] } : standing(base, event.route, event.matter)
  const { secrecyReleasedAt, urgencyTyped, ...rest } = kept
  return inApproval({
    ...rest,
    ...settledEnds(rest),
    // A matter made 秘 anew is secret again, whatever was released before.
    ...(secrecyReleasedAt === undefined || isMadeSecret(base.matter, event.matter)
      ? {}
      : { secrecyReleasedAt }),
    ...(isSameUrgency(base.matter, event.matter) && urgencyTyped !== undefined ? { urgencyTyped } : {}),
    // In the post in which the drafter goes on with it, after a 異動 within the 係.
    drafter: event.by.person === base.drafter.person ? event.by : base.drafter,
    route: event.route,
    matter: event.matter,
    manifestSha256: event.manifestSha256,
    settledMarks: kept.marks.length,
    holds: [],
    sentBack: [],
    objected: seatsIn(event.route, base, heardAgain(base, kept.marks)),
    postReviews: designated(event.route, event.at, kept.postReviews),
  })
}

/** What was taken out lawfully is not asked for by a resubmission either, unless it was put back since. */
function routeChanged({ takenOut = [], ...base }: OnRoute, route: Route): OnRoute {
  const isOn = ({ role, post }: Pick<Step, 'role' | 'post'>): boolean =>
    stepsOf(route).some((it) => it.role === role && it.post === post)
  const out = [...takenOut, ...stepsOf(base.route)].filter((it) => !isOn(it))
  const after = { ...base, ...settledSending(base), route, holds: heldOn(route, base) }
  return out.length === 0 ? after : { ...after, takenOut: out.map(({ role, post }) => ({ role, post })) }
}

/** On another route what counted before a 差戻し does not come back: nobody takes it back any more. */
function settledSending(base: OnRoute): Pick<OnRoute, 'marks' | 'passed' | 'sentBack'> {
  return { ...settledEnds(base), sentBack: withoutBefore(base.sentBack) }
}

/** The steps of another route that ask the same as these of the old one. */
function seatsIn(route: Route, base: OnRoute, ids: readonly string[]): readonly string[] {
  return ids.flatMap((id) => findSeat(route, getStep(base.route, id))?.id ?? [])
}

/** 保留 at the steps that the route still has. */
function heldOn(route: Route, { holds }: OnRoute): OnRoute['holds'] {
  return holds.filter((it) => stepsOf(route).some((step) => step.id === it.step))
}

function isMadeSecret(before: MatterFacts, after: MatterFacts): boolean {
  return before.secrecy !== after.secrecy || before.secretUntil !== after.secretUntil
}

function settledAmong(base: OnRoute, marks: readonly Mark[]): number {
  return base.marks.slice(0, base.settledMarks).filter((mark) => marks.includes(mark)).length
}

function passedOver(
  base: OnRoute,
  steps: readonly string[],
  cause: 'absence' | 'pull_up' | 'self',
  event: EventOf<'pulled_up' | 'passed_over'>,
): OnRoute {
  const into = event.type === 'pulled_up' ? { into: event.step, by: event.by.person } : {}
  const owed = cause === 'self' ? [] : steps
  return {
    ...base,
    ...without(base, steps),
    passed: [
      ...base.passed,
      ...steps.map((step) => ({ step, cause, ...into, at: event.at, ...endedAt(base, [step]) })),
    ],
    postReviews: owed.reduce(
      (reviews, step) =>
        openPostReview(
          reviews,
          getStep(base.route, step),
          cause === 'pull_up' ? 'pull_up' : 'absence',
          event.at,
        ),
      base.postReviews,
    ),
  }
}

function revised(base: OnRoute, event: EventOf<'revised'>): Proposal {
  const { by, at, step, effect, reason, manifestSha256: from, to } = event
  const kept = invalidates(base, effect) ? askedAnew(base) : base
  return inApproval({
    ...kept,
    manifestSha256: to,
    edits: [...base.edits, { by, at, step, effect, reason, from, to }],
  })
}

function reassigned(base: OnRoute, event: EventOf<'reassigned'>): OnRoute {
  const { step: id, post, postName, seated, by, reason } = event
  const given = (step: Step): Step => ({
    ...step,
    post,
    postName,
    seated,
    because: [
      ...step.because,
      { code: 'reassigned', by: by.capacity.title, from: step.postName, post: step.post, reason },
    ],
  })
  const stages = base.route.stages.map((stage) => ({
    ...stage,
    steps: stage.steps.map((step) => (step.id === id ? given(step) : step)),
  }))
  return {
    ...base,
    route: { ...base.route, stages },
    ...settledSending(base),
    holds: base.holds.filter((it) => it.step !== id),
  }
}

/** What a terminal act leaves: for a case that came to nothing no 後閲 is owed, no view and no answer awaited. */
function ended(base: OnRoute): OnRoute {
  const showings = base.showings.filter((it) => it.seen !== undefined)
  const questions = base.questions.filter((it) => it.answer !== undefined)
  return {
    ...base,
    postReviews: base.postReviews.filter((it) => it.done !== undefined),
    showings,
    questions,
    letGo: {
      showings: base.showings.length - showings.length,
      questions: base.questions.length - questions.length,
    },
    holds: [],
  }
}
