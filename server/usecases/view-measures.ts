import type { MeasuredCases, Measures } from '../contract/measures.ts'
import {
  type LocalDate,
  localDateOf,
  parseLocalDate,
  parseProposalId,
  partsOfPost,
  type UnitCode,
} from '../domain/ids.ts'
import { actionSeconds, savedActions, savedHours, savedSheets } from '../domain/measuring/savings.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { titleOf } from '../domain/organisation/titles.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  type CasesCursor,
  type MeasuredCase,
  type MeasuredWhat,
  countSignIns,
  listMeasuredCases,
  listMonths,
  listPosts,
  sumMeasures,
} from '../store/measures.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { parseCursor, toCursor } from './cursor.ts'
import { type SpanAsked, type SpanRefusal, spanFor } from './measured-span.ts'
import { readerOf } from './who-is.ts'

const pageSize = 50

/** 集計 of some months. */
export async function viewMeasures(
  deps: ApprovalDeps,
  asked: SpanAsked,
): Promise<Result<Measures, SpanRefusal>> {
  const found = await spanFor(deps, asked)
  if (!found.ok) return found
  const { span, organisation, sections } = found.value
  const [months, posts, sums, signIns] = await Promise.all([
    listMonths(deps.db, span),
    listPosts(deps.db, span),
    sumMeasures(deps.db, span, localDateOf(span.at)),
    span.sections === undefined ? countSignIns(deps.db, span) : undefined,
  ])
  const counts = { sign_in: signIns, attach: sums.files, look: sums.looks, edit: sums.edits }
  return yes({
    sections: sections.map(({ code, name }) => ({ code, name })),
    months: [...months],
    posts: posts.map(({ post, ...row }) => ({
      ...row,
      unit: nameOfUnit(organisation, partsOfPost(post).unit),
      post: titleOf(organisation, post, 'primary'),
    })),
    overdue: sums.overdue,
    savings: {
      actions: savedActions.flatMap((action) => {
        const count = counts[action]
        if (count === undefined) return []
        const { old, ours } = actionSeconds[action]
        return [{ action, count, oldSeconds: old, ourSeconds: ours, hours: savedHours(action, count) }]
      }),
      pages: sums.pages,
      printedPages: sums.printedPages,
      sheets: savedSheets(sums.pages, sums.printedPages),
    },
  })
}

/** The cases behind one of its numbers, fifty at a time; those that the reader may open. */
export async function listCasesBehind(
  deps: ApprovalDeps,
  { what, after, ...asked }: SpanAsked & { readonly what: MeasuredWhat; readonly after?: string },
): Promise<Result<MeasuredCases, SpanRefusal | { readonly code: 'bad_cursor' }>> {
  const place = after === undefined ? undefined : cursorOf(after)
  if (after !== undefined && place === undefined) return no({ code: 'bad_cursor' })
  const found = await spanFor(deps, asked)
  if (!found.ok) return found
  const { span, organisation } = found.value
  const rows = await listMeasuredCases(deps.db, {
    ...{ span, what, today: localDateOf(span.at), reader: readerOf(organisation, asked.by, span.at) },
    ...(place === undefined ? {} : { after: place }),
    limit: pageSize + 1,
  })
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return yes({
    items: shown.map((it) => caseView(organisation, it, what)),
    ...(rows.length > pageSize && last !== undefined ? { next: toCursor([last.submittedOn, last.id]) } : {}),
  })
}

function caseView(
  organisation: Organisation,
  it: MeasuredCase,
  what: MeasuredWhat,
): MeasuredCases['items'][number] {
  const { id, title, number, section, submittedOn, endedOn, dueOn, paperReason, returnReasons } = it
  const reasons = what === 'hybrid' ? [paperReason] : what === 'returned' ? returnReasons : []
  return {
    ...{ id, title, submittedOn, section: nameOfUnit(organisation, section) },
    ...(number === null ? {} : { number }),
    ...(endedOn === null ? {} : { endedOn }),
    ...(dueOn === null ? {} : { dueOn }),
    reasons: reasons.flatMap((reason) => (reason === null || reason === '' ? [] : [reason])),
  }
}

function cursorOf(text: string): CasesCursor | undefined {
  const [day, id] = parseCursor(text, 2) ?? []
  const submittedOn: LocalDate | undefined = typeof day === 'string' ? parseLocalDate(day) : undefined
  const proposal = typeof id === 'string' ? parseProposalId(id) : undefined
  return submittedOn === undefined || proposal === undefined ? undefined : { submittedOn, id: proposal }
}

/** The name of a 所属; its code when the organisation has it no more. */
export function nameOfUnit(organisation: Organisation, code: UnitCode): string {
  return organisation.units.get(code)?.name ?? code
}
