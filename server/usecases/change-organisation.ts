import type { Transaction } from 'kysely'
import type { Database } from '../store/database.ts'
import { bumpOrganisationVersion, lockOrganisation } from '../store/organisation.ts'
import type { DatabasePorts, LiveBus, OrganisationSource } from './ports.ts'

type Deps = Pick<DatabasePorts, 'db'> & {
  readonly organisation: OrganisationSource
  readonly live: LiveBus
}

/**
 * Reads, decides and writes under the lock of the organisation, then tells whoever keeps it in memory. Answers what `write` found
 * in the way; undefined when it is written.
 */
export async function changeOrganisation<Problem>(
  { db, organisation, live }: Deps,
  write: (trx: Transaction<Database>) => Promise<Problem | undefined>,
): Promise<Problem | undefined> {
  const problem = await db.transaction().execute(async (trx) => {
    // Before reading: of two at once each would otherwise decide by what the other is about to change.
    await lockOrganisation(trx)
    const found = await write(trx)
    if (found === undefined) await bumpOrganisationVersion(trx)
    return found
  })
  if (problem !== undefined) return problem
  organisation.changed()
  live.publish({ type: 'organisation' })
  return undefined
}
