import type { Instant, PersonId, UnitCode } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { numberKeepersOf } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { type BookOnDay, findBookOnDay } from './find-number-book.ts'
import { readerOf } from './who-is.ts'

export type BookRefusal =
  | { readonly code: 'unknown_number_kind'; readonly kind: string }
  | { readonly code: 'unit_not_found'; readonly unit: string }
  | { readonly code: 'not_number_keeper'; readonly keepers: readonly string[] }
  /** 欠番 and 予約 in the one book of the whole body. */
  | { readonly code: 'body_book_not_yours'; readonly kind: string }

export type BookAsked = { readonly by: PersonId; readonly kind: string; readonly unit: string }

/** A book for somebody who keeps it, as it is today. */
export type KeptBook = BookOnDay & {
  readonly organisation: Organisation
  readonly at: Instant
}

/**
 * The book of a kind for whoever keeps it: the 文書取扱主任 of the 課 (where none is named, anybody of it) or the 文書主管課.
 * To write in the one book of the whole body (`toWrite`) is for the 文書管理者.
 */
export async function bookForKeeper(
  deps: ApprovalDeps,
  { by, kind, unit }: BookAsked,
  toWrite: boolean,
): Promise<Result<KeptBook, BookRefusal>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const section = sectionOf(organisation, unit as UnitCode)?.code
  if (section === undefined) return no({ code: 'unit_not_found', unit })
  const allowed = mayKeepBook(organisation, by, section, at)
  if (!allowed.ok) return allowed
  const book = await findBookOnDay(deps.db, { organisation, kind, unit: section, at })
  if (book === undefined) return no({ code: 'unknown_number_kind', kind })
  if (toWrite && book.of === 'body' && !isRecordsManager(organisation, by)) {
    return no({ code: 'body_book_not_yours', kind })
  }
  return yes({ ...book, organisation, at })
}

/** Whether somebody keeps the books of a 課. */
function mayKeepBook(
  organisation: Organisation,
  by: PersonId,
  section: UnitCode,
  at: Instant,
): Result<true, Extract<BookRefusal, { code: 'not_number_keeper' }>> {
  const keepers = numberKeepersOf(organisation, section, at)
  const isKeeper =
    keepers.length === 0
      ? readerOf(organisation, by, at).sections.includes(section)
      : keepers.some((it) => it.person === by)
  if (isKeeper || isRecordsManager(organisation, by)) return yes(true)
  return no({ code: 'not_number_keeper', keepers: keepers.map((it) => `${it.title} ${it.name}`) })
}

/** 文書管理者. */
function isRecordsManager(organisation: Organisation, by: PersonId): boolean {
  return organisation.people.get(by)?.roles.includes('records_manager') === true
}
