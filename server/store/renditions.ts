import { type Kysely, type Transaction, sql } from 'kysely'
import type { FileHolder } from '../domain/files/holder.ts'
import type { Instant, ProposalId, ReceiptId, RevisionId, Sha256 } from '../domain/ids.ts'
import { heldBy } from './attachments.ts'
import type { Database } from './database.ts'

/** One content made into pages by one version of the converter. */
export type RenditionKey = { readonly sha256: Sha256; readonly kind: string; readonly converter: string }

/** A heading or a bookmark: its page from 0, and how far in it stands. */
export type StoredHeading = { readonly title: string; readonly pageIndex: number; readonly depth: number }

type AnyDb = Kysely<Database>

/** Its pages can be looked at; with 'done' their words and small pictures are there as well. */
export const withPages = ['visible', 'done'] as const
/** Somebody waits for all or for a part of it. */
const unfinished = ['waiting', 'running', 'visible'] as const

function ofKey(key: RenditionKey) {
  return { sha256: key.sha256, kind: key.kind, converter: key.converter }
}

function where(key: RenditionKey) {
  return sql<boolean>`sha256 = ${key.sha256} and kind = ${key.kind} and converter = ${key.converter}`
}

export type BegunRendition = {
  /** The number of this try, from 1. */
  readonly attempt: number
  /** The PDF whose pages are shown already, because a try before this one came so far. */
  readonly shown?: Sha256
}

/** Undefined when there is nothing to do (any more). What is shown stays shown. */
export async function startRendition(
  db: AnyDb,
  key: RenditionKey,
  at: Instant,
): Promise<BegunRendition | undefined> {
  const row = await db
    .updateTable('rendition')
    .set((it) => ({
      status: sql<string>`case status when 'visible' then 'visible' else 'running' end`,
      attempts: it('attempts', '+', 1),
      started_at: at,
      failure: null,
    }))
    .where(where(key))
    .where('status', 'in', unfinished)
    .returning(['attempts', 'status', 'pdf_sha256'])
    .executeTakeFirst()
  if (row === undefined) return undefined
  const shown = row.status === 'visible' ? (row.pdf_sha256 as Sha256 | null) : null
  return { attempt: row.attempts, ...(shown === null ? {} : { shown }) }
}

/** Back to waiting, for the next try; what is shown stays shown. */
export async function postponeRendition(db: AnyDb, key: RenditionKey): Promise<void> {
  await db
    .updateTable('rendition')
    .set({ status: 'waiting' })
    .where(where(key))
    .where('status', '=', 'running')
    .execute()
}

/** The same, for one that was told to stop: this try does not count. */
export async function giveBackRendition(db: AnyDb, key: RenditionKey): Promise<void> {
  await db
    .updateTable('rendition')
    .set((it) => ({
      status: sql<string>`case status when 'running' then 'waiting' else status end`,
      attempts: it('attempts', '-', 1),
    }))
    .where(where(key))
    .where('status', 'in', ['running', 'visible'])
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
    .where('status', 'in', unfinished)
    .execute()
}

