import { type Result, no, unreachable, yes } from '../result.ts'
import type { Capacity } from '../organisation/organisation.ts'
import type { Acting, Command } from './commands.ts'
import { isBlank } from './completeness.ts'
import type { Actor, ApprovalEvent } from './events.ts'
import { firstWaitingStage, getStep, requiredSteps, stageOf, waitingSteps } from './progress.ts'
import type { Proposal } from './proposal.ts'
import type { Refusal } from './refusals.ts'
import type { Route, Step, StepRole } from './route.ts'

type Decided = Result<readonly ApprovalEvent[], Refusal>
type InApproval = Extract<Proposal, { status: 'in_approval' }>
type Returned = Extract<Proposal, { status: 'returned' }>

/**
 * What follows when a person asks for something: the events that now have happened, or why not. Looks nothing up,
 * changes nothing, never throws on what a person asked for.
 */
export function decide(proposal: Proposal, command: Command, acting: Acting): Decided {
  switch (command.type) {
    case 'submit':
      return submit(proposal, command, acting)
    case 'resubmit':
      return resubmit(proposal, command, acting)
    case 'withdraw':
      return withdraw(proposal, command.reason, acting)
    case 'take_back':
      return takeBack(proposal, acting)
    case 'approve':
      return atStep(proposal, acting, 'review', (act, step) => ({
        ...act,
        ...said(command),
        type: 'approved',
        step,
      }))
    case 'examine':
      return atStep(proposal, acting, 'examine', (act, step) => ({
        ...act,
        ...said(command),
        type: 'examined',
        step,
      }))
    case 'concur':
      return atStep(proposal, acting, 'concur', (act, step) => ({
        ...act,
        ...said(command),
        type: 'concurred',
        step,
        opinion: command.opinion,
      }))
    case 'decide':
      return atStep(proposal, acting, 'decide', (act, step) => ({
        ...act,
        ...said(command),
        type: 'decided',
        step,
      }))
    case 'return':
      return withReason(command.reason, (reason) =>
        atStep(proposal, acting, 'any', (act, step) => ({ ...act, type: 'returned', step, reason })),
      )
    case 'reject':
      return withReason(command.reason, (reason) =>
        atStep(proposal, acting, 'decide', (act, step) => ({ ...act, type: 'rejected', step, reason })),
      )
    default:
      return unreachable(command)
  }
}

type ActFields = Pick<ApprovalEvent, 'by' | 'at' | 'manifestSha256'>

function submit(proposal: Proposal, command: Extract<Command, { type: 'submit' }>, acting: Acting): Decided {
  if (proposal.status !== 'draft') return no({ code: 'wrong_status', status: proposal.status })
  if (proposal.drafter !== acting.person) return no({ code: 'not_drafter' })
  assertRoute(command.route)
  const { title, number, route, policyVersion, unit } = command
  return asDrafter(
    acting,
    (it) => it.post.startsWith(`${unit}:`),
    (act) => ({
      ...act,
      type: 'submitted',
      number,
      title,
      route,
      policyVersion,
      unit,
    }),
  )
}

function resubmit(
  proposal: Proposal,
  command: Extract<Command, { type: 'resubmit' }>,
  acting: Acting,
): Decided {
  if (proposal.status !== 'returned') return no({ code: 'wrong_status', status: proposal.status })
  if (proposal.drafter.person !== acting.person) return no({ code: 'not_drafter' })
  assertRoute(command.route)
  const { title, mode, route } = command
  return asDrafter(acting, sameCapacity(proposal), (act) => ({
    ...act,
    type: 'resubmitted',
    title,
    mode,
    route,
  }))
}

function withdraw(proposal: Proposal, reasonText: string, acting: Acting): Decided {
  if (proposal.status !== 'in_approval' && proposal.status !== 'returned') {
    return no({ code: 'wrong_status', status: proposal.status })
  }
  if (proposal.drafter.person !== acting.person) return no({ code: 'not_drafter' })
  return withReason(reasonText, (reason) =>
    asDrafter(acting, sameCapacity(proposal), (act) => ({ ...act, type: 'withdrawn', reason })),
  )
}

/** 引戻し: an act on the route of one's own first, else, for the drafter, the submission. */
function takeBack(proposal: Proposal, acting: Acting): Decided {
  if (proposal.status === 'returned') return takeBackReturn(proposal, acting)
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  const own = takeBackMark(proposal, acting)
  if (own !== undefined && (own.ok || proposal.drafter.person !== acting.person)) return own
  if (proposal.drafter.person !== acting.person) return no({ code: 'nothing_to_take_back' })
  const last = proposal.marks.at(-1)
  if (proposal.marks.length > proposal.settledMarks && last !== undefined) {
    return no({ code: 'next_has_acted', by: last.by.capacity.title })
  }
  return asDrafter(acting, sameCapacity(proposal), (act) => ({ ...act, type: 'submission_taken_back' }))
}

