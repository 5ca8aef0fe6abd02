import { type Kysely, sql } from 'kysely'
import type { FileHolder } from '../domain/files/holder.ts'
import type { ProposalId, Sha256 } from '../domain/ids.ts'
import { heldBy } from './attachments.ts'
import type { Database } from './database.ts'
import { withPages } from './renditions.ts'

type AnyDb = Kysely<Database>

/** What a case or a 収受文書 shows now: a row for each attachment; no PDF while none can be looked at. */
function shown(holder: FileHolder, converter: string) {
  return sql`(select attachment.place, attachment.id, rendition.pdf_sha256, rendition.sizes, rendition.scans
    from attachment
    join revision on revision.id = attachment.current_revision
    left join rendition on rendition.sha256 = revision.sha256 and rendition.kind = revision.kind
      and rendition.converter = ${converter} and rendition.status = any (${withPages}::text[])
    where ${heldBy(holder)} and attachment.removed_at is null and not attachment.is_issued) shown`
}

export type ShownPages = {
  /** Widths and heights, flat and in order. */
  readonly sizes: readonly number[]
  /** Those that are nothing but one JPEG, as far as they are read: [page, offset, length, …] */
  readonly scans: readonly number[]
}

/** The pages of every PDF a case or a 収受文書 shows. */
export async function shownPages(
  db: AnyDb,
  holder: FileHolder,
  converter: string,
): Promise<ReadonlyMap<Sha256, ShownPages>> {
  type Row = ShownPages & { readonly pdf: Sha256 }
  const { rows } = await sql<Row>`select pdf_sha256 as pdf, sizes, scans from ${shown(holder, converter)}
    where sizes is not null`.execute(db)
  return new Map(rows.map(({ pdf, sizes, scans }) => [pdf, { sizes, scans }]))
}

/** The ready picture (PNG or WebP) of the first page of the first attachment; undefined when there is none (yet). */
export async function findFirstPicture(
  db: AnyDb,
  proposalId: ProposalId,
  converter: string,
): Promise<Buffer | undefined> {
  const { rows } = await sql<{ readonly bytes: Buffer | null }>`
    select page_image.bytes from ${shown({ proposal: proposalId }, converter)}
      left join page_image on page_image.pdf_sha256 = shown.pdf_sha256 and page_image.page_index = 0
    order by shown.place, shown.id limit 1`.execute(db)
  return rows[0]?.bytes ?? undefined
}
