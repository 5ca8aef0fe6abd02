import { type Kysely, sql } from 'kysely'
import type { AttachmentId, Instant, RevisionId, Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'

export type StoredPage = {
  readonly body: string
  readonly widthPt: number
  readonly heightPt: number
  /** Of the small picture: the same for two pages that look the same; null where there is no picture. */
  readonly look: string | null
}

/** The words, size and look of every page of a PDF, in order. */
export async function listComparedPages(db: Kysely<Database>, pdf: Sha256): Promise<readonly StoredPage[]> {
  return db
    .selectFrom('page')
    .select([
      'body',
      'width_pt as widthPt',
      'height_pt as heightPt',
      sql<string | null>`md5(placeholder)`.as('look'),
    ])
    .where('pdf_sha256', '=', pdf)
    .orderBy('page_index')
    .execute()
}

export type RevisionOfFile = {
  readonly revisionId: RevisionId
  readonly number: number
  readonly madeAt: Instant
  readonly madeBy: string
}

/** Every revision (版) of an attachment, the first one first; also of one that was removed. */
export async function listRevisionsOfFile(
  db: Kysely<Database>,
  id: AttachmentId,
): Promise<readonly RevisionOfFile[]> {
  const rows = await db
    .selectFrom('revision')
    .innerJoin('person', 'person.id', 'revision.made_by')
    .select(['revision.id', 'revision.number', 'revision.made_at', 'person.name'])
    .where('revision.attachment_id', '=', id)
    .orderBy('revision.number')
    .execute()
  return rows.map((it) => ({
    revisionId: it.id as RevisionId,
    number: it.number,
    madeAt: it.made_at as Instant,
    madeBy: it.name,
  }))
}
