import { type Kysely, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { Instant, LocalDate, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { readable } from './readable.ts'

type Span = { readonly from: LocalDate; readonly to: LocalDate; readonly reader: Reader }

/** Decided cases that a reader may read and whose 公開区分 is closed up to a day of a span, both ends included. */
export async function listDisclosureLimits(
  db: Kysely<Database>,
  { from, to, reader }: Span,
): Promise<readonly { readonly id: ProposalId; readonly name: string; readonly until: LocalDate }[]> {
  const { rows } = await sql<{ id: ProposalId; name: string; until: LocalDate }>`
    select proposal.id, proposal.title as name, c.class ->> 'until' as until
    from proposal left join disclosure_correction on disclosure_correction.proposal_id = proposal.id,
      lateral (select coalesce(disclosure_correction.class, proposal.content -> 'disclosure') as class) c
    where proposal.status in ('decided', 'imported') and not proposal.is_trial and c.class ->> 'class' = 'timed'
      and (c.class ->> 'until') collate "C" between ${from} and ${to} and ${readable(reader)}
    order by until, proposal.id`.execute(db)
  return rows
}

/** Cases that a reader may read and whose 時限秘 ends in a span by itself; `to` is not in it. */
export async function listTimedSecrets(
  db: Kysely<Database>,
  { from, to, reader }: { readonly from: Instant; readonly to: Instant; readonly reader: Reader },
): Promise<readonly { readonly id: ProposalId; readonly name: string; readonly until: Instant }[]> {
  const matter = sql`proposal.state -> 'matter'`
  const { rows } = await sql<{ id: ProposalId; name: string; until: Instant }>`
    select proposal.id, proposal.title as name, ${matter} ->> 'secretUntil' as until from proposal
    where ${matter} ->> 'secrecy' = 'timed_secret' and proposal.state ->> 'secrecyReleasedAt' is null
      and not proposal.is_trial and (${matter} ->> 'secretUntil') collate "C" >= ${from}
      and (${matter} ->> 'secretUntil') collate "C" < ${to} and ${readable(reader)}
    order by until, proposal.id`.execute(db)
  return rows
}
