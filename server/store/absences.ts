import type { Kysely, Transaction } from 'kysely'
import type { Instant, PersonId } from '../domain/ids.ts'
import type { Away } from '../domain/organisation/absences.ts'
import type { Database } from './database.ts'

export type StoredAbsence = Away & {
  readonly id: number
  readonly person: PersonId
  /** Undefined for one that came with the directory. */
  readonly recordedBy?: PersonId
}

function inForce(db: Kysely<Database>) {
  return db
    .selectFrom('absence')
    .select(['id', 'person_id', 'from_at', 'to_at', 'reason', 'recorded_by'])
    .where('called_off_at', 'is', null)
    .orderBy('from_at')
    .orderBy('id')
}

type Row = Awaited<ReturnType<ReturnType<typeof inForce>['execute']>>[number]

function toAbsence(row: Row): StoredAbsence {
  return {
    id: row.id,
    person: row.person_id as PersonId,
    from: row.from_at as Instant,
    to: row.to_at as Instant,
    reason: row.reason,
    ...(row.recorded_by === null ? {} : { recordedBy: row.recorded_by as PersonId }),
  }
}

/** Absences of everybody that are not over at an instant, in order of their beginning. */
export async function listAbsencesFrom(db: Kysely<Database>, at: Instant): Promise<readonly StoredAbsence[]> {
  return (await inForce(db).where('to_at', '>=', at).execute()).map(toAbsence)
}

/** All absences of a person that were not called off, in order of their beginning. */
export async function listAbsencesOf(
  db: Kysely<Database>,
  person: PersonId,
): Promise<readonly StoredAbsence[]> {
  return (await inForce(db).where('person_id', '=', person).execute()).map(toAbsence)
}

/** One absence; undefined when there is none or it was called off. */
export async function findAbsence(db: Kysely<Database>, id: number): Promise<StoredAbsence | undefined> {
  const row = await inForce(db).where('id', '=', id).executeTakeFirst()
  return row && toAbsence(row)
}

/** Registers an absence, in place of another when `replaces` is given; answers its id. */
export async function insertAbsence(
  trx: Transaction<Database>,
  absence: Away & {
    readonly person: PersonId
    readonly by: PersonId
    readonly at: Instant
    readonly replaces?: number
  },
): Promise<number> {
  const row = await trx
    .insertInto('absence')
    .values({
      person_id: absence.person,
      from_at: absence.from,
      to_at: absence.to,
      reason: absence.reason,
      recorded_by: absence.by,
      recorded_at: absence.at,
      replaces: absence.replaces ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Takes an absence out of force; the row stays. */
export async function callOffAbsence(
  trx: Transaction<Database>,
  id: number,
  by: PersonId,
  at: Instant,
): Promise<void> {
  await trx
    .updateTable('absence')
    .set({ called_off_by: by, called_off_at: at })
    .where('id', '=', id)
    .execute()
}
