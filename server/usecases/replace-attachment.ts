import type { Transaction } from 'kysely'
import type { AttachmentsChanged } from '../contract/attachments.ts'
import type { CommandOf } from '../domain/approval/commands.ts'
import type { EditChange, EditEffect } from '../domain/approval/events.ts'
import { decide } from '../domain/approval/decide.ts'
import { mayRead } from '../domain/access/may-read.ts'
import { type NameRefusal, parseFileName } from '../domain/files/file-name.ts'
import type { AttachmentId, PersonId, PostId, ProposalId, RevisionId, Sha256 } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { converterVersion } from '../jobs/converter-version.ts'
import {
  findProposalOfAttachment,
  insertRevision,
  lockDraft,
  requestRendition,
} from '../store/attachments.ts'
import type { Database } from '../store/database.ts'
import { keepManifest, refreshManifest } from '../store/manifests.ts'
import { loadMany, lockProposal } from '../store/proposals.ts'
import { within } from '../store/run-query.ts'
import { actingOf } from './acting-of.ts'
import type { AddAttachmentDeps } from './add-attachment.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { attachmentViews } from './attachment-view.ts'
import type { ActRefusal } from './commit-act.ts'
import { type Committed, RolledBack, commitWithin, inTransaction } from './commit-within.ts'
import { type EditRefusal, editable, mayEditFiles } from './edit-files.ts'
import { isRenderable } from './file-sentences.ts'
import { type FileRefusal, type StoredFile, storeFile } from './store-file.ts'
import { readerOf } from './who-is.ts'

export type ReplaceDeps = AddAttachmentDeps & ApprovalDeps

/** A correction on the way says what was shown, how much it weighs, and why. */
export type Correction = {
  readonly version: number
  readonly manifestSha256: Sha256
  readonly effect: EditEffect
  readonly reason: string
  /** In which post, where several wait for the person (兼務). */
  readonly as?: PostId
}

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
  const revise = (trx: Transaction<Database>): Promise<Sha256> =>
    giveContent(deps, trx, { ...request, proposalId, name: name.value, file: file.value })
  const { correction } = request
  const done =
    correction === undefined
      ? await replaceAsDrafter(deps, proposalId, request.by, revise)
      : await correct(deps, { proposalId, by: request.by, name: name.value, correction }, revise)
  if (!done.ok) return done
  await askForRendition(deps, file.value)
  const attachments = await attachmentViews(deps.db, proposalId)
  return yes({ attachments, manifestSha256: done.value })
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

function reviseOf(
  { effect, reason, as }: Correction,
  changes: readonly EditChange[],
  to: Sha256,
): CommandOf<'revise'> {
  return { type: 'revise', effect, changes, to, reason, ...(as === undefined ? {} : { as }) }
}

async function giveContent(
  deps: ReplaceDeps,
  trx: Transaction<Database>,
  given: Pick<Replace, 'id' | 'by'> & {
    readonly proposalId: ProposalId
    readonly name: string
    readonly file: StoredFile
  },
): Promise<Sha256> {
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
  return refreshManifest(trx, given.proposalId)
}

async function replaceAsDrafter(
  deps: ReplaceDeps,
  id: ProposalId,
  by: PersonId,
  revise: (trx: Transaction<Database>) => Promise<Sha256>,
): Promise<Result<Sha256, ReplaceRefusal>> {
  return deps.db.transaction().execute(async (trx): Promise<Result<Sha256, ReplaceRefusal>> => {
    const may = editable(await lockDraft(trx, id), by)
    return may.ok ? yes(await revise(trx)) : may
  })
}

async function correct(
  deps: ReplaceDeps,
  request: {
    readonly proposalId: ProposalId
    readonly by: PersonId
    readonly name: string
    readonly correction: Correction
  },
  revise: (trx: Transaction<Database>) => Promise<Sha256>,
): Promise<Result<Sha256, ReplaceRefusal>> {
  const { proposalId: id, by, name, correction } = request
  const organisation = await deps.organisation.current()
  const at = deps.now()
  let to: Sha256 | undefined
  const done = await inTransaction(deps, id, async (trx): Promise<Committed> => {
    await lockProposal(trx, id)
    const stored = (await loadMany(within(trx), [id])).get(id)
    if (stored === undefined || !mayRead(stored.matter, readerOf(organisation, by, at))) {
      throw new RolledBack({ code: 'not_found' })
    }
    if (stored.version !== correction.version) throw new RolledBack({ code: 'stale' })
    const shown = correction.manifestSha256
    const acting = actingOf(organisation, by, at, { shown, current: stored.manifestSha256 }, stored.unit)
    to = await revise(trx)
    await keepManifest(trx, id)
    const changes = [{ kind: 'file', name }] as const
    return commitWithin(trx, stored, reviseOf(correction, changes, to), acting)
  })
  if (!done.ok) return done
  return to === undefined ? no({ code: 'not_found' }) : yes(to)
}

async function askForRendition(deps: ReplaceDeps, { sha256, inspection }: StoredFile): Promise<void> {
  const { kind } = inspection
  if (!isRenderable(kind)) return
  // A waiting row without a job is found by the worker: a crash here loses nothing.
  await deps.jobs.send('rendition', { sha256, kind }, `${sha256}:${kind}:${converterVersion}`)
}
