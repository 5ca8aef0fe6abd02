import type { Kysely } from 'kysely'
import { type MailPreference, defaultMailPreference } from '../domain/approval/notice-groups.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** What these people chose; everybody asked for is in the answer, with the defaults where nothing was chosen. */
export async function listPreferences(
  db: Kysely<Database>,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, MailPreference>> {
  const chosen = new Map(people.map((person) => [person, defaultMailPreference]))
  if (people.length === 0) return chosen
  const rows = await db
    .selectFrom('mail_preference')
    .selectAll()
    .where('person_id', 'in', [...people])
    .execute()
  for (const { person_id, tasks, returned, notices, due, daily_hour: dailyHour } of rows) {
    chosen.set(person_id as PersonId, { tasks, returned, notices, due, dailyHour } as MailPreference)
  }
  return chosen
}

/** Keeps what a person chose, in place of what he or she chose before. */
export async function savePreference(
  db: Kysely<Database>,
  person: PersonId,
  { dailyHour, ...choices }: MailPreference,
): Promise<void> {
  const values = { ...choices, daily_hour: dailyHour }
  await db
    .insertInto('mail_preference')
    .values({ person_id: person, ...values })
    .onConflict((it) => it.column('person_id').doUpdateSet(values))
    .execute()
}

/** The person's address in the directory; undefined without one. */
export async function findAddress(db: Kysely<Database>, person: PersonId): Promise<string | undefined> {
  const row = await db.selectFrom('person').select('email').where('id', '=', person).executeTakeFirst()
  return row?.email ?? undefined
}
