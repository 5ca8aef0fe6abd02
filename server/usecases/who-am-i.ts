import type { Kysely } from 'kysely'
import type { Me } from '../contract/me.ts'
import { chargeOf, localDateOf, type PersonId } from '../domain/ids.ts'
import { absenceAt, capacitiesOf } from '../domain/organisation/holders.ts'
import type { Database } from '../store/database.ts'
import { countAsked } from '../store/disclosure.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import { readerOf } from './who-is.ts'

/** Who is signed in, with the posts held today; undefined when the directory no longer has the person. */
export async function whoAmI(
  deps: { readonly db: Kysely<Database>; readonly organisation: OrganisationSource; readonly now: Clock },
  by: PersonId,
): Promise<Omit<Me, 'csrfToken' | 'demo'> | undefined> {
  const organisation = await deps.organisation.current()
  const person = organisation.people.get(by)
  if (person === undefined) return undefined
  const now = deps.now()
  const { sections } = readerOf(organisation, by, now)
  const [body, opinionsAsked] = await Promise.all([
    deps.db.selectFrom('body_profile').select('name').executeTakeFirst(),
    countAsked(deps.db, sections),
  ])
  return {
    id: person.id,
    name: person.name,
    nameKana: person.nameKana,
    // A 副知事 holds one seat for each 部 in charge; for people it is one post.
    capacities: capacitiesOf(organisation, by, localDateOf(now)).filter(
      (it) => chargeOf(it.post) === undefined,
    ),
    roles: [...person.roles],
    bodyName: body?.name ?? '',
    absent: absenceAt(organisation, by, now) !== undefined,
    opinionsAsked,
  }
}
