import {
  type LocalDate,
  type PersonId,
  type PostId,
  type UnitCode,
  chargeOf,
  localDateOf,
  partsOfPost,
  postIdOf,
} from '../ids.ts'
import type { Absence, Appointment, AppointmentKind, Capacity, Organisation } from './organisation.ts'
import type { Instant } from '../ids.ts'
import { positionNameIn, titleOf } from './titles.ts'

type Index = {
  readonly byPerson: ReadonlyMap<PersonId, readonly Appointment[]>
  readonly byPost: ReadonlyMap<PostId, readonly Appointment[]>
}

// An Organisation is a snapshot that never changes, so what is derived from it is kept as long as it lives.
const indexes = new WeakMap<Organisation, Index>()

function push<Key>(map: Map<Key, Appointment[]>, key: Key, appointment: Appointment): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [appointment])
  else list.push(appointment)
}

function indexOf(organisation: Organisation): Index {
  const known = indexes.get(organisation)
  if (known !== undefined) return known
  const byPerson = new Map<PersonId, Appointment[]>()
  const byPost = new Map<PostId, Appointment[]>()
  for (const appointment of organisation.appointments) {
    push(byPerson, appointment.person, appointment)
    push(byPost, appointment.post, appointment)
  }
  const index = { byPerson, byPost }
  indexes.set(organisation, index)
  return index
}

function inForce(appointment: Appointment, day: LocalDate): boolean {
  return appointment.from <= day && (appointment.to === undefined || day <= appointment.to)
}

/** All 発令 of a person, whenever they count. */
export function appointmentsOf(organisation: Organisation, person: PersonId): readonly Appointment[] {
  return indexOf(organisation).byPerson.get(person) ?? []
}

const kindsForPeople: readonly AppointmentKind[] = ['primary', 'concurrent', 'handling', 'proxy']
/** A 職務代理者 stands before the one he stands for. */
const kindsForPosts: readonly AppointmentKind[] = ['proxy', 'primary', 'handling', 'concurrent']

function ordered(list: readonly Appointment[], kinds: readonly AppointmentKind[]): readonly Appointment[] {
  return list.toSorted(
    (a, b) =>
      kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.from < b.from ? -1 : a.from > b.from ? 1 : 0),
  )
}

function capacityOf(organisation: Organisation, post: PostId, kind: AppointmentKind): Capacity {
  const { unit: unitCode, position: positionCode } = partsOfPost(post)
  const unit = organisation.units.get(unitCode)
  const position = organisation.positions.get(positionCode)
  return {
    post,
    kind,
    unitName: unit?.name ?? unitCode,
    positionName: position === undefined ? positionCode : positionNameIn(unit, position),
    title: titleOf(organisation, post, kind),
  }
}

/**
 * All posts a person holds on a day, 本務 first, then 兼務, 事務取扱, 職務代理; empty for somebody without a post.
 * A 副知事 also holds one seat for each 部 in charge (担任), after the post itself: a step waits for the one of two
 * 副知事 who is in charge (`EXE:P-VGV@KEI`).
 */
export function capacitiesOf(
  organisation: Organisation,
  person: PersonId,
  day: LocalDate,
): readonly Capacity[] {
  const held = (indexOf(organisation).byPerson.get(person) ?? []).filter((it) => inForce(it, day))
  const charges = organisation.people.get(person)?.charge ?? []
  const own = held.find((it) => it.kind === 'primary')
  return ordered(held, kindsForPeople).flatMap((it) => {
    const seats = it.kind === 'primary' ? charges.map((unit) => seatOf(it.post, unit)) : []
    const standsFor = it.kind === 'handling' || it.kind === 'proxy'
    const ownTitle = standsFor && own !== undefined ? { ownTitle: titleOf(organisation, own.post) } : {}
    return [it.post, ...seats].map((post) => ({ ...capacityOf(organisation, post, it.kind), ...ownTitle }))
  })
}

/** The post of the holder in charge of a unit, where several people share one post. */
function seatOf(post: PostId, charge: UnitCode): PostId {
  const { unit, position } = partsOfPost(post)
  return postIdOf(unit, position, charge)
}

export type Holder = { readonly person: PersonId; readonly kind: AppointmentKind }

/** Who is appointed to a post on a day; a 職務代理者 first, then 本務, 事務取扱, 兼務; empty when it is vacant. */
export function holdersOf(organisation: Organisation, post: PostId, day: LocalDate): readonly Holder[] {
  const charge = chargeOf(post)
  const { unit, position } = partsOfPost(post)
  const held = (indexOf(organisation).byPost.get(postIdOf(unit, position)) ?? []).filter((it) =>
    inForce(it, day),
  )
  return ordered(held, kindsForPosts)
    .filter(
      (it) =>
        charge === undefined ||
        (it.kind === 'primary' && (organisation.people.get(it.person)?.charge ?? []).includes(charge)),
    )
    .map((it) => ({ person: it.person, kind: it.kind }))
}

/**
 * Who exercises a post on a day: while a 職務代理者 is in office (地方自治法152条) only that person, otherwise all who
 * are appointed to it.
 */
export function seatedIn(organisation: Organisation, post: PostId, day: LocalDate): readonly Holder[] {
  const holders = holdersOf(organisation, post, day)
  const proxies = holders.filter((it) => it.kind === 'proxy')
  return proxies.length > 0 ? proxies : holders
}

/** Whether anybody has ever been appointed to the post until that day: a post that is vacant, or none at all. */
export function postExists(organisation: Organisation, post: PostId, day: LocalDate): boolean {
  const { unit, position } = partsOfPost(post)
  return (indexOf(organisation).byPost.get(postIdOf(unit, position)) ?? []).some((it) => it.from <= day)
}

/** The absence of a person that covers an instant; undefined when the person is there. */
export function absenceAt(organisation: Organisation, person: PersonId, at: Instant): Absence | undefined {
  return organisation.absences.find((it) => it.person === person && it.from <= at && at <= it.to)
}

/** Whether everybody in a post is away at an instant. A vacant one is nobody's absence. */
export function isPostAway(organisation: Organisation, post: PostId, at: Instant): boolean {
  const seated = seatedIn(organisation, post, localDateOf(at))
  return seated.length > 0 && seated.every((it) => absenceAt(organisation, it.person, at) !== undefined)
}
