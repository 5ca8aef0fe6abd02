import { createHash, randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { AttachmentId, ProposalId, RevisionId, Sha256 } from '../../../server/domain/ids.ts'
import type { Database } from '../../../server/store/database.ts'
import { finishCase, insertPages, placeCase, refreshSample } from '../../../server/store/search-index.ts'
import { foldVersion } from '../../../server/usecases/index-cases.ts'
import type { makeTexts } from './texts.ts'

const pagesOfCase = 20
const sections = 50

export type Archive = { readonly pages: number; readonly msPerPage: number }

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

/** Adds decided cases of twenty pages until there are so many pages, the 課 in turn; answers what entering a page cost. */
export async function fillArchive(
  { db, pool }: { readonly db: Kysely<Database>; readonly pool: Pool },
  texts: ReturnType<typeof makeTexts>,
  from: number,
  pages: number,
): Promise<Archive> {
  let spent = 0
  for (let done = from; done < pages; done += pagesOfCase) {
    const id = randomUUID() as ProposalId
    const [attachment, revision] = [randomUUID() as AttachmentId, randomUUID() as RevisionId]
    const sha256 = createHash('sha256').update(id).digest('hex') as Sha256
    const section = 1 + ((done / pagesOfCase) % sections)
    await pool.query(
      `with b as (insert into blob (sha256, size_bytes, stored_at) values ($4, 1, now())),
       p as (insert into proposal (id, drafter_id, drafter_post, unit_code, section_code, title, status, content, state, created_at, updated_at)
         values ($1, 'p' || $5, 'U' || $5 || ':A', 'U' || $5, 'U' || $5, $6, 'decided', '{"secrecy":"none"}', '{"status":"draft"}', now(), now())),
       a as (insert into attachment (id, proposal_id, place, name, current_revision, created_at) values ($2, $1, 0, 'file.pdf', $3, now()))
       insert into revision (id, attachment_id, number, sha256, kind, made_by, made_at) values ($3, $2, 1, $4, 'pdf', 'p' || $5, now())`,
      [id, attachment, revision, sha256, String(section), texts.word()],
    )
    const folded = Array.from({ length: pagesOfCase }, (_, pageIndex) => ({
      ...{ attachmentId: attachment, revisionId: revision, pdf: sha256, pageIndex, folded: texts.page() },
    }))
    const started = performance.now()
    await db.transaction().execute(async (trx) => {
      const chunk = await placeCase(trx, id, foldVersion)
      await insertPages(trx, { id, chunk }, folded)
      await finishCase(trx, id, [])
    })
    spent += performance.now() - started
  }
  await pool.query('delete from search_due')
  await pool.query('vacuum analyze search_text')
  await pool.query('vacuum analyze search_case')
  await refreshSample(db)
  return { pages, msPerPage: spent / Math.max(1, pages - from) }
}
