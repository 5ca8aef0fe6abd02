import type { Actor } from '../domain/approval/events.ts'
import { type Instant, type PersonId, type PostId, type UnitCode, partsOfPost } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { isWithin } from '../domain/organisation/units.ts'
import { exercisedBy, nameOf } from './who-is.ts'

/**
 * A person as the events about a record name whoever acted: by the post in or below `unit` where there is one, else
 * by 本務. Undefined for somebody who holds no post at that instant: without one nobody acts.
 */
export function recordActor(
  organisation: Organisation,
  person: PersonId,
  at: Instant,
  unit?: UnitCode,
): Actor | undefined {
  const held = exercisedBy(organisation, person, at)
  const isThere = (post: PostId): boolean =>
    unit !== undefined && isWithin(organisation, partsOfPost(post).unit, unit)
  const capacity = held.find((it) => isThere(it.post)) ?? held[0]
  return capacity === undefined
    ? undefined
    : { person, name: nameOf(organisation, person), capacity, alsoAs: [] }
}
