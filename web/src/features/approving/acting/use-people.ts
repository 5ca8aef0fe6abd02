import { useMemo } from 'react'
import type { OrganisationView } from '../../../../../server/contract/organisation.ts'
import { peopleChoices, postChoices, unitChoices } from '../../../api/choices.ts'
import { useOrganisation } from '../../../api/queries.ts'
import type { Option } from '../../../ui/index.ts'

export type People = {
  readonly people: readonly Option[]
  readonly units: readonly Option[]
  /** Posts somebody holds, with who that is. */
  readonly posts: readonly Option[]
  /** Everybody in a unit or below it. */
  readonly peopleIn: (unit: string) => readonly string[]
  readonly nameOf: (person: string) => string
}

/** The people, units and posts of today, ready to be chosen from; empty lists until they are here. */
export function usePeople(): People {
  const organisation = useOrganisation().data
  return useMemo(() => toPeople(organisation), [organisation])
}

function toPeople(organisation: OrganisationView | undefined): People {
  const { posts = [], units = [] } = organisation ?? {}
  const people = peopleChoices(posts)
  const names = new Map(people.map((it) => [it.id, it]))
  const parents = new Map(units.map((it) => [it.code, it.parent]))
  const isBelow = (unit: string, top: string): boolean => {
    for (let at: string | undefined = unit; at !== undefined; at = parents.get(at))
      if (at === top) return true
    return false
  }
  return {
    people,
    units: unitChoices(units, () => true),
    posts: postChoices(posts),
    peopleIn: (unit) => [
      ...new Set(
        posts.filter((it) => isBelow(it.unit, unit)).flatMap((it) => it.holders.map((one) => one.person)),
      ),
    ],
    nameOf: (person) => {
      const found = names.get(person)
      return found === undefined ? person : `${found.label}（${found.note ?? ''}）`
    },
  }
}
