import { type Kysely, sql } from 'kysely'
import type { FileHolder } from '../domain/files/holder.ts'
import type { Instant, PersonId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { GroupCommit } from './group-commit.ts'

/** That somebody read something. */
type Read = {
  readonly at: Instant
  readonly person: PersonId | undefined
  readonly of: FileHolder
  readonly what: string
  /** The application it came through. `person` is then the officer it named, or undefined where it read by itself. */
  readonly application?: string
  /** 閲覧の目的 of somebody who reads only as an auditor. */
  readonly purpose?: string
}

const groups = new WeakMap<Kysely<Database>, GroupCommit<Read, true>>()

/** Notes who read what, and answers when it is durable; what is noted at the same moment shares one commit. */
export async function logAccess(db: Kysely<Database>, read: Read): Promise<void> {
  if (db.isTransaction) return insert(db, [read])
  const group = groups.get(db) ?? groupOf(db)
  groups.set(db, group)
  await group.submit(read)
}

function groupOf(db: Kysely<Database>): GroupCommit<Read, true> {
  return new GroupCommit<Read, true>({
    // Where nobody knows what happened each is noted again: better a read noted twice than one that is not.
    run: async (reads) => {
      await insert(db, reads)
      return reads.map(() => true)
    },
  })
}

async function insert(db: Kysely<Database>, reads: readonly Read[]): Promise<void> {
  const column = (of: (read: Read) => string | undefined) => reads.map((it) => of(it) ?? null)
  await sql`
    insert into audit_access (at, person_id, application_id, proposal_id, receipt_id, what, purpose)
    select * from unnest(${column((it) => it.at)}::timestamptz[], ${column((it) => it.person)}::text[],
      ${column((it) => it.application)}::text[],
      ${column(({ of }) => ('proposal' in of ? of.proposal : undefined))}::uuid[],
      ${column(({ of }) => ('receipt' in of ? of.receipt : undefined))}::uuid[], ${column((it) => it.what)}::text[],
      ${column((it) => it.purpose)}::text[])`.execute(db)
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
