import { type LocalDate, type PersonId, type PositionCode, type UnitCode, dayBefore } from '../ids.ts'
import type { AppointmentKind, Unit, UnitKind } from '../organisation/organisation.ts'
import { type Result, no, yes } from '../result.ts'
import { type PersonRow, given } from './people-file.ts'
import { type DirectoryFacts, personRowsOn, unitRowsOn } from './rows.ts'
import type { UnitRow } from './units-file.ts'

type Seat = {
  readonly person: PersonId
  readonly unit: UnitCode
  readonly position: PositionCode
  readonly as: AppointmentKind
}

/** One change of daily life to the directory, from a day on. */
export type DirectoryChange =
  /** 発令. A new 本務 takes the place of the one before; the same seat again only moves its last day. */
  | ({ readonly change: 'appoint'; readonly until?: LocalDate } & Seat)
  /** 免: out of the seat from that day on; one that has not begun is called off. */
  | ({ readonly change: 'end_appointment' } & Seat)
  /** 採用・転入: somebody the directory has never had. */
  | {
      readonly change: 'join'
      readonly person: PersonId
      readonly name: string
      readonly nameKana: string
      readonly login?: string
      readonly email?: string
      readonly unit: UnitCode
      readonly position: PositionCode
    }
  | {
      readonly change: 'change_person'
      readonly person: PersonId
      readonly name: string
      readonly nameKana: string
      readonly email?: string
      readonly extPhone?: string
    }
  | {
      readonly change: 'new_unit'
      readonly unit: UnitCode
      readonly name: string
      readonly kind: UnitKind
      readonly parent: UnitCode
      readonly symbol?: string
    }
  | {
      readonly change: 'change_unit'
      readonly unit: UnitCode
      readonly name: string
      readonly parent?: UnitCode
      readonly symbol?: string
    }
  | { readonly change: 'end_unit'; readonly unit: UnitCode; readonly successor?: UnitCode }

export type DirectoryChangeRefusal =
  | { readonly code: 'directory_person_unknown'; readonly person: PersonId }
  | { readonly code: 'directory_person_known'; readonly person: PersonId; readonly name: string }
  | { readonly code: 'directory_person_without_post'; readonly person: PersonId }
  | { readonly code: 'directory_appointment_unknown'; readonly person: PersonId }
  /** It has not begun and is the only one: somebody without any row cannot be told apart from one who is not meant. */
  | { readonly code: 'directory_appointment_ahead'; readonly person: PersonId; readonly from: LocalDate }
  | { readonly code: 'directory_unit_unknown'; readonly unit: UnitCode }
  | { readonly code: 'directory_unit_known'; readonly unit: UnitCode; readonly name: string }

type Rows = { readonly people: readonly PersonRow[]; readonly units: readonly UnitRow[] }

/**
 * One change as the rows of the files that would bring it in on a day (scope `listed`): all rows of whom it is about,
 * because a file says the whole state of those it names.
 */
export function changedRows(
  facts: DirectoryFacts,
  change: DirectoryChange,
  on: LocalDate,
): Result<Rows, DirectoryChangeRefusal> {
  switch (change.change) {
    case 'new_unit':
    case 'change_unit':
    case 'end_unit': {
      const unit = changedUnit(facts, change, on)
      return unit.ok ? yes({ people: [], units: [unit.value] }) : unit
    }
    default: {
      const people = changedPerson(facts, change, on)
      if (!people.ok) return people
      return yes({ people: people.value.map((it, index) => ({ ...it, row: index + 2 })), units: [] })
    }
  }
}

type OfPerson = Exclude<DirectoryChange, { readonly change: 'new_unit' | 'change_unit' | 'end_unit' }>
type OfUnit = Exclude<DirectoryChange, OfPerson>

const isSeat = (it: PersonRow, { unit, position, as }: Seat): boolean =>
  it.unit === unit && it.position === position && it.kind === as

