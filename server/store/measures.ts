import { type Kysely, type RawBuilder, type Transaction, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { Instant, LocalDate, PersonId, PostId, ProposalId, UnitCode } from '../domain/ids.ts'
import type { CaseFacts } from '../domain/measuring/case-facts.ts'
import type { Stay } from '../domain/measuring/stays.ts'
import type { Database } from './database.ts'
import { isSecret, readable } from './readable.ts'

/** Writes what is counted of a case anew. Its files, looks and edits are counted as they are at this moment. */
export async function keepMeasure(
  trx: Transaction<Database>,
  id: ProposalId,
  { submittedOn, ended, dueOn, isHybrid, returnCount }: CaseFacts,
  stays: readonly (Stay & { readonly workingDays: number | undefined })[],
): Promise<void> {
  await sql`delete from case_measure where proposal_id = ${id}`.execute(trx)
  await sql`insert into case_measure (proposal_id, section_code, submitted_on, ended_on, ended_as, due_on, is_hybrid,
      return_count, file_count, page_count, look_count, edit_count)
    select p.id, p.section_code, ${submittedOn}::date, ${ended?.on ?? null}::date, ${ended?.as ?? null},
      ${dueOn ?? null}::date, ${isHybrid}, ${returnCount}, f.files, f.pages, f.looks, f.edits
    from proposal p, lateral (
      select count(distinct a.id)::int as files,
        coalesce(sum(r.page_count) filter (where v.id = a.current_revision), 0)::int as pages,
        count(v.id) filter (where v.made_how in ('browser', 'webdav', 'wopi'))::int as edits,
        coalesce(sum((select count(distinct s.person_id) from seen_page s where s.revision_id = v.id)), 0)::int as looks
      from attachment a
      join revision v on v.attachment_id = a.id
      left join lateral (select max(page_count) as page_count from rendition
        where sha256 = v.sha256 and kind = v.kind and page_count is not null) r on true
      where a.proposal_id = p.id and a.removed_at is null and not a.is_issued) f
    where p.id = ${id}`.execute(trx)
  if (stays.length === 0) return
  await trx
    .insertInto('stay')
    .values(
      stays.map(({ kind, post, arrivedAt, leftAt, leftBy, workingDays }, ordinal) => ({
        ...{ proposal_id: id, ordinal, kind, post_id: post, arrived_at: arrivedAt },
        left_at: leftAt ?? null,
        left_by: leftBy ?? null,
        working_days: workingDays ?? null,
      })),
    )
    .execute()
}

/** Whole months of some 課: `from` the first day, `to` the first day after them; `sections` undefined: every 課. */
export type MeasuredSpan = {
  readonly from: LocalDate
  readonly to: LocalDate
  readonly sections: readonly UnitCode[] | undefined
  readonly at: Instant
}

/** Rows of `case_measure` m with their `proposal` that count for anybody: no 試験, and nothing that is 秘 (R-16). */
function counted({ sections, at }: MeasuredSpan): RawBuilder<unknown> {
  return sql`case_measure m join proposal on proposal.id = m.proposal_id
    and not proposal.is_trial and not ${isSecret('proposal', at)}
    and (${sections === undefined}::boolean or m.section_code = any(${[...(sections ?? [])]}::text[]))`
}

const wasPrinted = sql<boolean>`exists (select 1 from print t where t.proposal_id = m.proposal_id
  and t.purpose = 'print' and t.status = 'done' and t.page_count > 0)`

export type MonthRow = {
  readonly month: string
  readonly section: UnitCode
  readonly electronic: number
  readonly printed: number
  readonly hybrid: number
  readonly paper: number
  readonly submitted: number
  readonly rejected: number
  readonly withdrawn: number
  readonly abandoned: number
  readonly returned: number
  readonly late: number
}

/** What happened in each month and 課, by month and code. */
export async function listMonths(db: Kysely<Database>, span: MeasuredSpan): Promise<readonly MonthRow[]> {
  const { from, to, sections } = span
  const month = (day: string) => sql.raw(`to_char(${day}, 'YYYY-MM')`)
  const { rows } = await sql<MonthRow>`
    with ended as (
      select ${month('m.ended_on')} as month, m.section_code as section,
        count(*) filter (where m.ended_as = 'decided' and not m.is_hybrid and not ${wasPrinted})::int as electronic,
        count(*) filter (where m.ended_as = 'decided' and not m.is_hybrid and ${wasPrinted})::int as printed,
        count(*) filter (where m.ended_as = 'decided' and m.is_hybrid)::int as hybrid,
        count(*) filter (where m.ended_as = 'rejected')::int as rejected,
        count(*) filter (where m.ended_as = 'withdrawn')::int as withdrawn,
        count(*) filter (where m.ended_as = 'abandoned')::int as abandoned,
        count(*) filter (where m.ended_as = 'decided' and m.ended_on > m.due_on)::int as late
      from ${counted(span)} where m.ended_on >= ${from}::date and m.ended_on < ${to}::date group by 1, 2
    ), begun as (
      select ${month('m.submitted_on')} as month, m.section_code as section,
        count(*)::int as submitted, sum(m.return_count)::int as returned
      from ${counted(span)} where m.submitted_on >= ${from}::date and m.submitted_on < ${to}::date group by 1, 2
    ), on_paper as (
      select ${month('d.month')} as month, d.section_code as section, sum(d.count)::int as paper from paper_decision d
      where d.month >= ${from}::date and d.month < ${to}::date
        and (${sections === undefined}::boolean or d.section_code = any(${[...(sections ?? [])]}::text[]))
      group by 1, 2
    )
    select month, section, coalesce(electronic, 0) as electronic, coalesce(printed, 0) as printed,
      coalesce(hybrid, 0) as hybrid, coalesce(paper, 0) as paper, coalesce(submitted, 0) as submitted,
      coalesce(rejected, 0) as rejected, coalesce(withdrawn, 0) as withdrawn, coalesce(abandoned, 0) as abandoned,
      coalesce(returned, 0) as returned, coalesce(late, 0) as late
    from ended full join begun using (month, section) full join on_paper using (month, section)
    order by month, section`.execute(db)
  return rows
}

export type PostRow = {
  readonly post: PostId
  readonly kind: string
  readonly count: number
  readonly medianHours: number
  readonly p90Hours: number
  readonly workingDays: number
  readonly returned: number
  readonly waiting: number
}

/** The waits at each post that ended in the span, and what waits there now; the longest median first. */
export async function listPosts(db: Kysely<Database>, span: MeasuredSpan): Promise<readonly PostRow[]> {
  const hours = (share: number) =>
    sql`coalesce(percentile_cont(${sql.lit(share)}) within group (order by extract(epoch from s.left_at - s.arrived_at))
      filter (where s.left_at is not null), 0)::float8 / 3600`
  const { rows } = await sql<PostRow>`
    select s.post_id as post, s.kind, count(s.left_at)::int as count, ${hours(0.5)} as "medianHours",
      ${hours(0.9)} as "p90Hours",
      coalesce(avg(s.working_days) filter (where s.left_at is not null), 0)::float8 as "workingDays",
      count(*) filter (where s.left_by = 'returned')::int as returned,
      count(*) filter (where s.left_at is null)::int as waiting
    from ${counted(span)} join stay s on s.proposal_id = m.proposal_id
    where s.left_at is null or (s.left_at >= (${span.from}::date)::timestamp at time zone 'Asia/Tokyo'
      and s.left_at < (${span.to}::date)::timestamp at time zone 'Asia/Tokyo')
    group by 1, 2 order by 4 desc, 1, 2`.execute(db)
  return rows
}

export type Sums = {
  readonly files: number
  readonly looks: number
  readonly edits: number
  readonly pages: number
  readonly printedPages: number
  readonly overdue: number
}

/** Files, looks and edits of cases submitted in the span, pages of those decided in it, and what is overdue today. */
export async function sumMeasures(db: Kysely<Database>, span: MeasuredSpan, today: LocalDate): Promise<Sums> {
  const begun = sql`(m.submitted_on >= ${span.from}::date and m.submitted_on < ${span.to}::date)`
  const decided = sql`(m.ended_as = 'decided' and not m.is_hybrid
    and m.ended_on >= ${span.from}::date and m.ended_on < ${span.to}::date)`
  const { rows } = await sql<Sums>`
    select coalesce(sum(m.file_count) filter (where ${begun}), 0)::int as files,
      coalesce(sum(m.look_count) filter (where ${begun}), 0)::int as looks,
      coalesce(sum(m.edit_count) filter (where ${begun}), 0)::int as edits,
      coalesce(sum(m.page_count) filter (where ${decided}), 0)::int as pages,
      coalesce(sum((select sum(t.page_count) from print t where t.proposal_id = m.proposal_id
        and t.purpose = 'print' and t.status = 'done')) filter (where ${decided}), 0)::int as "printedPages",
      count(*) filter (where m.ended_on is null and m.due_on < ${today}::date)::int as overdue
    from ${counted(span)}`.execute(db)
  return rows[0] as Sums
}

/** Sign-ins of the whole body in the span. */
export async function countSignIns(db: Kysely<Database>, { from, to }: MeasuredSpan): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`
    select count(*)::int as count from sign_in_log where what = 'signed_in'
      and at >= (${from}::date)::timestamp at time zone 'Asia/Tokyo'
      and at < (${to}::date)::timestamp at time zone 'Asia/Tokyo'`.execute(db)
  return rows[0]?.count ?? 0
}

