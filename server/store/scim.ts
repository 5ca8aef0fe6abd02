import type { Kysely, Transaction } from 'kysely'
import type { Instant } from '../domain/ids.ts'
import type { Database } from './database.ts'

export type ScimKind = 'User' | 'Group'

/** What an application calls the people or the units (externalId), by our id. */
export async function loadExternalIds(
  db: Kysely<Database>,
  application: string,
  kind: ScimKind,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('scim_external_id')
    .select(['resource_id', 'external_id'])
    .where('application_id', '=', application)
    .where('kind', '=', kind)
    .execute()
  return new Map(rows.map((it) => [it.resource_id, it.external_id]))
}

/** Keeps what an application calls one of them; undefined takes it away. False: it calls another so. */
export async function saveExternalId(
  trx: Transaction<Database>,
  { application, kind, id }: { readonly application: string; readonly kind: ScimKind; readonly id: string },
  externalId: string | undefined,
): Promise<boolean> {
  const own = { application_id: application, kind, resource_id: id }
  if (externalId === undefined) {
    await trx
      .deleteFrom('scim_external_id')
      .where('application_id', '=', application)
      .where('kind', '=', kind)
      .where('resource_id', '=', id)
      .execute()
    return true
  }
  const other = await trx
    .selectFrom('scim_external_id')
    .select('resource_id')
    .where('application_id', '=', application)
    .where('kind', '=', kind)
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  if (other !== undefined) return other.resource_id === id
  await trx
    .insertInto('scim_external_id')
    .values({ ...own, external_id: externalId })
    .onConflict((it) =>
      it.columns(['application_id', 'kind', 'resource_id']).doUpdateSet({ external_id: externalId }),
    )
    .execute()
  return true
}

/** The people or units that were deleted through SCIM. */
export async function loadDeleted(db: Kysely<Database>, kind: ScimKind): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('scim_deleted').select('resource_id').where('kind', '=', kind).execute()
  return new Set(rows.map((it) => it.resource_id))
}

/** Notes that one was deleted, and forgets what applications called it. */
export async function markDeleted(
  trx: Transaction<Database>,
  kind: ScimKind,
  id: string,
  at: Instant,
): Promise<void> {
  await trx.insertInto('scim_deleted').values({ kind, resource_id: id, deleted_at: at }).execute()
  await trx.deleteFrom('scim_external_id').where('kind', '=', kind).where('resource_id', '=', id).execute()
}

/** Somebody who was deleted comes again. */
export async function unmarkDeleted(trx: Transaction<Database>, kind: ScimKind, id: string): Promise<void> {
  await trx.deleteFrom('scim_deleted').where('kind', '=', kind).where('resource_id', '=', id).execute()
}

/** Whether somebody has a role of Kessai, today or from a later day. */
export async function hasRole(db: Kysely<Database>, person: string, today: string): Promise<boolean> {
  const row = await db
    .selectFrom('person_role')
    .select('role')
    .where('person_id', '=', person)
    .where((eb) => eb.or([eb('to_on', 'is', null), eb('to_on', '>=', today)]))
    .executeTakeFirst()
  return row !== undefined
}
