import type { Transaction } from 'kysely'
import type { ActDone } from '../contract/proposals.ts'
import type { CommandOf, Weighed } from '../domain/approval/commands.ts'
import type { EditChange } from '../domain/approval/events.ts'
import type { PersonId, ProposalId, Sha256 } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { keepManifest, refreshManifest } from '../store/manifests.ts'
import type { LockedProposal } from '../store/proposals.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { ActRefusal } from './commit-act.ts'
import { commitWithin, holding } from './commit-within.ts'

/** A correction on the way says what was shown, how much it weighs, and why. */
export type Correction = Weighed & { readonly version: number; readonly manifestSha256: Sha256 }

/** What it asks of the rules. */
export function reviseOf(
  { effect, reason, as }: Weighed,
  changes: readonly EditChange[],
  to: Sha256,
): CommandOf<'revise'> {
  return { type: 'revise', effect, changes, to, reason, ...(as === undefined ? {} : { as }) }
}

/**
 * 直接編集: `change` writes the new content and says what it changed; the act is on the record in the same transaction,
 * or neither is kept. Without a version it is the case as it is when it is held: `change` sees to it that nobody was faster.
 */
export async function correct(
  deps: ApprovalDeps,
  request: { readonly id: ProposalId; readonly by: PersonId; readonly correction: Correction | Weighed },
  change: (trx: Transaction<Database>, locked: LockedProposal) => Promise<readonly EditChange[]>,
): Promise<Result<ActDone, ActRefusal>> {
  const { id, by, correction } = request
  const body = 'version' in correction ? correction : undefined
  return holding(deps, { id, by, body }, async (trx, { locked, stored, acting }) => {
    const changes = await change(trx, locked)
    const to = await refreshManifest(trx, id)
    await keepManifest(trx, id)
    return commitWithin(trx, stored, reviseOf(correction, changes, to), acting)
  })
}
