import type { LocalDate, PositionCode } from '../ids.ts'
import type { ActingOrder, ActingPlace, Organisation } from './organisation.ts'

/** The day of what was always so: an order that came with the installation counts from here. */
export const theBeginning = '1900-01-01' as LocalDate

/**
 * The order that counts for a decider's position on a day: the newest that has begun. Undefined before the first one;
 * an order without places says that from its day on nobody stands in.
 */
export function actingOrderOn(
  organisation: Pick<Organisation, 'actingOrders'>,
  decider: PositionCode,
  day: LocalDate,
): ActingOrder | undefined {
  return organisation.actingOrders
    .filter((it) => it.decider === decider && it.from <= day)
    .reduce<ActingOrder | undefined>(
      (newest, it) => (newest === undefined || newest.from < it.from ? it : newest),
      undefined,
    )
}

/** The positions for which an order of 代決 is laid down on a day. */
export function positionsWithOrder(
  organisation: Pick<Organisation, 'actingOrders'>,
  day: LocalDate,
): ReadonlySet<PositionCode> {
  const deciders = new Set(organisation.actingOrders.map((it) => it.decider))
  return new Set([...deciders].filter((it) => (actingOrderOn(organisation, it, day)?.order.length ?? 0) > 0))
}

/** The organisation as if an order were recorded; it takes the part of one from the same day. */
export function withActingOrder(organisation: Organisation, added: ActingOrder): Organisation {
  const others = organisation.actingOrders.filter(
    (it) => it.decider !== added.decider || it.from !== added.from,
  )
  return { ...organisation, actingOrders: [...others, added] }
}

/** Whether two places are the same words of the regulation. */
export function isSamePlace(a: ActingPlace, b: ActingPlace): boolean {
  const unitOf = ({ selector }: ActingPlace) => (selector.at === 'unit' ? selector.unit : undefined)
  return a.selector.at === b.selector.at && unitOf(a) === unitOf(b) && a.position === b.position
}

/** One difference between two orders. Places count from 1. */
export type ActingOrderChange =
  | { readonly change: 'comes'; readonly place: ActingPlace; readonly after: number }
  | { readonly change: 'goes'; readonly place: ActingPlace; readonly before: number }
  | {
      readonly change: 'moves'
      readonly place: ActingPlace
      readonly before: number
      readonly after: number
    }

/**
 * What one order changes against another: what comes in, what goes, and what stands at another place, in the order of
 * the new one. Empty when they say the same. No order and one without places are the same.
 */
export function actingOrderChanges(
  before: readonly ActingPlace[],
  after: readonly ActingPlace[],
): readonly ActingOrderChange[] {
  const placeIn = (order: readonly ActingPlace[], it: ActingPlace) =>
    order.findIndex((one) => isSamePlace(one, it)) + 1
  const kept = after.flatMap((place, index): ActingOrderChange[] => {
    const was = placeIn(before, place)
    if (was === 0) return [{ change: 'comes', place, after: index + 1 }]
    return was === index + 1 ? [] : [{ change: 'moves', place, before: was, after: index + 1 }]
  })
  const gone = before.flatMap((place, index): ActingOrderChange[] =>
    placeIn(after, place) === 0 ? [{ change: 'goes', place, before: index + 1 }] : [],
  )
  return [...kept, ...gone]
}
