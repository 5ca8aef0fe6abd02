import type { LocalDate, PositionCode, PostId, UnitCode } from '../ids.ts'
import { isSamePlace } from './acting-orders.ts'
import { postsOfPositions } from './decider-posts.ts'
import type { ActingOrder, ActingPlace, Organisation } from './organisation.ts'
import { postsOfPlace } from './stand-ins.ts'

/** Why an order of 代決 cannot be recorded so. `place` counts from 1. */
export type ActingOrderRefusal =
  | { readonly code: 'acting_order_position_unknown'; readonly position: PositionCode }
  | { readonly code: 'acting_order_no_decider'; readonly position: PositionCode; readonly name: string }
  /** Who stood in yesterday did so by the order of yesterday. */
  | { readonly code: 'acting_order_past'; readonly from: LocalDate; readonly earliest: LocalDate }
  | {
      readonly code: 'acting_order_place_unknown'
      readonly place: number
      readonly unit?: UnitCode
      readonly position?: PositionCode
    }
  | { readonly code: 'acting_order_place_twice'; readonly place: number; readonly first: number }
  | { readonly code: 'acting_order_itself'; readonly place: number }
  /** None of its places is a post for any decider it is for. */
  | { readonly code: 'acting_order_nowhere' }

/** What speaks against an order; undefined when nothing does. An empty order ends the one before it. */
export function refuseActingOrder(
  organisation: Organisation,
  { decider, from, order }: ActingOrder,
  today: LocalDate,
): ActingOrderRefusal | undefined {
  const position = organisation.positions.get(decider)
  if (position === undefined) return { code: 'acting_order_position_unknown', position: decider }
  if (!position.isDecider) {
    return { code: 'acting_order_no_decider', position: decider, name: position.name }
  }
  if (from < today) return { code: 'acting_order_past', from, earliest: today }
  const posts = postsOfPositions(organisation, new Set([decider]), from)
  for (const [index, one] of order.entries()) {
    const place = index + 1
    const unknown = unknownIn(organisation, one, from)
    if (unknown !== undefined) return { code: 'acting_order_place_unknown', place, ...unknown }
    const first = order.findIndex((it) => isSamePlace(it, one)) + 1
    if (first < place) return { code: 'acting_order_place_twice', place, first }
    if (isDeciderItself(organisation, decider, posts, one, from)) {
      return { code: 'acting_order_itself', place }
    }
  }
  const somewhere = posts.some((post) =>
    order.some((it) => postsOfPlace(organisation, post, it, from).some((one) => one !== post)),
  )
  return order.length === 0 || somewhere ? undefined : { code: 'acting_order_nowhere' }
}

/** The unit or position of a place that is not in the organisation of that day; undefined when both are. */
function unknownIn(
  organisation: Organisation,
  { selector, position }: ActingPlace,
  day: LocalDate,
): { readonly unit: UnitCode } | { readonly position: PositionCode } | undefined {
  if (selector.at === 'unit') {
    const unit = organisation.units.get(selector.unit)
    const exists = unit !== undefined && unit.from <= day && (unit.to === undefined || day <= unit.to)
    if (!exists) return { unit: selector.unit }
  }
  if (position !== undefined && !organisation.positions.has(position)) return { position }
  return undefined
}

/**
 * Whether a place means nobody but the absent decider: its own position in its own place, or a named post that is the
 * only one the order is for. (総務部長 in the order of all 部長 is another post for all but one of them.)
 */
function isDeciderItself(
  organisation: Organisation,
  decider: PositionCode,
  posts: readonly PostId[],
  place: ActingPlace,
  day: LocalDate,
): boolean {
  if (place.selector.at !== 'unit' && place.position === decider) return true
  const named = posts.map((post) => ({ post, means: postsOfPlace(organisation, post, place, day) }))
  return (
    named.some((it) => it.means.length > 0) && named.every((it) => it.means.every((one) => one === it.post))
  )
}
