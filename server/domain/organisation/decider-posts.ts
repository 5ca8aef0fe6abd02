import { type LocalDate, type PositionCode, type PostId, partsOfPost } from '../ids.ts'
import type { Organisation } from './organisation.ts'

/**
 * The posts of some positions on a day, vacant ones too, in the order of the organisation: in units that exist that day,
 * and to which somebody has been appointed by then.
 */
export function postsOfPositions(
  organisation: Organisation,
  positions: ReadonlySet<PositionCode>,
  day: LocalDate,
): readonly PostId[] {
  const posts = new Set(
    organisation.appointments
      .filter((it) => it.from <= day && positions.has(partsOfPost(it.post).position))
      .map((it) => it.post),
  )
  const places = new Map([...organisation.units.values()].map((it, index) => [it.code, { index, unit: it }]))
  const placeOf = (post: PostId) => places.get(partsOfPost(post).unit)
  return [...posts]
    .filter((post) => {
      const unit = placeOf(post)?.unit
      return unit === undefined || (unit.from <= day && (unit.to === undefined || day <= unit.to))
    })
    .toSorted((a, b) => (placeOf(a)?.index ?? 0) - (placeOf(b)?.index ?? 0) || (a < b ? -1 : 1))
}
