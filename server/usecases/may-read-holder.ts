import type { FileHolder } from '../domain/files/holder.ts'
import type { PersonId } from '../domain/ids.ts'
import { type MayReadDeps, mayReadProposal } from './may-read.ts'
import { findReceiptReading } from './receipt-reading.ts'

/** Whether a person may read what files belong to now; false for one that does not exist. */
export async function mayReadHolder(
  deps: MayReadDeps,
  person: PersonId,
  holder: FileHolder,
): Promise<boolean> {
  return 'proposal' in holder
    ? mayReadProposal(deps, person, holder.proposal)
    : (await findReceiptReading(deps, person, holder.receipt)) !== undefined
}
