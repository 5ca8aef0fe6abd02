import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { ApprovalEvent } from '../domain/approval/events.ts'
import { eventOf } from '../domain/audit/chain.ts'
import type { Instant, PersonId, PostId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** A submitted proposal as it is needed to ask what route it would get under other rules. */
export type Submitted = {
  readonly id: ProposalId
  readonly number: string
  readonly title: string
  readonly drafter: PersonId
  readonly drafterPost: PostId
  readonly submittedAt: Instant
  /** Contract ProposalContent. */
  readonly content: unknown
  /** Not decided, rejected or withdrawn. */
  readonly isRunning: boolean
  readonly isDecided: boolean
}

/** Secret ones are never counted: nobody learns of them here. */
const isOpen = sql<boolean>`coalesce(content ->> 'secrecy', '') in ('', 'none')
  and coalesce(state -> 'matter' ->> 'secrecy', '') in ('', 'none')`

/** The last submitted proposals, newest first, without the secret ones. */
export async function lastSubmitted(db: Kysely<Database>, limit: number): Promise<readonly Submitted[]> {
  const rows = await db
    .selectFrom('proposal')
    .select(['id', 'number', 'title', 'drafter_id', 'drafter_post', 'submitted_at', 'content', 'status'])
    .where('submitted_at', 'is not', null)
    .where(isOpen)
    .orderBy('submitted_at', 'desc')
    .limit(limit)
    .execute()
  return rows.flatMap((row) =>
    row.submitted_at === null
      ? []
      : [
          {
            id: row.id as ProposalId,
            number: row.number ?? '',
            title: row.title,
            drafter: row.drafter_id as PersonId,
            drafterPost: row.drafter_post as PostId,
            submittedAt: row.submitted_at as Instant,
            content: row.content,
            isRunning: row.status === 'in_approval' || row.status === 'returned',
            isDecided: row.status === 'decided',
          },
        ],
  )
}

/** How many cases are on their way, and how many drafts nobody has submitted yet; without the secret ones. */
export async function countUnderway(
  db: Kysely<Database>,
): Promise<{ readonly running: number; readonly drafts: number }> {
  const rows = await db
    .selectFrom('proposal')
    .select(['status', sql<string>`count(*)`.as('count')])
    .where('status', 'in', ['draft', 'in_approval', 'returned'])
    .where(isOpen)
    .groupBy('status')
    .execute()
  const of = (status: string): number => Number(rows.find((it) => it.status === status)?.count ?? 0)
  return { running: of('in_approval') + of('returned'), drafts: of('draft') }
}

/** The events of these cases as stored, first to last; a case without any is not among them. */
export async function listEventsOf(
  db: Kysely<Database>,
  ids: readonly ProposalId[],
): Promise<ReadonlyMap<ProposalId, readonly ApprovalEvent[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('approval_event')
    .select(['proposal_id', 'body'])
    .where('proposal_id', 'in', [...ids])
    .orderBy('proposal_id')
    .orderBy('seq')
    .execute()
  const events = new Map<ProposalId, ApprovalEvent[]>()
  for (const row of rows) {
    const id = row.proposal_id as ProposalId
    const event = eventOf(row)
    const known = events.get(id)
    if (known === undefined) events.set(id, [event])
    else known.push(event)
  }
  return events
}

/** Bytes of the attachments of these cases as they are now; a case without any is not among them. */
export async function attachedBytes(
  db: Kysely<Database>,
  ids: readonly ProposalId[],
): Promise<ReadonlyMap<ProposalId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('attachment as a')
    .innerJoin('revision as r', 'r.id', 'a.current_revision')
    .innerJoin('blob as b', 'b.sha256', 'r.sha256')
    .select(['a.proposal_id', sql<string>`sum(b.size_bytes)`.as('bytes')])
    .where('a.proposal_id', 'in', [...ids])
    .where('a.removed_at', 'is', null)
    .where('a.is_issued', '=', false)
    .groupBy('a.proposal_id')
    .execute()
  return new Map(rows.map((row) => [row.proposal_id as ProposalId, Number(row.bytes)]))
}
