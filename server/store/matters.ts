import { type Kysely, sql } from 'kysely'
import type { Matter } from '../domain/access/may-read.ts'
import type { Instant, PersonId, PostId, ProposalId, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** What of a proposal decides who may read it; undefined when there is none. */
export async function findMatter(db: Kysely<Database>, id: ProposalId): Promise<Matter | undefined> {
  const row = await db
    .selectFrom('proposal')
    .select((eb) => [
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
        .where('proposal_id', '=', id)})`.as('people'),
      sql<PostId[]>`array(${eb
        .selectFrom('proposal_reader')
        .select('post_id')
        .where('proposal_id', '=', id)})`.as('posts'),
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
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
