import type { Kysely } from 'kysely'
import type { Instant, Sha256 } from '../domain/ids.ts'
import type { Database } from './database.ts'

/**
 * Notes bytes that the blob store holds; those known already stay, and are there again if they had been erased. Whoever keeps
 * bytes for a record notes them by this, in the transaction that begins to refer to them.
 */
export async function insertBlob(
  db: Kysely<Database>,
  blob: { readonly sha256: Sha256; readonly sizeBytes: number; readonly at: Instant },
): Promise<void> {
  await db
    .insertInto('blob')
    .values({ sha256: blob.sha256, size_bytes: blob.sizeBytes, stored_at: blob.at })
    // Held either way until the transaction ends, so that nobody erases it meanwhile.
    .onConflict((it) =>
      it.column('sha256').doUpdateSet({ erased_at: null }).where('blob.erased_at', 'is not', null),
    )
    .execute()
}

/** How large these contents are, in bytes; one that is not stored is missing. */
export async function listBlobSizes(
  db: Kysely<Database>,
  hashes: readonly Sha256[],
): Promise<ReadonlyMap<Sha256, number>> {
  if (hashes.length === 0) return new Map()
  const rows = await db
    .selectFrom('blob')
    .select(['sha256', 'size_bytes'])
    .where('sha256', 'in', hashes)
    .execute()
  return new Map(rows.map((it) => [it.sha256 as Sha256, it.size_bytes]))
}
