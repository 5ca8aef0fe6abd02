import type { Kysely } from 'kysely'
import type { AttachmentView, RenditionView } from '../contract/proposals.ts'
import { longWareki } from '../domain/calendar/wareki.ts'
import type { LocalDate, ProposalId } from '../domain/ids.ts'
import { converterVersion } from './converter-version.ts'
import { type StoredAttachment, listAttachments } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { notShown, warningView } from './file-sentences.ts'
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
    warnings: [...stored.warnings, ...(stored.rendition?.remarks ?? [])].map(warningView),
    rendition: renditionView(stored),
  }
}

/** Whether its pages can be looked at, and when they have been read whether their words can, too. */
export function hasPages({ rendition }: Pick<StoredAttachment, 'rendition'>): boolean {
  return rendition?.status === 'visible' || rendition?.status === 'done'
}

/** Whether there is more to come of its pages. */
export function isUnfinished(stored: Parameters<typeof renditionView>[0]): boolean {
  return ['waiting', 'running', 'visible'].includes(renditionView(stored).status)
}

/** What stands in the place of pages that were disposed of. */
function tombstone(on: LocalDate): NonNullable<RenditionView['failure']> {
  const text = `${longWareki(on)}に廃棄しました。内容は残っていません。ハッシュ（SHA-256）は決裁の記録で確かめてください。`
  return { code: 'disposed', text, canRetry: false }
}

/** How far the pages of an attachment are; a kind that cannot be shown has failed, without a way to try again. */
export function renditionView(
  stored: Pick<StoredAttachment, 'kind' | 'name' | 'rendition' | 'disposedOn'>,
): RenditionView {
  if (stored.disposedOn !== undefined) return { status: 'failed', failure: tombstone(stored.disposedOn) }
  const failure = notShown(stored)
  if (failure !== undefined) return { status: 'failed', failure }
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
