import type { Kysely } from 'kysely'
import { type TellingKind, groupOf } from '../domain/approval/notice-groups.ts'
import { type Instant, type LocalDate, localDateOf } from '../domain/ids.ts'
import { plusDays } from '../domain/calendar/holidays.ts'
import type { Database } from '../store/database.ts'
import { listPreferences } from '../store/mail-preferences.ts'
import type { MailOrder } from '../store/mails.ts'
import type { Telling } from '../store/notices.ts'

/** An hour of a day in Japan. */
function hourOf(day: LocalDate, hour: number): Instant {
  return new Date(`${day}T${String(hour).padStart(2, '0')}:00:00+09:00`).toISOString() as Instant
}

/**
 * When the one letter of the day goes that takes something along. A reminder is of its own day: made after the letter
 * of that day went, it goes at once, because tomorrow it is old.
 */
function nextLetter(kind: TellingKind, hour: number, now: Instant): Instant {
  const today = localDateOf(now)
  if (hourOf(today, hour) > now) return hourOf(today, hour)
  return groupOf(kind) === 'due' ? now : hourOf(plusDays(today, 1), hour)
}

/** What of all that is told goes out by mail, and when, as each person chose; those without an address get none. */
export async function mailOrders(
  db: Kysely<Database>,
  told: readonly Telling[],
  now: Instant,
): Promise<readonly MailOrder[]> {
  const people = [...new Set(told.map((it) => it.person))]
  if (people.length === 0) return []
  const reachable = await db
    .selectFrom('person')
    .select('id')
    .where('id', 'in', people)
    .where('email', 'is not', null)
    .execute()
  const addressed = new Set<string>(reachable.map((row) => row.id))
  const preferences = await listPreferences(db, people)
  return told.flatMap((telling): readonly MailOrder[] => {
    const preference = preferences.get(telling.person)
    const choice = preference?.[groupOf(telling.kind)]
    if (preference === undefined || choice === undefined || choice === 'none') return []
    if (!addressed.has(telling.person)) return []
    const isDaily = choice === 'daily'
    return [{ telling, isDaily, sendAt: isDaily ? nextLetter(telling.kind, preference.dailyHour, now) : now }]
  })
}
