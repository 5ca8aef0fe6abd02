import { type Kysely, sql } from 'kysely'
import type { Instant, LocalDate, PersonId, PostId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'

export type TaskKind = 'review' | 'examine' | 'concur' | 'decide' | 'returned'

export type WaitingTask = {
  readonly taskId: number
  readonly proposalId: ProposalId
  readonly step: string
  readonly kind: TaskKind
  /** Null for a drafter who has something back. */
  readonly post: PostId | null
  readonly title: string
  readonly number: string | null
  readonly drafter: PersonId
  readonly drafterPost: PostId
  readonly arrivedAt: Instant
  readonly urgent: boolean
  readonly dueOn: LocalDate | null
  readonly amountYen: number | null
  readonly attachmentCount: number
  readonly pageCount: number
}

/** Where an inbox goes on: after this task, urgent first, then oldest first. */
export type TaskCursor = { readonly urgent: boolean; readonly arrivedAt: Instant; readonly id: number }

type Owner = { readonly person: PersonId; readonly posts: readonly PostId[] }

/** Tasks of these kinds that wait for a person or one of the posts, urgent first, then in order of arrival. */
export async function listTasks(
  db: Kysely<Database>,
  wanted: {
    readonly owner: Owner
    readonly kinds: readonly TaskKind[]
    /** Version of the converter whose pages are counted. */
    readonly converter: string
    readonly after?: TaskCursor
    readonly limit: number
  },
): Promise<readonly WaitingTask[]> {
  const { owner, kinds, converter, after, limit } = wanted
  const { rows } = await sql<WaitingTask>`
    select t.id as "taskId", t.proposal_id as "proposalId", t.step, t.kind, t.post_id as post, p.title, p.number,
      p.drafter_id as drafter, p.drafter_post as "drafterPost", t.arrived_at as "arrivedAt", t.urgent,
      t.due_on as "dueOn", (p.content ->> 'amountYen')::bigint as "amountYen",
      files.count as "attachmentCount", files.pages as "pageCount"
    from task t
    join proposal p on p.id = t.proposal_id
    cross join lateral (
      select count(*)::int as count, coalesce(sum(d.page_count), 0)::int as pages
      from attachment a
      join revision v on v.id = a.current_revision
      left join rendition d on d.sha256 = v.sha256 and d.kind = v.kind and d.converter = ${converter}
      where a.proposal_id = p.id and a.removed_at is null
    ) files
    where (t.post_id = any(${[...owner.posts]}::text[]) or t.person_id = ${owner.person})
      and t.kind = any(${[...kinds]}::text[])
      and (${after?.id ?? null}::bigint is null or (not t.urgent, t.arrived_at, t.id)
        > (not ${after?.urgent ?? null}::boolean, ${after?.arrivedAt ?? null}::timestamptz, ${after?.id ?? null}::bigint))
    order by not t.urgent, t.arrived_at, t.id
    limit ${limit}`.execute(db)
  return rows
}

/** How many tasks of each kind wait; a kind without any is missing. */
export async function countTasks(db: Kysely<Database>, owner: Owner): Promise<ReadonlyMap<TaskKind, number>> {
  const { rows } = await sql<{ kind: TaskKind; count: number }>`
    select kind, count(*)::int as count from task
    where post_id = any(${[...owner.posts]}::text[]) or person_id = ${owner.person}
    group by kind`.execute(db)
  return new Map(rows.map((row) => [row.kind, row.count]))
}
