import { type Kysely, type Transaction, sql } from 'kysely'
import type { Instant, ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'

/** One content made into pages by one version of the converter. */
export type RenditionKey = { readonly sha256: Sha256; readonly kind: string; readonly converter: string }

type AnyDb = Kysely<Database>

function ofKey(key: RenditionKey) {
  return { sha256: key.sha256, kind: key.kind, converter: key.converter }
}

function where(key: RenditionKey) {
  return sql<boolean>`sha256 = ${key.sha256} and kind = ${key.kind} and converter = ${key.converter}`
}

/** The number of this try, from 1; undefined when there is nothing to do (any more). */
export async function startRendition(db: AnyDb, key: RenditionKey, at: Instant): Promise<number | undefined> {
  const row = await db
    .updateTable('rendition')
    .set((it) => ({ status: 'running', attempts: it('attempts', '+', 1), started_at: at, failure: null }))
    .where(where(key))
    .where('status', 'in', ['waiting', 'running'])
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts
}

/** Back to waiting, for the next try. */
export async function postponeRendition(db: AnyDb, key: RenditionKey): Promise<void> {
  await db
    .updateTable('rendition')
    .set({ status: 'waiting' })
    .where(where(key))
    .where('status', '=', 'running')
    .execute()
}

/** Notes that a rendition could not be made, and why. */
export async function failRendition(
  db: AnyDb,
  key: RenditionKey,
  failure: string,
  at: Instant,
): Promise<void> {
  await db
    .updateTable('rendition')
    .set({ status: 'failed', failure, finished_at: at })
    .where(where(key))
    .where('status', 'in', ['waiting', 'running'])
    .execute()
}

/** A failed rendition waits again, with all its tries; false when it had not failed. */
export async function resetRendition(trx: Transaction<Database>, key: RenditionKey): Promise<boolean> {
  const done = await trx
    .updateTable('rendition')
    .set({ status: 'waiting', attempts: 0, failure: null, started_at: null, finished_at: null })
    .where(where(key))
    .where('status', '=', 'failed')
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** From here on the pages are visible: the last step, after all of them are stored. */
export async function finishRendition(
  db: AnyDb,
  key: RenditionKey,
  done: { readonly pdf: Sha256; readonly pageCount: number; readonly at: Instant },
): Promise<void> {
  await db
    .updateTable('rendition')
    .set({
      status: 'done',
      pdf_sha256: done.pdf,
      page_count: done.pageCount,
      failure: null,
      finished_at: done.at,
    })
    .where(where(key))
    .where('status', '=', 'running')
    .execute()
}

/** Notes bytes that the blob store holds; those known already stay. */
export async function insertBlob(
  db: AnyDb,
  blob: { readonly sha256: Sha256; readonly sizeBytes: number; readonly at: Instant },
): Promise<void> {
  await db
    .insertInto('blob')
    .values({ sha256: blob.sha256, size_bytes: blob.sizeBytes, stored_at: blob.at })
    .onConflict((it) => it.column('sha256').doNothing())
    .execute()
}

export type NewPage = {
  readonly pageIndex: number
  readonly widthPt: number
  readonly heightPt: number
  readonly body: string
  readonly runs: Uint8Array
  readonly placeholder: Uint8Array | undefined
}

/** Stores pages; those of an earlier try are made new. */
export async function upsertPages(db: AnyDb, pdf: Sha256, pages: readonly NewPage[]): Promise<void> {
  if (pages.length === 0) return
  await db
    .insertInto('page')
    .values(
      pages.map((page) => ({
        pdf_sha256: pdf,
        page_index: page.pageIndex,
        width_pt: page.widthPt,
        height_pt: page.heightPt,
        body: page.body,
        runs: Buffer.from(page.runs),
        placeholder: page.placeholder === undefined ? null : Buffer.from(page.placeholder),
      })),
    )
    .onConflict((it) =>
      it.columns(['pdf_sha256', 'page_index']).doUpdateSet((to) => ({
        width_pt: to.ref('excluded.width_pt'),
        height_pt: to.ref('excluded.height_pt'),
        body: to.ref('excluded.body'),
        runs: to.ref('excluded.runs'),
        placeholder: to.ref('excluded.placeholder'),
      })),
    )
    .execute()
}

/** Keeps the picture of a page. */
export async function upsertPicture(
  db: AnyDb,
  picture: {
    readonly pdf: Sha256
    readonly pageIndex: number
    readonly widthPx: number
    readonly webp: Uint8Array
  },
): Promise<void> {
  await db
    .insertInto('page_image')
    .values({
      pdf_sha256: picture.pdf,
      page_index: picture.pageIndex,
      width_px: picture.widthPx,
      webp: Buffer.from(picture.webp),
    })
    .onConflict((it) =>
      it
        .columns(['pdf_sha256', 'page_index', 'width_px'])
        .doUpdateSet((to) => ({ webp: to.ref('excluded.webp') })),
    )
    .execute()
}

/** Renditions that somebody waits for, oldest content first. */
export async function listUnfinished(db: AnyDb, converter: string): Promise<readonly RenditionKey[]> {
  const rows = await db
    .selectFrom('rendition')
    .innerJoin('blob', 'blob.sha256', 'rendition.sha256')
    .select(['rendition.sha256', 'rendition.kind', 'rendition.converter'])
    .where('rendition.converter', '=', converter)
    .where('rendition.status', 'in', ['waiting', 'running'])
    .orderBy('blob.stored_at')
    .execute()
  return rows.map((it) => ofKey({ ...it, sha256: it.sha256 as Sha256 }))
}

/** Contents that are shown somewhere and that nobody has asked this converter for: after an upgrade. */
export async function requestMissing(
  db: AnyDb,
  converter: string,
  notShown: readonly string[],
): Promise<void> {
  await sql`
    insert into rendition (sha256, kind, converter)
    select distinct revision.sha256, revision.kind, ${converter}
    from attachment join revision on revision.id = attachment.current_revision
    where attachment.removed_at is null and revision.kind <> all (${[...notShown]}::text[])
    on conflict do nothing
  `.execute(db)
}

/** Where a content is shown: who has to hear of its rendition. */
export async function listShownAt(
  db: AnyDb,
  key: RenditionKey,
): Promise<readonly { readonly proposalId: ProposalId; readonly revisionId: RevisionId }[]> {
  const rows = await db
    .selectFrom('revision')
    .innerJoin('attachment', 'attachment.id', 'revision.attachment_id')
    .select(['attachment.proposal_id', 'revision.id'])
    .where('revision.sha256', '=', key.sha256)
    .where('revision.kind', '=', key.kind)
    .where('attachment.removed_at', 'is', null)
    .execute()
  return rows.map((it) => ({ proposalId: it.proposal_id as ProposalId, revisionId: it.id as RevisionId }))
}

/** What a proposal shows now: a row for each attachment; no PDF while this converter has not made it. */
function shown(proposalId: ProposalId, converter: string) {
  return sql`(select attachment.place, attachment.id, rendition.pdf_sha256 from attachment
    join revision on revision.id = attachment.current_revision
    left join rendition on rendition.sha256 = revision.sha256 and rendition.kind = revision.kind
      and rendition.converter = ${converter} and rendition.status = 'done'
    where attachment.proposal_id = ${proposalId} and attachment.removed_at is null) shown`
}

/** Widths and heights of all pages of every PDF a proposal shows, flat and in order. */
export async function pageSizes(
  db: AnyDb,
  proposalId: ProposalId,
  converter: string,
): Promise<ReadonlyMap<Sha256, readonly number[]>> {
  type Row = { readonly pdf: Sha256; readonly widths: number[]; readonly heights: number[] }
  // A row for each PDF and not for each page: two thousand of them are read in one go.
  const { rows } = await sql<Row>`select pdf_sha256 as pdf, json_agg(width_pt order by page_index) as widths,
      json_agg(height_pt order by page_index) as heights
    from page where pdf_sha256 in (select pdf_sha256 from ${shown(proposalId, converter)}) group by pdf_sha256`.execute(
    db,
  )
  return new Map(
    rows.map(({ pdf, widths, heights }) => [pdf, widths.flatMap((width, at) => [width, heights[at] ?? 0])]),
  )
}

/** The ready picture (WebP) of the first page of the first attachment; undefined when there is none (yet). */
export async function findFirstPicture(
  db: AnyDb,
  proposalId: ProposalId,
  converter: string,
): Promise<Buffer | undefined> {
  const { rows } = await sql<{ readonly webp: Buffer | null }>`
    select page_image.webp from ${shown(proposalId, converter)}
      left join page_image on page_image.pdf_sha256 = shown.pdf_sha256 and page_image.page_index = 0
    order by shown.place, shown.id limit 1`.execute(db)
  return rows[0]?.webp ?? undefined
}

/** Text of the pages from `from` to before `to`: JSON of TextRun[], gzip. */
export async function listPageRuns(
  db: AnyDb,
  pdf: Sha256,
  from: number,
  to: number,
): Promise<readonly { readonly pageIndex: number; readonly runs: Buffer | null }[]> {
  const rows = await db
    .selectFrom('page')
    .select(['page_index', 'runs'])
    .where('pdf_sha256', '=', pdf)
    .where('page_index', '>=', from)
    .where('page_index', '<', to)
    .orderBy('page_index')
    .execute()
  return rows.map((it) => ({ pageIndex: it.page_index, runs: it.runs }))
}

/** The small picture of every page in order; null where there is none. */
export async function listPlaceholders(db: AnyDb, pdf: Sha256): Promise<readonly (Buffer | null)[]> {
  const rows = await db
    .selectFrom('page')
    .select('placeholder')
    .where('pdf_sha256', '=', pdf)
    .orderBy('page_index')
    .execute()
  return rows.map((it) => it.placeholder)
}

/** The picture of a page (WebP), by its index from 0; undefined when there is none yet. */
export async function findPicture(db: AnyDb, pdf: Sha256, pageIndex: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('page_image')
    .select('webp')
    .where('pdf_sha256', '=', pdf)
    .where('page_index', '=', pageIndex)
    .executeTakeFirst()
  return row?.webp
}
