import { unreachable } from '../result.ts'
import type { ApprovalEvent } from './events.ts'
import { firstWaitingStage, stageOf } from './progress.ts'
import type { Mark, OnRoute, Proposal } from './proposal.ts'
import type { Route } from './route.ts'

/**
 * Applies a fact to a proposal. It always succeeds, because what was stored has happened; an event that cannot
 * follow this state is a bug or a damaged store and throws.
 */
export function evolve(proposal: Proposal, event: ApprovalEvent): Proposal {
  switch (event.type) {
    case 'submitted':
      return {
        status: 'in_approval',
        drafter: event.by,
        submittedAt: event.at,
        number: event.number,
        route: event.route,
        manifestSha256: event.manifestSha256,
        marks: [],
        settledMarks: 0,
        turn: firstWaitingStage(event.route, [], 0),
      }
    case 'approved':
    case 'examined':
    case 'concurred':
      return advance(onRoute(proposal), markOf(event))
    case 'decided': {
      const decision = markOf(event)
      const base = onRoute(proposal)
      return { ...base, status: 'decided', marks: [...base.marks, decision], decision }
    }
    case 'rejected': {
      const decision = markOf(event)
      const base = onRoute(proposal)
      return { ...base, status: 'rejected', marks: [...base.marks, decision], decision, reason: event.reason }
    }
    case 'returned':
      return {
        ...onRoute(proposal),
        status: 'returned',
        turn: stageOf(onRoute(proposal).route, event.step),
        cause: { by: 'step', step: event.step, actor: event.by, at: event.at, reason: event.reason },
      }
    case 'resubmitted': {
      const base = onRoute(proposal)
      const marks = event.mode === 'restart' ? [] : stillCounting(base.marks, base.route, event.route)
      return {
        ...base,
        status: 'in_approval',
        route: event.route,
        manifestSha256: event.manifestSha256,
        marks,
        settledMarks: marks.length,
        turn: firstWaitingStage(event.route, marks, 0),
      }
    }
    case 'submission_taken_back': {
      const base = onRoute(proposal)
      const turn = firstWaitingStage(base.route, base.marks, 0)
      return { ...base, status: 'returned', turn, cause: { by: 'drafter', at: event.at } }
    }
    case 'act_taken_back': {
      const base = onRoute(proposal)
      // Of a return there is no mark: what is undone is only that the proposal lies with its drafter.
      const marks = base.marks.filter((mark) => mark.step !== event.step)
      return { ...base, status: 'in_approval', marks, turn: firstWaitingStage(base.route, marks, 0) }
    }
    case 'withdrawn':
      return { ...onRoute(proposal), status: 'withdrawn', at: event.at, reason: event.reason }
    default:
      return unreachable(event)
  }
}

/** The proposal that a whole chain of events tells of. */
export function replay(draft: Proposal, events: readonly ApprovalEvent[]): Proposal {
  return events.reduce(evolve, draft)
}

type MarkEvent = Extract<
  ApprovalEvent,
  { type: 'approved' | 'examined' | 'concurred' | 'decided' | 'rejected' }
>

function markOf(event: MarkEvent): Mark {
  const comment = event.type === 'rejected' ? event.reason : event.comment
  return {
    step: event.step,
    act: event.type,
    by: event.by,
    at: event.at,
    manifestSha256: event.manifestSha256,
    ...(comment === undefined ? {} : { comment }),
  }
}

function advance(base: OnRoute, mark: Mark): Proposal {
  const marks = [...base.marks, mark]
  return { ...base, status: 'in_approval', marks, turn: firstWaitingStage(base.route, marks, 0) }
}

/** The part all submitted states share, free of what belongs to one status only. */
function onRoute(proposal: Proposal): OnRoute {
  if (proposal.status === 'draft') throw new Error('an act in a proposal that was never submitted')
  const { drafter, submittedAt, number, route, manifestSha256, marks, settledMarks } = proposal
  return { drafter, submittedAt, number, route, manifestSha256, marks, settledMarks }
}

/**
 * Marks that a resumed proposal keeps: those of stages that stand unchanged, from the first, in the new route.
 * Where the routes part (another amount, another 合議先), everybody from there on is asked anew.
 */
function stillCounting(marks: readonly Mark[], before: Route, after: Route): readonly Mark[] {
  const kept = new Set<string>()
  for (const [index, stage] of after.stages.entries()) {
    const old = before.stages[index]
    const same =
      old !== undefined &&
      old.steps.length === stage.steps.length &&
      stage.steps.every((step, at) => {
        const other = old.steps[at]
        return (
          other !== undefined &&
          other.id === step.id &&
          other.role === step.role &&
          other.post === step.post &&
          (other.skipped === undefined) === (step.skipped === undefined)
        )
      })
    if (!same) break
    for (const step of stage.steps) kept.add(step.id)
  }
  return marks.filter((mark) => kept.has(mark.step))
}
