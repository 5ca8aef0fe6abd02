import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { Proposal, ProposalStatus } from '../domain/approval/proposal.ts'
import type { Instant, LocalDate, PersonId, PostId, ProposalId } from '../domain/ids.ts'
import type { Database } from './database.ts'
import { isDrafter, readable } from './readable.ts'
import { type Searcher, visibleTo } from './searcher.ts'

export type ListedProposal = {
  readonly id: ProposalId
  readonly title: string
  readonly number: string | null
  readonly state: Proposal
  readonly drafter: PersonId
  readonly drafterPost: PostId
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly submittedAt: Instant | null
  readonly decidedAt: Instant | null
  readonly urgent: boolean | null
  readonly dueOn: LocalDate | null
  readonly attachmentCount: number
  /** The name of the application it was made through. */
  readonly application: string | null
  /** 試験. */
  readonly trial: boolean
  /** 連携元の番号. */
  readonly externalRef: string | null
}

/** Where a list goes on: after this row, in the order newest first. */
export type ListCursor = { readonly createdAt: Instant; readonly id: ProposalId }

function inScope(scope: 'mine' | 'section' | 'acted', reader: Reader): RawBuilder<boolean> {
  switch (scope) {
    case 'mine':
      return isDrafter(reader.person)
    case 'section':
      return sql<boolean>`(proposal.section_code = any(${[...reader.sections]}::text[]) and proposal.status <> 'draft')`
    case 'acted':
      return sql<boolean>`(proposal.status <> 'imported' and proposal.drafter_id <> ${reader.person} and exists (select 1 from approval_event e
        where e.proposal_id = proposal.id and e.person_id = ${reader.person}))`
  }
}

const columns = sql`proposal.id, proposal.title, proposal.number, proposal.state, proposal.drafter_id as drafter,
      proposal.drafter_post as "drafterPost", proposal.created_at as "createdAt", proposal.updated_at as "updatedAt",
      proposal.submitted_at as "submittedAt", proposal.decided_at as "decidedAt",
      (proposal.content ->> 'urgent')::boolean as urgent, proposal.content ->> 'dueOn' as "dueOn",
      (select count(*)::int from attachment a where a.proposal_id = proposal.id and a.removed_at is null
        and not a.is_issued)
        as "attachmentCount",
      (select a.name from application a where a.client_id = proposal.application_id) as application,
      proposal.is_trial as trial, proposal.external_ref as "externalRef"`

/** What an application made, in the order in which it changed last. */
export async function listMadeBy(
  db: Kysely<Database>,
  wanted: {
    readonly application: string
    readonly drafter?: PersonId
    readonly status?: ProposalStatus
    readonly changedSince?: Instant
    readonly externalRef?: string
    readonly after?: { readonly updatedAt: Instant; readonly id: ProposalId }
    readonly limit: number
  },
): Promise<readonly ListedProposal[]> {
  const { application, drafter = null, status = null, changedSince = null, externalRef = null } = wanted
  const { after, limit } = wanted
  const { rows } = await sql<ListedProposal>`
    select ${columns} from proposal
    where proposal.application_id = ${application}
      and (${drafter}::text is null or proposal.drafter_id = ${drafter}::text)
      and (${status}::text is null or proposal.status = ${status}::text)
      and (${changedSince}::timestamptz is null or proposal.updated_at >= ${changedSince}::timestamptz)
      and (${externalRef}::text is null or proposal.external_ref = ${externalRef}::text)
      and (${after?.updatedAt ?? null}::timestamptz is null
        or (proposal.updated_at, proposal.id) > (${after?.updatedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by proposal.updated_at, proposal.id
    limit ${limit}`.execute(db)
  return rows
}

/** What an application made and the reader may open, what changed last first. */
export async function listReadableMadeBy(
  db: Kysely<Database>,
  wanted: {
    readonly application: string
    readonly reader: Reader
    readonly after?: { readonly updatedAt: Instant; readonly id: ProposalId }
    readonly limit: number
  },
): Promise<readonly ListedProposal[]> {
  const { application, reader, after, limit } = wanted
  const { rows } = await sql<ListedProposal>`
    select ${columns} from proposal
    where proposal.application_id = ${application} and ${readable(reader)}
      and (${after?.updatedAt ?? null}::timestamptz is null
        or (proposal.updated_at, proposal.id) < (${after?.updatedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by proposal.updated_at desc, proposal.id desc
    limit ${limit}`.execute(db)
  return rows
}

/** Proposals the reader may open, newest first. */
export async function listProposals(
  db: Kysely<Database>,
  wanted: {
    readonly scope: 'mine' | 'section' | 'acted'
    readonly reader: Reader
    readonly status?: ProposalStatus
    readonly after?: ListCursor
    readonly limit: number
  },
): Promise<readonly ListedProposal[]> {
  const { scope, reader, status, after, limit } = wanted
  const { rows } = await sql<ListedProposal>`
    select ${columns}
    from proposal
    where ${inScope(scope, reader)} and ${readable(reader)}
      and (${status ?? null}::text is null or proposal.status = ${status ?? null}::text)
      and (${after?.createdAt ?? null}::timestamptz is null
        or (proposal.created_at, proposal.id) < (${after?.createdAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by proposal.created_at desc, proposal.id desc
    limit ${limit}`.execute(db)
  return rows
}

/** These proposals, in no order; those that the searcher may not know of are missing. */
export async function listVisibleProposals(
  db: Kysely<Database>,
  { ids, searcher }: { readonly ids: readonly ProposalId[]; readonly searcher: Searcher },
): Promise<readonly ListedProposal[]> {
  const { rows } = await sql<ListedProposal>`
    select ${columns} from proposal
    where proposal.id = any(${[...ids]}::uuid[]) and ${visibleTo(searcher)}`.execute(db)
  return rows
}
