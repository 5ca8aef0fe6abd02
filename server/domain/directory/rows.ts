import { groupBy } from '../group-by.ts'
import { type LocalDate, type PersonId, partsOfPost } from '../ids.ts'
import { theBeginning } from '../organisation/acting-orders.ts'
import { appointmentsOf } from '../organisation/holders.ts'
import type { Appointment, Organisation } from '../organisation/organisation.ts'
import { type PersonRow, given } from './people-file.ts'
import type { Contact, Leave } from './plan.ts'
import type { UnitRow } from './units-file.ts'

/** What the directory keeps of an appointment besides what it means: 並び順, and the word of the file (併任). */
export type SeatDetail = { readonly order?: number; readonly asGiven?: string }

/** What the files of a day are made of. */
export type DirectoryFacts = {
  /** With its names of that day. */
  readonly organisation: Organisation
  readonly contacts: ReadonlyMap<PersonId, Contact>
  readonly leaves: readonly Leave[]
  readonly detailOf: (it: Appointment) => SeatDetail
}

const lasts = ({ to }: { readonly to?: LocalDate }, day: LocalDate): boolean => to === undefined || day <= to

/**
 * Everybody as people.csv of a day says it, in the order of the organisation: what counts that day and what is to
 * begin later. Brought in again for that day, it changes nothing.
 */
export function peopleRowsOn(facts: DirectoryFacts, day: LocalDate): readonly PersonRow[] {
  const { organisation } = facts
  const places = new Map([...organisation.units.keys()].map((code, index) => [code, index]))
  const placeOf = (it: PersonRow) => (it.unit === undefined ? places.size : (places.get(it.unit) ?? 0))
  const rankOf = (it: PersonRow) =>
    it.position === undefined ? 0 : (organisation.positions.get(it.position)?.rank ?? 0)
  const leaves = groupBy(facts.leaves, (it) => it.person)
  return [...organisation.people.keys()]
    .flatMap((person) => personRowsOn({ ...facts, leaves: leaves.get(person) ?? [] }, person, day))
    .toSorted(
      (a, b) =>
        placeOf(a) - placeOf(b) ||
        rankOf(b) - rankOf(a) ||
        (a.order ?? 0) - (b.order ?? 0) ||
        (a.nameKana < b.nameKana ? -1 : a.nameKana > b.nameKana ? 1 : 0),
    )
    .map((it, index) => ({ ...it, row: index + 2 }))
}

/** The rows of one person on a day; empty for somebody who is not there, or in no post. */
export function personRowsOn(
  { organisation, contacts, leaves, detailOf }: DirectoryFacts,
  person: PersonId,
  day: LocalDate,
): readonly PersonRow[] {
  const known = organisation.people.get(person)
  if (known === undefined) return []
  const own = { row: 0, person, name: known.name, nameKana: known.nameKana, ...contacts.get(person) }
  const seats = appointmentsOf(organisation, person)
    .filter((it) => lasts(it, day))
    .map((it) => ({
      ...own,
      ...partsOfPost(it.post),
      kind: it.kind,
      from: it.from,
      ...given('to', it.to),
      ...detailOf(it),
    }))
  const away = leaves
    .filter((it) => it.person === person && lasts(it, day))
    .map(({ person: _person, ...it }) => ({ ...own, ...it }))
  return [...seats, ...away]
}

/** Every unit as units.csv of a day says it, those that begin later too. Brought in again for that day, it changes nothing. */
export function unitRowsOn({ organisation }: DirectoryFacts, day: LocalDate): readonly UnitRow[] {
  return [...organisation.units.values()]
    .filter((it) => lasts(it, day))
    .map((it, index) => ({
      row: index + 2,
      code: it.code,
      name: it.name,
      kind: it.kind,
      ...given('parent', it.parent),
      ...given('symbol', it.symbol),
      ...given('from', it.from === theBeginning ? undefined : it.from),
      ...given('to', it.to),
      ...given('successor', organisation.successors.get(it.code)),
    }))
}
