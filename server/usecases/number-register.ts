import { type Result, yes } from '../domain/result.ts'
import { readRegister } from '../store/number-register.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { type BookAsked, type BookRefusal, bookForKeeper } from './number-book-access.ts'
import { timeText } from './time-text.ts'
import { readerOf, refOf } from './who-is.ts'

const head = ['番号', '枝番', '文書番号', '区分', '日時', '件名', '目的・理由', '登録者']
const unreadable = '（閲覧できない文書）'

/**
 * 番号簿 as a table for a CSV: a row for each number of a year, given, 欠番 or 予約 and not yet used. The 件名 of what the
 * reader may not open is not there.
 */
export async function numberRegister(
  deps: ApprovalDeps,
  { fiscalYear, ...asked }: BookAsked & { readonly fiscalYear?: number },
): Promise<Result<readonly (readonly string[])[], BookRefusal>> {
  const book = await bookForKeeper(deps, asked, false)
  if (!book.ok) return book
  const { organisation, scope, at } = book.value
  const rows = await readRegister(
    deps.db,
    { ...scope, fiscalYear: fiscalYear ?? scope.fiscalYear },
    readerOf(organisation, asked.by, at),
  )
  return yes([
    head,
    ...rows.map((it) => [
      String(it.number),
      it.branch === 0 ? '' : String(it.branch),
      it.text ?? '',
      { given: it.branch === 0 ? '付番' : '枝番', skipped: '欠番', reserved: '予約' }[it.state],
      timeText(it.at),
      it.state === 'given' ? (it.title ?? unreadable) : '',
      it.reason ?? '',
      it.by === null ? '' : refOf(organisation, it.by, it.at).name,
    ]),
  ])
}
