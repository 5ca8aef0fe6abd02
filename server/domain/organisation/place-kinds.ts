import type { Selector, UnitKind } from './organisation.ts'

/** A selector that means a kind of place, and not one named unit or a person's charge. */
type RelativePlace = Exclude<Selector['at'], 'unit' | 'charge_vice_governor'>

/** Kinds of unit that play the part of a place: a 部 of a 振興局 is what a 局 is in the main office. */
export const kindsOfPlace: Readonly<Record<RelativePlace, readonly UnitKind[]>> = {
  own_group: ['group'],
  own_section: ['section'],
  own_bureau: ['bureau', 'branch_dept'],
  own_department: ['department', 'branch'],
  own_branch: ['branch'],
}
