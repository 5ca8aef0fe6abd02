import type { EditEffect, MatterFacts } from './events.ts'
import { heardAgain } from './marks.ts'
import { getStep, stepsOf } from './progress.ts'
import type { Edit, Mark, OnRoute, PostReview } from './proposal.ts'
import type { Route, Step } from './route.ts'

/**
 * What a resumed proposal keeps in a new route: the acts in every step that is still asked of the same post in the same
 * role, wherever it comes now. A 合議先 or 審査 that is new is asked, and takes nobody else's seal; of a 併用決裁 whose
 * paper is new the seals that would have needed the tick are asked again.
 */
export function standing(base: OnRoute, route: Route, matter: MatterFacts): OnRoute {
  const asked = stepsOf(route)
  const unticked = unseenPaper(base, matter)
  const kept = new Set(
    stepsOf(base.route)
      .filter((step) => asked.some((it) => it.id === step.id && isSameSeat(it, step)))
      .filter((step) => !unticked.has(step.id))
      .map((step) => step.id),
  )
  // A step gone through together with another one, or passed over by it, falls with it.
  const passed = base.passed
    .filter((it) => kept.has(it.step) && (it.into === undefined || kept.has(it.into)))
    .map((it) => (it.cause === 'pull_up' ? { ...it, settled: true as const } : it))
  const marks = base.marks.filter((mark) => kept.has(mark.step) && mark.act !== 'returned')
  return {
    ...base,
    marks,
    passed,
    responses: base.responses.filter((it) => kept.has(it.step)),
    postReviews: stillOwed(base, { marks, passed }),
    // Who has not looked at them yet still lets them stand, or not.
    edits: base.edits.filter(isOpen).map((it) => ({ ...it, settled: true as const })),
  }
}

/** Whether a 軽微な変更 waits for a line manager. */
function isOpen({ effect, confirmedBy }: Edit): boolean {
  return effect === 'minor' && confirmedBy === undefined
}

/** Steps whose seals were given without a look at the paper that goes round now. */
function unseenPaper({ matter: before, policy, route, marks }: OnRoute, { paper }: MatterFacts): Set<string> {
  if (paper === undefined || paper.what === before.paper?.what) return new Set()
  const needTick = (step: string): boolean => policy.settings.paperTickOf.includes(getStep(route, step).role)
  return new Set(marks.map((mark) => mark.step).filter(needTick))
}

function isSameSeat(one: Step, other: Step): boolean {
  return one.role === other.role && one.post === other.post
}

/**
 * A newly compiled route with its steps called as in the route before: the same post in the same role keeps its id, and
 * every other step gets one that the route before does not have. What was said at a step is thereby found again.
 */
export function aligned(before: Route, after: Route): Route {
  const known = stepsOf(before)
  const free = known.slice()
  const ids = new Map<string, string>()
  for (const step of stepsOf(after)) {
    const at = free.findIndex((it) => isSameSeat(it, step))
    const [same] = at === -1 ? [] : free.splice(at, 1)
    if (same !== undefined) ids.set(step.id, same.id)
  }
  let last = Math.max(0, ...known.map(({ id }) => Number(/^s(\d+)$/.exec(id)?.[1] ?? 0)))
  const idOf = (id: string): string => {
    const given = ids.get(id) ?? `s${(last += 1)}`
    ids.set(id, given)
    return given
  }
  const called = ({ id, skipped, ...step }: Step): Step => ({
    ...step,
    id: idOf(id),
    ...(skipped === undefined
      ? {}
      : { skipped: skipped.reason === 'merged' ? { ...skipped, into: idOf(skipped.into) } : skipped }),
  })
  return { ...after, stages: after.stages.map((stage) => ({ ...stage, steps: stage.steps.map(called) })) }
}

/** Everybody is asked again. What was said stays in the events; 後閲 that nobody needs any more is dropped. */
export function askedAnew(base: OnRoute): OnRoute {
  const anew = {
    ...base,
    marks: [],
    settledMarks: 0,
    passed: [],
    responses: [],
    holds: [],
    sentBack: [],
    objected: heardAgain(base, []),
  }
  return { ...anew, postReviews: stillOwed(base, anew) }
}

/** 後閲 that is done, or whose cause still stands: whoever is asked again has nothing to view later. */
export function stillOwed(
  base: OnRoute,
  { marks, passed }: { readonly marks: readonly Mark[]; readonly passed: OnRoute['passed'] },
): readonly PostReview[] {
  return base.postReviews.filter((it) => {
    if (it.done !== undefined || it.cause === 'designated') return true
    return it.cause === 'acting'
      ? marks.some((mark) => mark.step === it.step && isOfStandIn(mark))
      : passed.some((one) => one.step === it.step)
  })
}

/** 代決, or an opinion given instead of one that was: what was said on the holder's behalf is viewed later all the same. */
function isOfStandIn({ actingFor, insteadOf }: Mark): boolean {
  return actingFor !== undefined || (insteadOf !== undefined && isOfStandIn(insteadOf.mark))
}

/** Whether a change of this weight takes the seals given before it, as the body has it. */
export function invalidates({ policy }: Pick<OnRoute, 'policy'>, effect: EditEffect): boolean {
  const { editMajorEffect, editMinorEffect } = policy.settings
  return (effect === 'major' ? editMajorEffect : editMinorEffect) === 'invalidate_and_reapprove'
}
