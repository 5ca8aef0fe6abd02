import type { ActingPlace, ActingPlaceView } from '../../../../server/contract/acting-orders.ts'
import type { Texts } from '../../i18n/settings/index.ts'

/** A place as it is sent: without the names. */
export function toPlace({ at, unit = '', position = '' }: ActingPlaceView): ActingPlace {
  if (at === 'charge_vice_governor') return { at }
  return at === 'unit' ? { at, unit, position } : { at, position }
}

/** A place in the words of a regulation: 当該課の主幹. */
export function placeText(place: ActingPlaceView, text: Texts['administering']['actingOrders']): string {
  const where = place.at === 'unit' ? (place.unitName ?? '') : text.at[place.at]
  return place.positionName === undefined ? where : text.of(where, place.positionName)
}
