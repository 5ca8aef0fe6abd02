import type { NumberBook, SkipNumbersBody } from '../contract/numbers.ts'
import { type Result, yes } from '../domain/result.ts'
import { readNumberBook, recordSkipped, takeNumber } from '../store/document-numbers.ts'
import { listBlocks } from '../store/number-blocks.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { type BookAsked, type BookRefusal, type KeptBook, bookForKeeper } from './number-book-access.ts'
import { refOf } from './who-is.ts'

/**
 * The book of a kind in a 課 in a year, this one unless another is named: its last number, how the next one is written, what
 * is 予約, and every number that went to no document.
 */
export async function viewNumberBook(
  deps: ApprovalDeps,
  { fiscalYear, ...asked }: BookAsked & { readonly fiscalYear?: number },
): Promise<Result<NumberBook, BookRefusal>> {
  const book = await bookForKeeper(deps, asked, false)
  return book.ok ? yes(await bookView(deps, book.value, fiscalYear)) : book
}

/** 欠番: the next numbers of a book go to no document, with a reason that stays, so that no gap is unexplained. */
export async function skipNumbers(
  deps: ApprovalDeps,
  asked: BookAsked & Pick<SkipNumbersBody, 'count' | 'reason'>,
): Promise<Result<NumberBook, BookRefusal>> {
  const book = await bookForKeeper(deps, asked, true)
  if (!book.ok) return book
  const { by, count, reason } = asked
  const { scope, at } = book.value
  await deps.db.transaction().execute(async (trx) => {
    const last = await takeNumber(trx, scope, count)
    await recordSkipped(trx, { ...scope, numbers: numbersUpTo(last, count), reason, by, at })
  })
  return yes(await bookView(deps, book.value))
}

/** So many numbers, up to the last one. */
export function numbersUpTo(last: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => last - count + 1 + index)
}

/** A book as its keeper sees it. */
export async function bookView(
  deps: ApprovalDeps,
  { scope, organisation, format, of, section, write }: KeptBook,
  fiscalYear = scope.fiscalYear,
): Promise<NumberBook> {
  const asked = { ...scope, fiscalYear }
  const isOpen = fiscalYear === scope.fiscalYear
  const [{ last, skipped, unexplained }, blocks] = await Promise.all([
    readNumberBook(deps.db, asked),
    listBlocks(deps.db, asked),
  ])
  return {
    ...{ fiscalYear, isOpen, yearCounts: format.yearCounts, of, last },
    ...(isOpen ? { next: write(last + 1) } : {}),
    skipped: skipped.map(({ by, ...it }) => ({ ...it, by: refOf(organisation, by, it.at) })),
    blocks: blocks.map(({ id, first, last: end, next, purpose, section: only, made, closed }) => ({
      ...{ id, first, last: end, next, purpose, at: made.at, by: refOf(organisation, made.by, made.at) },
      ...(only === undefined
        ? {}
        : { section: { code: only, name: organisation.units.get(only)?.name ?? only } }),
      isOurs: only === undefined || only === section,
      ...(closed === undefined
        ? {}
        : { closed: { ...closed, by: refOf(organisation, closed.by, closed.at) } }),
    })),
    unexplained: [...unexplained],
  }
}
