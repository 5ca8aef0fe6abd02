import type { Kysely } from 'kysely'
import type {
  WorkCalendarBody,
  WorkCalendarPreview,
  WorkCalendarPreviewBody,
  WorkCalendarView,
} from '../contract/work-calendar.ts'
import { plusDays } from '../domain/calendar/holidays.ts'
import { type CalendarRefusal, refuseCalendar } from '../domain/calendar/refuse-calendar.ts'
import {
  closuresFrom,
  isWorkingDay,
  nextWorkingDay,
  workingDaysAfter,
} from '../domain/calendar/working-days.ts'
import { type LocalDate, type PersonId, localDateOf } from '../domain/ids.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { type Result, no, yes } from '../domain/result.ts'
import type { Database } from '../store/database.ts'
import { countRemindable } from '../store/reminders.ts'
import {
  type WorkSettings,
  calendarOf,
  findWorkSettings,
  listCalendarChanges,
  lockWorkCalendar,
  saveWorkSettings,
} from '../store/work-calendar.ts'
import type { Clock, OrganisationSource } from './ports.ts'
import { reminderBounds } from './remind-people.ts'
import { keepsSettings, refOf } from './who-is.ts'

export type WorkCalendarDeps = {
  readonly db: Kysely<Database>
  readonly organisation: OrganisationSource
  readonly now: Clock
}

export type WorkCalendarProblem =
  | CalendarRefusal
  | { readonly code: 'calendar_not_yours' }
  | { readonly code: 'calendar_without_body' }
  /** Somebody else changed it after it was read. */
  | { readonly code: 'calendar_changed'; readonly version: number }

/** So far it is looked ahead, days. */
const yearDays = 366
const shownRounds = 10
const shownChanges = 10

/** The days on which reminders go, and the number of tasks the next one is about. */
async function remindersOf(
  { db, now }: WorkCalendarDeps,
  settings: WorkSettings,
  today: LocalDate,
): Promise<WorkCalendarView['reminders']> {
  const calendar = calendarOf(settings)
  const { remindAfter: after, remindUrgentAfter, remindPostReviewAfter } = settings
  const first = nextWorkingDay(calendar, today)
  const rounds = [first]
  while (rounds.length < shownRounds) rounds.push(nextWorkingDay(calendar, rounds.at(-1) ?? first))
  const reminding = {
    calendar,
    after,
    urgentAfter: remindUrgentAfter,
    postReviewAfter: remindPostReviewAfter,
  }
  return {
    rounds,
    waiting: workingDaysAfter(calendar, today, after),
    urgent: workingDaysAfter(calendar, today, remindUrgentAfter),
    postReview: workingDaysAfter(calendar, today, remindPostReviewAfter),
    tasks: await countRemindable(db, reminderBounds(reminding, first), now()),
  }
}

async function viewOf(
  deps: WorkCalendarDeps,
  organisation: Organisation,
  settings: WorkSettings,
): Promise<WorkCalendarView> {
  const now = deps.now()
  const today = localDateOf(now)
  const changes = await listCalendarChanges(deps.db)
  const names = new Map(settings.days.map((it) => [it.day, it.name]))
  return {
    version: changes.length,
    today,
    ...settings,
    closedDays: [...settings.closedDays],
    days: [...settings.days],
    closures: closuresFrom(calendarOf(settings), today, yearDays).map((it) => {
      const name = it.name ?? (it.why === 'single' ? names.get(it.day) : undefined)
      return { day: it.day, why: it.why, ...(name === undefined ? {} : { name }) }
    }),
    reminders: await remindersOf(deps, settings, today),
    changes: changes
      .slice(0, shownChanges)
      .map(({ version, by, at }) => ({ version, by: refOf(organisation, by, now), at })),
  }
}

/** 閉庁日 and when reminders go, with the days of the coming year. */
export async function viewWorkCalendar(
  deps: WorkCalendarDeps,
  by: PersonId,
): Promise<Result<WorkCalendarView, WorkCalendarProblem>> {
  const organisation = await deps.organisation.current()
  if (!keepsSettings(organisation, by)) return no({ code: 'calendar_not_yours' })
  const settings = await findWorkSettings(deps.db)
  return settings === undefined
    ? no({ code: 'calendar_without_body' })
    : yes(await viewOf(deps, organisation, settings))
}

/** In the order of the calendar, whatever order it was typed in. */
function settingsOf(body: WorkCalendarPreviewBody): WorkSettings {
  const { closedDays, days, remindAfter, remindUrgentAfter, remindPostReviewAfter } = body
  return {
    closedDays: closedDays.toSorted(),
    days: days.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    remindAfter,
    remindUrgentAfter,
    remindPostReviewAfter,
  }
}

function areSame(a: WorkSettings, b: WorkSettings): boolean {
  const keyOf = (it: WorkSettings) =>
    JSON.stringify([
      it.closedDays.toSorted(),
      it.days.map((one) => [one.day, one.isClosed, one.name]),
      [it.remindAfter, it.remindUrgentAfter, it.remindPostReviewAfter],
    ])
  return keyOf(a) === keyOf(b)
}

/** Which days would change, and when reminders would go; nothing is stored. */
export async function previewWorkCalendar(
  deps: WorkCalendarDeps,
  by: PersonId,
  body: WorkCalendarPreviewBody,
): Promise<Result<WorkCalendarPreview, WorkCalendarProblem>> {
  if (!keepsSettings(await deps.organisation.current(), by)) return no({ code: 'calendar_not_yours' })
  const before = await findWorkSettings(deps.db)
  if (before === undefined) return no({ code: 'calendar_without_body' })
  const today = localDateOf(deps.now())
  const refusal = refuseCalendar(body, before.days, today)
  if (refusal !== undefined) return no(refusal)
  const after = settingsOf(body)
  const [was, willBe] = [calendarOf(before), calendarOf(after)]
  const days = Array.from({ length: yearDays }, (_, index) => plusDays(today, index))
  return yes({
    days: days
      .filter((day) => isWorkingDay(was, day) !== isWorkingDay(willBe, day))
      .map((day) => ({ day, isClosed: !isWorkingDay(willBe, day) })),
    before: await remindersOf(deps, before, today),
    after: await remindersOf(deps, after, today),
    nothing: areSame(before, after),
  })
}

/** Writes the calendar; it counts at once. The same once more is answered without writing, so a request sent twice is one. */
export async function changeWorkCalendar(
  deps: WorkCalendarDeps,
  by: PersonId,
  body: WorkCalendarBody,
): Promise<Result<WorkCalendarView, WorkCalendarProblem>> {
  const organisation = await deps.organisation.current()
  if (!keepsSettings(organisation, by)) return no({ code: 'calendar_not_yours' })
  const at = deps.now()
  const after = settingsOf(body)
  const done = await deps.db
    .transaction()
    .execute(async (trx): Promise<Result<true, WorkCalendarProblem>> => {
      // Before reading: two who write at once would otherwise both be the next version.
      await lockWorkCalendar(trx)
      const before = await findWorkSettings(trx)
      if (before === undefined) return no({ code: 'calendar_without_body' })
      if (areSame(before, after)) return yes(true)
      const version = (await listCalendarChanges(trx)).length
      if (body.version !== version) return no({ code: 'calendar_changed', version })
      const refusal = refuseCalendar(body, before.days, localDateOf(at))
      if (refusal !== undefined) return no(refusal)
      await saveWorkSettings(trx, after, { before, version: version + 1, by, at })
      return yes(true)
    })
  return done.ok ? yes(await viewOf(deps, organisation, after)) : done
}
