import type { Transaction } from 'kysely'
import type { AttachmentId, Instant, PersonId, ProposalId, RevisionId } from '../domain/ids.ts'
import { type StoredAttachment, insertAttachment, requestRendition } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { converterVersion } from './converter-version.ts'
import { isRenderable } from './file-sentences.ts'
import type { JobQueue, NewId } from './ports.ts'

/** The same bytes as attachments of the new draft; answers the contents whose pages still have to be made. */
export async function copyFiles(
  deps: { readonly newId: NewId },
  trx: Transaction<Database>,
  copy: {
    readonly files: readonly Pick<StoredAttachment, 'name' | 'sha256' | 'sizeBytes' | 'kind' | 'warnings'>[]
    readonly to: ProposalId
    readonly by: PersonId
    readonly at: Instant
  },
): Promise<readonly Pick<StoredAttachment, 'sha256' | 'kind'>[]> {
  const waiting: Pick<StoredAttachment, 'sha256' | 'kind'>[] = []
  for (const { name, sha256, sizeBytes, kind, warnings } of copy.files) {
    await insertAttachment(trx, {
      id: deps.newId() as AttachmentId,
      revisionId: deps.newId() as RevisionId,
      holder: { proposal: copy.to },
      name,
      clientKey: undefined,
      sha256,
      sizeBytes,
      kind,
      warnings,
      by: copy.by,
      at: copy.at,
    })
    const asked =
      isRenderable(kind) && (await requestRendition(trx, { sha256, kind, converter: converterVersion }))
    if (asked) waiting.push({ sha256, kind })
  }
  return waiting
}

/** Has the pages of copied contents made that were never asked for. Call it after the commit. */
export async function sendForPages(
  { jobs }: { readonly jobs: JobQueue },
  waiting: readonly Pick<StoredAttachment, 'sha256' | 'kind'>[],
): Promise<void> {
  for (const { sha256, kind } of waiting)
    await jobs.send('rendition', { sha256, kind }, `${sha256}:${kind}:${converterVersion}`)
}
