import type { Route, Stage, Step, StepRole } from '../approval/route.ts'
import type { LocalDate, PositionCode, UnitCode } from '../ids.ts'
import { seatedIn } from '../organisation/holders.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { titleOf } from '../organisation/titles.ts'
import { headOf } from './places.ts'

/** What somebody wants changed in the rest of a route. */
export type RouteChange = {
  /** 所属 to ask besides; those of one role wait at the same time. */
  readonly add: readonly { readonly unit: UnitCode; readonly role: Exclude<StepRole, 'decide'> }[]
  /** Ids of steps to take out. */
  readonly remove: readonly string[]
  /** 職名 of whoever changes it. */
  readonly by: string
  readonly reason: string
}

const sectionChief = 'P-SEC' as PositionCode

/**
 * The route with the change made: added steps come right after the stage that waits, and always before the 決裁.
 * Undefined when a 所属 has no post to ask. Whether the change is lawful is for the rules of approval to say.
 */
export function extendRoute(
  { route, turn }: { readonly route: Route; readonly turn: number },
  change: RouteChange,
  { organisation, day }: { readonly organisation: Organisation; readonly day: LocalDate },
): Route | undefined {
  const known = new Set(route.stages.flatMap((stage) => stage.steps.map((step) => step.id)))
  const added: (Step | undefined)[] = change.add.map(({ unit, role }) => {
    const post = headOf({ organisation, day }, unit, sectionChief)
    const seated = post === undefined ? [] : seatedIn(organisation, post, day).map((it) => it.person)
    if (post === undefined || seated.length === 0) return undefined
    return {
      id: freeId(known),
      role,
      post,
      postName: titleOf(organisation, post),
      because: [{ code: 'added_on_route', by: change.by, reason: change.reason }],
      seated,
      removable: true,
    }
  })
  if (added.includes(undefined)) return undefined
  const steps = added.filter((step) => step !== undefined)
  const roles = ['review', 'examine', 'concur'] as const
  const fresh: Stage[] = roles
    .map((role) => ({ steps: steps.filter((step) => step.role === role) }))
    .filter((stage) => stage.steps.length > 0)
  const place = Math.min(turn + 1, route.stages.length - 1)
  const stages = [...route.stages.slice(0, place), ...fresh, ...route.stages.slice(place)]
  const left = stages
    .map((stage) => ({ ...stage, steps: stage.steps.filter((step) => !change.remove.includes(step.id)) }))
    .filter((stage) => stage.steps.length > 0)
  return { ...route, stages: left }
}

/** `a1`, `a2`, …: ids of added steps never meet those of compiled ones. */
function freeId(known: Set<string>): string {
  let count = 1
  while (known.has(`a${count}`)) count += 1
  const id = `a${count}`
  known.add(id)
  return id
}
