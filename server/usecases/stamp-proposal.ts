import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { ProposalContent } from '../contract/proposals.ts'
import type { ProposalId, Sha256 } from '../domain/ids.ts'
import { converterVersion } from './converter-version.ts'
import { type StoredAttachment, listAttachments } from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { loadMany } from '../store/proposals.ts'
import { findSheet } from '../store/sheets.ts'
import { prepared } from '../store/run-query.ts'
import {
  failStampedPdf,
  findBodyName,
  finishStampedPdf,
  postponeStampedPdf,
  startStampedPdf,
} from '../store/stamped-pdfs.ts'
import { isUnfinished, renditionView } from './attachment-view.ts'
import { kindName } from './file-sentences.ts'
import type { BlobStore } from './blob-store.ts'
import type { Clock, LiveBus, MakeStampedPdf, StampedCase } from './ports.ts'
import { stampedCaseOf } from './stamped-case.ts'

export type StampProposalDeps = {
  readonly db: Kysely<Database>
  readonly pool: Pool
  readonly blobs: BlobStore
  readonly live: LiveBus
  readonly now: Clock
  readonly makeStampedPdf: MakeStampedPdf
  readonly log: { warn(facts: Record<string, unknown>): void }
}

/**
 * Makes the one PDF of a decided proposal (決裁文書PDF). Safe to run twice, at once or after a crash. Waits for renditions
 * by being put back; what cannot be made is marked as failed and can be asked for again.
 */
export async function stampProposal(
  deps: StampProposalDeps,
  id: ProposalId,
): Promise<'done' | 'waiting' | 'failed' | 'nothing'> {
  const { db } = deps
  const found = (await loadMany(prepared(deps.pool), [id])).get(id)
  if (found?.state.status !== 'decided') return 'nothing'
  const asked = await startStampedPdf(db, id)
  if (asked === undefined) return 'nothing'
  const files = await listAttachments(db, id, converterVersion)
  if (files.some(isUnfinished)) {
    await postponeStampedPdf(db, id)
    return 'waiting'
  }
  try {
    // Read after it was noted that somebody makes it: a change that is missing here is counted.
    const stored = (await loadMany(prepared(deps.pool), [id])).get(id)
    if (stored?.state.status !== 'decided') throw new Error(`proposal ${id} is not decided any more`)
    const sheet = await findSheet(db, id)
    if (sheet === undefined) throw new Error(`proposal ${id} vanished while its PDF was made`)
    const { names, application } = sheet
    const content = sheet.content as ProposalContent
    const attachments = await Promise.all(files.map((it) => stampedAttachment(deps, it)))
    const bodyName = await findBodyName(db)
    const stamped = stampedCaseOf({
      ...{ bodyName, state: stored.state, content, names, attachments, application },
    })
    const pdf = await deps.blobs.put(deps.makeStampedPdf(stamped))
    // The sheet says more by now, or another process was faster: whichever it was, the next time tells.
    if (!(await finishStampedPdf(db, id, { pdf, asked, at: deps.now() })))
      return await stampProposal(deps, id)
    deps.live.publish({ type: 'stamped_pdf', proposalId: id })
    return 'done'
  } catch (error) {
    deps.log.warn({ event: 'stamped_pdf.failed', proposalId: id, err: error })
    await failStampedPdf(db, id, error instanceof Error ? error.name : 'unknown', deps.now())
    deps.live.publish({ type: 'stamped_pdf', proposalId: id })
    return 'failed'
  }
}

/** An attachment as it goes into a PDF of the case: its rendition, or why there is none. */
export async function stampedAttachment(
  deps: Pick<StampProposalDeps, 'blobs'>,
  stored: StoredAttachment,
): Promise<StampedCase['attachments'][number]> {
  const { name, kind, sizeBytes } = stored
  const printed = { name, sizeBytes, kindName: kindName(kind) }
  const pdf = stored.rendition?.status === 'done' ? stored.rendition.pdf_sha256 : null
  if (pdf !== null) return { ...printed, pdfPath: await deps.blobs.path(pdf as Sha256) }
  return { ...printed, missing: renditionView(stored).failure?.text ?? '' }
}
