import { type Kysely, type Transaction, sql } from 'kysely'
import type { SingleDay } from '../domain/calendar/refuse-calendar.ts'
import type { WorkCalendar } from '../domain/calendar/working-days.ts'
import type { Instant, LocalDate, PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** The working days and reminders of the body as they are kept. */
export type WorkSettings = {
  readonly closedDays: readonly string[]
  readonly days: readonly SingleDay[]
  readonly remindAfter: number
  readonly remindUrgentAfter: number
  readonly remindPostReviewAfter: number
}

export type CalendarChange = { readonly version: number; readonly by: PersonId; readonly at: Instant }

/** The working days among the settings. */
export function calendarOf({ closedDays, days }: WorkSettings): WorkCalendar {
  return { closedDays, exceptions: new Map(days.map((it) => [it.day as LocalDate, it.isClosed])) }
}

/** Undefined where no body is set up yet. */
export async function findWorkSettings(db: Kysely<Database>): Promise<WorkSettings | undefined> {
  const body = await db
    .selectFrom('body_profile')
    .select(['closed_days', 'remind_after', 'remind_urgent_after', 'remind_post_review_after'])
    .executeTakeFirst()
  if (body === undefined) return undefined
  const days = await db.selectFrom('calendar_day').selectAll().orderBy('day').execute()
  return {
    closedDays: body.closed_days,
    days: days.map((it) => ({ day: it.day, isClosed: it.is_closed, name: it.name })),
    remindAfter: body.remind_after,
    remindUrgentAfter: body.remind_urgent_after,
    remindPostReviewAfter: body.remind_post_review_after,
  }
}

/** Every change, newest first. */
export async function listCalendarChanges(db: Kysely<Database>): Promise<readonly CalendarChange[]> {
  const rows = await db
    .selectFrom('work_calendar_change')
    .select(['version', 'changed_by', 'changed_at'])
    .orderBy('version', 'desc')
    .execute()
  return rows.map((it) => ({
    version: it.version,
    by: it.changed_by as PersonId,
    at: it.changed_at as Instant,
  }))
}

/** Holds the calendar for the rest of the transaction. */
export async function lockWorkCalendar(trx: Transaction<Database>): Promise<void> {
  await sql`select 1 from body_profile for update`.execute(trx)
}

/** Writes the settings and keeps what they were. */
export async function saveWorkSettings(
  trx: Transaction<Database>,
  after: WorkSettings,
  { before, version, by, at }: CalendarChange & { readonly before: WorkSettings },
): Promise<void> {
  await trx
    .updateTable('body_profile')
    .set({
      closed_days: [...after.closedDays],
      remind_after: after.remindAfter,
      remind_urgent_after: after.remindUrgentAfter,
      remind_post_review_after: after.remindPostReviewAfter,
    })
    .execute()
  await trx.deleteFrom('calendar_day').execute()
  if (after.days.length > 0) {
    await trx
      .insertInto('calendar_day')
      .values(after.days.map((it) => ({ day: it.day, is_closed: it.isClosed, name: it.name })))
      .execute()
  }
  await trx
    .insertInto('work_calendar_change')
    .values({
      version,
      changed_by: by,
      changed_at: at,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
    })
    .execute()
}
