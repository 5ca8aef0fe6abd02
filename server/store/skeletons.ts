import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import type { RenditionKey } from './renditions.ts'

/** The pieces of a large PDF that tell where its pages are, gzip; undefined for a small one, and while it is not read. */
export async function findSkeleton(db: Kysely<Database>, key: RenditionKey): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('rendition')
    .select('skeleton')
    .where('sha256', '=', key.sha256)
    .where('kind', '=', key.kind)
    .where('converter', '=', key.converter)
    .where('status', '=', 'done')
    .executeTakeFirst()
  return row?.skeleton ?? undefined
}
