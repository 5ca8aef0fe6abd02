import type { Kysely } from 'kysely'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** PostgreSQL's code for what may be there only once. */
const uniqueViolation = '23505'

export type SavedSearchRow = { readonly id: string; readonly name: string; readonly wish: unknown }

/** The searches a person keeps, by name. */
export async function listSavedSearches(
  db: Kysely<Database>,
  person: PersonId,
): Promise<readonly SavedSearchRow[]> {
  return db
    .selectFrom('saved_search')
    .select(['id', 'name', 'wish'])
    .where('person_id', '=', person)
    .orderBy('name')
    .execute()
}

/** Keeps a search under a name; false when the person has one of that name. */
export async function insertSavedSearch(
  db: Kysely<Database>,
  saved: SavedSearchRow & { readonly person: PersonId; readonly at: Instant },
): Promise<boolean> {
  const rows = await db
    .insertInto('saved_search')
    .values({
      ...{ id: saved.id, person_id: saved.person, name: saved.name, created_at: saved.at },
      wish: JSON.stringify(saved.wish),
    })
    .onConflict((it) => it.columns(['person_id', 'name']).doNothing())
    .returning('id')
    .execute()
  return rows.length > 0
}

/** Gives a search of that person other words or another name; undefined when there is none, false when the name is taken. */
export async function updateSavedSearch(
  db: Kysely<Database>,
  saved: SavedSearchRow & { readonly person: PersonId },
): Promise<boolean | undefined> {
  const { id, person, name, wish } = saved
  try {
    const { numUpdatedRows } = await db
      .updateTable('saved_search')
      .set({ name, wish: JSON.stringify(wish) })
      .where('id', '=', id)
      .where('person_id', '=', person)
      .executeTakeFirst()
    return numUpdatedRows > 0n ? true : undefined
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === uniqueViolation) return false
    throw error
  }
}

/** Forgets a search of that person; false when there is none. */
export async function deleteSavedSearch(
  db: Kysely<Database>,
  { id, person }: { readonly id: string; readonly person: PersonId },
): Promise<boolean> {
  const rows = await db
    .deleteFrom('saved_search')
    .where('id', '=', id)
    .where('person_id', '=', person)
    .returning('id')
    .execute()
  return rows.length > 0
}
