import type { Transaction } from 'kysely'
import { type Instant, localDateOf } from '../domain/ids.ts'
import { fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { numberText } from '../domain/numbering/number-text.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { sectionOf, symbolOf } from '../domain/organisation/units.ts'
import type { Database } from '../store/database.ts'
import { findNumberFormat, recordNumber, takeBranch, takeNumber } from '../store/document-numbers.ts'
import type { StoredProposal } from '../store/proposals.ts'

/**
 * Takes the next number of a kind for a case, in its 課 and fiscal year, and records it: within the transaction that
 * writes the act, so that both stand or neither. With `branchOf` it is the next 枝番 of that number instead.
 * Undefined when the body has no such kind, or the book no such number.
 */
export async function takeDocumentNumber(
  trx: Transaction<Database>,
  given: {
    readonly organisation: Organisation
    readonly stored: StoredProposal
    readonly kind: string
    readonly at: Instant
    readonly branchOf?: number
  },
): Promise<string | undefined> {
  const { organisation, stored, kind, at, branchOf } = given
  const format = await findNumberFormat(trx, kind)
  if (format === undefined) return undefined
  const unit = sectionOf(organisation, stored.unit)?.code ?? stored.unit
  const scope = { kind, unit, fiscalYear: fiscalYearOf(localDateOf(at)) }
  const branch = branchOf === undefined ? 0 : await takeBranch(trx, scope, branchOf)
  if (branch === undefined) return undefined
  const number = branchOf ?? (await takeNumber(trx, scope))
  const text = numberText(format, symbolOf(organisation, stored.unit) ?? '', number, branch)
  await recordNumber(trx, { ...scope, number, branch, text, holder: { proposal: stored.id }, at })
  return text
}
