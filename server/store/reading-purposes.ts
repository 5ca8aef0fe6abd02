import type { Kysely } from 'kysely'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** Notes what somebody reads for from now on; the purpose before it is over. */
export async function upsertPurpose(
  db: Kysely<Database>,
  stated: { readonly person: PersonId; readonly purpose: string; readonly at: Instant },
): Promise<void> {
  const values = { purpose: stated.purpose, stated_at: stated.at }
  await db
    .insertInto('reading_purpose')
    .values({ person_id: stated.person, ...values })
    .onConflict((it) => it.column('person_id').doUpdateSet(values))
    .execute()
}

/** What somebody reads for, stated after an instant; undefined when nothing was. */
export async function findPurpose(
  db: Kysely<Database>,
  person: PersonId,
  after: Instant,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('reading_purpose')
    .select('purpose')
    .where('person_id', '=', person)
    .where('stated_at', '>', after)
    .executeTakeFirst()
  return row?.purpose
}

/** Whoever signs in anew is asked anew. */
export async function forgetPurpose(db: Kysely<Database>, person: PersonId): Promise<void> {
  await db.deleteFrom('reading_purpose').where('person_id', '=', person).execute()
}
