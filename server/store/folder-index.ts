import { type Kysely, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { Instant } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { filedIn } from './filed-in.ts'
import { readable } from './readable.ts'

/** A case as a line of the 簿冊目録. */
export type IndexedCase = {
  readonly number: string | null
  readonly title: string
  readonly submittedAt: Instant | null
  readonly decidedAt: Instant | null
  /** Pages of its files as they stand; 0 while none is known. */
  readonly pages: number
}

/** The instant of an act; of a case that was brought in the day the old system says. */
function asserted(day: 'draftedOn' | 'decidedOn', column: 'submitted_at' | 'decided_at') {
  return sql<Instant | null>`case when proposal.status = 'imported'
    then (proposal.state #>> ${`{asserted,${day}}`}::text[])::date::timestamp at time zone 'Asia/Tokyo'
    else ${sql.ref(`proposal.${column}`)} end`
}

/** All cases of a 簿冊 that the reader may read (R-16), the oldest first, as they are bound. */
export async function listIndexedCases(
  db: Kysely<Database>,
  folder: string,
  reader: Reader,
): Promise<readonly IndexedCase[]> {
  const { rows } = await sql<IndexedCase>`
    select proposal.number, proposal.title, ${asserted('draftedOn', 'submitted_at')} as "submittedAt",
      ${asserted('decidedOn', 'decided_at')} as "decidedAt",
      (select coalesce(sum(r.page_count), 0)::int from attachment a
        join revision v on v.id = a.current_revision
        left join lateral (select max(page_count) as page_count from rendition
          where sha256 = v.sha256 and kind = v.kind and page_count is not null) r on true
        where a.proposal_id = proposal.id and a.removed_at is null and not a.is_issued) as pages
    from proposal
    where ${filedIn} = ${folder} and proposal.status <> 'draft' and ${readable(reader)}
    order by proposal.created_at, proposal.id`.execute(db)
  return rows
}
