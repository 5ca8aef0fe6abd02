import type { Kysely } from 'kysely'
import { type Instant, type PersonId, type PostId, localDateOf, partsOfPost } from '../domain/ids.ts'
import { positionsWithOrder } from '../domain/organisation/acting-orders.ts'
import { absenceAt, capacitiesOf, seatedIn } from '../domain/organisation/holders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { nextPlaceOf, standInsOf } from '../domain/organisation/stand-ins.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import type { Database } from '../store/database.ts'
import { type ActingFor, countActedFor } from '../store/tasks.ts'
import { nameOf } from './who-is.ts'

/** A decider's post whose holder is away, with that holder's name. */
export type AbsentDecider = { readonly post: PostId; readonly title: string; readonly name: string }

/**
 * Posts whose holder is away now and in whose order of 代決 a person has some place. Begins at the absences of this
 * moment, which are few; whoever is nobody's stand-in costs a look at those and no more.
 */
export function absentDecidersFor(
  organisation: Organisation,
  person: PersonId,
  at: Instant,
): readonly AbsentDecider[] {
  const day = localDateOf(at)
  const ordered = positionsWithOrder(organisation, day)
  const away = new Set(
    organisation.absences.filter((it) => it.from <= at && at <= it.to).map((it) => it.person),
  )
  const posts = new Set(
    [...away]
      .filter((it) => it !== person)
      .flatMap((it) => capacitiesOf(organisation, it, day).map((one) => one.post))
      .filter((post) => ordered.has(partsOfPost(post).position)),
  )
  return [...posts].flatMap((post) => {
    const seated = seatedIn(organisation, post, day)
    const [holder] = seated
    if (holder === undefined || seated.some((it) => absenceAt(organisation, it.person, at) === undefined))
      return []
    const has = standInsOf(organisation, post, at).some((it) =>
      it.holders.some((one) => one.person === person),
    )
    return has
      ? [{ post, title: titleOf(organisation, post), name: nameOf(organisation, holder.person) }]
      : []
  })
}

/** What a person may 代決 now, counted by kind, by post and by the unit of the matter: the order depends on it. */
export async function actedForBy(
  db: Kysely<Database>,
  organisation: Organisation,
  asked: { readonly absent: readonly AbsentDecider[]; readonly person: PersonId; readonly at: Instant },
): Promise<readonly (ActingFor & { readonly count: number })[]> {
  const { absent, person, at } = asked
  if (absent.length === 0) return []
  const waiting = await countActedFor(
    db,
    absent.map((it) => it.post),
    person,
    at,
  )
  return waiting.filter(
    ({ post, unit }) => nextPlaceOf(standInsOf(organisation, post, at, unit), person) !== undefined,
  )
}
