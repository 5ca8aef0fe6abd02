import { type Kysely, sql } from 'kysely'
import type { Instant, PersonId, ProposalId, RevisionId } from '../domain/ids.ts'
import type { Database } from './database.ts'

export type SeenOf = { readonly revisionId: RevisionId; readonly pages: readonly number[] }

/** What a person has seen of the contents a case shows now, in page order. */
export async function listSeen(
  db: Kysely<Database>,
  proposalId: ProposalId,
  person: PersonId,
): Promise<readonly SeenOf[]> {
  const { rows } = await sql<SeenOf>`
    select seen.revision_id as "revisionId", json_agg(seen.page_index order by seen.page_index) as pages
    from attachment join seen_page seen on seen.revision_id = attachment.current_revision
    where attachment.proposal_id = ${proposalId} and attachment.removed_at is null and seen.person_id = ${person}
    group by seen.revision_id`.execute(db)
  return rows
}

/** How many pages of the contents a case shows now each of these people has seen; nobody who has seen none. */
export async function countSeen(
  db: Kysely<Database>,
  proposalId: ProposalId,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, number>> {
  const { rows } = await sql<{ readonly person: PersonId; readonly pages: number }>`
    select seen.person_id as person, count(*)::int as pages
    from attachment join seen_page seen on seen.revision_id = attachment.current_revision
    where attachment.proposal_id = ${proposalId} and attachment.removed_at is null
      and seen.person_id = any(${[...people]}::text[])
    group by seen.person_id`.execute(db)
  return new Map(rows.map((it) => [it.person, it.pages]))
}

/** Notes pages as seen; those of contents that are not of this case are left out, those known already stay. */
export async function insertSeen(
  db: Kysely<Database>,
  seen: {
    readonly proposalId: ProposalId
    readonly person: PersonId
    readonly at: Instant
    readonly files: readonly SeenOf[]
  },
): Promise<void> {
  const pairs = seen.files.flatMap(({ revisionId, pages }) => pages.map((page) => ({ revisionId, page })))
  if (pairs.length === 0) return
  await sql`
    insert into seen_page (person_id, revision_id, page_index, seen_at)
    select distinct ${seen.person}, revision.id, it.page, ${seen.at}::timestamptz
    from unnest(${pairs.map((it) => it.revisionId)}::uuid[], ${pairs.map((it) => it.page)}::integer[]) as it (id, page)
    join revision on revision.id = it.id
    join attachment on attachment.id = revision.attachment_id and attachment.proposal_id = ${seen.proposalId}
    on conflict do nothing`.execute(db)
}
