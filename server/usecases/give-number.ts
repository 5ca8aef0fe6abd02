import type { ActBody } from '../contract/acts.ts'
import { receiptNumberKind } from '../contract/numbers.ts'
import type { ActDone } from '../contract/proposals.ts'
import type { SignedIn } from '../domain/access/fresh-sign-in.ts'
import type { CommandOf } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import { caseNumberKind } from '../domain/approval/evolve-beside.ts'
import type { Result } from '../domain/result.ts'
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
  const { kind, branchOf, branchYear, block } = request.body
  const beside =
    branchOf === undefined ? undefined : { branchOf, ...(branchYear === undefined ? {} : { branchYear }) }
  const wanted = block === undefined ? beside : { block }
  return holding(deps, request, async (trx, { organisation, stored, acting }) => {
    // Who may not is told so before a number is taken.
    const asked = decide(stored.state, { type: 'give_number', kind, text: '' }, acting)
    if (!asked.ok) throw new RolledBack(asked.error)
    if (kind === receiptNumberKind) throw new RolledBack({ code: 'unknown_number_kind', kind })
    const taken = await takeDocumentNumber(trx, {
      ...{ organisation, kind, unit: stored.unit, holder: { proposal: stored.id }, at: acting.at },
      ...(stored.state.status === 'decided' ? { decidedAt: stored.state.decision.at } : {}),
      ...(wanted === undefined ? {} : { wanted }),
    })
    if (!taken.ok) throw new RolledBack(taken.error)
    const text = taken.value
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
    const { at } = acting
    const number = await takeDocumentNumber(trx, {
      ...{ organisation, kind: caseNumberKind, unit: stored.unit, holder: { proposal: stored.id } },
      ...{ at, decidedAt: at },
    })
    if (!number.ok) throw new RolledBack(number.error)
    return commitWithin(trx, stored, { ...command, number: number.value }, acting, request.signedIn)
  })
}
