import type { Kysely } from 'kysely'
import type { Instant, PersonId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** Notes who read what. */
export async function logAccess(
  db: Kysely<Database>,
  access: {
    readonly at: Instant
    readonly person: PersonId | undefined
    readonly id: ProposalId
    readonly what: string
    /** The application it came through. `person` is then the officer it named, or undefined where it read by itself. */
    readonly application?: string
    /** 閲覧の目的 of somebody who reads only as an auditor. */
    readonly purpose?: string
  },
): Promise<void> {
  const { at, person = null, application = null, id, what, purpose = null } = access
  await db
    .insertInto('audit_access')
    .values({ at, person_id: person, application_id: application, proposal_id: id, what, purpose })
    .execute()
}

/** Who of these people read a proposal after an instant, the first; undefined when nobody did. */
export async function findOpener(
  db: Kysely<Database>,
  asked: { readonly id: ProposalId; readonly since: Instant; readonly people: readonly PersonId[] },
): Promise<PersonId | undefined> {
  if (asked.people.length === 0) return undefined
  const row = await db
    .selectFrom('audit_access')
    .select('person_id')
    .where('proposal_id', '=', asked.id)
    .where('at', '>', asked.since)
    .where('person_id', 'in', [...asked.people])
    .orderBy('at')
    .limit(1)
    .executeTakeFirst()
  return row?.person_id as PersonId | undefined
}

type Access = {
  readonly at: Instant
  /** Absent: the application by itself. */
  readonly person?: PersonId
  /** The name of the application it came through. */
  readonly application?: string
  readonly what: string
  readonly purpose?: string
}

/** Who read a proposal, newest first. */
export async function listAccesses(
  db: Kysely<Database>,
  id: ProposalId,
  limit: number,
): Promise<readonly Access[]> {
  const rows = await db
    .selectFrom('audit_access')
    .leftJoin('application', 'application.client_id', 'audit_access.application_id')
    .select(['at', 'person_id', 'what', 'purpose', 'application_id', 'application.name as application'])
    .where('proposal_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    at: row.at as Instant,
    ...(row.person_id === null ? {} : { person: row.person_id as PersonId }),
    ...(row.application_id === null ? {} : { application: row.application ?? row.application_id }),
    what: row.what,
    ...(row.purpose === null ? {} : { purpose: row.purpose }),
  }))
}
