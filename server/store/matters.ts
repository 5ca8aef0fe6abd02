import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type Matter, type Secrecy, secreciesOf } from '../domain/access/may-read.ts'
import type { MatterFacts } from '../domain/approval/events.ts'
import type { Instant, PersonId, PostId, ProposalId, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** Of a stored proposal: what its text says of 秘密, and what its events do. */
export type SecrecyRow = {
  readonly secrecy: string | null
  readonly accessList: PersonId[] | null
  readonly secretUntil: Instant | null
  readonly releasedAt: Instant | null
  /** Undefined or null of a draft. */
  readonly recorded: Pick<MatterFacts, 'secrecy' | 'secretUntil' | 'accessList'> | null | undefined
}

/** The designations that count, out of a row. */
export function secreciesOfRow(row: SecrecyRow): readonly Secrecy[] {
  const { recorded, releasedAt, secrecy, secretUntil, accessList } = row
  const onRecord = recorded && {
    secrecy: recorded.secrecy,
    accessList: recorded.accessList,
    ...(recorded.secretUntil === undefined ? {} : { secretUntil: recorded.secretUntil }),
    ...(releasedAt === null ? {} : { secrecyReleasedAt: releasedAt }),
  }
  return secreciesOf(onRecord ?? undefined, {
    secrecy: secrecy ?? '',
    accessList: accessList ?? [],
    ...(secretUntil === null ? {} : { secretUntil }),
  })
}

/** What of a state decides who may read, in one look: a stored state is unpacked whole at each. A draft has none of it. */
const told = sql<{
  readonly secrecyReleasedAt: Instant | null
  readonly matter: SecrecyRow['recorded']
  readonly drafter: object | null
  readonly route: object | null
}>`jsonb_to_record(state)`.as<'told'>(
  sql`told("secrecyReleasedAt" text, matter jsonb, drafter jsonb, route jsonb)`,
)

function postsAt(path: string): RawBuilder<PostId[]> {
  return sql<PostId[]>`coalesce(jsonb_path_query_array(told.route, ${sql.lit(path)}), '[]')`
}

function matters(db: Kysely<Database>) {
  return db
    .selectFrom('proposal')
    .crossJoinLateral(told)
    .select((eb) => [
      'proposal.id',
      'title',
      'status',
      'drafter_id',
      'section_code',
      sql<string | null>`content ->> 'secrecy'`.as('secrecy'),
      sql<PersonId[] | null>`content -> 'accessList'`.as('accessList'),
      sql<Instant | null>`content ->> 'secretUntil'`.as('secretUntil'),
      'told.secrecyReleasedAt as releasedAt',
      'told.matter as recorded',
      sql<string | null>`case when status = 'imported' then told.drafter ->> 'person' end`.as(
        'assertedDrafter',
      ),
      postsAt('$.stages[*].steps[*].post').as('routePosts'),
      postsAt('$.stages[*].steps[*].alsoFor[*].post').as('mergedPosts'),
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
    drafter: (row.assertedDrafter ?? row.drafter_id) as PersonId,
    section: row.section_code as UnitCode,
    secrecies: secreciesOfRow(row),
    routePosts: [...row.routePosts, ...row.mergedPosts],
    readerPosts: row.posts,
    readerPeople: row.people,
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
