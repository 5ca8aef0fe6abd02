import type { Organisation, Person, Unit } from '../organisation/organisation.ts'
import { dayBefore } from '../ids.ts'
import type { DirectoryPlan } from './plan.ts'

/** The organisation as it would be with the plan written. Names are those from the effective day on. */
export function organisationAfter(organisation: Organisation, plan: DirectoryPlan): Organisation {
  const { units, joining, renaming, ending, cancelling, beginning } = plan
  const endOf = new Map(ending.map((it) => [it.appointment, it.to]))
  const gone = new Set(cancelling)
  const people = new Map(organisation.people)
  for (const { id, name, nameKana } of [...joining, ...renaming]) {
    const known: Person | undefined = organisation.people.get(id)
    people.set(id, { id, name, nameKana, roles: known?.roles ?? [], charge: known?.charge ?? [] })
  }
  const all = new Map(organisation.units)
  for (const it of units.beginning) all.set(it.code, it)
  for (const it of units.changing) {
    const before: Unit | undefined = organisation.units.get(it.code)
    all.set(it.code, { ...before, ...it })
  }
  for (const { code, to } of units.ending) {
    const unit = all.get(code)
    if (unit !== undefined) all.set(code, { ...unit, to })
  }
  return {
    ...organisation,
    units: all,
    people,
    appointments: [
      ...organisation.appointments
        .filter((it) => !gone.has(it))
        .map((it) => {
          const to = endOf.get(it)
          return to === undefined ? it : { ...it, to }
        }),
      ...beginning,
    ],
  }
}

/** The day whose organisation the plan's is compared with. */
export function eveOf(plan: DirectoryPlan) {
  return dayBefore(plan.effectiveOn)
}
