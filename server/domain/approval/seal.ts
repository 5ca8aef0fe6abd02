import type { PostId } from '../ids.ts'
import { no, yes } from '../result.ts'
import {
  type Decided,
  actOf,
  actorAt,
  event,
  named,
  said,
  titlesOf,
  unlessChanged,
  withReason,
} from './acting.ts'
import { actingAt } from './acting-decision.ts'
import type { Acting, ActingClaim, CommandOf } from './commands.ts'
import { isBlank } from './completeness.ts'
import type { Actor, ApprovalEvent } from './events.ts'
import {
  findStage,
  isFor,
  markAt,
  openObjections,
  requiredSteps,
  stageOf,
  stepsOf,
  stepsWaitingNow,
  waitingSteps,
} from './progress.ts'
import type { InApproval, Proposal } from './proposal.ts'
import type { Refusal } from './refusals.ts'
import { type Step, type StepKind, decidingStepOf, kindOfStep } from './route.ts'
import { runFrom } from './runs.ts'
import { earlierActOf, hasDrafted } from './seats.ts'

type SealCommand = CommandOf<'approve' | 'provisionally_decide' | 'examine' | 'concur' | 'decide'>
/** Where somebody acts: the step, the steps right before it that the same person takes along, and as whom. */
type Place = { readonly step: Step; readonly along: readonly Step[]; readonly by: Actor }

const kindOf: Readonly<Record<SealCommand['type'], StepKind>> = {
  approve: 'review',
  provisionally_decide: 'provisional',
  examine: 'examine',
  concur: 'concur',
  decide: 'decide',
}

/** 承認・審査・合議・決裁 in the step that waits now, by whoever holds the post at that instant, or lawfully acts for it. */
export function seal(proposal: Proposal, command: SealCommand, acting: Acting): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  if ('acting' in command && command.acting !== undefined) {
    return sealFor(proposal, command, command.acting, acting)
  }
  const found = placeOf(proposal, kindOf[command.type], acting, command.as)
  if (!found.ok) return found
  const { step, along, by } = found.value
  const refusal =
    whyNotAt(proposal, [step, ...along], acting) ??
    whyNotSealed(proposal, command, [step, ...along]) ??
    whyNotLast(proposal, [step, ...along], by)
  if (refusal !== undefined) return no(refusal)
  return unlessChanged(acting, yes([sealEvent(command, step, along, by, acting)]))
}

/** 代決: in the step of an absent holder. */
function sealFor(
  proposal: InApproval,
  command: CommandOf<'concur' | 'decide'>,
  claim: ActingClaim,
  acting: Acting,
): Decided {
  const role = kindOf[command.type]
  const steps = stepsWaitingNow(proposal).filter(
    (it) => it.role === role && actorAt(it, acting) === undefined,
  )
  // Several 合議先 may wait at once: it is the one whose holder the person may stand in for.
  const tried = steps.map((step) => ({ step, stood: actingAt(proposal, step, claim, acting) }))
  const found = tried.find((it) => it.stood.ok) ?? tried.find((it) => isInOrder(it.step, acting)) ?? tried[0]
  if (found === undefined) return no(notYourTurn(proposal, acting))
  const { step, stood } = found
  if (!stood.ok) return stood
  const { by, actingFor, postReview } = stood.value
  const refusal =
    whyNotBound(proposal, acting) ??
    heldBy(proposal, step, acting) ??
    whyNotSealed(proposal, command, [step]) ??
    whyNotLast(proposal, [step], by)
  if (refusal !== undefined) return no(refusal)
  const sealed = { ...sealEvent(command, step, [], by, acting), actingFor }
  return unlessChanged(
    acting,
    yes([(postReview ? sealed : { ...sealed, postReview: false }) as ApprovalEvent]),
  )
}

/** Whether the person has a place in the order of those who stand in at a step. */
function isInOrder(step: Step, acting: Acting): boolean {
  const { standIns } = acting.facts.seatOf(step.post)
  return standIns.some((it) => it.holders.some((one) => one.person === acting.person))
}

