import { type Kysely, sql } from 'kysely'
import type { Instant, PostId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'
import type { SeatedPair } from './seat-checks.ts'

/** 時限秘 whose time has come and is not on the record yet, oldest first. */
export async function listSecretsDue(db: Kysely<Database>, at: Instant): Promise<readonly ProposalId[]> {
  // Instants are compared as the text they are; the index proposal_secret_due stands in this order.
  const until = sql`(state -> 'matter' ->> 'secretUntil') collate "C"`
  const rows = await db
    .selectFrom('proposal')
    .select('id')
    .where('status', '<>', 'draft')
    // As the record has it: what its drafter typed since binds nobody, and a secret given up has no time to come.
    .where(sql<boolean>`state -> 'matter' ->> 'secrecy' not in ('', 'none')`)
    .where(sql<boolean>`${until} <= ${at} and state ->> 'secrecyReleasedAt' is null`)
    .orderBy(until)
    .limit(500)
    .execute()
  return rows.map((row) => row.id as ProposalId)
}

/** Cases in which a 回議 waits at one of these posts. */
export async function listWaitingAt(
  db: Kysely<Database>,
  posts: readonly PostId[],
): Promise<readonly ProposalId[]> {
  if (posts.length === 0) return []
  const rows = await db
    .selectFrom('task')
    .select('proposal_id')
    .distinct()
    .where('post_id', 'in', [...posts])
    .where('kind', '=', 'review')
    .execute()
  return rows.map((row) => row.proposal_id as ProposalId)
}

/** Cases in which a 回議, 合議 or 審査 waits at a post of somebody who drafted the case, now or before it was handed over. */
export async function listOwnSteps(
  db: Kysely<Database>,
  seated: readonly SeatedPair[],
): Promise<readonly ProposalId[]> {
  if (seated.length === 0) return []
  const { rows } = await sql<{ id: ProposalId }>`
    select distinct p.id
    from unnest(${seated.map((it) => it.person)}::text[], ${seated.map((it) => it.post)}::text[]) as s (person, post)
    join task t on t.post_id = s.post and t.kind in ('review', 'provisional', 'examine', 'concur')
    join proposal p on p.id = t.proposal_id
    where p.drafter_id = s.person or p.state -> 'formerDrafters' ? s.person`.execute(db)
  return rows.map((row) => row.id)
}
