import { type Kysely, sql } from 'kysely'
import type { DisclosureClass } from '../domain/disclosing/class-on.ts'
import type { Instant, UnitCode } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { filedIn } from './filed-in.ts'
import { isSecret } from './readable.ts'

/** A decided case as the 目録 for the public has it. */
export type PublishedCase = {
  readonly section: UnitCode
  readonly number: string | null
  readonly title: string
  /** The instant of the 決裁; of what was brought in the day the old system says, its first instant. */
  readonly decidedAt: Instant
  readonly addressee: string | null
  readonly folder: string | null
  readonly folderYear: number | null
  readonly classification: string | null
  readonly retention: string | null
  readonly disclosure: DisclosureClass
}

const decidedAt = sql<Instant>`coalesce(proposal.decided_at, case when proposal.status = 'imported'
  then ((proposal.state #>> '{asserted,decidedOn}')::date::timestamp at time zone 'Asia/Tokyo') end)`

/** Decided cases of a fiscal year that are no 秘 at an instant, whoever asks; none that was only tried (試験). */
export async function listPublished(
  db: Kysely<Database>,
  { from, to, at }: { readonly from: Instant; readonly to: Instant; readonly at: Instant },
): Promise<readonly PublishedCase[]> {
  const { rows } = await sql<PublishedCase>`
    select proposal.section_code as section, proposal.number, proposal.title,
      ${decidedAt} as "decidedAt", proposal.content ->> 'addressee' as addressee,
      f.name as folder, f.fiscal_year as "folderYear", f.classification_code as classification,
      (select name from retention_period where code = f.retention_code) as retention,
      coalesce(disclosure_correction.class, proposal.content -> 'disclosure', '{"class": "", "grounds": []}')
        as disclosure
    from proposal left join disclosure_correction on disclosure_correction.proposal_id = proposal.id
      left join record_folder f on f.id = ${filedIn}
    where proposal.status in ('decided', 'imported') and not proposal.is_trial
      and ${decidedAt} >= ${from} and ${decidedAt} < ${to}
      and not ${isSecret('proposal', at)}
    order by proposal.section_code, ${decidedAt}, proposal.id`.execute(db)
  return rows
}
