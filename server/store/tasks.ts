import { type Kysely, sql } from 'kysely'
import type { TaskKind } from '../domain/approval/open-tasks.ts'
import type { Instant, LocalDate, PersonId, PostId, ProposalId, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { knownToStandIn } from './readable.ts'
import type { RunSql } from './run-query.ts'

export type WaitingTask = {
  readonly taskId: number
  readonly proposalId: ProposalId
  readonly step: string
  readonly kind: TaskKind
  /** Null for what waits for a person and not for a post. */
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
  /** The name of the application it was made through. */
  readonly application: string | null
}

/** Where an inbox goes on: after this task, urgent first, then oldest first. */
export type TaskCursor = { readonly urgent: boolean; readonly arrivedAt: Instant; readonly id: number }

/** A kind of task at a post that somebody may 代決, in matters that come from a unit. */
export type ActingFor = {
  readonly post: PostId
  readonly unit: UnitCode
  readonly kind: Extract<TaskKind, 'decide' | 'concur'>
}

type Owner = { readonly person: PersonId; readonly posts: readonly PostId[] }

/** R-12: a 合議 is 代決-ed only where the policy of its case says so [actingAppliesTo=decider_and_concur]. */
export const mayBeActedFor = sql<boolean>`(t.kind = 'decide' or (t.kind = 'concur'
  and p.state #>> '{policy,settings,actingAppliesTo}' = 'decider_and_concur'))`

/** A case that is on its way to several of somebody's posts stands in これから once, by the task that came first. */
function isShownOnce({ person, posts }: Owner) {
  return sql<boolean>`(t.kind <> 'ahead' or not exists (
    select from task sooner where sooner.proposal_id = t.proposal_id and sooner.kind = 'ahead' and sooner.id < t.id
      and (sooner.person_id = ${person} or sooner.post_id = any(${[...posts]}::text[]))))`
}

/** Counting goes no further: whoever has a thousand of a kind is told 999+. */
export const countedUpTo = 1000

/**
 * Tasks of these kinds that wait for a person or one of the posts, and what the person may 代決, urgent first, then in order of arrival. Each owner and kind is read in that order from its index and no further than the page is long.
 */
export async function listTasks(
  run: RunSql,
  wanted: {
    readonly owner: Owner
    readonly kinds: readonly TaskKind[]
    readonly actingFor: readonly ActingFor[]
    readonly at: Instant
    /** Version of the converter whose pages are counted. */
    readonly converter: string
    readonly after?: TaskCursor
    readonly limit: number
  },
): Promise<readonly WaitingTask[]> {
  const { owner, kinds, actingFor, at, converter, after, limit } = wanted
  const isAfter =
    after === undefined
      ? sql`true`
      : sql`((not t.urgent), t.arrived_at, t.id)
          > (not ${after.urgent}::boolean, ${after.arrivedAt}::timestamptz, ${after.id}::bigint)`
  const page = sql`order by (not t.urgent), t.arrived_at, t.id limit ${limit}`
  const acting = sql`
    union all
    select t.* from unnest(${actingFor.map((it) => it.post)}::text[], ${actingFor.map((it) => it.unit)}::text[],
      ${actingFor.map((it) => it.kind)}::text[]) as a (post, unit, kind)
    cross join lateral (
      select t.* from task t join proposal p on p.id = t.proposal_id
      where t.post_id = a.post and t.kind = a.kind and p.unit_code = a.unit and p.drafter_id <> ${owner.person}
        and ${mayBeActedFor} and ${knownToStandIn('p', owner.person, at)} and ${isAfter} ${page}
    ) t`
  return run(sql<WaitingTask>`
    with found as (
      select t.* from unnest(${[...owner.posts]}::text[]) as o (post) cross join unnest(${[...kinds]}::text[]) as k (kind)
      cross join lateral (
        select t.* from task t where t.post_id = o.post and t.kind = k.kind and ${isShownOnce(owner)} and ${isAfter} ${page}
      ) t
      union all
      select t.* from unnest(${[...kinds]}::text[]) as k (kind)
      cross join lateral (
        select t.* from task t where t.person_id = ${owner.person} and t.kind = k.kind and ${isAfter} ${page}
      ) t
      ${actingFor.length === 0 ? sql`` : acting}
    ), shown as (select * from found t ${page})
    select t.id as "taskId", t.proposal_id as "proposalId", t.step, t.kind, t.post_id as post, p.title, p.number,
      p.drafter_id as drafter, p.drafter_post as "drafterPost", t.arrived_at as "arrivedAt", t.urgent,
      t.due_on as "dueOn", (p.content ->> 'amountYen')::bigint as "amountYen",
      files.count as "attachmentCount", files.pages as "pageCount",
      (select a.name from application a where a.client_id = p.application_id) as application
    from shown t
    join proposal p on p.id = t.proposal_id
    cross join lateral (
      select count(*)::int as count, coalesce(sum(d.page_count), 0)::int as pages
      from attachment a
      join revision v on v.id = a.current_revision
      left join rendition d on d.sha256 = v.sha256 and d.kind = v.kind and d.converter = ${converter}
      where a.proposal_id = p.id and a.removed_at is null and not a.is_issued
    ) files
    order by (not t.urgent), t.arrived_at, t.id`)
}

/** How many tasks of these kinds wait, each owner's up to `countedUpTo`; a kind without any is missing. */
export async function countTasks(
  run: RunSql,
  owner: Owner,
  kinds: readonly TaskKind[],
): Promise<ReadonlyMap<TaskKind, number>> {
  const [rows, ahead] = await Promise.all([
    countRows(
      run,
      owner,
      kinds.filter((it) => it !== 'ahead'),
    ),
    kinds.includes('ahead') ? countAhead(run, owner) : 0,
  ])
  return new Map([
    ...rows.map((row) => [row.kind, row.count] as const),
    ...(ahead > 0 ? [['ahead', ahead] as const] : []),
  ])
}

/**
 * Cases in これから, each once. Looking from each task for a sooner one of its case costs a search for every row; most often it
 * is enough to count the cases of the first `countedUpTo` tasks.
 */
async function countAhead(run: RunSql, owner: Owner): Promise<number> {
  const [found] = await run(sql<{ tasks: number; cases: number }>`
    with found as materialized (
      select t.proposal_id from unnest(${[...owner.posts]}::text[]) as o (post)
      cross join lateral (
        select t.proposal_id from task t where t.post_id = o.post and t.kind = 'ahead' limit ${countedUpTo}
      ) t
      union all
      select t.proposal_id from task t where t.person_id = ${owner.person} and t.kind = 'ahead'
      limit ${countedUpTo}
    )
    select (select count(*) from found)::int as tasks,
      (select count(*) from (select from found group by proposal_id) one)::int as cases`)
  const { tasks = 0, cases = 0 } = found ?? {}
  // Cases that stand there more than once, and tasks beyond those we have seen: only then the number may be larger.
  if (cases >= countedUpTo || tasks < countedUpTo) return cases
  const [exact] = await countRows(run, owner, ['ahead'])
  return exact?.count ?? 0
}

async function countRows(
  run: RunSql,
  owner: Owner,
  kinds: readonly TaskKind[],
): Promise<readonly { readonly kind: TaskKind; readonly count: number }[]> {
  const once = kinds.includes('ahead') ? isShownOnce(owner) : sql<boolean>`true`
  return run(sql<{ kind: TaskKind; count: number }>`
    select k.kind, sum(found.count)::int as count
    from unnest(${[...kinds]}::text[]) as k (kind)
    cross join lateral (
      select count(*) from (select from task t where t.person_id = ${owner.person} and t.kind = k.kind limit ${countedUpTo}) of_person
      union all
      select one.count from unnest(${[...owner.posts]}::text[]) as o (post)
      cross join lateral (
        select count(*) from (
          select from task t where t.post_id = o.post and t.kind = k.kind and ${once} limit ${countedUpTo}
        ) of_post
      ) one
    ) found
    group by k.kind having sum(found.count) > 0`)
}

/**
 * What waits at these posts and may be 代決-ed, by the unit its matter comes from, drafted by others than this person; of
 * secret matters those alone whose list names the person (R-16).
 */
export async function countActedFor(
  db: Kysely<Database>,
  posts: readonly PostId[],
  person: PersonId,
  at: Instant,
): Promise<readonly (ActingFor & { readonly count: number })[]> {
  const { rows } = await sql<ActingFor & { readonly count: number }>`
    select t.post_id as post, p.unit_code as unit, t.kind, count(*)::int as count
    from unnest(${[...posts]}::text[]) as o (post) cross join unnest(array['decide', 'concur']) as k (kind)
    cross join lateral (
      select t.post_id, t.proposal_id, t.kind from task t
      where t.post_id = o.post and t.kind = k.kind limit ${countedUpTo}
    ) t
    join proposal p on p.id = t.proposal_id and p.drafter_id <> ${person} and ${mayBeActedFor}
      and ${knownToStandIn('p', person, at)}
    group by 1, 2, 3`.execute(db)
  return rows
}
