import type { Insertable, Kysely, Selectable } from 'kysely'
import type { LegacyUpload } from '../../db/schema.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Database } from './database.ts'

export type StoredUpload = Selectable<LegacyUpload>

const unfinished = ['waiting', 'running']

export async function insertLegacyUpload(
  db: Kysely<Database>,
  made: Insertable<LegacyUpload>,
): Promise<void> {
  await db.insertInto('legacy_upload').values(made).execute()
}

/** What was sent; undefined when there is none. */
export async function findLegacyUpload(db: Kysely<Database>, id: string): Promise<StoredUpload | undefined> {
  return db.selectFrom('legacy_upload').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What somebody sent, the newest first. */
export async function listLegacyUploads(
  db: Kysely<Database>,
  person: PersonId,
  limit: number,
): Promise<readonly StoredUpload[]> {
  return db
    .selectFrom('legacy_upload')
    .selectAll()
    .where('person_id', '=', person)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Notes how far it is; false when it is over already, or was stopped. */
export async function advanceLegacyUpload(
  db: Kysely<Database>,
  id: string,
  change: Partial<Omit<Insertable<LegacyUpload>, 'id' | 'person_id'>>,
): Promise<boolean> {
  const done = await db
    .updateTable('legacy_upload')
    .set(change)
    .where('id', '=', id)
    .where('status', 'in', unfinished)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Has what was tried brought in, or goes on with what was stopped; false when it can not be now. */
export async function beginLegacyImport(db: Kysely<Database>, id: string): Promise<boolean> {
  const done = await db
    .updateTable('legacy_upload')
    .set({ mode: 'import', status: 'waiting', records_done: 0, finished_at: null })
    .where('id', '=', id)
    .where((it) =>
      it.or([
        it.and([it('mode', '=', 'rehearsal'), it('status', '=', 'done')]),
        it.and([it('mode', '=', 'import'), it('status', 'in', ['stopped', 'failed'])]),
      ]),
    )
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** What waits for the worker: its job may be lost. */
export async function listWaitingUploads(db: Kysely<Database>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('legacy_upload')
    .select('id')
    .where('status', 'in', unfinished)
    .orderBy('at')
    .execute()
  return rows.map((it) => it.id)
}
