import { type Kysely, type Transaction, sql } from 'kysely'
import type { Proposal } from '../domain/approval/proposal.ts'
import type { AttachmentId, ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import type { SearchKind } from '../domain/text/search-query.ts'
import type { Database } from './database.ts'
import { yearOfCase } from './searcher.ts'

/**
 * Texts that one chunk takes before the next one begins. Looking up a word costs a look for each chunk and a row for each text
 * of one chunk that may have it: both stay small at this size, up to millions of pages.
 */
export const textsOfChunk = 50_000

/** What is written about a case besides its pages. */
export type FoundText = {
  readonly kind: Exclude<SearchKind, 'page'>
  readonly words: string
  /** Who said it. */
  readonly who?: string
  /** Of the name of a file. */
  readonly file?: { readonly attachmentId: AttachmentId; readonly revisionId: RevisionId }
}
export type FoldedText = FoundText & { readonly folded: string }

/** The pages of one content in one place, as its PDF has them. */
export type PagesOfFile = {
  readonly attachmentId: AttachmentId
  readonly revisionId: RevisionId
  readonly pdf: Sha256
}
export type FoldedPage = PagesOfFile & { readonly pageIndex: number; readonly folded: string }

/** Cases that wait to be looked at, those that wait longest first; some may be named by several changes. */
export async function listDue(db: Kysely<Database>, atMost: number): Promise<readonly ProposalId[]> {
  const rows = await db.selectFrom('search_due').select('proposal_id').orderBy('id').limit(atMost).execute()
  return [...new Set(rows.map((it) => it.proposal_id as ProposalId))]
}

/** Has cases looked at. */
export async function insertDue(db: Kysely<Database>, ids: readonly ProposalId[]): Promise<void> {
  await sql`insert into search_due (proposal_id) select distinct unnest(${ids}::uuid[])`.execute(db)
}

/** Has every case looked at, oldest first. Answers how many there are. */
export async function insertAllDue(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ readonly id: number }>`
    insert into search_due (proposal_id) select id from proposal order by created_at, id returning id`.execute(
    db,
  )
  return rows.length
}

/**
 * Has those looked at again whose texts were folded by another version, and those with a content that was read without a word
 * reaching us (two transactions that did not see one another).
 */
export async function insertOverlooked(
  db: Kysely<Database>,
  { fold, converter }: { readonly fold: number; readonly converter: string },
): Promise<void> {
  await sql`
    insert into search_due (proposal_id)
    select c.proposal_id from search_case c
    where (c.fold <> ${fold} or c.unread <> '{}' and exists (
        select from rendition r
        where r.sha256 = any(c.unread) and r.converter = ${converter} and r.status = 'done'))
      and not exists (select from search_due d where d.proposal_id = c.proposal_id)
    order by c.place`.execute(db)
}

