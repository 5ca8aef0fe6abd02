import { type Kysely, type Transaction, sql } from 'kysely'
import type { Reader } from '../domain/access/may-read.ts'
import type { ProposalStatus } from '../domain/approval/proposal.ts'
import type { Instant, LocalDate, ProposalId, Sha256 } from '../domain/ids.ts'
import type { DecidingCase } from '../domain/records/expiry.ts'
import type { Database } from './database.ts'
import { filedIn } from './filed-in.ts'
import { readable } from './readable.ts'

/** A case as one that decides a disposal, for somebody who may read it; undefined otherwise, and of a draft. */
export async function findDecidingCase(
  db: Kysely<Database>,
  id: ProposalId,
  reader: Reader,
): Promise<DecidingCase | undefined> {
  const { rows } = await sql<{ number: string | null; decidedAt: Instant | null }>`
    select proposal.number, case when proposal.status = 'decided' then proposal.decided_at end as "decidedAt"
    from proposal
    where proposal.id = ${id} and proposal.status <> 'draft' and ${readable(reader)}`.execute(db)
  const [row] = rows
  if (row === undefined) return undefined
  return {
    id,
    ...(row.number === null ? {} : { number: row.number }),
    ...(row.decidedAt === null ? {} : { decidedAt: row.decidedAt }),
  }
}

/** Cases of some 課 that were decided last and that the reader may read: one of them decides a disposal. */
export async function listDecidingCases(
  db: Kysely<Database>,
  reader: Reader,
  limit: number,
): Promise<readonly LastDecided[]> {
  const { rows } = await sql<LastDecided>`
    select proposal.id, proposal.title, proposal.number, proposal.decided_at as "decidedAt" from proposal
    where proposal.status = 'decided' and proposal.section_code = any(${[...reader.sections]}::text[])
      and ${readable(reader)}
    order by proposal.decided_at desc limit ${limit}`.execute(db)
  return rows
}

type LastDecided = Required<Pick<DecidingCase, 'id' | 'decidedAt'>> & {
  readonly title: string
  readonly number: string | null
}

/** Those of some cases that a person may read, by their ids. */
export async function findNamedCases(
  db: Kysely<Database>,
  ids: readonly ProposalId[],
  reader: Reader,
): Promise<ReadonlyMap<ProposalId, NamedCase>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<NamedCase>`select proposal.id, proposal.title, proposal.status from proposal
    where proposal.id = any(${[...new Set(ids)]}::uuid[]) and ${readable(reader)}`.execute(db)
  return new Map(rows.map((it) => [it.id, it]))
}

type NamedCase = { readonly id: ProposalId; readonly title: string; readonly status: ProposalStatus }

/** The day on which the 簿冊 of a case was disposed of; undefined while it is kept. */
export async function findDisposedOn(db: Kysely<Database>, id: ProposalId): Promise<LocalDate | undefined> {
  const row = await db.selectFrom('proposal').select('disposed_on').where('id', '=', id).executeTakeFirst()
  return (row?.disposed_on ?? undefined) as LocalDate | undefined
}

/**
 * Disposes of every case of a 簿冊: of what is found of it only what the index says stays (R-22), and its bytes are asked to be
 * erased. The caller holds the 簿冊.
 */
export async function disposeCases(
  trx: Transaction<Database>,
  folder: string,
  { on, at }: { readonly on: LocalDate; readonly at: Instant },
): Promise<readonly ProposalId[]> {
  const { rows } = await sql<{ id: ProposalId }>`
    update proposal set disposed_on = ${on} where ${filedIn} = ${folder} and status <> 'draft'
    returning id`.execute(trx)
  const ids = rows.map((it) => it.id)
  await sql`delete from search_text where proposal_id = any(${ids}::uuid[])
    and kind in ('body', 'page', 'file', 'opinion')`.execute(trx)
  // 付箋 quote what goes, and stand on its pages.
  await sql`delete from note where proposal_id = any(${ids}::uuid[])`.execute(trx)
  await sql`insert into search_due (proposal_id) select unnest(${ids}::uuid[])`.execute(trx)
  // 控え of edits that were never saved can be saved no more.
  await sql`
    with copy as (
      delete from edit_copy c using attachment a where a.id = c.attachment_id and a.proposal_id = any(${ids}::uuid[])
      returning c.sha256
    ), own as (
      select r.sha256 from revision r join attachment a on a.id = r.attachment_id
      where a.proposal_id = any(${ids}::uuid[])
      union select sha256 from copy
      union select sha256 from stamped_pdf where proposal_id = any(${ids}::uuid[]) and sha256 is not null
    )
    insert into blob_erasure (sha256, asked_at)
    select sha256, ${at}::timestamptz from own
    union select r.pdf_sha256, ${at}::timestamptz from rendition r join own using (sha256) where r.pdf_sha256 is not null
    on conflict (sha256) do nothing`.execute(trx)
  return ids
}

