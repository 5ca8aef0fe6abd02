import type { Kysely } from 'kysely'
import { groupOf } from '../domain/approval/notice-groups.ts'
import { type Instant, localDateOf } from '../domain/ids.ts'
import { plusDays } from '../domain/calendar/holidays.ts'
import type { Database } from '../store/database.ts'
import { listPreferences } from '../store/mail-preferences.ts'
import type { MailOrder } from '../store/mails.ts'
import type { Telling } from '../store/notices.ts'

/** The next time in Japan at which the clock shows an hour, after an instant. */
function nextHour(hour: number, after: Instant): Instant {
  const day = localDateOf(after)
  const at = (on: string): Instant =>
    new Date(`${on}T${String(hour).padStart(2, '0')}:00:00+09:00`).toISOString() as Instant
  return at(day) > after ? at(day) : at(plusDays(day, 1))
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
    return [{ telling, isDaily, sendAt: isDaily ? nextHour(preference.dailyHour, now) : now }]
  })
}
