import type { PersonView } from '../contract/organisation.ts'
import type { PersonId } from '../domain/ids.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { listLeaves } from '../store/directory.ts'
import type { OrganisationDeps } from './explain-route.ts'

/** Everything somebody was, is and will be appointed to, newest first; undefined for nobody the directory knows. */
export async function viewPerson(deps: OrganisationDeps, id: PersonId): Promise<PersonView | undefined> {
  const organisation = await deps.organisation.current()
  const person = organisation.people.get(id)
  if (person === undefined) return undefined
  const appointments = organisation.appointments
    .filter((it) => it.person === id)
    .map(({ post, kind, from, to }) => ({
      post,
      kind,
      title: titleOf(organisation, post, kind),
      from,
      ...(to === undefined ? {} : { to }),
    }))
  const leaves = (await listLeaves(deps.db, id)).map(({ kind, from, to }) => ({
    kind,
    title: '',
    from,
    ...(to === undefined ? {} : { to }),
  }))
  return {
    id,
    name: person.name,
    nameKana: person.nameKana,
    appointments: [...appointments, ...leaves].toSorted((a, b) =>
      a.from < b.from ? 1 : a.from > b.from ? -1 : 0,
    ),
  }
}
