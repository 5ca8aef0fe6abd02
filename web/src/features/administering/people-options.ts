import { useMemo } from 'react'
import { peopleChoices } from '../../api/choices.ts'
import { useOrganisation, usePerson } from '../../api/queries.ts'
import type { Option } from '../../ui/index.ts'

/** Everybody who holds a post today, to choose from; the one named too, be he in none. */
export function usePeopleOptions(named?: string): readonly Option[] {
  const organisation = useOrganisation().data
  const other = usePerson(named).data
  return useMemo(() => {
    const people = peopleChoices(organisation?.posts)
    if (other === undefined || people.some((it) => it.id === other.id)) return people
    return [...people, { id: other.id, label: other.name }]
  }, [organisation, other])
}
