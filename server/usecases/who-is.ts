import type { PersonRef } from '../contract/common.ts'
import type { Reader } from '../domain/access/may-read.ts'
import { type Instant, type PersonId, localDateOf, partsOfPost } from '../domain/ids.ts'
import { capacitiesOf, seatedIn } from '../domain/organisation/holders.ts'
import type { Capacity, Organisation } from '../domain/organisation/organisation.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import { sectionsInPlace } from '../domain/records/succession.ts'

/**
 * The posts whose authority a person exercises at an instant, 本務 first: those held, without one whose 職務代理者 is
 * in office meanwhile.
 */
export function exercisedBy(organisation: Organisation, person: PersonId, at: Instant): readonly Capacity[] {
  const day = localDateOf(at)
  return capacitiesOf(organisation, person, day).filter((capacity) =>
    seatedIn(organisation, capacity.post, day).some((holder) => holder.person === person),
  )
}

/** The person as somebody who wants to read: posts held, their 課 with those that ended and these took over, and roles. */
export function readerOf(organisation: Organisation, person: PersonId, at: Instant): Reader {
  const day = localDateOf(at)
  const posts = capacitiesOf(organisation, person, day).map((it) => it.post)
  const own = posts.flatMap((post) => {
    const section = sectionOf(organisation, partsOfPost(post).unit)
    return section === undefined ? [] : [section.code]
  })
  return {
    person,
    at,
    posts,
    sections: sectionsInPlace(organisation, own, day),
    roles: organisation.people.get(person)?.roles ?? [],
  }
}

/**
 * Whether a person keeps what the body lays down (directory, rules, orders of 代決, 職位, 閉庁日): 文書管理者 and
 * システム管理者, though the latter may read no case. Roles have a rule of their own.
 */
export function keepsSettings(organisation: Organisation, person: PersonId): boolean {
  const roles = organisation.people.get(person)?.roles ?? []
  return roles.includes('records_manager') || roles.includes('administrator')
}

/** Whether a person watches over the records of others: 文書管理者 and 監査. */
export function watchesRecords({ roles }: Pick<Reader, 'roles'>): boolean {
  return roles.includes('auditor') || roles.includes('records_manager')
}

/** The name in the directory; the id of somebody the directory does not know. */
export function nameOf(organisation: Organisation, person: PersonId): string {
  return organisation.people.get(person)?.name ?? person
}

/** Title and name as a sentence names a person at an instant. */
export function namedAt(organisation: Organisation, person: PersonId, at: Instant): string {
  const { title, name } = refOf(organisation, person, at)
  return title === '' ? name : `${title} ${name}`
}

/** A person with the title held at an instant, 本務 first; '' for somebody without a post. */
export function refOf(organisation: Organisation, person: PersonId, at: Instant): PersonRef {
  const [first] = capacitiesOf(organisation, person, localDateOf(at))
  return { id: person, name: nameOf(organisation, person), title: first?.title ?? '' }
}
