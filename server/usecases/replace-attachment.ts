import type { Transaction } from 'kysely'
import type { AttachmentsChanged } from '../contract/attachments.ts'
import { decide } from '../domain/approval/decide.ts'
import { mayRead } from '../domain/access/may-read.ts'
import { type NameRefusal, parseFileName } from '../domain/files/file-name.ts'
import type { AttachmentId, PersonId, ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from '../jobs/converter-version.ts'
import {
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
import { type Correction, correct, reviseOf } from './correct.ts'
import { type EditRefusal, editable, mayEditFiles } from './edit-files.ts'
import { isRenderable } from './file-sentences.ts'
import { type FileRefusal, type StoredFile, storeFile } from './store-file.ts'
import { readerOf } from './who-is.ts'

export type ReplaceDeps = AddAttachmentDeps & ApprovalDeps

export type Replace = {
  readonly id: AttachmentId
  readonly by: PersonId
  readonly name: string
  readonly source: AsyncIterable<Uint8Array>
  readonly signal?: AbortSignal
  /** Absent: the drafter replaces a file of a draft or of what was returned. */
  readonly correction?: Correction
}

export type ReplaceRefusal = EditRefusal | NameRefusal | FileRefusal | ActRefusal

/** No content has it: stands for the one that is still on its way. */
const noManifest = '0'.repeat(64) as Sha256

/**
 * Gives an attachment a new content. The drafter does so while it is a draft or lies returned; on the way whoever's
 * turn it is (直接編集), as 軽微 or 重要, and the act is on the record in the same transaction as the content.
 */
export async function replaceAttachment(
  deps: ReplaceDeps,
  request: Replace,
): Promise<Result<AttachmentsChanged, ReplaceRefusal>> {
  const name = parseFileName(request.name)
  if (!name.ok) return name
  const proposalId = await findProposalOfAttachment(deps.db, request.id)
  if (proposalId === undefined) return no({ code: 'not_found' })
  const refused = await whyNotNow(deps, proposalId, request)
  if (refused !== undefined) return no(refused)
  const file = await storeFile(deps, { ...request, name: name.value })
  if (!file.ok) return file
  const revise = (trx: Transaction<Database>): Promise<void> =>
    giveContent(deps, trx, { ...request, proposalId, name: name.value, file: file.value })
  const { correction } = request
  const { by } = request
  const done =
    correction === undefined
      ? await replaceAsDrafter(deps, proposalId, by, revise)
      : await correct(deps, { id: proposalId, by, correction }, async (trx) => {
          await revise(trx)
          return [{ kind: 'file', name: name.value }]
        })
  if (!done.ok) return done
  await askForRendition(deps, file.value)
  const [attachments, manifestSha256] = await Promise.all([
    attachmentViews(deps.db, proposalId),
    findManifest(deps.db, proposalId),
  ])
  return manifestSha256 === undefined ? no({ code: 'not_found' }) : yes({ attachments, manifestSha256 })
}

/** Asked before the bytes come in, so that nobody sends a large file to be told no; asked again when they are here. */
async function whyNotNow(
  deps: ReplaceDeps,
  id: ProposalId,
  { by, correction }: Replace,
): Promise<ReplaceRefusal | undefined> {
  if (correction === undefined) {
    const may = await mayEditFiles(deps, id, by)
    return may.ok ? undefined : may.error
  }
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const at = deps.now()
  if (stored === undefined || !mayRead(stored.matter, readerOf(organisation, by, at)))
    return { code: 'not_found' }
  const manifests = { shown: correction.manifestSha256, current: stored.manifestSha256 }
  const acting = actingOf(organisation, by, at, manifests, stored.unit)
  const changes = [{ kind: 'file', name: '' }] as const
  const asked = decide(stored.state, reviseOf(correction, changes, noManifest), acting)
  return asked.ok ? undefined : asked.error
}

async function giveContent(
  deps: ReplaceDeps,
  trx: Transaction<Database>,
  given: Pick<Replace, 'id' | 'by'> & {
    readonly proposalId: ProposalId
    readonly name: string
    readonly file: StoredFile
  },
): Promise<void> {
  const { sha256, sizeBytes, inspection } = given.file
  const { kind, warnings } = inspection
  await insertRevision(trx, {
    id: given.id,
    revisionId: deps.newId() as RevisionId,
    name: given.name,
    sha256,
    sizeBytes,
    kind,
    warnings,
    by: given.by,
    at: deps.now(),
  })
  if (isRenderable(kind)) await requestRendition(trx, { sha256, kind, converter: converterVersion })
}

async function replaceAsDrafter(
  deps: ReplaceDeps,
  id: ProposalId,
  by: PersonId,
  revise: (trx: Transaction<Database>) => Promise<void>,
): Promise<Result<undefined, ReplaceRefusal>> {
  return deps.db.transaction().execute(async (trx): Promise<Result<undefined, ReplaceRefusal>> => {
    const may = editable(await lockDraft(trx, id), by)
    if (!may.ok) return may
    await revise(trx)
    await refreshManifest(trx, id)
    return may
  })
}

async function askForRendition(deps: ReplaceDeps, { sha256, inspection }: StoredFile): Promise<void> {
  const { kind } = inspection
  if (!isRenderable(kind)) return
  // A waiting row without a job is found by the worker: a crash here loses nothing.
  await deps.jobs.send('rendition', { sha256, kind }, `${sha256}:${kind}:${converterVersion}`)
}
