import type { OrganisationView } from '../../../server/contract/organisation.ts'
import type { Option } from '../ui/index.ts'

type Unit = OrganisationView['units'][number]
type Post = OrganisationView['posts'][number]

/** Units to choose from, of all of a day; the one above tells two of one name apart, and the code finds one too. */
export function unitChoices(
  units: readonly Unit[] = [],
  isOffered: (unit: Unit) => boolean = (it) => it.kind !== 'root',
): readonly Option[] {
  const names = new Map(units.map((it) => [it.code, it.name]))
  return units
    .filter(isOffered)
    .map((it) => ({ id: it.code, label: it.name, note: names.get(it.parent ?? ''), keywords: it.code }))
}

/** Everybody who holds a post, with the first of them; the number finds one too. */
export function peopleChoices(posts: readonly Post[] = []): readonly Option[] {
  const people = new Map<string, Option>()
  for (const post of posts) {
    for (const { person, name } of post.holders) {
      if (!people.has(person))
        people.set(person, { id: person, label: name, note: post.title, keywords: person })
    }
  }
  return [...people.values()]
}

/** Posts somebody holds, with who that is. */
export function postChoices(posts: readonly Post[] = []): readonly Option[] {
  return posts
    .filter((it) => it.holders.length > 0)
    .map((it) => ({ id: it.id, label: it.title, note: it.holders.map((one) => one.name).join('、') }))
}
