import type { Transaction } from 'kysely'
import type { ActBody } from '../contract/acts.ts'
import type { ActDone } from '../contract/proposals.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { Acting, CommandOf } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import { caseNumberKind } from '../domain/approval/evolve-beside.ts'
import type { PersonId, ProposalId, Sha256 } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import type { Result } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { findNumberFormat } from '../store/document-numbers.ts'
import { type StoredProposal, loadMany, lockProposal } from '../store/proposals.ts'
import { within } from '../store/run-query.ts'
import { actingOf } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { ActRefusal } from './commit-act.ts'
import { type Committed, RolledBack, commitWithin, inTransaction } from './commit-within.ts'
import { takeDocumentNumber } from './take-document-number.ts'
import { readerOf } from './who-is.ts'

type Numbering = {
  readonly organisation: Organisation
  readonly stored: StoredProposal
  readonly acting: Acting
}
type Request = {
  readonly id: ProposalId
  readonly by: PersonId
  readonly body: Pick<ActBody, 'version' | 'manifestSha256'>
}

/**
 * Gives a decided case one of its numbers (施行番号, 指令番号 …) in its 課 and fiscal year. The number is taken and
 * written together or not at all, and never before the decision.
 */
export async function giveNumber(
  deps: ApprovalDeps,
  request: Request & { readonly body: Extract<ActBody, { type: 'give_number' }> },
): Promise<Result<ActDone, ActRefusal>> {
  const { kind, branchOf } = request.body
  return holding(deps, request, async (trx, { organisation, stored, acting }) => {
    // Who may not is told so before a number is taken.
    const asked = decide(stored.state, { type: 'give_number', kind, text: '' }, acting)
    if (!asked.ok) throw new RolledBack(asked.error)
    const beside = branchOf === undefined ? {} : { branchOf }
    const text = await takeDocumentNumber(trx, { organisation, stored, kind, at: acting.at, ...beside })
    if (text === undefined) {
      const isKind = (await findNumberFormat(trx, kind)) !== undefined
      throw new RolledBack(
        isKind && branchOf !== undefined
          ? { code: 'no_such_number', number: branchOf }
          : { code: 'unknown_number_kind', kind },
      )
    }
    return commitWithin(trx, stored, { type: 'give_number', kind, text }, acting)
  })
}

/** 決裁 in a body that numbers its cases at the decision: the number comes in the same act. */
export async function decideNumbered(
  deps: ApprovalDeps,
  request: Request,
  command: CommandOf<'decide'>,
): Promise<Result<ActDone, ActRefusal>> {
  return holding(deps, request, async (trx, { organisation, stored, acting }) => {
    const asked = decide(stored.state, command, acting)
    if (!asked.ok) throw new RolledBack(asked.error)
    const number = await takeDocumentNumber(trx, {
      organisation,
      stored,
      kind: caseNumberKind,
      at: acting.at,
    })
    if (number === undefined) throw new Error(`no format of ${caseNumberKind}`)
    return commitWithin(trx, stored, { ...command, number }, acting)
  })
}

/** Holds the row, so that number and act go together; who may not read it finds nothing. */
async function holding(
  deps: ApprovalDeps,
  { id, by, body }: Request,
  work: (trx: Transaction<Database>, numbering: Numbering) => Promise<Committed>,
): Promise<Result<ActDone, ActRefusal>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  return inTransaction(deps, id, async (trx) => {
    const locked = await lockProposal(trx, id)
    const stored = (await loadMany(within(trx), [id])).get(id)
    if (
      locked === undefined ||
      stored === undefined ||
      !mayRead(stored.matter, readerOf(organisation, by, at))
    ) {
      throw new RolledBack({ code: 'not_found' })
    }
    if (stored.version !== body.version) throw new RolledBack({ code: 'stale' })
    const manifests = { shown: body.manifestSha256 as Sha256, current: stored.manifestSha256 }
    const acting = actingOf(organisation, by, at, manifests, stored.unit)
    return work(trx, { organisation, stored, acting })
  })
}
