import type { Transaction } from 'kysely'
import type { FileHolder } from '../domain/files/holder.ts'
import type { Instant, UnitCode } from '../domain/ids.ts'
import { writeBranch } from '../domain/numbering/write-number.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { recordNumber, takeBranch, takeNumber } from '../store/document-numbers.ts'
import { takeFromBlock } from '../store/number-blocks.ts'
import { findBookOnDay } from './find-number-book.ts'

export type NumberRefusal =
  | { readonly code: 'unknown_number_kind'; readonly kind: string }
  /** 枝番 of a number that the book of that year has not given. */
  | { readonly code: 'no_such_number'; readonly number: number }
  /** The block is used up, given back, for another 課, or of another book than the number would be of. */
  | { readonly code: 'number_block_unusable' }

/** Instead of the next number of the book: a 枝番 of one it gave, in this year or an earlier one, or one that was 予約. */
export type NumberWanted =
  { readonly branchOf: number; readonly branchYear?: number } | { readonly block: string }

/**
 * Takes the next number of a kind for a case or a 収受文書, in the book of its 課 and year, and records it: within the
 * transaction that writes the act, so that both stand or neither.
 */
export async function takeDocumentNumber(
  trx: Transaction<Database>,
  given: {
    readonly organisation: Organisation
    readonly kind: string
    readonly unit: UnitCode
    readonly holder: FileHolder
    readonly at: Instant
    readonly decidedAt?: Instant
    readonly wanted?: NumberWanted
  },
): Promise<Result<string, NumberRefusal>> {
  const { kind, holder, at, wanted } = given
  const book = await findBookOnDay(trx, given)
  if (book === undefined) return no({ code: 'unknown_number_kind', kind })
  if (wanted !== undefined && 'branchOf' in wanted) {
    const { branchOf: number, branchYear } = wanted
    const scope = branchYear === undefined ? book.scope : { ...book.scope, fiscalYear: branchYear }
    const taken = await takeBranch(trx, scope, number)
    if (taken === undefined) return no({ code: 'no_such_number', number })
    const { branch } = taken
    // As the number it stands beside was written, however numbers are written now.
    const text = taken.of + writeBranch(book.format, branch)
    await recordNumber(trx, { ...scope, number, branch, text, holder, at })
    return yes(text)
  }
  const number =
    wanted === undefined
      ? await takeNumber(trx, book.scope)
      : await takeFromBlock(trx, wanted.block, book.scope, book.section)
  if (number === undefined) return no({ code: 'number_block_unusable' })
  const text = book.write(number)
  await recordNumber(trx, { ...book.scope, number, branch: 0, text, holder, at })
  return yes(text)
}
