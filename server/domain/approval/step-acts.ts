import type { PostId } from '../ids.ts'
import { no, yes } from '../result.ts'
import { type Decided, actOf, actorAt, event, named, unlessChanged, withReason } from './acting.ts'
import type { Acting, CommandOf } from './commands.ts'
import { mayJudge } from './marks.ts'
import { getStep, isDecisionBarred, openObjections, stageOf, stepsAhead, waitingSteps } from './progress.ts'
import type { Edit, InApproval, Proposal } from './proposal.ts'
import type { Step, StepRole } from './route.ts'
import { heldBy, ownStep, whyNotInSeat } from './seal.ts'

/**
 * 引上げ: a later 回議者 or the decider takes an urgent case before the earlier ones acted; they view it later (後閲).
 * 合議 and 審査 are never passed over, nor is a 仮決裁.
 */
export function pullUp(proposal: Proposal, reasonText: string, acting: Acting): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  const { settings } = proposal.policy
  const roles: readonly StepRole[] = ['review', 'decide']
  const mine = stepsAhead(proposal).find(
    (step) => roles.includes(step.role) && actorAt(step, acting) !== undefined,
  )
  const by = mine && actorAt(mine, acting)
  if (mine === undefined || by === undefined) return no({ code: 'nothing_to_pull_up' })
  // Who may not act there has no reason to pass anybody over.
  const barred = whyNotInSeat(proposal, mine, acting)
  if (barred !== undefined) return no(barred)
  if (settings.pullUpRequires === 'urgent' && !proposal.matter.urgent)
    return no({ code: 'pull_up_not_urgent', drafter: named(proposal.drafter) })
  if (mine.role === 'decide' && isDecisionBarred(proposal)) {
    return no({
      code: 'objection_unanswered',
      of: openObjections(proposal).map((it) => it.by.capacity.title),
    })
  }
  const skipped = between(proposal, mine)
  // Somebody who asked for 差戻し and waits for the others of the stage is not outrun either.
  const asked = proposal.marks
    .filter((it) => it.act === 'returned')
    .map((it) => getStep(proposal.route, it.step))
  const kept = [
    ...asked,
    ...skipped.filter(
      (step) => step.provisional === true || !settings.pullUpMaySkip.some((role) => role === step.role),
    ),
  ]
  if (kept.length > 0) return no({ code: 'pull_up_cannot_skip', steps: kept.map((step) => step.postName) })
  return withReason(reasonText, (reason) =>
    unlessChanged(
      acting,
      event({
        ...actOf(by, acting),
        type: 'pulled_up',
        step: mine.id,
        skipped: skipped.map((step) => step.id),
        reason,
      }),
    ),
  )
}

/** Everything still open before a step: what waits now, also an objection that blocks, and what lies between. */
function between(proposal: InApproval, target: Step): readonly Step[] {
  const end = stageOf(proposal.route, target.id)
  return proposal.route.stages
    .slice(proposal.turn, end)
    .flatMap((_, index) => openSteps(proposal, proposal.turn + index))
}

function openSteps(proposal: InApproval, stage: number): readonly Step[] {
  const waiting = waitingSteps(proposal, stage)
  const blocking = openObjections(proposal)
    .filter((it) => stageOf(proposal.route, it.step) === stage)
    .flatMap((it) => proposal.route.stages[stage]?.steps.filter((step) => step.id === it.step) ?? [])
  return proposal.policy.settings.concurObjection === 'blocking' ? [...waiting, ...blocking] : waiting
}

/** 保留: the holder of a waiting step keeps it; other holders of the same post leave it alone. */
export function hold(proposal: Proposal, command: CommandOf<'hold'>, acting: Acting): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  const step = ownStep(proposal, acting, command.as)
  if (!step.ok) return step
  const own = proposal.holds.find((it) => it.step === step.value.id && it.by.person === acting.person)
  if (own !== undefined) return no({ code: 'held', by: own.by.name, reason: own.reason })
  const held = heldBy(proposal, step.value, acting)
  if (held !== undefined) return no(held)
  const by = actorAt(step.value, acting)
  if (by === undefined) return no({ code: 'no_post' })
  return withReason(command.reason, (reason) =>
    unlessChanged(acting, event({ ...actOf(by, acting), type: 'held', step: step.value.id, reason })),
  )
}

/** The end of one's own 保留, by whoever still has the post. */
export function endHold(proposal: Proposal, acting: Acting): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  for (const held of proposal.holds.filter((it) => it.by.person === acting.person)) {
    const by = actorAt(getStep(proposal.route, held.step), acting)
    if (by === undefined) continue
    return unlessChanged(acting, event({ ...actOf(by, acting), type: 'hold_ended', step: held.step }))
  }
  return no({ code: 'nothing_held' })
}

/**
 * 直接編集 on the way, by whoever's turn it is: the editor says 軽微 or 重要, and the next line manager lets 軽微 stand
 * or judges it 重要.
 */
export function revise(proposal: Proposal, command: CommandOf<'revise'>, acting: Acting): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  const step = ownStep(proposal, acting, command.as)
  if (!step.ok) return step
  const by = actorAt(step.value, acting)
  if (by === undefined) return no({ code: 'no_post' })
  const held = heldBy(proposal, step.value, acting)
  if (held !== undefined) return no(held)
  const { effect, changes, to } = command
  if (changes.length === 0 || to === proposal.manifestSha256) return no({ code: 'nothing_changed' })
  return withReason(command.reason, (reason) =>
    unlessChanged(
      acting,
      event({ ...actOf(by, acting), type: 'revised', step: step.value.id, effect, changes, to, reason }),
    ),
  )
}

/** Corrections called 軽微 that this person, as the next line manager, lets stand by acting or judges 重要. */
export function editsToJudge(proposal: InApproval, acting: Acting, as?: PostId): readonly Edit[] {
  const step = ownStep(proposal, acting, as)
  const by = step.ok ? actorAt(step.value, acting) : undefined
  if (!step.ok || by === undefined) return []
  return proposal.edits.filter((it) => mayJudge(proposal.route, it, { step: step.value.id, by }))
}

/** The next line manager finds a 軽微な変更 重要: those who sealed before are asked anew. */
export function judgeEdit(proposal: Proposal, command: CommandOf<'judge_edit'>, acting: Acting): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  const step = ownStep(proposal, acting, command.as)
  if (!step.ok) return step
  const by = actorAt(step.value, acting)
  const held = heldBy(proposal, step.value, acting)
  if (held !== undefined) return no(held)
  if (by === undefined || editsToJudge(proposal, acting, command.as).length === 0) {
    return no({ code: 'no_edit_to_judge' })
  }
  return withReason(command.reason, (reason) =>
    unlessChanged(
      acting,
      yes([{ ...actOf(by, acting), type: 'edit_judged_major', step: step.value.id, reason }]),
    ),
  )
}