/** Bytes that are to be erased and were asked for before an instant, the oldest first. */
export async function listErasures(
  db: Kysely<Database>,
  askedBefore: Instant,
  limit: number,
): Promise<readonly Sha256[]> {
  const rows = await db
    .selectFrom('blob_erasure')
    .select('sha256')
    .where('asked_at', '<=', askedBefore)
    .orderBy('asked_at')
    .orderBy('sha256')
    .limit(limit)
    .execute()
  return rows.map((it) => it.sha256 as Sha256)
}

/**
 * Holds the row of a content until the transaction ends: nothing can begin to refer to it meanwhile. Answers whether its bytes
 * are noted as erased; undefined for bytes that no row knows.
 */
export async function holdBlob(
  trx: Transaction<Database>,
  sha256: Sha256,
): Promise<{ readonly isErased: boolean } | undefined> {
  const { rows } = await sql<{ isErased: boolean }>`
    select erased_at is not null as "isErased" from blob where sha256 = ${sha256} for update`.execute(trx)
  return rows[0]
}

/**
 * How many records need a content: files of cases that are kept and of 収受文書, copies being edited, masked copies of 開示請求, PDFs of decided cases that
 * are kept, and the pages of such files. The sources of the imports of the directory name theirs beside the keys.
 */
export async function countNeeds(trx: Transaction<Database>, sha256: Sha256): Promise<number> {
  const { rows } = await sql<{ needs: number }>`
    with kept as (
      select r.sha256 from revision r join attachment a on a.id = r.attachment_id
        left join proposal p on p.id = a.proposal_id
      where p.disposed_on is null
    )
    select ((select count(*) from kept where kept.sha256 = ${sha256})
      + (select count(*) from edit_copy where sha256 = ${sha256})
      + (select count(*) from disclosure_copy where sha256 = ${sha256})
      + (select count(*) from stamped_pdf s join proposal p on p.id = s.proposal_id
          where s.sha256 = ${sha256} and p.disposed_on is null)
      + (select count(*) from rendition n where n.pdf_sha256 = ${sha256}
          and exists (select from kept where kept.sha256 = n.sha256))
      + (select count(*) from directory_import i where to_jsonb(i)::text like ${`%${sha256}%`}))::int as needs`.execute(
    trx,
  )
  return rows[0]?.needs ?? 0
}

/** Forgets everything that was made of a content: its renditions, and the words and pictures of its pages. */
export async function forgetPages(trx: Transaction<Database>, sha256: Sha256): Promise<void> {
  await sql`delete from page_image where pdf_sha256 = ${sha256}`.execute(trx)
  await sql`delete from page where pdf_sha256 = ${sha256}`.execute(trx)
  await sql`delete from rendition where sha256 = ${sha256} or pdf_sha256 = ${sha256}`.execute(trx)
}

/** Notes that the bytes are gone; their hash and size stay (R-22). */
export async function noteErased(trx: Transaction<Database>, sha256: Sha256, at: Instant): Promise<void> {
  await trx.updateTable('blob').set({ erased_at: at }).where('sha256', '=', sha256).execute()
}

/** Takes a content off those that are to be erased. */
export async function takeErasure(trx: Transaction<Database>, sha256: Sha256): Promise<void> {
  await trx.deleteFrom('blob_erasure').where('sha256', '=', sha256).execute()
}
