import type { PersonId, RevisionId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from './converter-version.ts'
import { requestRendition } from '../store/attachments.ts'
import { resetRendition } from '../store/renditions.ts'
import { isRenderable } from './file-sentences.ts'
import type { MayReadDeps } from './may-read.ts'
import type { JobQueue, LiveBus } from './ports.ts'
import { findReadable } from './readable-revision.ts'

export type RetryRenditionDeps = MayReadDeps & { readonly jobs: JobQueue; readonly live: LiveBus }

/** Tries a failed rendition again; one that waits, runs or is done is left as it is. */
export async function retryRendition(
  deps: RetryRenditionDeps,
  request: { readonly id: RevisionId; readonly by: PersonId },
): Promise<Result<{ readonly started: boolean }, { readonly code: 'not_found' }>> {
  const revision = await findReadable(deps, request)
  if (revision === undefined) return no({ code: 'not_found' })
  const { sha256, kind, holder } = revision
  if (!isRenderable(kind)) return yes({ started: false })
  const key = { sha256, kind, converter: converterVersion }
  const started = await deps.db
    .transaction()
    .execute(async (trx) => (await requestRendition(trx, key)) || (await resetRendition(trx, key)))
  if (started) {
    await deps.jobs.send('rendition', { sha256, kind }, `${sha256}:${kind}:${converterVersion}`)
    if ('receipt' in holder) deps.live.publish({ type: 'receipt', receiptId: holder.receipt })
    else
      deps.live.publish({
        type: 'rendition',
        proposalId: holder.proposal,
        revisionId: request.id,
        status: 'waiting',
      })
  }
  return yes({ started })
}
