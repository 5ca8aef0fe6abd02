import type { Mark } from './proposal.ts'
import type { Route, Step } from './route.ts'

/** Steps of a stage that somebody must act in, in route order; skipped ones need nobody. */
export function requiredSteps(route: Route, stage: number): readonly Step[] {
  return (route.stages[stage]?.steps ?? []).filter((step) => step.skipped === undefined)
}

/** Steps of a stage that still wait. */
export function waitingSteps(route: Route, marks: readonly Mark[], stage: number): readonly Step[] {
  return requiredSteps(route, stage).filter((step) => !marks.some((mark) => mark.step === step.id))
}

/**
 * Index of the first stage from `from` in which somebody must still act. Throws at the end of the route: the last
 * stage is the 決裁, and its act ends the proposal.
 */
export function firstWaitingStage(route: Route, marks: readonly Mark[], from: number): number {
  for (let stage = from; stage < route.stages.length; stage += 1) {
    if (waitingSteps(route, marks, stage).length > 0) return stage
  }
  throw new Error('the route has no waiting stage left')
}

/** Index of the stage that a step belongs to. Throws when the route has no such step. */
export function stageOf(route: Route, step: string): number {
  const stage = route.stages.findIndex((it) => it.steps.some((one) => one.id === step))
  if (stage === -1) throw new Error(`the route has no step ${step}`)
  return stage
}

/** The step of that id. Throws when the route has none. */
export function getStep(route: Route, id: string): Step {
  const step = route.stages[stageOf(route, id)]?.steps.find((it) => it.id === id)
  if (step === undefined) throw new Error(`the route has no step ${id}`)
  return step
}
