import {
  type Instant,
  type LocalDate,
  type PersonId,
  type PositionCode,
  type PostId,
  type UnitCode,
  chargeOf,
  localDateOf,
  partsOfPost,
  postIdOf,
} from '../ids.ts'
import { actingOrderOn } from './acting-orders.ts'
import { absenceAt, appointmentsOf, postExists, seatedIn } from './holders.ts'
import type { ActingPlace, Organisation, Unit } from './organisation.ts'
import { kindsOfPlace } from './place-kinds.ts'
import { titleOf } from './titles.ts'
import { findUnit, lineOf, nearest, unitsUnder } from './units.ts'

/** One post that may decide in place of an absent decider (代決), with those who exercise it on that day. */
export type StandIn = {
  /** 代決の順位 as the order counts, from 1. Posts of one place stand side by side: the 課長 of each 課 below a 局. */
  readonly place: number
  readonly post: PostId
  readonly postName: string
  /** Empty while the post is vacant. */
  readonly holders: readonly { readonly person: PersonId; readonly name: string; readonly absent: boolean }[]
}

/** Where the places of an order are looked for: the decider's unit, and where the matter comes from, if it is known. */
type Ground = {
  readonly organisation: Organisation
  readonly day: LocalDate
  /** The decider's unit; for a 副知事 in charge of a 部 that 部. */
  readonly unit: UnitCode
  readonly matterOf: UnitCode | undefined
}

function existsOn(unit: Unit, day: LocalDate): boolean {
  return unit.from <= day && (unit.to === undefined || day <= unit.to)
}

/** Units of these kinds at or below the decider's unit, in the order of the directory. */
function unitsBelow(ground: Ground, where: keyof typeof kindsOfPlace): readonly Unit[] {
  const kinds = kindsOfPlace[where]
  return unitsUnder(ground.organisation, ground.unit).filter(
    (unit) => kinds.includes(unit.kind) && existsOn(unit, ground.day),
  )
}

/**
 * The units a place means for a decider. A matter that comes up through one of several 課 is that 課's; a place above
 * the decider (own_department of a 課長) is the one on the way up.
 */
function unitsAt(ground: Ground, where: keyof typeof kindsOfPlace): readonly Unit[] {
  const below = unitsBelow(ground, where)
  if (below.length === 0) {
    const above = nearest(ground.organisation, ground.unit, kindsOfPlace[where])
    return above === undefined ? [] : [above]
  }
  if (ground.matterOf === undefined) return below
  const line = lineOf(ground.organisation, ground.matterOf).map((it) => it.code)
  const onTheWay = below.filter((it) => line.includes(it.code))
  return onTheWay.length > 0 ? onTheWay : below
}

/** 副知事の担任: the seats in charge of the matter, or without a matter the post they share. */
function seatsInCharge(ground: Ground): readonly PostId[] {
  const { organisation, matterOf, day } = ground
  const charged = [...organisation.people.values()].filter((it) => it.charge.length > 0)
  const posts = new Set(
    charged
      .flatMap((it) => appointmentsOf(organisation, it.id))
      .filter((it) => it.kind === 'primary' && it.from <= day)
      .map((it) => it.post),
  )
  const charges =
    matterOf === undefined
      ? []
      : lineOf(organisation, matterOf).filter((unit) => charged.some((it) => it.charge.includes(unit.code)))
  const charge = charges[0]?.code
  return [...posts].map((post) => {
    const { unit, position } = partsOfPost(post)
    return postIdOf(unit, position, charge)
  })
}

/** The position itself, or for a decider's position a unit never had, the decider that the unit has in its place. */
function positionIn(ground: Ground, unit: UnitCode, position: PositionCode): PositionCode {
  const { organisation, day } = ground
  const has = (it: PositionCode): boolean => postExists(organisation, postIdOf(unit, it), day)
  if (has(position) || organisation.positions.get(position)?.isDecider !== true) return position
  const peers = [...organisation.positions.values()].filter((it) => it.isDecider && has(it.code))
  return peers.toSorted((a, b) => b.rank - a.rank)[0]?.code ?? position
}

function postsAt(ground: Ground, { selector, position }: ActingPlace): readonly PostId[] {
  if (selector.at === 'charge_vice_governor') return seatsInCharge(ground)
  if (position === undefined) return []
  const named = selector.at === 'unit' ? findUnit(ground.organisation, selector.unit) : undefined
  const units = selector.at === 'unit' ? (named === undefined ? [] : [named]) : unitsAt(ground, selector.at)
  return units.map((unit) => postIdOf(unit.code, positionIn(ground, unit.code, position)))
}

function groundOf(
  organisation: Organisation,
  post: PostId,
  day: LocalDate,
  matterOf: UnitCode | undefined,
): Ground {
  const { unit: own } = partsOfPost(post)
  const charge = chargeOf(post)
  const isAboveAll = findUnit(organisation, own)?.kind === 'executive'
  const unit = charge ?? (isAboveAll ? (findUnit(organisation, own)?.parent ?? own) : own)
  return { organisation, day, unit, matterOf: matterOf ?? charge }
}

/**
 * The posts that one place of an order means for a decider's post on a day, the decider's own included. Posts that
 * never existed are left out.
 */
export function postsOfPlace(
  organisation: Organisation,
  post: PostId,
  place: ActingPlace,
  day: LocalDate,
): readonly PostId[] {
  return postsAt(groundOf(organisation, post, day, undefined), place).filter((it) =>
    postExists(organisation, it, day),
  )
}

/**
 * 代決の順位 of a decider's post, resolved by the order of that day: who may decide in its place, in order, with who is
 * there at that instant. Posts that never existed are left out, a vacant one stays with no holders; empty for a post
 * without an order.
 *
 * @param matterOf The unit a matter comes from. With it, of several units below the decider only the one on the
 *   matter's way counts (the 課長 in charge stands in for the 局長), and of two 副知事 the one in charge.
 * @see 事務決裁規程の「代決」, for example 知北平和公園組合決裁規程 第5条: 不在のときは順に次の職にある者が代決する.
 */
export function standInsOf(
  organisation: Organisation,
  post: PostId,
  at: Instant,
  matterOf?: UnitCode,
): readonly StandIn[] {
  const day = localDateOf(at)
  const ground = groundOf(organisation, post, day, matterOf)
  const order = actingOrderOn(organisation, partsOfPost(post).position, day)?.order ?? []
  const taken = new Set<PostId>([post])
  return order.flatMap((one, index) =>
    postsAt(ground, one).flatMap((it) => {
      if (taken.has(it) || !postExists(organisation, it, day)) return []
      taken.add(it)
      return [standIn(organisation, it, at, index + 1)]
    }),
  )
}

function standIn(organisation: Organisation, post: PostId, at: Instant, place: number): StandIn {
  return {
    place,
    post,
    postName: titleOf(organisation, post),
    holders: seatedIn(organisation, post, localDateOf(at)).map(({ person }) => ({
      person,
      name: organisation.people.get(person)?.name ?? person,
      absent: absenceAt(organisation, person, at) !== undefined,
    })),
  }
}

/**
 * The place at which a person is the one to 代決 now: nobody before in the order is there. Undefined when the person has
 * no place, is away, or somebody comes first.
 */
export function nextPlaceOf(standIns: readonly StandIn[], person: PersonId): StandIn | undefined {
  const first = standIns.find((it) => it.holders.some((one) => !one.absent))
  if (first === undefined) return undefined
  return standIns.find(
    (it) => it.place === first.place && it.holders.some((one) => one.person === person && !one.absent),
  )
}
