import type { ActBody } from '../contract/acts.ts'
import type { ActDone } from '../contract/proposals.ts'
import { mayRead } from '../domain/access/may-read.ts'
import { decide } from '../domain/approval/decide.ts'
import { type PersonId, type ProposalId, type Sha256, localDateOf } from '../domain/ids.ts'
import { fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { numberText } from '../domain/numbering/number-text.ts'
import { sectionOf, symbolOf } from '../domain/organisation/units.ts'
import type { Result } from '../domain/result.ts'
import { findNumberFormat, recordNumber, takeNumber } from '../store/document-numbers.ts'
import { loadMany, lockProposal } from '../store/proposals.ts'
import { within } from '../store/run-query.ts'
import { actingOf } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { ActRefusal } from './commit-act.ts'
import { RolledBack, commitWithin, inTransaction } from './commit-within.ts'
import { readerOf } from './who-is.ts'

type NumberBody = Extract<ActBody, { type: 'give_number' }>

/**
 * Gives a decided case one of its numbers (施行番号, 指令番号 …) in its 課 and fiscal year. The number is taken and
 * written together or not at all, and never before the decision.
 */
export async function giveNumber(
  deps: ApprovalDeps,
  request: { readonly id: ProposalId; readonly by: PersonId; readonly body: NumberBody },
): Promise<Result<ActDone, ActRefusal>> {
  const { id, by, body } = request
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
    const acting = actingOf(
      organisation,
      by,
      at,
      { shown: body.manifestSha256 as Sha256, current: stored.manifestSha256 },
      stored.unit,
    )
    const { kind } = body
    // Who may not is told so before a number is taken.
    const asked = decide(stored.state, { type: 'give_number', kind, text: '' }, acting)
    if (!asked.ok) throw new RolledBack(asked.error)
    const format = await findNumberFormat(trx, kind)
    if (format === undefined || kind === '起案番号')
      throw new RolledBack({ code: 'unknown_number_kind', kind })
    const unit = sectionOf(organisation, stored.unit)?.code ?? stored.unit
    const scope = { kind, unit, fiscalYear: fiscalYearOf(localDateOf(at)) }
    const number = await takeNumber(trx, scope)
    const text = numberText(format, symbolOf(organisation, stored.unit) ?? '', number)
    const done = await commitWithin(trx, stored, { type: 'give_number', kind, text }, acting)
    await recordNumber(trx, { ...scope, number, text, proposalId: id, at })
    return done
  })
}
