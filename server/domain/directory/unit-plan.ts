import { type LocalDate, type UnitCode, dayBefore } from '../ids.ts'
import type { Organisation, Unit } from '../organisation/organisation.ts'
import { given } from './people-file.ts'
import type { RowProblem } from './table.ts'
import type { UnitRow } from './units-file.ts'

export type UnitPlan = {
  readonly beginning: readonly Unit[]
  /** Another name, place or symbol under the same code, from the effective day. */
  readonly changing: readonly Unit[]
  readonly ending: readonly {
    readonly code: UnitCode
    readonly to: LocalDate
    readonly successor?: UnitCode
  }[]
}

type Input = {
  readonly units: readonly UnitRow[]
  readonly effectiveOn: LocalDate
  readonly scope: 'listed' | 'whole'
}

function isOpen(unit: Unit, day: LocalDate): boolean {
  return unit.to === undefined || unit.to >= day
}

function unitOf(row: UnitRow, from: LocalDate): Unit {
  return {
    code: row.code,
    name: row.name,
    kind: row.kind,
    from,
    ...given('parent', row.parent),
    ...given('symbol', row.symbol),
  }
}

/** What the units file changes, the codes that exist from the effective day on, and what cannot be. */
export function planUnits(
  organisation: Organisation,
  { units: rows, effectiveOn, scope }: Input,
): {
  readonly plan: UnitPlan
  readonly unitsAfter: ReadonlySet<UnitCode>
  readonly problems: readonly RowProblem[]
} {
  const problems: RowProblem[] = []
  const beginning: Unit[] = []
  const changing: Unit[] = []
  const ending: UnitPlan['ending'][number][] = []
  const say = (row: UnitRow, column: string, code: RowProblem['code'], value: string): void => {
    problems.push({ file: 'units', row: row.row, column, code, value, severity: 'error' })
  }
  for (const row of rows) {
    const before = organisation.units.get(row.code)
    const after = unitOf(row, before?.from ?? row.from ?? effectiveOn)
    if (before === undefined) beginning.push(after)
    else if (before.kind !== after.kind) say(row, 'kind', 'kind_changed', row.code)
    else if (
      before.name !== after.name ||
      before.parent !== after.parent ||
      (after.symbol !== undefined && before.symbol !== after.symbol)
    ) {
      changing.push(after)
    }
    if (row.to !== undefined && row.to !== before?.to) {
      ending.push({ code: row.code, to: row.to, ...given('successor', row.successor) })
    }
  }
  if (scope === 'whole' && rows.length > 0) {
    const listed = new Set(rows.map((it) => it.code))
    for (const unit of organisation.units.values()) {
      if (!listed.has(unit.code) && isOpen(unit, effectiveOn)) {
        ending.push({ code: unit.code, to: dayBefore(effectiveOn) })
      }
    }
  }
  const ended = new Set(ending.filter((it) => it.to < effectiveOn).map((it) => it.code))
  const unitsAfter = new Set(
    [...organisation.units.values(), ...beginning]
      .filter((it) => isOpen(it, effectiveOn) && !ended.has(it.code))
      .map((it) => it.code),
  )
  const parents = new Map(
    [...organisation.units.values(), ...beginning, ...changing].map((it) => [it.code, it.parent]),
  )
  for (const row of rows) {
    const stays = unitsAfter.has(row.code)
    if (stays && row.parent !== undefined && !unitsAfter.has(row.parent)) {
      say(row, 'parent_code', 'unknown_unit', row.parent)
    }
    if (row.successor !== undefined && !unitsAfter.has(row.successor)) {
      say(row, 'successor_code', 'unknown_unit', row.successor)
    }
    if (loops(row.code, parents)) say(row, 'parent_code', 'parent_loop', row.parent ?? row.code)
    const below = [...unitsAfter].find((code) => parents.get(code) === row.code)
    if (!stays && below !== undefined) say(row, 'to', 'unit_still_used', below)
  }
  return { plan: { beginning, changing, ending }, unitsAfter, problems }
}

function loops(code: UnitCode, parents: ReadonlyMap<UnitCode, UnitCode | undefined>): boolean {
  const seen = new Set<UnitCode>()
  for (let at: UnitCode | undefined = code; at !== undefined; at = parents.get(at)) {
    if (seen.has(at)) return true
    seen.add(at)
  }
  return false
}
