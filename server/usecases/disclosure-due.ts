import type { WorkCalendar } from '../domain/calendar/working-days.ts'
import type { DisclosureRequest } from '../domain/disclosing/request.ts'
import { type DisclosureTerm, dueOn } from '../domain/disclosing/term.ts'
import type { LocalDate } from '../domain/ids.ts'
import { loadDisclosureTerm } from '../store/disclosure.ts'
import { calendarOf, findWorkSettings } from '../store/work-calendar.ts'
import type { MayReadDeps } from './may-read.ts'

type Calendar = { readonly term: DisclosureTerm; readonly calendar: WorkCalendar }

/** The term and the days the body works. */
export async function loadCalendar({ db }: Pick<MayReadDeps, 'db'>): Promise<Calendar> {
  const [term, settings] = await Promise.all([loadDisclosureTerm(db), findWorkSettings(db)])
  return { term, calendar: settings ? calendarOf(settings) : { closedDays: [], exceptions: new Map() } }
}

/** 決定の期限 of a request that runs, how many days there are until then, and whether it is over. */
export function dueOf(
  request: DisclosureRequest,
  { term, calendar }: Calendar,
  today: LocalDate,
): { readonly dueOn?: LocalDate; readonly daysLeft?: number; readonly overdue: boolean } {
  const { status, requestedOn, pauses, extension } = request
  if (status !== 'open') return { overdue: false }
  const due = dueOn({ requestedOn, pauses, isExtended: extension !== undefined }, term, calendar)
  if (due === undefined) return { overdue: false }
  const daysLeft = (Date.parse(due) - Date.parse(today)) / (24 * 60 * 60 * 1000)
  return { dueOn: due, daysLeft, overdue: daysLeft < 0 }
}

/** Whether the term of a request has run out before a day. */
export async function isOverdue(
  deps: Pick<MayReadDeps, 'db'>,
  request: DisclosureRequest,
  today: LocalDate,
): Promise<boolean> {
  return dueOf(request, await loadCalendar(deps), today).overdue
}
