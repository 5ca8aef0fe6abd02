import { canonicalJson } from '../audit/canonical-json.ts'
import { no } from '../result.ts'
import {
  type ActFields,
  type Decided,
  actOf,
  actorAt,
  asOnRoute,
  event,
  unlessChanged,
  withReason,
} from './acting.ts'
import type { Acting, CommandOf } from './commands.ts'
import { assertRoute } from './draft-acts.ts'
import type { Actor } from './events.ts'
import { stageOf, stepsOf } from './progress.ts'
import type { InApproval, Proposal } from './proposal.ts'
import type { Refusal } from './refusals.ts'
import type { Route, Stage, Step } from './route.ts'
import { ownStep } from './seal.ts'

type Unlawful = Extract<Refusal, { code: 'route_change_unlawful' }>

/**
 * A lawful change of the rest of a route, by the drafter or whoever's turn it is: 合議, 審査 or 回議 may be added, and
 * what neither the 専決 table nor the template demands may be taken out. What was gone through and who decides stays.
 */
export function changeRoute(proposal: Proposal, command: CommandOf<'change_route'>, acting: Acting): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  const own = ownStep(proposal, acting, command.as)
  const isDrafter = proposal.drafter.person === acting.person && command.as === undefined
  if (!isDrafter && !own.ok) return own
  const by = isDrafter || !own.ok ? undefined : actorAt(own.value, acting)
  const { route } = command
  const unlawful = whyUnlawful(proposal, route)
  if (unlawful !== undefined) return no(unlawful)
  assertRoute(route)
  const before = stepsOf(proposal.route)
  const after = stepsOf(route)
  const added = after.filter((step) => !before.some((it) => it.id === step.id))
  const removed = before.filter((step) => !after.some((it) => it.id === step.id))
  return withReason(command.reason, (reason) =>
    asAsked(proposal, by, acting, (act) =>
      unlessChanged(
        acting,
        event({
          ...act,
          type: 'route_changed',
          route,
          added: added.map((step) => step.postName),
          removed: removed.map((step) => step.postName),
          reason,
        }),
      ),
    ),
  )
}

/** As the holder of the step whose turn it is; the drafter as such. */
function asAsked(
  proposal: InApproval,
  by: Actor | undefined,
  acting: Acting,
  then: (act: ActFields) => Decided,
): Decided {
  return by === undefined ? asOnRoute(proposal, acting, then) : then(actOf(by, acting))
}

function whyUnlawful(proposal: InApproval, route: Route): Unlawful | undefined {
  const because = (why: Unlawful['because']): Unlawful => ({ code: 'route_change_unlawful', because: why })
  const { turn, marks, passed } = proposal
  const { stages } = proposal.route
  // Stages gone through stay as they are; in the waiting one nobody who acted or is asked is taken out.
  if (!stages.slice(0, turn).every((stage, index) => sameStage(stage, route.stages[index])))
    return because('past')
  const before = stepsOf(proposal.route)
  const after = stepsOf(route)
  const decider = before.at(-1)
  if (decider === undefined || !sameStep(decider, after.at(-1)) || route.stages.at(-1)?.steps.length !== 1)
    return because('decider')
  // Whoever took the case up for a step (引上げ) stays answerable for it.
  const settled = new Set([
    ...[...marks, ...passed].flatMap((it) => ('into' in it ? [it.step, it.into] : [it.step])),
    // Nor is anybody taken out who got it back, or whose objection fell unheard.
    ...proposal.sentBack.map((it) => it.step),
    ...(proposal.objected ?? []),
  ])
  const kept = before.filter((step) => after.some((it) => it.id === step.id))
  const removed = before.filter((step) => !kept.includes(step))
  if (removed.some((step) => settled.has(step.id))) return because('past')
  if (removed.some((step) => step.removable !== true)) return because('required_step')
  if (
    !kept.every((step) =>
      sameStep(
        step,
        after.find((it) => it.id === step.id),
      ),
    )
  )
    return because('required_step')
  const order = after.filter((step) => kept.some((it) => it.id === step.id)).map((step) => step.id)
  if (order.join(' ') !== kept.map((step) => step.id).join(' ')) return because('required_step')
  if (!keepsStages(proposal.route, route, kept)) return because('required_step')
  const added = after.filter((step) => !before.some((it) => it.id === step.id))
  if (added.some((step) => step.role === 'decide' || step.skipped !== undefined))
    return because('new_decider')
  // A quorum is the template's: nobody lowers it on the way.
  if (!stages.every((stage) => keepsQuorum(stage, route))) return because('required_step')
  return added.length === 0 && removed.length === 0 ? because('nothing') : undefined
}

/** Whether steps that waited together still do, and others still come one after the other. */
function keepsStages(before: Route, after: Route, kept: readonly Step[]): boolean {
  return kept.every((step, index) => {
    const next = kept[index + 1]
    if (next === undefined) return true
    const together = stageOf(before, step.id) === stageOf(before, next.id)
    return together === (stageOf(after, step.id) === stageOf(after, next.id))
  })
}

function keepsQuorum(stage: Stage, route: Route): boolean {
  const same = route.stages.find((it) =>
    it.steps.some((step) => stage.steps.some((one) => one.id === step.id)),
  )
  return same === undefined || same.needs === stage.needs
}

function sameStage(before: Stage, after: Stage | undefined): boolean {
  return (
    after !== undefined &&
    before.needs === after.needs &&
    before.steps.length === after.steps.length &&
    before.steps.every((step, index) => sameStep(step, after.steps[index]))
  )
}

/** In all it says: whose it is, why it is there, who was seated, whether it may be taken out. */
function sameStep(before: Step, after: Step | undefined): boolean {
  return after !== undefined && canonicalJson(before) === canonicalJson(after)
}