export type MeasuredWhat =
  | 'electronic'
  | 'printed'
  | 'hybrid'
  | 'rejected'
  | 'withdrawn'
  | 'abandoned'
  | 'returned'
  | 'late'
  | 'overdue'

/** Which rows are behind a number, as the sums above count them. */
function behind(what: MeasuredWhat, { from, to }: MeasuredSpan, today: LocalDate): RawBuilder<unknown> {
  const ended = sql`m.ended_on >= ${from}::date and m.ended_on < ${to}::date`
  switch (what) {
    case 'electronic':
      return sql`${ended} and m.ended_as = 'decided' and not m.is_hybrid and not ${wasPrinted}`
    case 'printed':
      return sql`${ended} and m.ended_as = 'decided' and not m.is_hybrid and ${wasPrinted}`
    case 'hybrid':
      return sql`${ended} and m.ended_as = 'decided' and m.is_hybrid`
    case 'late':
      return sql`${ended} and m.ended_as = 'decided' and m.ended_on > m.due_on`
    case 'returned':
      return sql`m.submitted_on >= ${from}::date and m.submitted_on < ${to}::date and m.return_count > 0`
    case 'overdue':
      return sql`m.ended_on is null and m.due_on < ${today}::date`
    default:
      return sql`${ended} and m.ended_as = ${what}`
  }
}

