import type { EventOf } from '../domain/approval/events.ts'
import type { Stage, Step } from '../domain/approval/route.ts'
import type { Ledger } from './approval-ledger.ts'

/** What is missing in a stage for the next one to begin; undefined when nothing is. */
export function missingIn(ledger: Ledger, stage: Stage): string | undefined {
  const required = stage.steps.filter((step) => step.skipped === undefined)
  const standing = required.filter((step) => ledger.stood.has(step.id))
  const again = [...ledger.again.objected, ...ledger.again.sentTo]
  if (required.some((step) => again.includes(step.id) && !isSettled(ledger, step)))
    return 'one must act again'
  if (standing.length < Math.min(stage.needs ?? required.length, required.length)) return 'not enough acts'
  for (const step of standing) {
    const it = ledger.stood.get(step.id)
    if (it?.how === 'asked_return') return `${step.postName} asked for 差戻し`
    if ((it?.how === 'pull_up' || it?.how === 'absence') && step.role !== 'review')
      return `${step.role} passed over`
    if (it?.how === 'merged' && ledger.stood.get(it.into)?.how !== 'sealed') return 'merged into nothing'
    const blocks = ledger.settings.concurObjection === 'blocking'
    if (it?.how === 'sealed' && it.opinion === 'object' && blocks) return 'an objection blocks'
  }
  return undefined
}

/** Why a decision is not lawful by the log; undefined when it is. */
export function whyUndecidable(ledger: Ledger, event: EventOf<'decided'>): string | undefined {
  const { stages } = ledger.route
  const last = stages.at(-1)?.steps
  if (last?.length !== 1 || last[0]?.id !== event.step || last[0].role !== 'decide')
    return 'not the last step'
  const also = new Set(event.also)
  for (const stage of stages.slice(0, -1)) {
    const rest = { ...stage, steps: stage.steps.filter((step) => !also.has(step.id)) }
    const missing = missingIn(ledger, rest)
    if (missing !== undefined) return missing
  }
  return isBarred(ledger) ? 'an objection is unanswered' : undefined
}

/** Whether an objection stands without 処理意見. */
export function isUnanswered({ stood }: Ledger): boolean {
  return [...stood.values()].some((it) => it.how === 'sealed' && it.opinion === 'object' && !it.answered)
}

/** whether the decider must not get it yet. */
export function isBarred(ledger: Ledger): boolean {
  return ledger.settings.concurObjection !== 'opinion' && isUnanswered(ledger)
}

/** Index of the stage whose turn it is. */
export function turnIn(ledger: Ledger): number {
  return ledger.route.stages.findIndex((stage) => missingIn(ledger, stage) !== undefined)
}

/** Whether a step was gone through; one that objects and blocks is open until it gives way, also to another post. */
export function isSettled({ stood, settings }: Ledger, step: Step): boolean {
  const it = stood.get(step.id)
  const blocks = settings.concurObjection === 'blocking' && it?.how === 'sealed' && it.opinion === 'object'
  return it !== undefined && !blocks
}

/** The steps in which somebody may act now. */
export function waitingIn(ledger: Ledger): readonly Step[] {
  const steps = ledger.route.stages[turnIn(ledger)]?.steps ?? []
  return steps.filter((step) => {
    if (step.skipped !== undefined || (step.role === 'decide' && isBarred(ledger))) return false
    if (isSettled(ledger, step)) return false
    // Who objects and blocks looks again once there is an answer to look at.
    const it = ledger.stood.get(step.id)
    return it?.how !== 'sealed' || it.answered
  })
}
