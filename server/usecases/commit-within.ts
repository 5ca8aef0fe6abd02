import type { Transaction } from 'kysely'
import type { ActDone } from '../contract/proposals.ts'
import type { Acting, Command } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import type { ProposalId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type LogWrite, writeActs } from '../store/approval-log.ts'
import type { Database } from '../store/database.ts'
import type { StoredProposal } from '../store/proposals.ts'
import { within } from '../store/run-query.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { type ActRefusal, announce, versionChanged, writeOf } from './commit-act.ts'

type Stale = { readonly code: 'stale' }
export type Committed = { readonly write: LogWrite; readonly version: number }

/** Thrown to roll a transaction back: whatever was taken or written in it never was. */
export class RolledBack extends Error {
  readonly refusal: ActRefusal | Stale
  constructor(refusal: ActRefusal | Stale) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** An act that changes more than the log, in one transaction; a `RolledBack` becomes the refusal it carries. */
export async function inTransaction(
  deps: ApprovalDeps,
  id: ProposalId,
  work: (trx: Transaction<Database>) => Promise<Committed>,
): Promise<Result<ActDone, ActRefusal>> {
  try {
    const { write, version } = await deps.db.transaction().execute(work)
    return yes(await announce(deps, write, version))
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
    return no(error.refusal.code === 'stale' ? await versionChanged(deps, id) : error.refusal)
  }
}

/** Asks the rules and writes what they say, in a transaction that holds the proposal. */
export async function commitWithin(
  trx: Transaction<Database>,
  stored: StoredProposal,
  command: Command,
  acting: Acting,
): Promise<Committed> {
  const decided = decide(stored.state, command, acting)
  if (!decided.ok) throw new RolledBack(decided.error)
  const write = writeOf(stored, decided.value, acting)
  const [written] = await writeActs(within(trx), [write])
  if (written?.outcome !== 'written') throw new RolledBack({ code: 'stale' })
  return { write, version: written.version }
}
