import { type NumberBook, type ReserveNumbersBody, receiptNumberKind } from '../contract/numbers.ts'
import type { UnitCode } from '../domain/ids.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { recordSkipped, takeNumber } from '../store/document-numbers.ts'
import { closeBlock, insertBlock, lockBlock } from '../store/number-blocks.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { type BookAsked, type BookRefusal, bookForKeeper } from './number-book-access.ts'
import { bookView, numbersUpTo } from './number-book.ts'

export type BlockRefusal =
  | BookRefusal
  | { readonly code: 'not_found' }
  /** What arrives takes the next number: nothing would take those set aside. */
  | { readonly code: 'receipt_numbers_not_reserved' }
  /** A 予約 for one 課 is made in the one book of the whole body; a 課 has books of its own. */
  | { readonly code: 'block_of_own_book'; readonly kind: string }
  /** It was used up or given back before. */
  | { readonly code: 'number_block_closed'; readonly purpose: string }

/** 番号の予約: the next numbers of a book are set aside for a purpose; cases take them by it, in order. */
export async function reserveNumbers(
  deps: ApprovalDeps,
  asked: BookAsked & Pick<ReserveNumbersBody, 'count' | 'purpose' | 'forSection'>,
): Promise<Result<NumberBook, BlockRefusal>> {
  const book = await bookForKeeper(deps, asked, true)
  if (!book.ok) return book
  if (asked.kind === receiptNumberKind) return no({ code: 'receipt_numbers_not_reserved' })
  const { by, count, purpose, forSection } = asked
  if (forSection !== undefined && book.value.of !== 'body') {
    return no({ code: 'block_of_own_book', kind: asked.kind })
  }
  const section =
    forSection === undefined ? undefined : sectionOf(book.value.organisation, forSection as UnitCode)?.code
  if (forSection !== undefined && section === undefined) {
    return no({ code: 'unit_not_found', unit: forSection })
  }
  const { scope, at } = book.value
  await deps.db.transaction().execute(async (trx) => {
    const last = await takeNumber(trx, scope, count)
    const id = deps.newId()
    await insertBlock(trx, {
      ...{ id, scope, first: last - count + 1, last, purpose, made: { by, at } },
      ...(section === undefined ? {} : { section }),
    })
  })
  return yes(await bookView(deps, book.value))
}

/** 返却: what is left of a block becomes 欠番 with the reason, in its own year’s book; it goes to nobody else. */
export async function returnBlock(
  deps: ApprovalDeps,
  asked: BookAsked & { readonly id: string; readonly reason: string },
): Promise<Result<NumberBook, BlockRefusal>> {
  const book = await bookForKeeper(deps, asked, true)
  if (!book.ok) return book
  const { by, id, reason } = asked
  const { at, scope } = book.value
  const done = await deps.db.transaction().execute(async (trx): Promise<Result<number, BlockRefusal>> => {
    const block = await lockBlock(trx, id)
    if (block === undefined || block.scope.kind !== scope.kind || block.scope.unit !== scope.unit) {
      return no({ code: 'not_found' })
    }
    if (block.closed !== undefined || block.next > block.last) {
      return no({ code: 'number_block_closed', purpose: block.purpose })
    }
    await closeBlock(trx, id, { by, at, reason })
    const numbers = numbersUpTo(block.last, block.last - block.next + 1)
    await recordSkipped(trx, { ...block.scope, numbers, reason, by, at })
    return yes(block.scope.fiscalYear)
  })
  return done.ok ? yes(await bookView(deps, book.value, done.value)) : done
}
