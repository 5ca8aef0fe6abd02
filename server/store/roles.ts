import type { Kysely, Transaction } from 'kysely'
import type { Instant, LocalDate, PersonId } from '../domain/ids.ts'
import type { RoleGrant } from '../domain/organisation/roles.ts'
import type { Database } from './database.ts'

export type StoredRole = RoleGrant & {
  readonly reason: string
  /** Absent for what came with the installation. */
  readonly given?: { readonly by: PersonId; readonly at: Instant }
  readonly ended?: { readonly by: PersonId; readonly at: Instant; readonly reason: string }
}

/** Every role anybody has, had or will have; the newest first. */
export async function listRoles(db: Kysely<Database>): Promise<readonly StoredRole[]> {
  const rows = await db
    .selectFrom('person_role')
    .selectAll()
    .orderBy('from_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((it) => ({
    id: it.id,
    person: it.person_id as PersonId,
    role: it.role,
    from: it.from_on as LocalDate,
    reason: it.reason,
    ...(it.to_on === null ? {} : { to: it.to_on as LocalDate }),
    ...(it.given_by === null || it.given_at === null
      ? {}
      : { given: { by: it.given_by as PersonId, at: it.given_at as Instant } }),
    ...(it.ended_by === null || it.ended_at === null
      ? {}
      : {
          ended: {
            by: it.ended_by as PersonId,
            at: it.ended_at as Instant,
            reason: it.end_reason ?? '',
          },
        }),
  }))
}

/** Records that somebody has a role from a day on. */
export async function insertRole(
  trx: Transaction<Database>,
  it: Pick<StoredRole, 'person' | 'role' | 'from' | 'reason'> & {
    readonly by: PersonId
    readonly at: Instant
  },
): Promise<void> {
  await trx
    .insertInto('person_role')
    .values({
      person_id: it.person,
      role: it.role,
      from_on: it.from,
      reason: it.reason,
      given_by: it.by,
      given_at: it.at,
    })
    .execute()
}

/** Ends a role with its last day. */
export async function endRole(
  trx: Transaction<Database>,
  it: {
    readonly id: number
    readonly to: LocalDate
    readonly reason: string
    readonly by: PersonId
    readonly at: Instant
  },
): Promise<void> {
  await trx
    .updateTable('person_role')
    .set({ to_on: it.to, ended_by: it.by, ended_at: it.at, end_reason: it.reason })
    .where('id', '=', it.id)
    .execute()
}
