import type { Transaction } from 'kysely'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from '../store/database.ts'
import { queueMail } from '../store/mails.ts'
import { type Telling, insertNotices } from '../store/notices.ts'
import type { JobQueue, LiveBus } from './ports.ts'
import { mailOrders } from './order-mail.ts'

/** A statement takes 65,535 values, and one morning of 回覧 or of reminders can be more. */
const atOnce = 1000

/** Whose notices are new, and the letters that may go at once. */
export type KeptTold = { readonly people: readonly PersonId[]; readonly letters: readonly number[] }

/** Tells open pages of new notices, and the worker of letters; a letter whose job is lost is found by its next look. */
export async function announceTold(
  { live, jobs }: { readonly live: LiveBus; readonly jobs: JobQueue },
  { people, letters }: KeptTold,
): Promise<void> {
  if (people.length > 0) live.publish({ type: 'notice' }, { people })
  for (const id of letters) await jobs.send('mail', { mailId: String(id) }, String(id))
}

/**
 * Keeps what people are told as notices, and orders the mail about it; what only waits in an inbox is no notice. Answers
 * whose notices are new, and the letters that may go at once.
 */
export async function keepTold(
  trx: Transaction<Database>,
  told: readonly Telling[],
  { isMailing, now }: { readonly isMailing: boolean; readonly now: Instant },
): Promise<KeptTold> {
  const people = new Set<PersonId>()
  const letters: number[] = []
  for (let from = 0; from < told.length; from += atOnce) {
    const some = told.slice(from, from + atOnce)
    const notices = some.filter((it) => it.kind !== 'task')
    for (const person of await insertNotices(trx, notices)) people.add(person)
    if (isMailing) letters.push(...(await queueMail(trx, await mailOrders(trx, some, now))))
  }
  return { people: [...people], letters }
}
