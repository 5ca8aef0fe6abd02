import { type Kysely, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { Instant, PersonId, ProposalId, UnitCode } from '../domain/ids.ts'
import type { Issuance } from '../domain/issuing/issuance.ts'
import type { IssuePlan } from '../domain/issuing/plan.ts'
import type { Database } from './database.ts'
import { isSecret, readable } from './readable.ts'

/** That something of a row of `proposal` was collated, and is to be sealed. */
export const waitsForSeal = sql<boolean>`jsonb_path_exists(proposal.state,
  '$.issuance.documents[*] ? (@.collation.matches == true && !exists(@.sealing) && !exists(@.voided))')`

/** A decided case that is not completed (完結), with what says how far its 施行 is. */
export type OpenIssuing = {
  readonly id: ProposalId
  readonly title: string
  readonly number: string
  readonly section: UnitCode
  readonly drafter: PersonId
  readonly decidedAt: Instant
  readonly plan: IssuePlan | null
  readonly issuance: Issuance | null
  readonly secret: boolean
}

/**
 * Decided cases that are not completed and that somebody has to do with: those of the own 課, those one drafted, and, for whoever
 * keeps a seal, those of others that are collated. Only what may be opened; longest decided first, at most `limit`.
 */
export async function listOpenIssuing(
  db: Kysely<Database>,
  reader: Reader,
  { keepsSeals, limit }: { readonly keepsSeals: boolean; readonly limit: number },
): Promise<readonly OpenIssuing[]> {
  const { rows } = await sql<OpenIssuing>`
    select proposal.id, proposal.title, coalesce(proposal.number, '') as number, proposal.section_code as section,
      proposal.drafter_id as drafter, proposal.decided_at as "decidedAt", proposal.state -> 'matter' -> 'issue' as plan,
      proposal.state -> 'issuance' as issuance, ${isSecret('proposal', reader.at)} as secret
    from proposal
    where proposal.status = 'decided' and proposal.completed_on is null and ${readable(reader)}
      and (proposal.section_code = any(${[...reader.sections]}::text[]) or proposal.drafter_id = ${reader.person}
        or (${keepsSeals}::boolean and ${waitsForSeal}))
    order by proposal.decided_at, proposal.id
    limit ${limit}`.execute(db)
  return rows
}
