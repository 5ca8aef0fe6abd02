import { type Kysely, sql } from 'kysely'
import type { AttachmentId, PersonId, ProposalId, Sha256, UnitCode } from '../domain/ids.ts'
import type { ProposalStatus } from '../domain/approval/proposal.ts'
import type { SearchKind, SearchWord } from '../domain/text/search-query.ts'
import type { Database } from './database.ts'
import { isShown } from './search-holds.ts'
import { filedIn } from './filed-in.ts'
import { type Searcher, drafterOfCase, visibleTo, yearOfCase } from './searcher.ts'

/** A text of a case that has one of the words. */
export type FoundHit = {
  readonly proposalId: ProposalId
  readonly kind: SearchKind
  readonly attachmentId: AttachmentId | null
  readonly fileName: string | null
  readonly pageIndex: number | null
  readonly pdf: Sha256 | null
  /** As it was written when it was last looked at, of everything but pages. */
  readonly words: string | null
  readonly who: string | null
  /** How many texts of the case have one of the words. */
  readonly total: number
}

/**
 * The texts of cases that have the words: of each word the first ones, at most so many of a case, in reading order. Only of
 * cases that the searcher may know of now.
 */
export async function listHits(
  db: Kysely<Database>,
  wanted: {
    readonly ids: readonly ProposalId[]
    readonly words: readonly SearchWord[]
    readonly searcher: Searcher
    readonly atMost: number
  },
): Promise<readonly FoundHit[]> {
  const { ids, words, searcher, atMost } = wanted
  const { rows } = await sql<FoundHit>`
    with word as (
      select * from unnest(${words.map((it) => it.folded)}::text[], ${words.map((it) => it.kinds.join())}::text[])
        with ordinality as w (folded, kinds, nth)
    ), visible as materialized (
      select proposal.id from proposal where proposal.id = any(${[...ids]}::uuid[]) and ${visibleTo(searcher)}
    ), ordered as (
      select t.id, t.proposal_id, w.nth as word, a.name as file_name,
        row_number() over (partition by t.proposal_id, w.nth order by ${placeOfKind}, a.place, a.id, t.page_index, t.id) as rank
      from visible v join search_text t on t.proposal_id = v.id join word w
          on t.kind = any(string_to_array(w.kinds, ',')) and strpos(t.folded, w.folded) > 0
        left join attachment a on a.id = t.attachment_id
      where ${isShown}
    ), ranked as (
      select id, proposal_id, file_name, min(rank) as rank from ordered group by id, proposal_id, file_name
    ), chosen as (
      select *, row_number() over (partition by proposal_id order by rank, id) as nth,
        count(*) over (partition by proposal_id) as total from ranked
    )
    select t.proposal_id as "proposalId", t.kind, t.attachment_id as "attachmentId", c.file_name as "fileName",
      t.page_index as "pageIndex", t.pdf_sha256 as pdf, t.words, t.who, c.total
    from chosen c join search_text t on t.id = c.id left join attachment a on a.id = t.attachment_id
    where c.nth <= ${atMost}
    order by ${placeOfKind}, a.place, a.id, t.page_index, t.id`.execute(db)
  return rows
}

/** 件名 first, then what it says, then files as they stand in the book. */
const placeOfKind = sql`array_position(array['title','number','body','name','opinion','file','page'], t.kind)`

/** What of found cases is counted. */
export type CountedCase = {
  readonly section: UnitCode
  readonly year: number
  readonly folder: string | null
  readonly class: string | null
  /** Null of a case that was brought in and whose drafter is nobody here. */
  readonly drafter: PersonId | null
  readonly status: ProposalStatus
}

/** What is counted of cases; those that the searcher may not know of any more are left out. */
export async function listCounted(
  db: Kysely<Database>,
  { ids, searcher }: { readonly ids: readonly ProposalId[]; readonly searcher: Searcher },
): Promise<readonly CountedCase[]> {
  const { rows } = await sql<CountedCase>`
    select proposal.section_code as section, ${yearOfCase} as year, ${filedIn} as folder,
      proposal.content ->> 'authorityCode' as class, ${drafterOfCase} as drafter, proposal.status
    from proposal where proposal.id = any(${[...ids]}::uuid[]) and ${visibleTo(searcher)}`.execute(db)
  return rows
}

/** 件名 and 伺い文 as they are at this moment, of cases that the searcher may know of. */
export async function listWritten(
  db: Kysely<Database>,
  { ids, searcher }: { readonly ids: readonly ProposalId[]; readonly searcher: Searcher },
): Promise<ReadonlyMap<string, { readonly title: string; readonly body: string }>> {
  const { rows } = await sql<{ readonly id: string; readonly title: string; readonly body: string | null }>`
    select proposal.id, proposal.title, proposal.content ->> 'body' as body
    from proposal where proposal.id = any(${[...ids]}::uuid[]) and ${visibleTo(searcher)}`.execute(db)
  return new Map(rows.map((it) => [it.id, { title: it.title, body: it.body ?? '' }]))
}

/** Which of these cases the searcher may know of. */
export async function listVisible(
  db: Kysely<Database>,
  { ids, searcher }: { readonly ids: readonly ProposalId[]; readonly searcher: Searcher },
): Promise<ReadonlySet<ProposalId>> {
  const { rows } = await sql<{ readonly id: ProposalId }>`
    select proposal.id from proposal
    where proposal.id = any(${[...ids]}::uuid[]) and ${visibleTo(searcher)}`.execute(db)
  return new Set(rows.map((it) => it.id))
}

/** Names of 簿冊 and of 決裁区分, by their ids and codes; of the newest table where several have one. */
export async function findFacetNames(
  db: Kysely<Database>,
  { folders, classes }: { readonly folders: readonly string[]; readonly classes: readonly string[] },
): Promise<{ readonly folders: ReadonlyMap<string, string>; readonly classes: ReadonlyMap<string, string> }> {
  const [folderRows, classRows] = await Promise.all([
    sql<{ readonly id: string; readonly name: string }>`
      select id::text as id, name from record_folder where id::text = any(${[...folders]}::text[])`.execute(
      db,
    ),
    sql<{ readonly code: string; readonly name: string }>`
      select distinct on (code) code, name from authority_item where code = any(${[...classes]}::text[])
      order by code, table_version desc`.execute(db),
  ])
  return {
    folders: new Map(folderRows.rows.map((it) => [it.id, it.name])),
    classes: new Map(classRows.rows.map((it) => [it.code, it.name])),
  }
}
