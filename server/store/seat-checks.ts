import { type Kysely, sql } from 'kysely'
import type { Instant, PersonId, PostId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** A case that may have trouble with a seat; the rules look at it before anybody is told. */
export type SeatCheck = {
  readonly id: ProposalId
  readonly title: string
  readonly submittedAt: Instant
}

/** Where the list goes on: after this case. */
export type SeatCursor = { readonly submittedAt: Instant; readonly id: ProposalId }

/** Who exercises which post today: each pair once. */
export type SeatedPair = { readonly person: PersonId; readonly post: PostId }

/**
 * Cases, longest on their way first, in which somebody who has acted holds a seat that waits or is to come, a seat that
 * waits is nobody's, or only of people who are away or of its drafters, or which wait for a drafter who has left the 係 of
 * the draft. Reads the open tasks only, however many cases are over.
 */
export async function listSeatChecks(
  db: Kysely<Database>,
  wanted: {
    readonly seated: readonly SeatedPair[]
    /** Everybody's posts today, also those that a 職務代理者 exercises meanwhile. */
    readonly held: readonly SeatedPair[]
    /** Who is away for longer than today. */
    readonly away: readonly PersonId[]
    readonly after?: SeatCursor
    readonly limit: number
  },
): Promise<readonly SeatCheck[]> {
  const { seated, held, away, after, limit } = wanted
  const present = seated.filter((it) => !away.includes(it.person))
  const pairs = (list: readonly SeatedPair[]) =>
    sql`unnest(${list.map((it) => it.person)}::text[], ${list.map((it) => it.post)}::text[])`
  // Nobody who drafted it, now or before it was handed over, acts in it: a post that only they hold is nobody's.
  const isOther = sql`s.person <> p.drafter_id and not coalesce(p.state -> 'formerDrafters' ? s.person, false)`
  const { rows } = await sql<SeatCheck>`
    with found as (
      select t.proposal_id
      from ${pairs(seated)} as s (person, post)
      join task t on t.post_id = s.post and t.kind in ('review','provisional','examine','concur','decide','ahead')
      where exists (select from approval_event e where e.proposal_id = t.proposal_id and e.person_id = s.person
        and e.type in ('approved','provisionally_decided','examined','concurred','decided','returned'))
      union
      select t.proposal_id from task t join proposal p on p.id = t.proposal_id
      where t.kind in ('review','provisional','examine','concur') and t.post_id is not null
        and not exists (select from ${pairs(present)} as s (person, post) where s.post = t.post_id and ${isOther})
      union
      select t.proposal_id from task t join proposal p on p.id = t.proposal_id
      where t.kind = 'decide' and t.post_id is not null
        and not exists (select from ${pairs(seated)} as s (person, post) where s.post = t.post_id and ${isOther})
      union
      select t.proposal_id from task t join proposal p on p.id = t.proposal_id
      where t.kind in ('returned','respond') and not exists (
        select from ${pairs(held)} as h (person, post)
        where h.person = t.person_id
          and split_part(h.post, ':', 1) = split_part(p.state -> 'drafter' -> 'capacity' ->> 'post', ':', 1))
    )
    select p.id, p.title, p.submitted_at as "submittedAt"
    from found join proposal p on p.id = found.proposal_id
    where ${after === undefined ? sql`true` : sql`(p.submitted_at, p.id) > (${after.submittedAt}::timestamptz, ${after.id}::uuid)`}
    order by p.submitted_at, p.id
    limit ${limit}`.execute(db)
  return rows
}
