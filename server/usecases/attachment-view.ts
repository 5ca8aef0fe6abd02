import type { Kysely } from 'kysely'
import type { AttachmentView, RenditionView } from '../contract/proposals.ts'
import type { ProposalId } from '../domain/ids.ts'
import { converterVersion } from '../jobs/converter-version.ts'
import { type StoredAttachment, listAttachments } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { isRenderable, notShown, warningView } from './file-sentences.ts'
import { renditionFailure } from './rendition-failure-text.ts'

/** The attachments of a proposal in the drafter's order, as the web shows them. */
export async function attachmentViews(
  db: Kysely<Database>,
  proposalId: ProposalId,
): Promise<AttachmentView[]> {
  return (await listAttachments(db, proposalId, converterVersion)).map(attachmentView)
}

/** An attachment as the API shows it. */
export function attachmentView(stored: StoredAttachment): AttachmentView {
  return {
    id: stored.id,
    revisionId: stored.revisionId,
    revisionNumber: stored.revisionNumber,
    name: stored.name,
    kind: stored.kind,
    sizeBytes: stored.sizeBytes,
    sha256: stored.sha256,
    warnings: stored.warnings.map(warningView),
    rendition: renditionView(stored),
  }
}

/** How far the pages of an attachment are; a kind that cannot be shown has failed, without a way to try again. */
export function renditionView(stored: Pick<StoredAttachment, 'kind' | 'rendition'>): RenditionView {
  if (!isRenderable(stored.kind)) return { status: 'failed', failure: notShown }
  const { rendition } = stored
  if (rendition === undefined) return { status: 'waiting' }
  return {
    status: rendition.status as RenditionView['status'],
    ...(rendition.page_count === null ? {} : { pageCount: rendition.page_count }),
    ...(rendition.failure === null || rendition.status !== 'failed'
      ? {}
      : { failure: renditionFailure(rendition.failure) }),
  }
}
