import { type LocalDate, type PositionCode, type PostId, type UnitCode, postIdOf } from '../ids.ts'
import { postExists } from '../organisation/holders.ts'
import type { Organisation, Selector, Unit } from '../organisation/organisation.ts'
import { kindsOfPlace } from '../organisation/place-kinds.ts'
import { lineOf, nearest } from '../organisation/units.ts'
import type { AuthorityTable, TemplateStep } from './authority.ts'

/** The position that people with a charge hold; the seat in charge of a unit is found among them. */
function seatInCharge(
  organisation: Organisation,
  place: UnitCode,
  position: PositionCode,
): PostId | undefined {
  const line = lineOf(organisation, place).map((unit) => unit.code)
  const executive = [...organisation.units.values()].find((unit) => unit.kind === 'executive')
  const charged = line.find((code) =>
    [...organisation.people.values()].some((person) => person.charge.includes(code)),
  )
  if (executive === undefined || charged === undefined) return undefined
  return postIdOf(executive.code, position, charged)
}

/** Where in the organisation a route is made: the drafter's unit, on a day, under a table. */
export type Setting = {
  readonly organisation: Organisation
  readonly table: AuthorityTable
  readonly place: UnitCode
  readonly day: LocalDate
}

/**
 * The position that takes the part of another in a unit: the general decider of a class gives way to the one the unit
 * has (部長 to 総合振興局長 in a 総合振興局); any other position stays itself.
 */
export function positionIn(setting: Setting, unit: UnitCode, position: PositionCode): PositionCode {
  const { organisation, table, day } = setting
  if (postExists(organisation, postIdOf(unit, position), day)) return position
  const peers = table.classes.find((it) => it.deciders[0] === position)?.deciders ?? []
  return peers.find((it) => postExists(organisation, postIdOf(unit, it), day)) ?? position
}

/** The post a selector and a position mean for the drafter; undefined when the drafter has no such place. */
export function postAt(setting: Setting, where: Selector, position: PositionCode): PostId | undefined {
  const { organisation, place } = setting
  if (where.at === 'charge_vice_governor') return seatInCharge(organisation, place, position)
  const unit = unitAt(setting, where)
  return unit && postIdOf(unit.code, positionIn(setting, unit.code, position))
}

/** The unit a selector means for the drafter; undefined when there is none (副知事 in charge are no unit). */
export function unitAt({ organisation, place }: Setting, where: Selector): Unit | undefined {
  if (where.at === 'charge_vice_governor') return undefined
  return where.at === 'unit'
    ? organisation.units.get(where.unit)
    : nearest(organisation, place, kindsOfPlace[where.at])
}

/**
 * The post that answers for a whole unit in 合議 and 審査: the position asked for (課長), else the most senior line post
 * the unit has had (文書館長 in the archives); undefined for an unknown unit and for one without any such post.
 */
export function headOf(
  setting: Pick<Setting, 'organisation' | 'day'>,
  unit: UnitCode,
  position?: PositionCode,
): PostId | undefined {
  const { organisation, day } = setting
  if (!organisation.units.has(unit)) return undefined
  const asked = position && postIdOf(unit, position)
  if (asked !== undefined && postExists(organisation, asked, day)) return asked
  const head = [...organisation.positions.values()]
    .filter((it) => it.isLine && postExists(organisation, postIdOf(unit, it.code), day))
    .toSorted((a, b) => b.rank - a.rank)[0]
  return head === undefined ? asked : postIdOf(unit, head.code)
}

/** Whether a template's place is one post, and not the units of the proposal. */
export function isSelector(where: TemplateStep['where']): where is Selector {
  return where.at !== 'concurring_units' && where.at !== 'examining_units'
}

/** For people and problems: `own_bureau`, `unit:EXE`. */
export function selectorText(where: Selector): string {
  return where.at === 'unit' ? `unit:${where.unit}` : where.at
}
