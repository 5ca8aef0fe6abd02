import { actorAt } from './acting.ts'
import type { Acting } from './commands.ts'
import {
  isDecisionBarred,
  isStageBlocked,
  isStageDone,
  requiredSteps,
  stageOf,
  stepsWaitingNow,
  waitingSteps,
} from './progress.ts'
import type { InApproval } from './proposal.ts'
import { type Step, mayGoTogether } from './route.ts'

/** A step and those right after it that wait for the same person and nobody else, as far as one act may go. */
export function runFrom(proposal: InApproval, step: Step, acting: Acting): readonly Step[] {
  const run = [step]
  if (proposal.policy.settings.consecutiveSamePerson !== 'merge_and_record_both_capacities') return run
  // Somebody of the stage asked for 差戻し: with this act it goes back, so nothing further is taken along.
  if (proposal.marks.some((mark) => mark.act === 'returned')) return run
  let stage = stageOf(proposal.route, step.id)
  while (
    !isStageBlocked(proposal, stage) &&
    waitingSteps(proposal, stage).every((it) => it.id === run.at(-1)?.id)
  ) {
    const from = stage
    const next = proposal.route.stages.findIndex((_, index) => index > from && !isStageDone(proposal, index))
    const steps = next === -1 ? [] : requiredSteps(proposal.route, next)
    const [only] = steps
    if (only === undefined || steps.length !== 1 || actorAt(only, acting) === undefined) break
    if (!mayGoTogether(run.at(-1) ?? step, only)) break
    // An objection that blocks keeps the stage open although nobody waits in it.
    if (waitingSteps(proposal, next).length === 0) break
    if (only.role === 'decide' && isDecisionBarred(proposal)) break
    run.push(only)
    stage = next
  }
  return run
}

/** Steps the person's next act takes along (併合); empty when it is one step only, or nobody's turn. */
export function stepsTakenAlong(proposal: InApproval, acting: Acting): readonly Step[] {
  const [first] = stepsWaitingNow(proposal).filter((it) => actorAt(it, acting) !== undefined)
  return first === undefined ? [] : runFrom(proposal, first, acting).slice(0, -1)
}
