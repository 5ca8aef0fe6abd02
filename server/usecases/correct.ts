import type { Transaction } from 'kysely'
import type { ActDone } from '../contract/proposals.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { CommandOf } from '../domain/approval/commands.ts'
import type { EditChange, EditEffect } from '../domain/approval/events.ts'
import type { PersonId, PostId, ProposalId, Sha256 } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { keepManifest, refreshManifest } from '../store/manifests.ts'
import { type LockedProposal, loadMany, lockProposal } from '../store/proposals.ts'
import { within } from '../store/run-query.ts'
import { actingOf } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { ActRefusal } from './commit-act.ts'
import { type Committed, RolledBack, commitWithin, inTransaction } from './commit-within.ts'
import { readerOf } from './who-is.ts'

/** A correction on the way says what was shown, how much it weighs, and why. */
export type Correction = {
  readonly version: number
  readonly manifestSha256: Sha256
  readonly effect: EditEffect
  readonly reason: string
  /** In which post, where several wait for the person (兼務). */
  readonly as?: PostId
}

/** What it asks of the rules. */
export function reviseOf(
  { effect, reason, as }: Correction,
  changes: readonly EditChange[],
  to: Sha256,
): CommandOf<'revise'> {
  return { type: 'revise', effect, changes, to, reason, ...(as === undefined ? {} : { as }) }
}

/**
 * 直接編集: `change` writes the new content and says what it changed; the act is on the record in the same transaction,
 * or neither is kept.
 */
export async function correct(
  deps: ApprovalDeps,
  request: { readonly id: ProposalId; readonly by: PersonId; readonly correction: Correction },
  change: (trx: Transaction<Database>, held: LockedProposal) => Promise<readonly EditChange[]>,
): Promise<Result<ActDone, ActRefusal>> {
  const { id, by, correction } = request
  const organisation = await deps.organisation.current()
  const at = deps.now()
  return inTransaction(deps, id, async (trx): Promise<Committed> => {
    const held = await lockProposal(trx, id)
    const stored = (await loadMany(within(trx), [id])).get(id)
    if (
      held === undefined ||
      stored === undefined ||
      !mayRead(stored.matter, readerOf(organisation, by, at))
    ) {
      throw new RolledBack({ code: 'not_found' })
    }
    if (stored.version !== correction.version) throw new RolledBack({ code: 'stale' })
    const shown = correction.manifestSha256
    const acting = actingOf(organisation, by, at, { shown, current: stored.manifestSha256 }, stored.unit)
    const changes = await change(trx, held)
    const to = await refreshManifest(trx, id)
    await keepManifest(trx, id)
    return commitWithin(trx, stored, reviseOf(correction, changes, to), acting)
  })
}