/** Holds a case until the transaction ends; false while another process has it. */
export async function tryHold(trx: Transaction<Database>, id: ProposalId): Promise<boolean> {
  const { rows } = await sql<{ readonly held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${id}, 61)) as held`.execute(trx)
  return rows[0]?.held === true
}

/**
 * Takes a case off those that wait. Everything these changes did is seen by what the transaction reads from here on; a change
 * that comes later has a row of its own.
 */
export async function takeDue(trx: Transaction<Database>, id: ProposalId): Promise<void> {
  await trx.deleteFrom('search_due').where('proposal_id', '=', id).execute()
}

/** What is searched of a case besides its files; undefined when there is none. */
export type SearchedCase = {
  readonly state: Proposal
  readonly title: string
  readonly body: string | null
  readonly addressee: string | null
  readonly number: string | null
  readonly externalRef: string | null
  readonly drafterName: string
  /** Whether it was disposed of with its 簿冊. */
  readonly isDisposed: boolean
}

export async function findSearched(
  trx: Transaction<Database>,
  id: ProposalId,
): Promise<SearchedCase | undefined> {
  const { rows } = await sql<SearchedCase>`
    select p.state, p.title, p.content ->> 'body' as body, p.content ->> 'addressee' as addressee, p.number,
      p.external_ref as "externalRef",
      case when p.status = 'imported' then p.state #>> '{drafter,name}' else d.name end as "drafterName", p.disposed_on is not null as "isDisposed"
    from proposal p join person d on d.id = p.drafter_id where p.id = ${id}`.execute(trx)
  return rows[0]
}

/**
 * The chunk of a case: of its 年度 the last, where it is the newest, or a new one when that is full. It stays there. The caller holds
 * the case.
 */
export async function placeCase(trx: Transaction<Database>, id: ProposalId, fold: number): Promise<number> {
  const { rows } = await sql<{ readonly chunk: number }>`
    update search_case set fold = ${fold} where proposal_id = ${id} returning chunk`.execute(trx)
  const [there] = rows
  if (there !== undefined) return there.chunk
  const chunk = (await chunkWithRoom(trx, id)) ?? (await beginChunk(trx, id))
  await sql`insert into search_case (proposal_id, chunk, fold) values (${id}, ${chunk}, ${fold})`.execute(trx)
  return chunk
}

/** The last chunk of the 年度 of a case; undefined when it is full, or when there is none yet. */
async function chunkWithRoom(trx: Transaction<Database>, id: ProposalId): Promise<number | undefined> {
  const { rows } = await sql<{ readonly chunk: number }>`
    with last as (
      select k.chunk from search_chunk k where k.year = (select ${yearOfCase} from proposal where id = ${id})
      order by k.chunk desc limit 1)
    select chunk from last
    where (select coalesce(sum(c.texts), 0) from search_case c where c.chunk = last.chunk) < ${textsOfChunk}`.execute(
    trx,
  )
  return rows[0]?.chunk
}

/** Begins a chunk for the 年度 of a case, unless another process has done so just before. */
async function beginChunk(trx: Transaction<Database>, id: ProposalId): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('search_chunk', 61))`.execute(trx)
  const begun = await chunkWithRoom(trx, id)
  if (begun !== undefined) return begun
  const { rows } = await sql<{ readonly chunk: number }>`
    insert into search_chunk (chunk, year)
    select (select coalesce(max(chunk) + 1, 0) from search_chunk), ${yearOfCase} from proposal where id = ${id}
    returning chunk`.execute(trx)
  const [row] = rows
  if (row === undefined) throw new Error(`case ${id} has no place`)
  return row.chunk
}

/** Takes a case off those that wait, to be looked at again by and by as one that was overlooked. */
export async function putOff(trx: Transaction<Database>, id: ProposalId): Promise<void> {
  await placeCase(trx, id, -1)
  await takeDue(trx, id)
}

/** Forgets the texts of a case. */
export async function deleteTexts(trx: Transaction<Database>, id: ProposalId): Promise<void> {
  await trx.deleteFrom('search_text').where('proposal_id', '=', id).execute()
}

/** By which version of folding the texts of a case were folded; undefined for a case without. */
export async function findFold(trx: Transaction<Database>, id: ProposalId): Promise<number | undefined> {
  const row = await trx
    .selectFrom('search_case')
    .select('fold')
    .where('proposal_id', '=', id)
    .executeTakeFirst()
  return row?.fold
}

/** Makes what is found of a case besides its pages exactly this; what was so already is not touched. */
export async function replaceTexts(
  trx: Transaction<Database>,
  { id, chunk }: { readonly id: ProposalId; readonly chunk: number },
  texts: readonly FoldedText[],
): Promise<void> {
  const column = (of: (text: FoldedText) => string | undefined) => texts.map((it) => of(it) ?? null)
  await sql`
    with wanted as materialized (
      select *, row_number() over (partition by kind, words, who, attachment_id, revision_id, folded) as nth from unnest(
        ${column((it) => it.kind)}::text[], ${column((it) => it.words)}::text[], ${column((it) => it.who)}::text[],
        ${column((it) => it.file?.attachmentId)}::uuid[], ${column((it) => it.file?.revisionId)}::uuid[],
        ${column((it) => it.folded)}::text[]) as w (kind, words, who, attachment_id, revision_id, folded)
    ), there as materialized (
      select id, kind, words, who, attachment_id, revision_id, folded,
        row_number() over (partition by kind, words, who, attachment_id, revision_id, folded order by id) as nth
      from search_text where proposal_id = ${id} and kind <> 'page'
    ), gone as (
      delete from search_text t using there h where t.id = h.id and not exists (
        select from wanted w where (w.kind, w.words, w.folded, w.nth) = (h.kind, h.words, h.folded, h.nth)
          and w.who is not distinct from h.who and w.attachment_id is not distinct from h.attachment_id
          and w.revision_id is not distinct from h.revision_id)
    )
    insert into search_text (proposal_id, shelf, kind, words, who, attachment_id, revision_id, folded)
    select ${id}, ${2 * chunk}, w.kind, w.words, w.who, w.attachment_id, w.revision_id, w.folded from wanted w
    where not exists (
      select from there h where (w.kind, w.words, w.folded, w.nth) = (h.kind, h.words, h.folded, h.nth)
        and w.who is not distinct from h.who and w.attachment_id is not distinct from h.attachment_id
        and w.revision_id is not distinct from h.revision_id)`.execute(trx)
}

