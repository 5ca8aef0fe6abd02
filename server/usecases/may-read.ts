import type { Kysely } from 'kysely'
import { type Matter, type Reader, mayRead } from '../domain/access/may-read.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import { findMatter } from '../store/matters.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import { readerOf } from './who-is.ts'

export type MayReadDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
}

/** What decides who may read a proposal, and who asks; undefined when that person may not, or there is none. */
export async function findReading(
  deps: MayReadDeps,
  person: PersonId,
  id: ProposalId,
): Promise<{ readonly matter: Matter; readonly reader: Reader } | undefined> {
  const matter = await findMatter(deps.db, id)
  const reader = readerOf(await deps.organisation.current(), person, deps.now())
  return matter !== undefined && mayRead(matter, reader) ? { matter, reader } : undefined
}

/** Whether a person may read a proposal now, by the posts held today; false for one that does not exist. */
export async function mayReadProposal(deps: MayReadDeps, person: PersonId, id: ProposalId): Promise<boolean> {
  const matter: Matter | undefined = await findMatter(deps.db, id)
  if (matter === undefined) return false
  // The drafter needs no look at the organisation.
  if (matter.drafter === person) return true
  return mayRead(matter, readerOf(await deps.organisation.current(), person, deps.now()))
}