function sealEvent(
  command: SealCommand,
  step: Step,
  along: readonly Step[],
  by: Actor,
  acting: Acting,
): ApprovalEvent {
  const fields = {
    ...actOf(by, acting),
    ...said(command),
    step: step.id,
    ...(along.length === 0 ? {} : { also: along.map((it) => it.id) }),
    ...(command.paperChecked === true ? { paperChecked: true as const } : {}),
  }
  switch (command.type) {
    case 'approve':
      return { ...fields, type: 'approved' }
    case 'provisionally_decide':
      return { ...fields, type: 'provisionally_decided' }
    case 'examine':
      return { ...fields, type: 'examined' }
    case 'concur':
      return { ...fields, type: 'concurred', opinion: command.opinion }
    case 'decide':
      return {
        ...fields,
        type: 'decided',
        ...(command.condition === undefined || isBlank(command.condition)
          ? {}
          : { condition: command.condition }),
        ...(command.number === undefined ? {} : { number: command.number }),
      }
  }
}

/** What a seal must bring along: the words of a condition or objection, the tick of 併用決裁. */
function whyNotSealed(
  proposal: InApproval,
  command: SealCommand,
  steps: readonly Step[],
): Refusal | undefined {
  const { paper } = proposal.matter
  const into = steps.map((it) => it.id)
  if (paper !== undefined && command.paperChecked !== true && needsTick(proposal, into)) {
    return { code: 'paper_not_checked', what: paper.what }
  }
  if (command.type === 'concur' && command.opinion !== 'agree' && isBlank(command.comment ?? '')) {
    return { code: 'reason_missing', of: command.opinion }
  }
  return undefined
}

/** Whether a seal in these steps says that the paper was looked at: as those they are, or that were merged into them. */
export function needsTick(
  { route, policy }: Pick<InApproval, 'route' | 'policy'>,
  into: readonly string[],
): boolean {
  return stepsOf(route)
    .filter(
      ({ id, skipped }) => into.includes(id) || (skipped?.reason === 'merged' && into.includes(skipped.into)),
    )
    .some((step) => policy.settings.paperTickOf.includes(step.role))
}

/**
 * Nobody decides over a step that an older version merged into the 決裁 and that this act does not go through: it waits
 * for the holder of its post.
 */
function whyNotLast(proposal: InApproval, [step, ...along]: readonly Step[], by: Actor): Refusal | undefined {
  if (step?.role !== 'decide') return undefined
  const open = stepsWaitingNow(proposal).filter(
    (it) =>
      it.role !== 'decide' &&
      !along.includes(it) &&
      !(it.skipped?.reason === 'merged' && it.skipped.into === step.id && isFor(by, it.post)),
  )
  return open.length === 0 ? undefined : notYourTurnBefore(open)
}

/** 否決 by the decider. */
export function reject(proposal: Proposal, command: CommandOf<'reject'>, acting: Acting): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  const found = placeOf(proposal, 'decide', acting, command.as)
  if (!found.ok) return found
  const { step, along, by } = found.value
  const refusal = whyNotAt(proposal, [step, ...along], acting)
  if (refusal !== undefined) return no(refusal)
  return withReason(command.reason, (reason) =>
    unlessChanged(
      acting,
      event({
        ...actOf(by, acting),
        type: 'rejected',
        step: step.id,
        reason,
        ...(along.length === 0 ? {} : { also: along.map((it) => it.id) }),
      }),
    ),
  )
}

