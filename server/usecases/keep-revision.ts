import type { Transaction } from 'kysely'
import type { AttachmentsChanged } from '../contract/attachments.ts'
import type { Weighed } from '../domain/approval/commands.ts'
import { decide } from '../domain/approval/decide.ts'
import { mayRead } from '../domain/access/may-read.ts'
import type { AttachmentId, PersonId, ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import {
  type Making,
  findManifest,
  findProposalOfAttachment,
  insertRevision,
  lockDraft,
  requestRendition,
} from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { refreshManifest } from '../store/manifests.ts'
import { actingOf } from './acting-of.ts'
import type { AddAttachmentDeps } from './add-attachment.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { attachmentViews } from './attachment-view.ts'
import type { ActRefusal } from './commit-act.ts'
import { converterVersion } from './converter-version.ts'
import { type Correction, correct, reviseOf } from './correct.ts'
import { type EditRefusal, editable, mayEditFiles } from './edit-files.ts'
import { isRenderable } from './file-sentences.ts'
import type { StoredFile, WithoutSecret } from './store-file.ts'
import { readerOf } from './who-is.ts'

export type KeepRevisionDeps = AddAttachmentDeps & ApprovalDeps & { readonly withoutSecret: WithoutSecret }

/** No content has it: stands for the one that is still on its way. */
const noManifest = '0'.repeat(64) as Sha256

export type NewContent = {
  readonly id: AttachmentId
  readonly by: PersonId
  readonly proposalId: ProposalId
  readonly name: string
  readonly file: StoredFile
  readonly making: Making
  /** Absent: the drafter changes a file of a draft or of what was returned. */
  readonly correction?: Correction | Weighed | undefined
  /** Asked when the proposal is held, before anything is written; what it throws undoes all of it. */
  readonly check?: (trx: Transaction<Database>) => Promise<void>
  /** Told which revision it became, in the same transaction. */
  readonly kept?: (trx: Transaction<Database>, revision: RevisionId) => Promise<void>
}

/**
 * Gives an attachment a content whose bytes are stored. The drafter does so while it is a draft or lies returned; on the
 * way whoever's turn it is (直接編集), as 軽微 or 重要, and the act is on the record in the same transaction as the content.
 */
export async function keepRevision(
  deps: KeepRevisionDeps,
  content: NewContent,
): Promise<Result<AttachmentsChanged, EditRefusal | ActRefusal>> {
  const { proposalId, by, correction } = content
  const revise = async (trx: Transaction<Database>): Promise<void> => {
    await content.check?.(trx)
    await giveContent(deps, trx, content)
  }
  const done =
    correction === undefined
      ? await reviseAsDrafter(deps, content, revise)
      : await correct(deps, { id: proposalId, by, correction }, async (trx) => {
          await revise(trx)
          return [{ kind: 'file', name: content.name }]
        })
  if (!done.ok) return done
  await askForRendition(deps, content.file)
  // Whoever reads it elsewhere sees the new content, and that the editing is over.
  deps.live.publish({ type: 'editing', proposalId })
  const version = typeof done.value === 'number' ? done.value : undefined
  if (version !== undefined) deps.live.publish({ type: 'proposal', proposalId, version })
  return filesNow(deps, proposalId)
}

/** The files of a proposal as they are. */
export async function filesNow(
  deps: KeepRevisionDeps,
  proposalId: ProposalId,
): Promise<Result<AttachmentsChanged, { readonly code: 'not_found' }>> {
  const [attachments, manifestSha256] = await Promise.all([
    attachmentViews(deps.db, proposalId),
    findManifest(deps.db, proposalId),
  ])
  return manifestSha256 === undefined ? no({ code: 'not_found' }) : yes({ attachments, manifestSha256 })
}

/**
 * Why somebody may not give a file of a proposal another content now; undefined when nothing stands against it. Asked
 * before bytes come in, so that nobody sends a large file to be told no; `keepRevision` asks again when they are here.
 */
export async function whyNotRevise(
  deps: KeepRevisionDeps,
  id: ProposalId,
  { by, correction }: { readonly by: PersonId; readonly correction?: Correction | Weighed | undefined },
): Promise<EditRefusal | ActRefusal | undefined> {
  if (correction === undefined) {
    const may = await mayEditFiles(deps, id, by)
    return may.ok ? undefined : may.error
  }
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const at = deps.now()
  if (stored === undefined || !mayRead(stored.matter, readerOf(organisation, by, at)))
    return { code: 'not_found' }
  const current = stored.manifestSha256
  const manifests = { shown: 'version' in correction ? correction.manifestSha256 : current, current }
  const acting = actingOf(organisation, by, at, manifests, stored.unit)
  const changes = [{ kind: 'file', name: '' }] as const
  const asked = decide(stored.state, reviseOf(correction, changes, noManifest), acting)
  return asked.ok ? undefined : asked.error
}

async function giveContent(
  deps: KeepRevisionDeps,
  trx: Transaction<Database>,
  { id, by, name, file, making, kept }: NewContent,
): Promise<void> {
  const { sha256, sizeBytes, inspection } = file
  const { kind, warnings } = inspection
  const revisionId = deps.newId() as RevisionId
  const at = deps.now()
  await insertRevision(trx, { id, revisionId, name, sha256, sizeBytes, kind, warnings, by, at, making })
  if (isRenderable(kind)) await requestRendition(trx, { sha256, kind, converter: converterVersion })
  await kept?.(trx, revisionId)
}

async function reviseAsDrafter(
  deps: KeepRevisionDeps,
  { id, proposalId, by }: Pick<NewContent, 'id' | 'proposalId' | 'by'>,
  revise: (trx: Transaction<Database>) => Promise<void>,
): Promise<Result<number, EditRefusal>> {
  return deps.db.transaction().execute(async (trx): Promise<Result<number, EditRefusal>> => {
    const draft = await lockDraft(trx, proposalId)
    const may = editable(draft, by)
    if (!may.ok || draft === undefined) return no(may.ok ? { code: 'not_found' } : may.error)
    // Taken out of the book while the bytes came in: nobody is told that a content of it was kept.
    if ((await findProposalOfAttachment(trx, id)) === undefined) return no({ code: 'not_found' })
    await revise(trx)
    await refreshManifest(trx, proposalId)
    return yes(draft.version)
  })
}

async function askForRendition(deps: KeepRevisionDeps, { sha256, inspection }: StoredFile): Promise<void> {
  const { kind } = inspection
  if (!isRenderable(kind)) return
  // A waiting row without a job is found by the worker: a crash here loses nothing.
  await deps.jobs.send('rendition', { sha256, kind }, `${sha256}:${kind}:${converterVersion}`)
}
