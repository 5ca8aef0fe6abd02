import type { ActBody } from '../contract/acts.ts'
import { receiptNumberKind } from '../contract/numbers.ts'
import type { ActDone } from '../contract/proposals.ts'
import type { SignedIn } from '../domain/access/fresh-sign-in.ts'
import type { CommandOf } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import { caseNumberKind } from '../domain/approval/evolve-beside.ts'
import type { Result } from '../domain/result.ts'
import { findNumberFormat } from '../store/document-numbers.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { ActRefusal } from './commit-act.ts'
import { type ActOn, RolledBack, commitWithin, holding } from './commit-within.ts'
import { takeDocumentNumber } from './take-document-number.ts'

/**
 * Gives a decided case one of its numbers (施行番号, 指令番号 …) in its 課 and fiscal year. The number is taken and
 * written together or not at all, and never before the decision.
 */
export async function giveNumber(
  deps: ApprovalDeps,
  request: ActOn & { readonly body: Extract<ActBody, { type: 'give_number' }> },
): Promise<Result<ActDone, ActRefusal>> {
  const { kind, branchOf } = request.body
  return holding(deps, request, async (trx, { organisation, stored, acting }) => {
    // Who may not is told so before a number is taken.
    const asked = decide(stored.state, { type: 'give_number', kind, text: '' }, acting)
    if (!asked.ok) throw new RolledBack(asked.error)
    const beside = branchOf === undefined ? {} : { branchOf }
    if (kind === receiptNumberKind) throw new RolledBack({ code: 'unknown_number_kind', kind })
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
  request: ActOn & { readonly signedIn?: SignedIn },
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
    return commitWithin(trx, stored, { ...command, number }, acting, request.signedIn)
  })
}
