import { createHash } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { manifestText } from '../domain/audit/manifest.ts'
import type { ProposalId, Sha256 } from '../domain/ids.ts'
import { listAttachments } from './attachments.ts'
import type { Database } from './database.ts'

type Manifest = { readonly sha256: Sha256; readonly body: string }

/** What a signature binds to now, computed from what is stored. */
async function computeManifest(db: Kysely<Database>, id: ProposalId): Promise<Manifest> {
  const { content } = await db
    .selectFrom('proposal')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const body = manifestText(content as object, await listAttachments(db, id, ''))
  return { body, sha256: createHash('sha256').update(body).digest('hex') as Sha256 }
}

/** Computes the manifest anew after a change of content or files; the caller holds the proposal. */
export async function refreshManifest(trx: Transaction<Database>, id: ProposalId): Promise<Sha256> {
  const { sha256 } = await computeManifest(trx, id)
  await trx.updateTable('proposal').set({ manifest_sha256: sha256 }).where('id', '=', id).execute()
  return sha256
}

/** Keeps the text behind the present manifest for ever: it is what people are about to sign. */
export async function keepManifest(trx: Transaction<Database>, id: ProposalId): Promise<void> {
  const manifest = await computeManifest(trx, id)
  await trx
    .insertInto('manifest')
    .values(manifest)
    .onConflict((it) => it.column('sha256').doNothing())
    .execute()
}

/** Texts of manifests that were kept, by hash. */
export async function findManifests(
  db: Kysely<Database>,
  hashes: readonly Sha256[],
): Promise<ReadonlyMap<Sha256, string>> {
  const rows = await db
    .selectFrom('manifest')
    .select(['sha256', 'body'])
    .where('sha256', 'in', [...hashes])
    .execute()
  return new Map(rows.map((row) => [row.sha256 as Sha256, row.body]))
}