function changedPerson(
  facts: DirectoryFacts,
  change: OfPerson,
  on: LocalDate,
): Result<readonly PersonRow[], DirectoryChangeRefusal> {
  const { person } = change
  const known = facts.organisation.people.get(person)
  if (change.change === 'join') {
    if (known !== undefined) return no({ code: 'directory_person_known', person, name: known.name })
    const { name, nameKana, login, email, unit, position } = change
    const kind = 'primary' as const
    const contact = { ...given('login', login), ...given('email', email) }
    return yes([{ row: 0, person, name, nameKana, ...contact, unit, position, kind, from: on }])
  }
  if (known === undefined) return no({ code: 'directory_person_unknown', person })
  const rows = personRowsOn(facts, person, on)
  switch (change.change) {
    case 'appoint':
      return yes(appointed(facts, rows, change, on))
    case 'end_appointment':
      return ended(rows, change, on)
    case 'change_person': {
      if (rows.length === 0) return no({ code: 'directory_person_without_post', person })
      const { name, nameKana, email, extPhone } = change
      const contact = { ...given('email', email), ...given('extPhone', extPhone) }
      return yes(rows.map((it) => ({ ...it, name, nameKana, ...contact })))
    }
  }
}

type Appoint = Extract<DirectoryChange, { readonly change: 'appoint' }>

function appointed(
  { organisation, contacts }: DirectoryFacts,
  rows: readonly PersonRow[],
  change: Appoint,
  on: LocalDate,
): readonly PersonRow[] {
  const { person, unit, position, as, until } = change
  const inForce = rows.find((it) => isSeat(it, change) && (it.from ?? on) <= on)
  if (inForce !== undefined) {
    const { to: _to, ...open } = inForce
    return rows.map((it) => (it === inForce ? { ...open, ...given('to', until) } : it))
  }
  const { name = '', nameKana = '' } = organisation.people.get(person) ?? {}
  const own = { row: 0, person, name, nameKana, ...contacts.get(person) }
  // A 本務 that begins later stays: it is the next transfer, known already.
  const gone = (it: PersonRow) => as === 'primary' && it.kind === 'primary' && (it.from ?? on) <= on
  const next = rows.find((it) => as === 'primary' && it.kind === 'primary' && (it.from ?? on) > on)
  const last = until ?? (next?.from === undefined ? undefined : dayBefore(next.from))
  return [
    ...rows.filter((it) => !gone(it)),
    { ...own, unit, position, kind: as, from: on, ...given('to', last) },
  ]
}

function ended(
  rows: readonly PersonRow[],
  change: Seat,
  on: LocalDate,
): Result<readonly PersonRow[], DirectoryChangeRefusal> {
  const { person } = change
  const it = rows.find((one) => isSeat(one, change))
  if (it === undefined) return no({ code: 'directory_appointment_unknown', person })
  const others = rows.filter((one) => one !== it)
  const { from = on } = it
  if (from < on) return yes([...others, { ...it, to: dayBefore(on) }])
  return others.length === 0 ? no({ code: 'directory_appointment_ahead', person, from }) : yes(others)
}

function changedUnit(
  facts: DirectoryFacts,
  change: OfUnit,
  on: LocalDate,
): Result<UnitRow, DirectoryChangeRefusal> {
  const { unit: code } = change
  const known: Unit | undefined = facts.organisation.units.get(code)
  if (change.change === 'new_unit') {
    if (known !== undefined) return no({ code: 'directory_unit_known', unit: code, name: known.name })
    const { name, kind, parent, symbol } = change
    return yes({ row: 2, code, name, kind, parent, from: on, ...given('symbol', symbol) })
  }
  const row = unitRowsOn(facts, on).find((it) => it.code === code)
  if (row === undefined) return no({ code: 'directory_unit_unknown', unit: code })
  if (change.change === 'end_unit') {
    return yes({ ...row, row: 2, to: dayBefore(on), ...given('successor', change.successor) })
  }
  const { name, parent, symbol } = change
  return yes({ ...row, row: 2, name, ...given('parent', parent), ...given('symbol', symbol) })
}