export type MeasuredCase = {
  readonly id: ProposalId
  readonly title: string
  readonly number: string | null
  readonly section: UnitCode
  readonly submittedOn: LocalDate
  readonly endedOn: LocalDate | null
  readonly dueOn: LocalDate | null
  readonly paperReason: string | null
  readonly returnReasons: readonly string[]
}

export type CasesCursor = { readonly submittedOn: LocalDate; readonly id: ProposalId }

/** The cases behind a number that the reader may open, newest first. */
export async function listMeasuredCases(
  db: Kysely<Database>,
  wanted: {
    readonly span: MeasuredSpan
    readonly what: MeasuredWhat
    readonly today: LocalDate
    readonly reader: Reader
    readonly after?: CasesCursor
    readonly limit: number
  },
): Promise<readonly MeasuredCase[]> {
  const { span, what, today, reader, after, limit } = wanted
  const { rows } = await sql<MeasuredCase>`
    select m.proposal_id as id, proposal.title, proposal.number, m.section_code as section,
      m.submitted_on as "submittedOn", m.ended_on as "endedOn", m.due_on as "dueOn",
      proposal.state -> 'matter' -> 'paper' ->> 'reason' as "paperReason",
      (select coalesce(array_agg(e.body::jsonb -> 'event' ->> 'reason' order by e.seq), '{}') from approval_event e
        where e.proposal_id = m.proposal_id and e.type = 'returned') as "returnReasons"
    from ${counted(span)}
    where ${behind(what, span, today)} and ${readable(reader)}
      and (${after?.submittedOn ?? null}::date is null
        or (m.submitted_on, m.proposal_id) < (${after?.submittedOn ?? null}::date, ${after?.id ?? null}::uuid))
    order by m.submitted_on desc, m.proposal_id desc limit ${limit}`.execute(db)
  return rows
}

export type PaperDecision = {
  readonly section: UnitCode
  readonly month: LocalDate
  readonly count: number
  readonly reason: string
  readonly by: PersonId
  readonly at: Instant
}

/**
 * Counts 紙決裁 of a month; `false` and nothing written when fewer than none would be left. Two who set the same month right at
 * once take turns.
 */
export async function addPaperDecision(trx: Transaction<Database>, it: PaperDecision): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`paper_decision ${it.section} ${it.month}`}, 0))`.execute(
    trx,
  )
  const { rows } = await sql<{ readonly before: number }>`
    select coalesce(sum(count), 0)::int as before from paper_decision
    where section_code = ${it.section} and month = ${it.month}::date`.execute(trx)
  if ((rows[0]?.before ?? 0) + it.count < 0) return false
  await trx
    .insertInto('paper_decision')
    .values({
      ...{ section_code: it.section, month: it.month, count: it.count, reason: it.reason },
      ...{ person_id: it.by, at: it.at },
    })
    .execute()
  return true
}

/** What was counted of the 課, newest first; `sections` undefined: of every one. */
export async function listPaperDecisions(
  db: Kysely<Database>,
  { from, to, sections }: MeasuredSpan,
  limit: number,
): Promise<readonly PaperDecision[]> {
  let rows = db
    .selectFrom('paper_decision')
    .select(['section_code', 'month', 'count', 'reason', 'person_id', 'at'])
    .where('month', '>=', from)
    .where('month', '<', to)
  if (sections !== undefined) rows = rows.where('section_code', 'in', [...sections, ''])
  const found = await rows.orderBy('id', 'desc').limit(limit).execute()
  return found.map((it) => ({
    ...{ section: it.section_code as UnitCode, month: it.month as LocalDate, count: it.count },
    ...{ reason: it.reason, by: it.person_id as PersonId, at: it.at as Instant },
  }))
}
