import { useMemo } from 'react'
import type { OrganisationView } from '../../../../../server/contract/organisation.ts'
import { useOrganisation } from '../../../api/queries.ts'

type Choice = { readonly id: string; readonly label: string; readonly note?: string }

export type People = {
  readonly people: readonly Choice[]
  readonly units: readonly Choice[]
  /** Posts somebody holds, with who that is. */
  readonly posts: readonly Choice[]
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
  const names = new Map<string, Choice>()
  for (const post of posts) {
    for (const { person, name } of post.holders) {
      if (!names.has(person)) names.set(person, { id: person, label: name, note: post.title })
    }
  }
  const parents = new Map(units.map((it) => [it.code, it.parent]))
  const isBelow = (unit: string, top: string): boolean => {
    for (let at: string | undefined = unit; at !== undefined; at = parents.get(at))
      if (at === top) return true
    return false
  }
  return {
    people: [...names.values()],
    units: units.map((it) => ({ id: it.code, label: it.name })),
    posts: posts
      .filter((it) => it.holders.length > 0)
      .map((it) => ({ id: it.id, label: it.title, note: it.holders.map((one) => one.name).join('、') })),
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
