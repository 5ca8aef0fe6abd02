import { useMemo } from 'react'
import { useOrganisation, usePerson } from '../../api/queries.ts'
import type { Option } from '../../ui/index.ts'

/** Everybody who holds a post today, to choose from; the one named too, be he in none. */
export function usePeopleOptions(named?: string): readonly Option[] {
  const organisation = useOrganisation().data
  const other = usePerson(named).data
  return useMemo(() => {
    const people = new Map<string, Option>()
    for (const post of organisation?.posts ?? []) {
      for (const it of post.holders) {
        if (!people.has(it.person)) {
          people.set(it.person, { id: it.person, label: it.name, note: post.title, keywords: it.person })
        }
      }
    }
    if (other !== undefined && !people.has(other.id))
      people.set(other.id, { id: other.id, label: other.name })
    return [...people.values()]
  }, [organisation, other])
}
