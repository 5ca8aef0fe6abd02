import type { LocalDate, PersonId, UnitCode } from '../domain/ids.ts'
import type { Organisation, Unit } from '../domain/organisation/organisation.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { MeasuredSpan } from '../store/measures.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { readerOf, watchesRecords } from './who-is.ts'

/** Five years: what a table still shows. */
const mostMonths = 60

export type SpanAsked = {
  readonly by: PersonId
  /** `2026-05`, the first and the last month. */
  readonly from: string
  readonly to: string
  readonly section?: string
}

export type SpanRefusal =
  | { readonly code: 'months_backwards'; readonly from: string; readonly to: string }
  | { readonly code: 'months_too_many'; readonly most: number }
  | { readonly code: 'unit_not_found'; readonly unit: string }
  | { readonly code: 'section_not_yours' }

/** The span with the 課 it may be asked for. */
export type AskedSpan = {
  readonly span: MeasuredSpan
  readonly organisation: Organisation
  readonly sections: readonly Unit[]
}

/**
 * What a person may have counted: the own 課; 文書管理者 and 監査 every one. Without a 課 named, all of those.
 */
export async function spanFor(
  deps: ApprovalDeps,
  { by, from, to, section }: SpanAsked,
): Promise<Result<AskedSpan, SpanRefusal>> {
  if (from > to) return no({ code: 'months_backwards', from, to })
  if (monthsBetween(from, to) > mostMonths) return no({ code: 'months_too_many', most: mostMonths })
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const reader = readerOf(organisation, by, at)
  const seesAll = watchesRecords(reader)
  const sections = [...organisation.units.values()].filter(
    (unit) =>
      sectionOf(organisation, unit.code)?.code === unit.code &&
      (seesAll || reader.sections.includes(unit.code)),
  )
  if (section !== undefined && !sections.some((it) => it.code === section)) {
    const isKnown = organisation.units.has(section as UnitCode)
    return no(isKnown ? { code: 'section_not_yours' } : { code: 'unit_not_found', unit: section })
  }
  const wanted = section === undefined ? (seesAll ? undefined : sections.map((it) => it.code)) : [section]
  const span: MeasuredSpan = {
    from: `${from}-01` as LocalDate,
    to: firstDayAfter(to),
    sections: wanted as readonly UnitCode[] | undefined,
    at,
  }
  return yes({ span, organisation, sections })
}

/** The first day of the month after a month. */
function firstDayAfter(month: string): LocalDate {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10) as LocalDate
}

function monthsBetween(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number)
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number)
  return (toYear - fromYear) * 12 + toMonth - fromMonth + 1
}
