import type { PaperDecisionBody, PaperDecisions } from '../contract/measures.ts'
import { type LocalDate, type PersonId, type UnitCode, localDateOf } from '../domain/ids.ts'
import { sectionOf } from '../domain/organisation/units.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { addPaperDecision, listPaperDecisions } from '../store/measures.ts'
import { numberKeepersOf } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { type SpanAsked, type SpanRefusal, spanFor } from './measured-span.ts'
import { readerOf, refOf } from './who-is.ts'

const shownAtMost = 200

export type PaperRefusal =
  | { readonly code: 'unit_not_found'; readonly unit: string }
  | { readonly code: 'paper_not_yours'; readonly keepers: readonly string[] }
  | { readonly code: 'paper_month_ahead'; readonly month: string }
  | { readonly code: 'paper_count_nothing' }
  | { readonly code: 'paper_count_below_zero' }

/**
 * Counts decisions that a 課 made on paper only, so that the 電子決裁率 is honest. By its 文書取扱主任 (where none is named, by
 * anybody of it) or a 文書管理者; never for a month to come.
 */
export async function countPaperDecisions(
  deps: ApprovalDeps,
  { by, section: asked, month, count, reason }: PaperDecisionBody & { readonly by: PersonId },
): Promise<Result<PaperDecisions['items'][number], PaperRefusal>> {
  const organisation = await deps.organisation.current()
  const at = deps.now()
  const section = sectionOf(organisation, asked as UnitCode)
  if (section === undefined || section.code !== asked) return no({ code: 'unit_not_found', unit: asked })
  const { sections, roles } = readerOf(organisation, by, at)
  const keepers = numberKeepersOf(organisation, section.code, at)
  const keeps =
    keepers.length === 0 ? sections.includes(section.code) : keepers.some((it) => it.person === by)
  if (!keeps && !roles.includes('records_manager')) {
    return no({ code: 'paper_not_yours', keepers: keepers.map((it) => `${it.title} ${it.name}`) })
  }
  if (month > localDateOf(at).slice(0, 7)) return no({ code: 'paper_month_ahead', month })
  if (count === 0) return no({ code: 'paper_count_nothing' })
  const row = { section: section.code, month: `${month}-01` as LocalDate, count, reason, by, at }
  const isDone = await deps.db.transaction().execute((trx) => addPaperDecision(trx, row))
  if (!isDone) return no({ code: 'paper_count_below_zero' })
  return yes({ ...{ section: asked, month, count, reason, at }, by: refOf(organisation, by, at) })
}

/** What was counted, newest first, for whoever may see the 集計 of those 課. */
export async function viewPaperDecisions(
  deps: ApprovalDeps,
  asked: SpanAsked,
): Promise<Result<PaperDecisions, SpanRefusal>> {
  const found = await spanFor(deps, asked)
  if (!found.ok) return found
  const { span, organisation } = found.value
  const rows = await listPaperDecisions(deps.db, span, shownAtMost)
  return yes({
    items: rows.map(({ month, by, ...it }) => ({
      ...it,
      month: month.slice(0, 7),
      by: refOf(organisation, by, it.at),
    })),
  })
}
