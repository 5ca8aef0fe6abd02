import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type Instant, type ProposalId, localDateOf } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { completedOnOf, filedIn, filedInOf } from './filed-in.ts'

/** 満了日 of what was completed on a day and is kept for some years (`retentionEndsOn` of the domain). */
function endsOn(completed: RawBuilder<unknown>, years: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`make_date(
    extract(year from (${completed})::date - interval '3 months')::int + 1 + ${years}, 3, 31)`
}

/**
 * That the 簿冊 of a row of `proposal` lies before the archive: its 保存期間, counted over everything in it (`folderTerm` of the
 * domain), is over or ends within a year, and nothing was decided about its end but that it is handed over.
 */
export function beforeArchive(at: Instant): RawBuilder<boolean> {
  const own = sql.ref('own.years')
  const kept = sql.ref('kept.years')
  const done = completedOnOf('other')
  const useEndedOn = sql`(f.state ->> 'useEndedOn')`
  const limit = sql`(${localDateOf(at)}::date + interval '1 year')::date`
  return sql<boolean>`(${filedIn} in (
    select f.id from record_folder f join retention_period own on own.code = f.retention_code
    where f.status = 'kept' and ${own} is not null
      and case when ${own} = 0 then ${useEndedOn}::date <= ${limit}
        else ${endsOn(sql`make_date(f.fiscal_year, 4, 1)`, own)} <= ${limit}
          and coalesce(${endsOn(useEndedOn, own)} <= ${limit}, true) end
      and coalesce(f.state ->> 'extendedTo' collate "C" <= to_char(${limit}, 'YYYY-MM-DD'), true)
      and (f.state -> 'disposalDecision' is null or f.state -> 'appraisal' ->> 'outcome' = 'transfer')
      and not exists (
        select from proposal other
          join retention_period kept on kept.code = other.content ->> 'retentionCode'
        where ${filedInOf('other')} = f.id and other.status <> 'draft'
          and (${done} is null or ${kept} is null
            or (${own} > 0 and ${endsOn(done, own)} > ${limit})
            or (${kept} > 0 and ${endsOn(done, kept)} > ${limit})))))`
}

/** Whether the 簿冊 of a case lies before the archive at an instant. */
export async function liesBeforeArchive(db: Kysely<Database>, id: ProposalId, at: Instant): Promise<boolean> {
  const { rows } =
    await sql`select 1 from proposal where proposal.id = ${id} and ${beforeArchive(at)}`.execute(db)
  return rows.length > 0
}
