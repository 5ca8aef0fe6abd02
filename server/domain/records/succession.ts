import type { LocalDate, UnitCode } from '../ids.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { sectionOf } from '../organisation/units.ts'

/**
 * The unit that stands in the place of one on a day: itself while it exists, then whoever took over from it. A unit that
 * ended without a successor stays in its place, and its 簿冊 are its own until they are handed over.
 */
function keeperOn(organisation: Organisation, unit: UnitCode, day: LocalDate): UnitCode {
  const { successors } = organisation
  let at = unit
  for (let steps = 0; steps <= successors.size; steps += 1) {
    const to = organisation.units.get(at)?.to
    const next = successors.get(at)
    if (to === undefined || day <= to || next === undefined) return at
    at = next
  }
  return at
}

/** The 課 of whoever stands in the place of a unit on a day; the unit itself where it stands above all 課. */
export function keepingSection(organisation: Organisation, unit: UnitCode, day: LocalDate): UnitCode {
  const keeper = keeperOn(organisation, unit, day)
  return sectionOf(organisation, keeper)?.code ?? keeper
}

/** Units with those that ended and whose 簿冊 they keep on a day. */
export function withPredecessors(
  organisation: Organisation,
  units: readonly UnitCode[],
  day: LocalDate,
): readonly UnitCode[] {
  const ended = [...organisation.successors.keys()].filter((it) =>
    units.includes(keeperOn(organisation, it, day)),
  )
  return [...new Set([...units, ...ended])]
}

/** 課 with the 課 that ended and in whose place they stand on a day: theirs are the papers and the acts of those. */
export function sectionsInPlace(
  organisation: Organisation,
  sections: readonly UnitCode[],
  day: LocalDate,
): readonly UnitCode[] {
  const ended = [...organisation.successors.keys()].filter(
    (it) =>
      sectionOf(organisation, it)?.code === it && sections.includes(keepingSection(organisation, it, day)),
  )
  return [...new Set([...sections, ...ended])]
}
