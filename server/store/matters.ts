import { type Kysely, sql } from 'kysely'
import type { Matter } from '../domain/access/may-read.ts'
import type { Instant, PersonId, PostId, ProposalId, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'

function matters(db: Kysely<Database>) {
  return db
    .selectFrom('proposal')
    .select((eb) => [
      'proposal.id',
      'title',
      'status',
      'drafter_id',
      'section_code',
      sql<string | null>`content ->> 'secrecy'`.as('secrecy'),
      sql<PersonId[] | null>`content -> 'accessList'`.as('access'),
      sql<Instant | null>`content ->> 'secretUntil'`.as('secretUntil'),
      sql<Instant | null>`state ->> 'secrecyReleasedAt'`.as('releasedAt'),
      sql<PersonId[]>`array(${eb
        .selectFrom('proposal_person_reader')
        .select('person_id')
        .whereRef('proposal_id', '=', 'proposal.id')})`.as('people'),
      sql<PostId[]>`array(${eb
        .selectFrom('proposal_reader')
        .select('post_id')
        .whereRef('proposal_id', '=', 'proposal.id')})`.as('posts'),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof matters>['execute']>>[number]

function toMatter(row: Row): Matter {
  return {
    status: row.status as Matter['status'],
    drafter: row.drafter_id as PersonId,
    section: row.section_code as UnitCode,
    secrecy: row.secrecy ?? '',
    accessList: row.access ?? [],
    readerPosts: row.posts,
    readerPeople: row.people,
    ...(row.secretUntil === null ? {} : { secretUntil: row.secretUntil }),
    ...(row.releasedAt === null ? {} : { secrecyReleasedAt: row.releasedAt }),
  }
}

/** What of a proposal decides who may read it; undefined when there is none. */
export async function findMatter(db: Kysely<Database>, id: ProposalId): Promise<Matter | undefined> {
  const row = await matters(db).where('proposal.id', '=', id).executeTakeFirst()
  return row && toMatter(row)
}

/** The titles of proposals, each with what decides who may read it; those that do not exist are missing. */
export async function listTitles(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly title: string; readonly matter: Matter }[]> {
  if (ids.length === 0) return []
  const rows = await matters(db).where('proposal.id', 'in', ids).execute()
  return rows.map((it) => ({ id: it.id, title: it.title, matter: toMatter(it) }))
}