/** Undefined when there is no act of the person's that still counts. */
function takeBackMark(proposal: InApproval, acting: Acting): Decided | undefined {
  const { route, marks, settledMarks } = proposal
  const index = marks.findLastIndex((mark) => mark.by.person === acting.person)
  const mark = marks[index]
  if (mark === undefined) return undefined
  const actor = actorAt(getStep(route, mark.step), acting)
  if (actor === undefined) return no({ code: 'nothing_to_take_back' })
  const stage = stageOf(route, mark.step)
  const followed = marks.find((it) => stageOf(route, it.step) > stage)
  if (followed !== undefined) return no({ code: 'next_has_acted', by: followed.by.capacity.title })
  if (index < settledMarks) {
    // Since this act the proposal has been with its drafter and come again.
    return no({ code: 'next_has_acted', by: proposal.drafter.capacity.title })
  }
  return unlessChanged(acting, yes([{ ...actOf(actor, acting), type: 'act_taken_back', step: mark.step }]))
}

/** A 差戻し is taken back while the drafter has not touched the text or a file. */
function takeBackReturn(proposal: Returned, acting: Acting): Decided {
  if (proposal.cause.by !== 'step' || proposal.cause.actor.person !== acting.person) {
    return no({ code: 'nothing_to_take_back' })
  }
  const actor = actorAt(getStep(proposal.route, proposal.cause.step), acting)
  if (actor === undefined) return no({ code: 'nothing_to_take_back' })
  if (acting.currentManifest !== proposal.manifestSha256) {
    return no({ code: 'next_has_acted', by: proposal.drafter.capacity.title })
  }
  return unlessChanged(
    acting,
    yes([{ ...actOf(actor, acting), type: 'act_taken_back', step: proposal.cause.step }]),
  )
}

/** An act in the stage that waits now, by whoever holds the post at that instant. */
function atStep(
  proposal: Proposal,
  acting: Acting,
  role: StepRole | 'any',
  event: (act: ActFields, step: string) => ApprovalEvent,
): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  const { route, marks, turn } = proposal
  const waiting = waitingSteps(route, marks, turn)
  const mine = waiting.filter((step) => actorAt(step, acting) !== undefined)
  const [first] = mine
  if (first === undefined) {
    if (requiredSteps(route, turn).some((step) => actorAt(step, acting) !== undefined)) {
      return no({ code: 'already_acted' })
    }
    return no({
      code: 'not_your_turn',
      waitingFor: waiting.map(({ post, postName }) => ({ post, postName })),
    })
  }
  const step = role === 'any' ? first : mine.find((it) => it.role === role)
  if (step === undefined) return no({ code: 'wrong_role', role: first.role })
  if (step.role === 'decide' && role === 'decide' && proposal.drafter.person === acting.person) {
    return no({ code: 'drafter_may_not_decide' })
  }
  const actor = actorAt(step, acting)
  if (actor === undefined) throw new Error(`${acting.person} lost post ${step.post} while acting`)
  // What lies on the route is frozen: another manifest than the submitted one is never signed.
  if (acting.currentManifest !== proposal.manifestSha256) {
    return no({ code: 'manifest_changed', shown: proposal.manifestSha256, current: acting.currentManifest })
  }
  return unlessChanged(acting, yes([event(actOf(actor, acting), step.id)]))
}

function asDrafter(
  acting: Acting,
  preferred: (capacity: Capacity) => boolean,
  event: (act: ActFields) => ApprovalEvent,
): Decided {
  const capacity = acting.capacities.find(preferred) ?? acting.capacities[0]
  if (capacity === undefined) return no({ code: 'no_post' })
  const actor: Actor = { person: acting.person, name: acting.name, capacity, alsoAs: [] }
  return unlessChanged(acting, yes([event(actOf(actor, acting))]))
}

function sameCapacity(proposal: InApproval | Returned): (capacity: Capacity) => boolean {
  return (it) => it.post === proposal.drafter.capacity.post
}

/** nobody's act binds to something other than what was shown. */
function unlessChanged(acting: Acting, decided: Decided): Decided {
  if (acting.shownManifest === acting.currentManifest) return decided
  return no({ code: 'manifest_changed', shown: acting.shownManifest, current: acting.currentManifest })
}

/** The person as holder of the step's post, with every merged post that is held too; undefined without the post. */
function actorAt(step: Step, acting: Acting): Actor | undefined {
  const capacity = acting.capacities.find((it) => it.post === step.post)
  if (capacity === undefined) return undefined
  const alsoAs = step.alsoFor.flatMap(({ post }) =>
    acting.capacities.filter((it) => it.post === post).slice(0, 1),
  )
  return { person: acting.person, name: acting.name, capacity, alsoAs }
}

function actOf(by: Actor, acting: Acting): ActFields {
  return { by, at: acting.at, manifestSha256: acting.shownManifest }
}

function said(command: { readonly comment?: string }): { readonly comment?: string } {
  return command.comment === undefined || isBlank(command.comment) ? {} : { comment: command.comment }
}

function withReason(text: string, then: (reason: string) => Decided): Decided {
  return isBlank(text) ? no({ code: 'reason_missing' }) : then(text)
}

/** exactly one 決裁, alone in the last stage. Compiling makes no other route, so another one is a bug. */
function assertRoute(route: Route): void {
  const steps = route.stages.flatMap((stage) => stage.steps)
  const last = route.stages.at(-1)?.steps
  if (
    last?.length !== 1 ||
    last[0]?.role !== 'decide' ||
    last[0].skipped !== undefined ||
    steps.filter((step) => step.role === 'decide').length !== 1 ||
    new Set(steps.map((step) => step.id)).size !== steps.length
  ) {
    throw new Error('a route must end in exactly one 決裁 and name each step once')
  }
  firstWaitingStage(route, [], 0)
}