/** 差戻し by anybody whose turn it is: to the drafter, or to somebody who acted before. */
export function sendBack(proposal: Proposal, command: CommandOf<'return'>, acting: Acting): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  const found = ownStep(proposal, acting, command.as)
  if (!found.ok) return found
  const step = found.value
  const by = actorAt(step, acting)
  if (by === undefined) throw new Error(`${acting.person} lost post ${step.post} while acting`)
  const refusal = whyNotBound(proposal, acting) ?? heldBy(proposal, step, acting)
  if (refusal !== undefined) return no(refusal)
  const { to } = command
  const asked = proposal.marks.find((it) => it.act === 'returned')
  // It goes to the drafter, with every reason: sent elsewhere, the first one would be lost.
  if (to !== undefined && asked !== undefined) return no({ code: 'return_asked', by: named(asked.by) })
  if (to !== undefined && !mayReturnTo(proposal, to)) {
    return no({ code: 'no_such_earlier_step', possible: returnTargets(proposal).map((it) => it.postName) })
  }
  return withReason(command.reason, (reason) =>
    unlessChanged(
      acting,
      event({
        ...actOf(by, acting),
        type: 'returned',
        step: step.id,
        reason,
        ...(to === undefined ? {} : { to }),
        ...(to === undefined && awaitedBy(proposal, step.id).length > 0 ? { collected: true } : {}),
      }),
    ),
  )
}

/** Steps a 差戻し may go to besides the drafter: those of earlier stages that somebody acted in. */
export function returnTargets(proposal: Proposal): readonly Step[] {
  if (proposal.status !== 'in_approval' || proposal.marks.some((it) => it.act === 'returned')) return []
  return proposal.route.stages
    .slice(0, proposal.turn)
    .flatMap((stage) => stage.steps)
    .filter((step) => mayReturnTo(proposal, step.id))
}

function mayReturnTo(proposal: InApproval, to: string): boolean {
  const stage = findStage(proposal.route, to)
  return stage !== undefined && stage < proposal.turn && markAt(proposal.marks, to) !== undefined
}

/** Whose word a 差戻し from a step waits for, where the body waits for all of a parallel stage; elsewhere nobody's. */
export function awaitedBy(proposal: InApproval, step: string): readonly Step[] {
  const stage = stageOf(proposal.route, step)
  if (
    proposal.policy.settings.concurCollect !== 'wait_all' ||
    proposal.route.stages[stage]?.needs !== undefined
  ) {
    return []
  }
  return waitingSteps(proposal, stage).filter(
    (it) => it.id !== step && markAt(proposal.marks, it.id) === undefined,
  )
}

type Found<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Refusal }

/** The person's own waiting step, whatever its role; `as`: in which post, where several wait (兼務). */
export function ownStep(proposal: InApproval, acting: Acting, as?: PostId): Found<Step> {
  const runs = ownRuns(proposal, acting, as)
  if (!runs.ok) return runs
  const step = runs.value[0]?.[0]
  return step === undefined ? no(notYourTurn(proposal, acting)) : yes(step)
}

/** The steps that wait for the person, each with those it takes along: in the post `as`, or in any. */
function ownRuns(proposal: InApproval, acting: Acting, as?: PostId): Found<readonly (readonly Step[])[]> {
  if (as !== undefined && !acting.capacities.some((it) => it.post === as)) {
    return no({ code: 'not_your_capacity', post: as, held: titlesOf(acting) })
  }
  const mine = stepsWaitingNow(proposal).filter((it) => actorAt(it, acting) !== undefined)
  // Who acts as 職務代理者 and goes through the step of the own post on the way names either of the two.
  return yes(
    mine
      .map((step) => runFrom(proposal, step, acting))
      .filter((run) => as === undefined || run.some((it) => it.post === as)),
  )
}

/**
 * Where a person acts in a role. Adjacent steps of one person are gone through together, whenever they became so
 * (兼務・事務取扱・職務代理): the act is that of the last one, and both capacities are recorded.
 */
function placeOf(proposal: InApproval, kind: StepKind, acting: Acting, as?: PostId): Found<Place> {
  const found = ownRuns(proposal, acting, as)
  if (!found.ok) return found
  const runs = found.value
  const first = runs[0]?.[0]
  if (first === undefined) return no(notYourTurn(proposal, acting))
  const run = runs.find((it) => kindOfStep(it.at(-1)) === kind)
  const step = run?.at(-1)
  if (run === undefined || step === undefined) {
    return no({ code: 'wrong_role', role: kindOfStep(runs[0]?.at(-1)) ?? first.role })
  }
  const by = actorAt(step, acting)
  if (by === undefined) throw new Error(`${acting.person} lost post ${step.post} while acting`)
  const along = run.slice(0, -1)
  const others = along.flatMap((it) => acting.capacities.filter((one) => one.post === it.post))
  return yes({ step, along, by: { ...by, alsoAs: [...others, ...by.alsoAs] } })
}

