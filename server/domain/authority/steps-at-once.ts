import { type Route, type Step, mayGoTogether } from '../approval/route.ts'
import type { LocalDate, PersonId } from '../ids.ts'
import { seatedIn } from '../organisation/holders.ts'
import type { Organisation } from '../organisation/organisation.ts'

/** The one person who exercises a step's post; undefined when there are none or several. */
function holderOf(organisation: Organisation, step: Step, day: LocalDate): PersonId | undefined {
  const seated = new Set(seatedIn(organisation, step.post, day).map((it) => it.person))
  return seated.size === 1 ? [...seated][0] : undefined
}

/**
 * Steps that one person (兼務・事務取扱・職務代理) will go through at once if the posts stay as they are on the day: by
 * the id of each, the step it goes along with. Steps that need nobody do not come between. The route itself keeps both,
 * because until the act another one may have come to either post. `isOpen`: which steps still need somebody's act.
 */
export function stepsAtOnce(
  { stages }: Route,
  organisation: Organisation,
  day: LocalDate,
  isOpen: (step: Step) => boolean = (step) => step.skipped === undefined,
): ReadonlyMap<string, Step> {
  const alone = stages.flatMap((stage): (Step | undefined)[] => {
    const live = stage.steps.filter(isOpen)
    if (live.length === 0) return []
    return [live.length === 1 ? live[0] : undefined]
  })
  const along = new Map<string, Step>()
  // From the end, so that a run of three ends in its last step.
  for (let at = alone.length - 2; at >= 0; at -= 1) {
    const [step, next] = alone.slice(at, at + 2)
    if (step === undefined || next === undefined || !mayGoTogether(step, next)) continue
    const holder = holderOf(organisation, step, day)
    if (holder === undefined || holderOf(organisation, next, day) !== holder) continue
    along.set(step.id, along.get(next.id) ?? next)
  }
  return along
}
