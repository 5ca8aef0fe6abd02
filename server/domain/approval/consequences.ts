import { mayKnow } from './beside-acts.ts'
import type { Acting } from './commands.ts'
import { type ApprovalEvent, theSystem } from './events.ts'
import { evolve } from './evolve.ts'
import { markAt, stepsWaitingNow } from './progress.ts'
import type { Proposal } from './proposal.ts'
import type { Step } from './route.ts'
import { hasDrafted } from './seats.ts'

/**
 * What follows from an act by itself, at the same instant: 回議者 who are registered absent are passed over and view it
 * later (後閲), the drafter's own step goes by (自己), a decided case is shown to those the route names (供覧・回覧).
 */
export function withConsequences(
  proposal: Proposal,
  events: readonly ApprovalEvent[],
  acting: Acting,
): readonly ApprovalEvent[] {
  const all = [...events]
  let state = events.reduce(evolve, proposal)
  // Each round passes a step over, and a route has no more steps than it has.
  for (;;) {
    const next = passOver(state, acting)
    if (next === undefined) break
    all.push(next)
    state = evolve(state, next)
  }
  if (!events.some((it) => it.type === 'decided')) return all
  // Who is in both is shown it once, for 供覧.
  for (const kind of ['circulate', 'inform'] as const) {
    const shown = circulated(state, acting, kind)
    if (shown === undefined) continue
    all.push(shown)
    state = evolve(state, shown)
  }
  return all
}

/** The next step that need not wait for anybody; undefined when all that wait are there. */
function passOver(state: Proposal, acting: Acting): ApprovalEvent | undefined {
  if (state.status !== 'in_approval') return undefined
  const { settings } = state.policy
  const fields = { by: theSystem, at: acting.at, manifestSha256: state.manifestSha256 }
  for (const step of stepsWaitingNow(state)) {
    // Whoever objected and looks at the 処理意見 is not passed over.
    if (step.role === 'decide' || markAt(state.marks, step.id) !== undefined) continue
    const { holders } = acting.facts.seatOf(step.post)
    if (holders.length === 0) continue
    if (settings.selfApproval === 'skip_and_record' && holders.every((it) => hasDrafted(state, it.person))) {
      return { ...fields, type: 'passed_over', step: step.id, cause: 'self', why: '起案者本人の段のため' }
    }
    const absences = holders.map((it) => it.absence)
    if (mayPassAbsent(state, step) && absences.every((it) => it !== undefined)) {
      return { ...fields, type: 'passed_over', step: step.id, cause: 'absence', why: absences[0] ?? '' }
    }
  }
  return undefined
}

/** Only 回議 goes by for an absence, and no 仮決裁; a 保留 was asked for and stays. */
function mayPassAbsent(state: Extract<Proposal, { status: 'in_approval' }>, step: Step): boolean {
  return (
    step.role === 'review' &&
    step.provisional !== true &&
    state.policy.settings.absentReviewer === 'post_review' &&
    !state.holds.some((it) => it.step === step.id) &&
    !state.sentBack.some((it) => it.step === step.id)
  )
}

/** 供覧 or 回覧 of a decided case to everybody in the units the route names who does not know it already. */
function circulated(
  state: Proposal,
  acting: Acting,
  kind: 'circulate' | 'inform',
): ApprovalEvent | undefined {
  if (state.status !== 'decided') return undefined
  const known = new Set([
    state.drafter.person,
    ...state.marks.map((mark) => mark.by.person),
    ...state.showings.map((it) => it.person),
  ])
  const to = state.route.circulation
    .filter((entry) => (entry.kind ?? 'circulate') === kind)
    .flatMap((entry) => acting.facts.peopleIn(entry.unit))
    .filter(
      (it, index, all) =>
        !known.has(it.person) &&
        all.findIndex((one) => one.person === it.person) === index &&
        mayKnow(state, it.person),
    )
  if (to.length === 0) return undefined
  return {
    by: theSystem,
    at: acting.at,
    manifestSha256: state.manifestSha256,
    type: 'circulated',
    kind,
    to,
  }
}
