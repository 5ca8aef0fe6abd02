import { groupBy } from '../domain/group-by.ts'
import type { ReminderKind } from '../domain/approval/notice-groups.ts'
import { plusDays } from '../domain/calendar/holidays.ts'
import { isWorkingDay, nextWorkingDay, workingDaysBefore } from '../domain/calendar/working-days.ts'
import { type Instant, type LocalDate, localDateOf, startOf } from '../domain/ids.ts'
import { seatedIn } from '../domain/organisation/holders.ts'
import type { Organisation } from '../domain/organisation/organisation.ts'
import { beginRound } from '../store/daily-rounds.ts'
import type { Telling } from '../store/notices.ts'
import { type RemindableTask, type Reminding, listRemindable, loadReminding } from '../store/reminders.ts'
import { announceTold, keepTold } from './keep-told.ts'
import type { TellDeps } from './tell-people.ts'

/** 8:30 in Japan. */
const startsAt = '08:30'

/**
 * The reminders of a day: on working days, from 8:30 in Japan on, once, by whichever process comes first. Undefined when
 * there is nothing to do yet or any more, otherwise how many were reminded of something.
 */
export async function remindPeople(deps: Omit<TellDeps, 'onBroken'>): Promise<number | undefined> {
  const now = deps.now()
  const today = localDateOf(now)
  if (now < (new Date(`${today}T${startsAt}:00+09:00`).toISOString() as Instant)) return undefined
  const done = await deps.db.transaction().execute(async (trx) => {
    if (!(await beginRound(trx, 'reminders', today, now))) return undefined
    const reminding = await loadReminding(trx)
    if (!isWorkingDay(reminding.calendar, today)) return { people: [], letters: [] }
    const tasks = await listRemindable(trx, reminderBounds(reminding, today))
    const told = tellingsOf(await deps.organisation.current(), tasks, { today, now })
    return keepTold(trx, told, { isMailing: deps.isMailing, now })
  })
  if (done === undefined) return undefined
  await announceTold(deps, done)
  return done.people.length
}

/** The end of a day in Japan: what arrived before it arrived on that day or earlier. */
function endOf(day: LocalDate): Instant {
  return startOf(plusDays(day, 1))
}

type Bounds = Parameters<typeof listRemindable>[1]

/** The instants and days that turn into reminders today. */
export function reminderBounds(reminding: Reminding, today: LocalDate): Bounds {
  const { calendar, after, urgentAfter, postReviewAfter } = reminding
  const before = (days: number): Instant => endOf(workingDaysBefore(calendar, today, days))
  return {
    waitingSince: before(after),
    urgentSince: before(urgentAfter),
    postReviewSince: before(postReviewAfter),
    // What is due on a holiday is due before it: nobody is there on the day.
    dueUntil: nextWorkingDay(calendar, today),
  }
}

function kindOf(task: RemindableTask, today: LocalDate): ReminderKind {
  if (task.kind === 'post_review') return 'post_review_old'
  if (task.dueOn !== null && task.dueOn < today) return 'overdue'
  return task.isDueSoon ? 'due_soon' : 'waiting_long'
}

function tellingsOf(
  organisation: Organisation,
  tasks: readonly RemindableTask[],
  { today, now }: { readonly today: LocalDate; readonly now: Instant },
): readonly Telling[] {
  const told: Telling[] = []
  // One post has many tasks: who sits in it is looked up once.
  for (const [post, ofPost] of groupBy(tasks, (it) => it.post)) {
    const seated = post === null ? [] : seatedIn(organisation, post, today).map((it) => it.person)
    for (const task of ofPost) {
      const people = task.person === null ? seated : [task.person]
      for (const person of people.filter((it) => organisation.people.has(it))) {
        told.push({
          person,
          proposalId: task.proposalId,
          occasion: `day ${today} ${task.step}`,
          kind: kindOf(task, today),
          facts: {
            task: task.step,
            taskKind: task.kind,
            since: task.arrivedAt,
            ...(task.dueOn === null ? {} : { dueOn: task.dueOn }),
          },
          at: now,
        })
      }
    }
  }
  return told
}
