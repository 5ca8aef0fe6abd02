import type { Stage, Step } from '../approval/route.ts'
import type { LocalDate, PersonId } from '../ids.ts'
import { seatedIn } from '../organisation/holders.ts'
import type { Organisation } from '../organisation/organisation.ts'

/** The one person who exercises a step's post; undefined when there are none or several. */
function holderOf(organisation: Organisation, step: Step, day: LocalDate): PersonId | undefined {
  const seated = new Set(seatedIn(organisation, step.post, day).map((it) => it.person))
  return seated.size === 1 ? [...seated][0] : undefined
}

/** The earlier step as it stays on the route, and the later one as it takes the earlier over. */
function merged(earlier: Step, later: Step): readonly [Step, Step] {
  const { post, postName, role } = earlier
  return [
    {
      ...earlier,
      alsoFor: [],
      skipped: { reason: 'merged', into: later.id },
      because: [...earlier.because, { code: 'same_person_decides_next', title: later.postName }],
    },
    { ...later, alsoFor: [...earlier.alsoFor, { post, postName, role }, ...later.alsoFor] },
  ]
}

function waitsForSomebody(steps: readonly Step[]): boolean {
  return steps.some((it) => it.skipped === undefined)
}

/**
 * Where one person (兼務・事務取扱・職務代理) would act twice in a row, the earlier step is skipped and the later one
 * records both capacities. Steps that need nobody do not come between. A stage of which some suffice is left alone:
 * who is merged into one of its steps might never act.
 */
export function mergeSteps(stages: readonly Stage[], organisation: Organisation, day: LocalDate): Stage[] {
  const result = stages.map((stage) => [...stage.steps])
  // From the end, so that a run of three ends in its last step.
  for (let at = result.length - 2; at >= 0; at -= 1) {
    const next = result.findIndex((steps, index) => index > at && waitsForSomebody(steps))
    const followers = result[next]
    const steps = result[at]
    if (followers === undefined || steps === undefined) continue
    if (stages[at]?.needs !== undefined || stages[next]?.needs !== undefined) continue
    for (const [place, step] of steps.entries()) {
      const holder = holderOf(organisation, step, day)
      if (step.skipped !== undefined || holder === undefined) continue
      const target = followers.findIndex(
        (it) => it.skipped === undefined && holderOf(organisation, it, day) === holder,
      )
      const follower = followers[target]
      if (follower === undefined) continue
      const [earlier, later] = merged(step, follower)
      steps[place] = earlier
      followers[target] = later
    }
  }
  return result.map((steps, at) => ({ ...stages[at], steps }))
}
