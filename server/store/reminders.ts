import { type Kysely, sql } from 'kysely'
import type { TaskKind } from '../domain/approval/open-tasks.ts'
import type { WorkCalendar } from '../domain/calendar/working-days.ts'
import type { Instant, LocalDate, PersonId, PostId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { calendarOf, findWorkSettings } from './work-calendar.ts'

/** A task that somebody is to be reminded of; exactly one of `post` and `person` is there. */
export type RemindableTask = {
  readonly proposalId: ProposalId
  readonly step: string
  readonly kind: TaskKind
  readonly post: PostId | null
  readonly person: PersonId | null
  readonly arrivedAt: Instant
  readonly dueOn: LocalDate | null
  readonly isDueSoon: boolean
}

/** When the body works, and after how many working days it reminds: of what waits, of 至急, of 後閲. */
export type Reminding = {
  readonly calendar: WorkCalendar
  readonly after: number
  readonly urgentAfter: number
  readonly postReviewAfter: number
}

/** Tasks that arrived before these instants, or are due until that day. What is only shown or on its way is left out. */
export async function listRemindable(
  db: Kysely<Database>,
  bounds: {
    readonly waitingSince: Instant
    readonly urgentSince: Instant
    readonly postReviewSince: Instant
    readonly dueUntil: LocalDate
  },
): Promise<readonly RemindableTask[]> {
  const { waitingSince, urgentSince, postReviewSince, dueUntil } = bounds
  const { rows } = await sql<RemindableTask>`
    select proposal_id as "proposalId", step, kind, post_id as post, person_id as person, arrived_at as "arrivedAt",
      due_on as "dueOn", coalesce(due_on <= ${dueUntil}::date, false) as "isDueSoon"
    from task
    where case
      when kind in ('ahead', 'circulate') then false
      when kind = 'post_review' then arrived_at < ${postReviewSince}
      else arrived_at < ${waitingSince} or (urgent and arrived_at < ${urgentSince}) or due_on <= ${dueUntil}::date
    end
    order by id`.execute(db)
  return rows
}

/** What the body laid down; the defaults where no body is set up yet. */
export async function loadReminding(db: Kysely<Database>): Promise<Reminding> {
  const settings = await findWorkSettings(db)
  return {
    calendar: settings === undefined ? { closedDays: [], exceptions: new Map() } : calendarOf(settings),
    after: settings?.remindAfter ?? 3,
    urgentAfter: settings?.remindUrgentAfter ?? 1,
    postReviewAfter: settings?.remindPostReviewAfter ?? 5,
  }
}