/** The contents whose pages can be found in a case. */
export async function listPagesOf(
  trx: Transaction<Database>,
  id: ProposalId,
): Promise<readonly PagesOfFile[]> {
  const { rows } = await sql<PagesOfFile>`
    select distinct attachment_id as "attachmentId", revision_id as "revisionId", pdf_sha256 as pdf
    from search_text where proposal_id = ${id} and kind = 'page'`.execute(trx)
  return rows
}

/** Forgets the pages of one content in a case. */
export async function deletePages(
  trx: Transaction<Database>,
  id: ProposalId,
  { attachmentId, revisionId, pdf }: PagesOfFile,
): Promise<void> {
  await trx
    .deleteFrom('search_text')
    .where('proposal_id', '=', id)
    .where('kind', '=', 'page')
    .where('attachment_id', '=', attachmentId)
    .where('revision_id', '=', revisionId)
    .where('pdf_sha256', '=', pdf)
    .execute()
}

/** Adds pages that can be found. */
export async function insertPages(
  trx: Transaction<Database>,
  { id, chunk }: { readonly id: ProposalId; readonly chunk: number },
  pages: readonly FoldedPage[],
): Promise<void> {
  if (pages.length === 0) return
  await sql`
    insert into search_text (proposal_id, shelf, kind, attachment_id, revision_id, pdf_sha256, page_index, folded)
    select ${id}, ${2 * chunk + 1}, 'page', it.* from unnest(
      ${pages.map((it) => it.attachmentId)}::uuid[], ${pages.map((it) => it.revisionId)}::uuid[],
      ${pages.map((it) => it.pdf)}::text[], ${pages.map((it) => it.pageIndex)}::integer[],
      ${pages.map((it) => it.folded)}::text[]) as it`.execute(trx)
}

/** Notes what a case holds now: how many texts, and which contents were not read yet. */
export async function finishCase(
  trx: Transaction<Database>,
  id: ProposalId,
  unread: readonly string[],
): Promise<void> {
  await sql`
    update search_case set unread = ${[...unread]}::text[],
      texts = (select count(*) from search_text where proposal_id = ${id})
    where proposal_id = ${id}`.execute(trx)
}

/** Texts looked at to learn how frequent characters are. */
const sampled = 2_000
/** What fewer of a hundred texts have is as good as rare. */
const leastShare = 0.004

/** Learns anew how frequent characters are, when there is a quarter more to find than the last time; false when not. */
export async function refreshSample(db: Kysely<Database>): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ readonly texts: number; readonly last: number }>`
      select (select coalesce(sum(texts), 0) from search_case)::bigint as texts, s.texts as last
      from search_sample s for update of s skip locked`.execute(trx)
    const [row] = rows
    if (row === undefined || row.texts < 1.25 * row.last + 500) return false
    const percent = Math.min(100, (100 * sampled) / row.texts)
    await sql`delete from search_gram`.execute(trx)
    await sql`
      with texts as materialized (
        select search_grams(0, folded) as grams from search_text tablesample system (${percent}::real)
        where kind = 'page' limit ${2 * sampled}
      ), counted as (
        select gram, count(*) as texts from texts, lateral (select distinct unnest(grams)) as g (gram) group by gram)
      insert into search_gram (gram, share)
      select c.gram, c.texts::real / t.texts from counted c, (select count(*) as texts from texts) t
      where c.texts >= greatest(2, ${leastShare}::real * t.texts)`.execute(trx)
    await sql`update search_sample set texts = ${row.texts}`.execute(trx)
    return true
  })
}
