import { type Kysely, sql } from 'kysely'
import type { TaskKind } from '../domain/approval/open-tasks.ts'
import type { WorkCalendar } from '../domain/calendar/working-days.ts'
import type { Instant, LocalDate, PersonId, PostId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { isSecret } from './readable.ts'
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

type Bounds = {
  readonly waitingSince: Instant
  readonly urgentSince: Instant
  readonly postReviewSince: Instant
  readonly dueUntil: LocalDate
}

/** Tasks that arrived before these instants, or are due until that day. What is only shown or on its way is left out. */
export async function listRemindable(
  db: Kysely<Database>,
  bounds: Bounds,
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

/** How many of them a setting may tell of to whoever keeps it: not those of a case that is 秘. */
export async function countRemindable(db: Kysely<Database>, bounds: Bounds, at: Instant): Promise<number> {
  const found = await listRemindable(db, bounds)
  if (found.length === 0) return 0
  const { rows } = await sql<{ id: ProposalId }>`select proposal.id from proposal
    where proposal.id = any(${found.map((it) => it.proposalId)}::uuid[]) and ${isSecret('proposal', at)}`.execute(
    db,
  )
  const secret = new Set(rows.map((it) => it.id))
  return found.filter((it) => !secret.has(it.proposalId)).length
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
