import type { LocalDate, UnitCode } from '../ids.ts'
import type { Organisation } from '../organisation/organisation.ts'

/** Who takes over from each unit that ends (承継所属). */
export type Successors = ReadonlyMap<UnitCode, UnitCode>

/**
 * The unit that keeps the 簿冊 of one on a day: itself while it exists, then whoever took over from it. A unit that ended
 * without a successor stays the owner until its 簿冊 are handed over.
 */
export function keeperOn(
  organisation: Organisation,
  successors: Successors,
  unit: UnitCode,
  day: LocalDate,
): UnitCode {
  let at = unit
  for (let steps = 0; steps <= successors.size; steps += 1) {
    const to = organisation.units.get(at)?.to
    const next = successors.get(at)
    if (to === undefined || day <= to || next === undefined) return at
    at = next
  }
  return at
}

/** Units with those that ended and whose 簿冊 they keep on a day. */
export function withPredecessors(
  organisation: Organisation,
  successors: Successors,
  units: readonly UnitCode[],
  day: LocalDate,
): readonly UnitCode[] {
  const ended = [...successors.keys()].filter((it) =>
    units.includes(keeperOn(organisation, successors, it, day)),
  )
  return [...new Set([...units, ...ended])]
}
