import type { Kysely } from 'kysely'
import { type Matter, mayRead } from '../domain/access/may-read.ts'
import {
  type PersonId,
  type PostId,
  type ProposalId,
  type UnitCode,
  localDateOf,
  partsOfPost,
} from '../domain/ids.ts'
import { capacitiesOf } from '../domain/organisation/holders.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import type { Database } from '../store/database.ts'
import { findMatter } from '../store/matters.ts'
import type { Clock, OrganisationSource } from './ports.ts'

export type MayReadDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
}

/** Whether a person may read a proposal now, by the posts held today; false for one that does not exist. */
export async function mayReadProposal(deps: MayReadDeps, person: PersonId, id: ProposalId): Promise<boolean> {
  const matter: Matter | undefined = await findMatter(deps.db, id)
  if (matter === undefined) return false
  // The drafter needs no look at the organisation.
  if (matter.drafter === person) return true
  const organisation = await deps.organisation.current()
  const posts: readonly PostId[] = capacitiesOf(organisation, person, localDateOf(deps.now())).map(
    (it) => it.post,
  )
  const sections = posts.flatMap((post): readonly UnitCode[] => {
    const section = sectionOf(organisation, partsOfPost(post).unit)
    return section === undefined ? [] : [section.code]
  })
  const roles = organisation.people.get(person)?.roles ?? []
  return mayRead(matter, { person, posts, sections, roles })
}
