import { createHash, randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { AttachmentId, ProposalId, RevisionId, Sha256 } from '../../../server/domain/ids.ts'
import type { Database } from '../../../server/store/database.ts'
import {
  finishCase,
  insertPages,
  placeCase,
  refreshSample,
  textsOfChunk,
} from '../../../server/store/search-index.ts'
import { foldVersion } from '../../../server/usecases/index-cases.ts'
import type { Bed } from './asking.ts'
import type { Texts } from './texts.ts'

const pagesOfCase = 20
const sections = 50
/** So many of the last cases are entered one by one, as the worker enters them, which is what entering costs. */
const enteredCases = 100
/** Cases that are written at once before those. */
const casesAtOnce = 50

type Case = {
  readonly id: ProposalId
  readonly attachment: AttachmentId
  readonly revision: RevisionId
  readonly sha256: Sha256
  readonly section: string
  readonly title: string
}

/** Fifty 課 with one officer each. */
export async function makeOffice(pool: Pool): Promise<void> {
  await pool.query(
    `insert into unit (code, name, kind) select 'U' || n, '課' || n, 'section' from generate_series(1, $1) n`,
    [sections],
  )
  await pool.query(
    `insert into person (id, name, name_kana, login) select 'p' || n, '職員' || n, 'ショクイン', 'p' || n from generate_series(1, $1) n`,
    [sections],
  )
}

/**
 * Adds decided cases of twenty pages until there are so many pages, the 課 in turn, and answers what entering a page cost in
 * milliseconds. All but the last are written together and the index is made over them afterwards, as a restored database has it.
 */
export async function fillArchive(bed: Bed, texts: Texts, from: number, pages: number): Promise<number> {
  const { db, pool } = bed
  const definition = await pool.query<{ readonly sql: string }>(
    `select pg_get_indexdef('search_text_keys'::regclass) as sql`,
  )
  await pool.query('drop index search_text_keys')
  const [first, end] = [from / pagesOfCase, pages / pagesOfCase]
  const entered = Math.max(first, end - enteredCases)
  for (let at = first; at < entered; at += casesAtOnce) {
    const length = Math.min(casesAtOnce, entered - at)
    const cases = Array.from({ length }, (_, nth) => caseOf(texts, at + nth))
    await insertCases(pool, cases)
    const chunks = cases.map((_, nth) => Math.floor(((at + nth) * pagesOfCase) / textsOfChunk))
    await insertTexts(pool, texts, cases, chunks)
  }
  await withMemory(pool, definition.rows[0]?.sql ?? '')
  // As the migration has it.
  await pool.query('alter index search_text_keys alter column 1 set statistics 0')
  let spent = 0
  for (let at = entered; at < end; at += 1) {
    const made = caseOf(texts, at)
    await insertCases(pool, [made])
    spent += await enter(db, texts, made)
  }
  await pool.query('delete from search_due')
  await pool.query('vacuum analyze search_text')
  await pool.query('vacuum analyze search_case')
  await refreshSample(db)
  return spent / ((end - entered) * pagesOfCase)
}

/** Runs a statement that makes an index, with the memory such a statement wants. */
export async function withMemory(pool: Pool, statement: string): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`set maintenance_work_mem = '4GB'`)
    await client.query(statement)
  } finally {
    client.release(true)
  }
}

function caseOf(texts: Texts, nth: number): Case {
  const id = randomUUID() as ProposalId
  return {
    ...{ id, attachment: randomUUID() as AttachmentId, revision: randomUUID() as RevisionId },
    sha256: createHash('sha256').update(id).digest('hex') as Sha256,
    section: String(1 + (nth % sections)),
    title: texts.word(),
  }
}

async function insertCases(pool: Pool, cases: readonly Case[]): Promise<void> {
  await pool.query(
    `with c as materialized (
       select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[])
         as c (id, attachment, revision, sha256, section, title)
     ), b as (insert into blob (sha256, size_bytes, stored_at) select sha256, 1, now() from c),
     p as (insert into proposal (id, drafter_id, drafter_post, unit_code, section_code, title, status, content, state, created_at, updated_at)
       select id, 'p' || section, 'U' || section || ':A', 'U' || section, 'U' || section, title, 'decided', '{"secrecy":"none"}',
         '{"status":"draft"}', now(), now() from c),
     a as (insert into attachment (id, proposal_id, place, name, current_revision, created_at)
       select attachment, id, 0, 'file.pdf', revision, now() from c)
     insert into revision (id, attachment_id, number, sha256, kind, made_by, made_at)
     select revision, attachment, 1, sha256, 'pdf', 'p' || section, now() from c`,
    (['id', 'attachment', 'revision', 'sha256', 'section', 'title'] as const).map((name) =>
      cases.map((it) => it[name]),
    ),
  )
}

async function insertTexts(
  pool: Pool,
  texts: Texts,
  cases: readonly Case[],
  chunks: readonly number[],
): Promise<void> {
  await pool.query(
    `insert into search_chunk (chunk, year)
     select distinct c, extract(year from now() at time zone 'Asia/Tokyo' - interval '3 months') from unnest($1::integer[]) c
     on conflict do nothing`,
    [chunks],
  )
  await pool.query(
    `insert into search_case (proposal_id, chunk, fold, texts)
     select c.id, c.chunk, $3, $4 from unnest($1::uuid[], $2::integer[]) with ordinality as c (id, chunk, nth) order by nth`,
    [cases.map((it) => it.id), chunks, foldVersion, pagesOfCase],
  )
  await pool.query(
    `insert into search_text (proposal_id, shelf, kind, attachment_id, revision_id, pdf_sha256, page_index, folded)
     select c.id, 2 * c.chunk + 1, 'page', c.attachment, c.revision, c.sha256, p.page, ($6::text[])[(c.nth - 1) * $7::integer + p.page + 1]
     from unnest($1::uuid[], $2::integer[], $3::uuid[], $4::uuid[], $5::text[])
         with ordinality as c (id, chunk, attachment, revision, sha256, nth),
       generate_series(0, $7::integer - 1) as p (page) order by c.nth, p.page`,
    [
      ...[cases.map((it) => it.id), chunks, cases.map((it) => it.attachment)],
      ...[cases.map((it) => it.revision), cases.map((it) => it.sha256)],
      ...[Array.from({ length: cases.length * pagesOfCase }, () => texts.page()), pagesOfCase],
    ],
  )
}

/** Enters the pages of one case as the worker does; how long it took. */
async function enter(db: Kysely<Database>, texts: Texts, made: Case): Promise<number> {
  const pages = Array.from({ length: pagesOfCase }, (_, pageIndex) => ({
    ...{ attachmentId: made.attachment, revisionId: made.revision, pdf: made.sha256, pageIndex },
    folded: texts.page(),
  }))
  const started = performance.now()
  await db.transaction().execute(async (trx) => {
    const chunk = await placeCase(trx, made.id, foldVersion)
    await insertPages(trx, { id: made.id, chunk }, pages)
    await finishCase(trx, made.id, [])
  })
  return performance.now() - started
}
