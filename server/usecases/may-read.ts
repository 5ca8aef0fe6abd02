import type { Kysely } from 'kysely'
import { type Matter, type Reader, mayRead } from '../domain/access/may-read.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import { liesBeforeArchive } from '../store/before-archive.ts'
import { findMatter } from '../store/matters.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import { readerOf } from './who-is.ts'

export type MayReadDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
}

/** A matter with whether it lies before the archive, which is asked for those only to whom that may open it. */
export async function asSeenBy(
  { db }: Pick<MayReadDeps, 'db'>,
  id: ProposalId,
  matter: Matter,
  reader: Reader,
): Promise<Matter> {
  if (!reader.roles.includes('archivist') || mayRead(matter, reader)) return matter
  return { ...matter, beforeArchive: await liesBeforeArchive(db, id, reader.at) }
}

/** What decides who may read a proposal, and who asks; undefined when that person may not, or there is none. */
export async function findReading(
  deps: MayReadDeps,
  person: PersonId,
  id: ProposalId,
): Promise<{ readonly matter: Matter; readonly reader: Reader } | undefined> {
  const found = await findMatter(deps.db, id)
  if (found === undefined) return undefined
  const reader = readerOf(await deps.organisation.current(), person, deps.now())
  const matter = await asSeenBy(deps, id, found, reader)
  return mayRead(matter, reader) ? { matter, reader } : undefined
}

/** Whether a person may read a proposal now, by the posts held today; false for one that does not exist. */
export async function mayReadProposal(deps: MayReadDeps, person: PersonId, id: ProposalId): Promise<boolean> {
  const matter: Matter | undefined = await findMatter(deps.db, id)
  if (matter === undefined) return false
  // The drafter needs no look at the organisation.
  if (matter.drafter === person) return true
  const reader = readerOf(await deps.organisation.current(), person, deps.now())
  return mayRead(await asSeenBy(deps, id, matter, reader), reader)
}
