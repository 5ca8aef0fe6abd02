import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Instant, PersonId, PostId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** A submitted proposal as it is needed to ask what route it would get under other rules. */
export type Submitted = {
  readonly number: string
  readonly title: string
  readonly drafter: PersonId
  readonly drafterPost: PostId
  readonly submittedAt: Instant
  /** Contract ProposalContent. */
  readonly content: unknown
  /** Not decided, rejected or withdrawn. */
  readonly isRunning: boolean
}

/** The last submitted proposals, newest first. Secret ones are left out: nobody learns of them here. */
export async function lastSubmitted(db: Kysely<Database>, limit: number): Promise<readonly Submitted[]> {
  const rows = await db
    .selectFrom('proposal')
    .select(['number', 'title', 'drafter_id', 'drafter_post', 'submitted_at', 'content', 'status'])
    .where('submitted_at', 'is not', null)
    .where(sql<boolean>`coalesce(content ->> 'secrecy', '') in ('', 'none')`)
    .where(sql<boolean>`coalesce(state -> 'matter' ->> 'secrecy', '') in ('', 'none')`)
    .orderBy('submitted_at', 'desc')
    .limit(limit)
    .execute()
  return rows.flatMap((row) =>
    row.submitted_at === null
      ? []
      : [
          {
            number: row.number ?? '',
            title: row.title,
            drafter: row.drafter_id as PersonId,
            drafterPost: row.drafter_post as PostId,
            submittedAt: row.submitted_at as Instant,
            content: row.content,
            isRunning: row.status === 'in_approval' || row.status === 'returned',
          },
        ],
  )
}
