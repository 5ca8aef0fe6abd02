import type { PostId } from '../ids.ts'
import type { Actor } from './events.ts'
import type { Mark, OnRoute, Proposal } from './proposal.ts'
import type { Route, Step } from './route.ts'

/** What of a proposal tells how far it has come. */
export type Progress = Pick<
  OnRoute,
  'route' | 'marks' | 'passed' | 'responses' | 'policy' | 'sentBack' | 'objected'
>

/** Whether somebody must act in a step. One that an older version merged into that of another post must be. */
export function isRequired(route: Route, { post, skipped }: Step): boolean {
  if (skipped === undefined) return true
  if (skipped.reason !== 'merged') return false
  return stepsOf(route).find((it) => it.id === skipped.into)?.post !== post
}

/** Steps of a stage that somebody must act in, in route order; skipped ones need nobody. */
export function requiredSteps(route: Route, stage: number): readonly Step[] {
  return (route.stages[stage]?.steps ?? []).filter((step) => isRequired(route, step))
}

/** The act that counts at a step now. */
export function markAt(marks: readonly Mark[], step: string): Mark | undefined {
  return marks.find((mark) => mark.step === step)
}

/** Objections without 処理意見, in the order they were raised. */
export function openObjections({ marks, responses }: Progress): readonly Mark[] {
  return marks.filter(
    (mark) => mark.opinion === 'object' && !responses.some((response) => response.step === mark.step),
  )
}

/** Objections that stand, answered or not: 合議が調わない. */
export function standingObjections({ marks }: Progress): readonly Mark[] {
  return marks.filter((mark) => mark.opinion === 'object')
}

/** Whether a step has been gone through: acted in, or lawfully passed over. */
export function isSettled(progress: Progress, step: Step): boolean {
  if (progress.passed.some((it) => it.step === step.id)) return true
  if (wentAlong(progress.marks, step)) return true
  return markAt(progress.marks, step.id) !== undefined && !isBlockedAt(progress, step)
}

/** Whether a step that an older version merged into another was gone through there: by somebody with its post as well. */
export function wentAlong(marks: readonly Mark[], step: Step): boolean {
  if (step.skipped?.reason !== 'merged') return false
  const into = markAt(marks, step.skipped.into)
  return into !== undefined && into.act !== 'returned' && isFor(into.by, step.post)
}

/** Whether somebody acted as holder of this post, be it among others. */
export function isFor({ capacity, alsoAs }: Actor, post: PostId): boolean {
  return [capacity, ...alsoAs].some((it) => it.post === post)
}

/** Where the body lets 合議 block, an objection leaves the step open until the one who raised it gives way. */
function isBlockedAt(progress: Progress, step: Step): boolean {
  return (
    progress.policy.settings.concurObjection === 'blocking' &&
    markAt(progress.marks, step.id)?.opinion === 'object'
  )
}

/** Whether an objection keeps a stage from being done, though nobody may be waiting in it. */
export function isStageBlocked(progress: Progress, stage: number): boolean {
  return requiredSteps(progress.route, stage).some((step) => isBlockedAt(progress, step))
}

/** Whether the next stage may begin. */
export function isStageDone(progress: Progress, stage: number): boolean {
  const required = requiredSteps(progress.route, stage)
  // Where 合議 blocks, one objection does, however few of the stage would suffice.
  if (isStageBlocked(progress, stage)) return false
  // Nor does a quorum do without somebody who got the case back, or whose objection fell unheard.
  const again = [...progress.sentBack.map((it) => it.step), ...(progress.objected ?? [])]
  if (required.some((step) => again.includes(step.id) && !isSettled(progress, step))) return false
  const settled = required.filter((step) => isSettled(progress, step)).length
  const needed = progress.route.stages[stage]?.needs ?? required.length
  return settled >= Math.min(needed, required.length)
}

/**
 * Steps of a stage that still wait for somebody's act. Under blocking 合議 that is the objector again, once there is a
 * 処理意見 to look at.
 */
export function waitingSteps(progress: Progress, stage: number): readonly Step[] {
  if (isStageDone(progress, stage)) return []
  return requiredSteps(progress.route, stage).filter((step) => {
    if (isSettled(progress, step)) return false
    const objection = markAt(progress.marks, step.id)
    return objection === undefined || progress.responses.some((it) => it.step === step.id)
  })
}

/**
 * Index of the first stage in which something is still open. Throws at the end of the route: the last stage is the
 * 決裁, and its act ends the proposal.
 */
export function firstOpenStage(progress: Progress): number {
  const stage = progress.route.stages.findIndex((_, index) => !isStageDone(progress, index))
  if (stage === -1) throw new Error('the route has no open stage left')
  return stage
}

/** whether the decider must wait for 処理意見. */
export function isDecisionBarred(progress: Progress): boolean {
  return progress.policy.settings.concurObjection !== 'opinion' && openObjections(progress).length > 0
}

/** Steps whose holders may act now; the decider's is not among them while objections are unanswered. */
export function stepsWaitingNow(proposal: Proposal): readonly Step[] {
  if (proposal.status !== 'in_approval') return []
  // Stages before the turn are done; in a route of an older version a step left out for a later one may come back.
  const waiting = proposal.route.stages
    .slice(0, proposal.turn + 1)
    .flatMap((_, stage) => waitingSteps(proposal, stage))
  return isDecisionBarred(proposal) ? waiting.filter((step) => step.role !== 'decide') : waiting
}

/** Required steps after the waiting stage that nobody has acted in, in route order. */
export function stepsAhead(proposal: Proposal): readonly Step[] {
  if (proposal.status !== 'in_approval') return []
  return proposal.route.stages
    .flatMap((_, stage) => (stage > proposal.turn ? requiredSteps(proposal.route, stage) : []))
    .filter((step) => !isSettled(proposal, step))
}

/** Index of the stage that a step belongs to. Throws when the route has no such step. */
export function stageOf(route: Route, step: string): number {
  const stage = findStage(route, step)
  if (stage === undefined) throw new Error(`the route has no step ${step}`)
  return stage
}

/** The same; undefined when the route has no such step. */
export function findStage(route: Route, step: string): number | undefined {
  const stage = route.stages.findIndex((it) => it.steps.some((one) => one.id === step))
  return stage === -1 ? undefined : stage
}

/** The step of that id. Throws when the route has none. */
export function getStep(route: Route, id: string): Step {
  const step = route.stages[stageOf(route, id)]?.steps.find((it) => it.id === id)
  if (step === undefined) throw new Error(`the route has no step ${id}`)
  return step
}

/** The step of another route for the same post in the same role; undefined when there is none, or it was left out. */
export function findSeat(route: Route, { role, post }: Step): Step | undefined {
  return stepsOf(route).find(
    (it) => it.role === role && it.post === post && it.skipped?.reason !== 'left_out',
  )
}

/** All steps in route order. */
export function stepsOf(route: Route): readonly Step[] {
  return route.stages.flatMap((stage) => stage.steps)
}

/** Every post the route asks, also those whose step is gone through in another one. */
export function postsOf(route: Route): readonly PostId[] {
  const posts = stepsOf(route).flatMap((step) => [step.post, ...(step.alsoFor ?? []).map((it) => it.post)])
  return [...new Set(posts)]
}