/** A failed rendition waits again, with all its tries; false when it had not failed. */
export async function resetRendition(trx: Transaction<Database>, key: RenditionKey): Promise<boolean> {
  const done = await trx
    .updateTable('rendition')
    .set({
      ...{ status: 'waiting', attempts: 0, failure: null, started_at: null, finished_at: null },
      ...{ pdf_sha256: null, page_count: null, sizes: null, remarks: [], outline: '[]' },
    })
    .where(where(key))
    .where('status', '=', 'failed')
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/**
 * From here on the pages can be looked at; their words and small pictures are not known yet. False when another try shows
 * other pages already: those stay.
 */
export async function showRendition(
  db: AnyDb,
  key: RenditionKey,
  shown: {
    readonly pdf: Sha256
    /** Points: [w0, h0, w1, h1, …] */
    readonly sizes: readonly number[]
    readonly remarks: readonly string[]
    readonly outline: readonly StoredHeading[]
  },
): Promise<boolean> {
  const done = await db
    .updateTable('rendition')
    .set({
      status: 'visible',
      pdf_sha256: shown.pdf,
      page_count: shown.sizes.length / 2,
      sizes: JSON.stringify(shown.sizes.map(thousandth)),
      remarks: [...shown.remarks],
      outline: JSON.stringify(shown.outline),
    })
    .where(where(key))
    .where((it) =>
      it.or([
        it('status', '=', 'running'),
        it.and([it('status', '=', 'visible'), it('pdf_sha256', '=', shown.pdf)]),
      ]),
    )
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

function thousandth(points: number): number {
  return Math.round(1000 * points) / 1000
}

/** The last step: the words and small pictures of all pages that are shown are stored. */
export async function finishRendition(
  db: AnyDb,
  key: RenditionKey,
  done: {
    readonly pdf: Sha256
    readonly at: Instant
    /** Of a large PDF, gzip. */
    readonly skeleton?: Uint8Array
    /** Pages that are nothing but one JPEG: [page, offset, length, …] */
    readonly scans?: readonly number[]
  },
): Promise<void> {
  await db
    .updateTable('rendition')
    .set({
      ...{ status: 'done', failure: null, finished_at: done.at },
      skeleton: done.skeleton === undefined ? null : Buffer.from(done.skeleton),
      scans: [...(done.scans ?? [])],
    })
    .where(where(key))
    .where('status', '=', 'visible')
    .where('pdf_sha256', '=', done.pdf)
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

/** Keeps the picture of a page, PNG or WebP. */
export async function upsertPicture(
  db: AnyDb,
  picture: {
    readonly pdf: Sha256
    readonly pageIndex: number
    readonly widthPx: number
    readonly bytes: Uint8Array
  },
): Promise<void> {
  await db
    .insertInto('page_image')
    .values({
      pdf_sha256: picture.pdf,
      page_index: picture.pageIndex,
      width_px: picture.widthPx,
      bytes: Buffer.from(picture.bytes),
    })
    .onConflict((it) =>
      it
        .columns(['pdf_sha256', 'page_index', 'width_px'])
        .doUpdateSet((to) => ({ bytes: to.ref('excluded.bytes') })),
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
    .where('rendition.status', 'in', unfinished)
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
      left join proposal on proposal.id = attachment.proposal_id
    where attachment.removed_at is null and proposal.disposed_on is null and revision.kind <> all (${[...notShown]}::text[])
    on conflict do nothing
  `.execute(db)
}

/** Where a content is shown: who has to hear of its rendition. */
export async function listShownAt(
  db: AnyDb,
  key: RenditionKey,
): Promise<readonly { readonly holder: FileHolder; readonly revisionId: RevisionId }[]> {
  const rows = await db
    .selectFrom('revision')
    .innerJoin('attachment', 'attachment.id', 'revision.attachment_id')
    .select(['attachment.proposal_id', 'attachment.receipt_id', 'revision.id'])
    .where('revision.sha256', '=', key.sha256)
    .where('revision.kind', '=', key.kind)
    .where('attachment.removed_at', 'is', null)
    .execute()
  return rows.map((it) => ({
    holder:
      it.proposal_id === null
        ? { receipt: it.receipt_id as ReceiptId }
        : { proposal: it.proposal_id as ProposalId },
    revisionId: it.id as RevisionId,
  }))
}

/** Widths and heights of all pages of one PDF, flat and in order. */
export async function listPageSizes(db: AnyDb, pdf: Sha256): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('page')
    .select(['width_pt', 'height_pt'])
    .where('pdf_sha256', '=', pdf)
    .orderBy('page_index')
    .execute()
  return rows.flatMap((it) => [it.width_pt, it.height_pt])
}

/** Text of the pages from `from` to before `to`: JSON of TextRun[], gzip; null for one that is not read yet. */
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

/** The small picture of every page from `from` to before `to` (to the end without), in order; null where there is none. */
export async function listPlaceholders(
  db: AnyDb,
  pdf: Sha256,
  { from, to }: { readonly from: number; readonly to: number | undefined },
): Promise<readonly (Buffer | null)[]> {
  const rows = await db
    .selectFrom('page')
    .select('placeholder')
    .where('pdf_sha256', '=', pdf)
    .where('page_index', '>=', from)
    .$if(to !== undefined, (it) => it.where('page_index', '<', to as number))
    .orderBy('page_index')
    .execute()
  return rows.map((it) => it.placeholder)
}

/** Pages of one file, from `from` to before `to`. */
export type PagesOfRevision = { readonly revision: RevisionId; readonly from: number; readonly to: number }

/** The same of several files of a case or a 収受文書, in the order asked for; none of one that is not of it, or is not read (yet). */
export async function listPlaceholdersOf(
  db: AnyDb,
  { holder, converter }: { readonly holder: FileHolder; readonly converter: string },
  wanted: readonly PagesOfRevision[],
): Promise<readonly (readonly (Buffer | null)[])[]> {
  const { rows } = await sql<{ at: number; placeholder: Buffer | null }>`
    select wanted.at::int as at, page.placeholder
    from unnest(${wanted.map((it) => it.revision)}::uuid[], ${wanted.map((it) => it.from)}::int[],
      ${wanted.map((it) => it.to)}::int[]) with ordinality as wanted (revision, first, until, at)
    join revision on revision.id = wanted.revision
    join attachment on attachment.id = revision.attachment_id and ${heldBy(holder)}
    join rendition on rendition.sha256 = revision.sha256 and rendition.kind = revision.kind
      and rendition.converter = ${converter} and rendition.status = 'done'
    join page on page.pdf_sha256 = rendition.pdf_sha256
      and page.page_index >= wanted.first and page.page_index < wanted.until
    order by wanted.at, page.page_index`.execute(db)
  const found = wanted.map((): (Buffer | null)[] => [])
  for (const { at, placeholder } of rows) found[at - 1]?.push(placeholder)
  return found
}

/** Headings and bookmarks of a content; none while its pages cannot be looked at. */
export async function findOutline(db: AnyDb, key: RenditionKey): Promise<StoredHeading[]> {
  const row = await db
    .selectFrom('rendition')
    .select('outline')
    .where(where(key))
    .where('status', 'in', withPages)
    .executeTakeFirst()
  return (row?.outline ?? []) as StoredHeading[]
}

/** The picture of a page (PNG or WebP), by its index from 0; undefined when there is none yet. */
export async function findPicture(db: AnyDb, pdf: Sha256, pageIndex: number): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('page_image')
    .select('bytes')
    .where('pdf_sha256', '=', pdf)
    .where('page_index', '=', pageIndex)
    .executeTakeFirst()
  return row?.bytes
}
