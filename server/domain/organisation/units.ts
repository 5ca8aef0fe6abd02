import type { UnitCode } from '../ids.ts'
import type { Organisation, Unit, UnitKind } from './organisation.ts'

/** The unit of a code; undefined when there is none. */
export function findUnit(organisation: Organisation, code: UnitCode): Unit | undefined {
  return organisation.units.get(code)
}

/**
 * The units above one, nearest first, without the unit itself; empty for the root and for an unknown code.
 * A parent chain that bites its own tail ends where it would repeat.
 */
export function ancestors(organisation: Organisation, code: UnitCode): readonly Unit[] {
  const chain: Unit[] = []
  const seen = new Set<UnitCode>([code])
  let parent = organisation.units.get(code)?.parent
  while (parent !== undefined && !seen.has(parent)) {
    seen.add(parent)
    const unit = organisation.units.get(parent)
    if (unit === undefined) break
    chain.push(unit)
    parent = unit.parent
  }
  return chain
}

/** The unit itself and those above it, nearest first; empty for an unknown code. */
export function lineOf(organisation: Organisation, code: UnitCode): readonly Unit[] {
  const unit = organisation.units.get(code)
  return unit === undefined ? [] : [unit, ...ancestors(organisation, code)]
}

// An Organisation is a snapshot that never changes, so what is derived from it is kept as long as it lives.
/** Whether a unit is another one or lies below it; false for an unknown code. */
export function isWithin(organisation: Organisation, code: UnitCode, other: UnitCode): boolean {
  return lineOf(organisation, code).some((it) => it.code === other)
}

const lists = new WeakMap<Organisation, ReadonlyMap<UnitCode, readonly Unit[]>>()

/** The unit itself and all below it, in the order of the directory; empty for an unknown code. */
export function unitsUnder(organisation: Organisation, code: UnitCode): readonly Unit[] {
  const known = lists.get(organisation) ?? listUnder(organisation)
  lists.set(organisation, known)
  return known.get(code) ?? []
}

function listUnder(organisation: Organisation): ReadonlyMap<UnitCode, readonly Unit[]> {
  const under = new Map<UnitCode, Unit[]>()
  for (const unit of organisation.units.values()) {
    for (const { code } of lineOf(organisation, unit.code)) {
      const list = under.get(code)
      if (list === undefined) under.set(code, [unit])
      else list.push(unit)
    }
  }
  return under
}

/** The nearest unit of one of these kinds, the unit itself included. */
export function nearest(
  organisation: Organisation,
  code: UnitCode,
  kinds: readonly UnitKind[],
): Unit | undefined {
  return lineOf(organisation, code).find((unit) => kinds.includes(unit.kind))
}

/** The 課 (or 出先機関) a unit belongs to: where its folders and numbers are; undefined above a section. */
export function sectionOf(organisation: Organisation, code: UnitCode): Unit | undefined {
  return nearest(organisation, code, ['section', 'institution'])
}

/** 文書記号 of a unit: its own, else that of the nearest unit above that has one. */
export function symbolOf(organisation: Organisation, code: UnitCode): string | undefined {
  return lineOf(organisation, code).find((unit) => unit.symbol !== undefined)?.symbol
}