/** What stands in the way of one's own step, and of those it takes along. */
function whyNotAt(proposal: InApproval, steps: readonly Step[], acting: Acting): Refusal | undefined {
  const first = (why: (step: Step) => Refusal | undefined): Refusal | undefined =>
    steps.map(why).find((refusal) => refusal !== undefined)
  return (
    first((step) => whyNotDrafter(proposal, step, acting)) ??
    whyNotBound(proposal, acting) ??
    first((step) => heldBy(proposal, step, acting)) ??
    first((step) => sameAgain(proposal, step, acting))
  )
}

/** Why this holder of the post may not act in the step, whenever its turn is. */
export function whyNotInSeat(proposal: InApproval, step: Step, acting: Acting): Refusal | undefined {
  return whyNotDrafter(proposal, step, acting) ?? sameAgain(proposal, step, acting)
}

function whyNotDrafter(proposal: InApproval, step: Step, acting: Acting): Refusal | undefined {
  if (!hasDrafted(proposal, acting.person)) return undefined
  if (step.role !== 'decide') return { code: 'drafter_may_not_approve' }
  const allowed = step.because.some((it) => it.code === 'self_decides')
  return allowed ? undefined : { code: 'drafter_may_not_decide' }
}

/** What lies on the route is frozen: another manifest than the submitted one is never signed. */
function whyNotBound(proposal: InApproval, acting: Acting): Refusal | undefined {
  return acting.currentManifest === proposal.manifestSha256
    ? undefined
    : { code: 'manifest_changed', shown: proposal.manifestSha256, current: acting.currentManifest }
}

/**
 * 保留 binds the other holders of the same post, and whoever stands in, while the one who holds still has the post
 * (人事異動) and is there.
 */
export function heldBy(proposal: InApproval, step: Step, acting: Acting): Refusal | undefined {
  const hold = proposal.holds.find((it) => it.step === step.id && it.by.person !== acting.person)
  if (hold === undefined) return undefined
  const holder = acting.facts.seatOf(step.post).holders.find((it) => it.person === hold.by.person)
  if (holder === undefined || holder.absence !== undefined) return undefined
  return { code: 'held', by: hold.by.name, reason: hold.reason }
}

/** The records office looks first at somebody who acted before in another post. */
function sameAgain(proposal: InApproval, step: Step, acting: Acting): Refusal | undefined {
  const earlier = earlierActOf(proposal, step, acting.person)
  return earlier && { code: 'same_person_again', postName: step.postName, earlier: earlier.by.capacity.title }
}

/** Why nothing waits for this person now. */
function notYourTurn(proposal: InApproval, acting: Acting): Refusal {
  const { route, turn } = proposal
  const waiting = stepsWaitingNow(proposal)
  const decides = decidingStepOf(route)
  if (waiting.length === 0 && decides !== undefined && actorAt(decides, acting) !== undefined) {
    return { code: 'objection_unanswered', of: openObjections(proposal).map((it) => it.by.capacity.title) }
  }
  const own = requiredSteps(route, turn).find(
    (step) => actorAt(step, acting) !== undefined && !waiting.includes(step),
  )
  const mark = own && markAt(proposal.marks, own.id)
  if (own !== undefined && mark !== undefined) {
    return { code: 'already_acted', postName: own.postName, by: named(mark.by), at: mark.at }
  }
  return notYourTurnBefore(waiting)
}

function notYourTurnBefore(waiting: readonly Step[]): Refusal {
  return { code: 'not_your_turn', waitingFor: waiting.map(({ post, postName }) => ({ post, postName })) }
}
