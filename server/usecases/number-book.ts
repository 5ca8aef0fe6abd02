import type { NumberBook, SkipNumbersBody } from '../contract/numbers.ts'
import { type PersonId, type UnitCode, localDateOf } from '../domain/ids.ts'
import { fiscalYearOf } from '../domain/numbering/fiscal-year.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  type NumberScope,
  findNumberFormat,
  readNumberBook,
  recordSkipped,
  takeNumber,
} from '../store/document-numbers.ts'
import { numberKeepersOf } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { readerOf, refOf } from './who-is.ts'

type BookRefusal =
  | { readonly code: 'unknown_number_kind'; readonly kind: string }
  | { readonly code: 'unit_not_found'; readonly unit: string }
  | { readonly code: 'not_number_keeper'; readonly keepers: readonly string[] }

type Asked = { readonly by: PersonId; readonly kind: string; readonly unit: string }

/**
 * The book of a kind in a 課 in a fiscal year, this one unless another is named: its last number, and every number that
 * went to no document.
 */
export async function viewNumberBook(
  deps: ApprovalDeps,
  { fiscalYear, ...asked }: Asked & { readonly fiscalYear?: number },
): Promise<Result<NumberBook, BookRefusal>> {
  const scope = await scopeFor(deps, asked)
  if (!scope.ok) return scope
  return yes(await viewOf(deps, fiscalYear === undefined ? scope.value : { ...scope.value, fiscalYear }))
}

/**
 * 欠番: the next numbers of a book go to no document, with a reason that stays, so that no gap is unexplained. By the
 * 文書取扱主任 of the 課 (where none is named, by anybody of it) or the 文書主管課.
 */
export async function skipNumbers(
  deps: ApprovalDeps,
  asked: Asked & Pick<SkipNumbersBody, 'count' | 'reason'>,
): Promise<Result<NumberBook, BookRefusal>> {
  const scope = await scopeFor(deps, asked)
  if (!scope.ok) return scope
  const { by, count, reason } = asked
  await deps.db.transaction().execute(async (trx) => {
    const last = await takeNumber(trx, scope.value, count)
    const numbers = Array.from({ length: count }, (_, index) => last - count + 1 + index)
    await recordSkipped(trx, { ...scope.value, numbers, reason, by, at: deps.now() })
  })
  return yes(await viewOf(deps, scope.value))
}

async function scopeFor(
  deps: ApprovalDeps,
  { by, kind, unit }: Asked,
): Promise<Result<NumberScope, BookRefusal>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const section = sectionOf(organisation, unit as UnitCode)
  if (section === undefined) return no({ code: 'unit_not_found', unit })
  const { sections, roles } = readerOf(organisation, by, at)
  const keepers = numberKeepersOf(organisation, section.code, at)
  const isKeeper =
    keepers.length === 0 ? sections.includes(section.code) : keepers.some((it) => it.person === by)
  if (!isKeeper && !roles.includes('records_manager')) {
    return no({ code: 'not_number_keeper', keepers: keepers.map((it) => `${it.title} ${it.name}`) })
  }
  if ((await findNumberFormat(deps.db, kind)) === undefined) return no({ code: 'unknown_number_kind', kind })
  return yes({ kind, unit: section.code, fiscalYear: fiscalYearOf(localDateOf(at)) })
}

async function viewOf(deps: ApprovalDeps, scope: NumberScope): Promise<NumberBook> {
  const [organisation, { last, skipped, unexplained }] = await Promise.all([
    deps.organisation.current(),
    readNumberBook(deps.db, scope),
  ])
  return {
    fiscalYear: scope.fiscalYear,
    last,
    skipped: skipped.map(({ by, ...it }) => ({ ...it, by: refOf(organisation, by, it.at) })),
    unexplained: [...unexplained],
  }
}
