import type { AttachmentsChanged } from '../contract/attachments.ts'
import type { RevisionList } from '../contract/editing.ts'
import type { AttachmentId, PersonId, RevisionId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type Making, findNewest, findProposalOfAttachment } from '../store/attachments.ts'
import { findRevision } from '../store/held-revisions.ts'
import { deleteCopy, findCopy, listMakings } from '../store/editing.ts'
import type { ActRefusal } from './commit-act.ts'
import { converterVersion } from './converter-version.ts'
import type { Correction } from './correct.ts'
import type { EditRefusal } from './edit-files.ts'
import type { EditingRefusal } from './editing-refusal.ts'
import { type KeepRevisionDeps, keepRevision } from './keep-revision.ts'
import { type MayReadDeps, mayReadProposal } from './may-read.ts'
import { type Content, type OpenContentDeps, contentOf } from './open-content.ts'
import type { StoredFile } from './store-file.ts'
import { refOf } from './who-is.ts'

/** All contents a file has had, newest first: who made each, when, by what, from which one, and why. */
export async function listRevisionsOf(
  deps: MayReadDeps,
  { id, by }: { readonly id: AttachmentId; readonly by: PersonId },
): Promise<Result<RevisionList, { readonly code: 'not_found' }>> {
  const proposalId = await findProposalOfAttachment(deps.db, id)
  if (proposalId === undefined || !(await mayReadProposal(deps, by, proposalId)))
    return no({ code: 'not_found' })
  const organisation = await deps.organisation.current()
  const makings = await listMakings(deps.db, id, converterVersion)
  return yes({
    revisions: makings.map(({ by: maker, at, how, reason, fromNumber, ...it }) => {
      const { name, title } = refOf(organisation, maker, at)
      return {
        ...{ id: it.id, number: it.number, kind: it.kind, sizeBytes: it.sizeBytes, sha256: it.sha256 },
        ...{ madeAt: at, name, title, isCurrent: it.isCurrent, isReadable: it.isReadable },
        how: how as RevisionList['revisions'][number]['how'],
        ...(fromNumber === null ? {} : { fromNumber }),
        ...(reason === null ? {} : { reason }),
      }
    }),
  })
}

/** What becomes the newest content again: an earlier one, or what its owner could not save. */
export type Restored = { readonly revisionId: RevisionId } | { readonly copyId: string }

/** Makes a content that is stored already the newest of a file, as a revision of its own (版を戻す・控えを保存する). */
export async function restoreRevision(
  deps: KeepRevisionDeps,
  request: {
    readonly id: AttachmentId
    readonly by: PersonId
    readonly what: Restored
    readonly correction?: Correction
  },
): Promise<Result<AttachmentsChanged, EditRefusal | EditingRefusal | ActRefusal>> {
  const { id, by, what, correction } = request
  const proposalId = await findProposalOfAttachment(deps.db, id)
  // Before anything is said about the file: also that it is unchanged tells that it is there.
  if (proposalId === undefined || !(await mayReadProposal(deps, by, proposalId)))
    return no({ code: 'not_found' })
  const found =
    'copyId' in what ? await copyOf(deps, what.copyId, by) : await earlierOf(deps, what.revisionId)
  if (found?.attachmentId !== id) return no({ code: 'not_found' })
  const newest = await findNewest(deps.db, id)
  if (newest?.sha256 === found.file.sha256) return no({ code: 'edit_unchanged' })
  const { name, file, from, how } = found
  const reason = correction?.reason
  return keepRevision(deps, {
    ...{ id, by, proposalId, correction, name, file },
    making: { how, from, ...(reason === undefined ? {} : { reason }) },
    ...('copyId' in what ? { check: async (trx) => void (await deleteCopy(trx, what.copyId, by)) } : {}),
  })
}

type Found = {
  readonly attachmentId: AttachmentId
  readonly name: string
  readonly file: StoredFile
  readonly from: RevisionId
  readonly how: Making['how']
}

async function earlierOf(deps: KeepRevisionDeps, id: RevisionId): Promise<Found | undefined> {
  const earlier = await findRevision(deps.db, id, converterVersion)
  if (earlier === undefined) return undefined
  const { attachmentId, name, sha256, sizeBytes } = earlier
  const inspection = await inspectionOf(deps, { name, sha256, sizeBytes })
  return { attachmentId, name, file: { sha256, sizeBytes, inspection }, from: id, how: 'restored' }
}

async function copyOf(deps: KeepRevisionDeps, id: string, by: PersonId): Promise<Found | undefined> {
  const copy = await findCopy(deps.db, id, by)
  if (copy === undefined) return undefined
  const { attachmentId, name, sha256, sizeBytes, from } = copy
  return {
    attachmentId,
    name,
    file: { sha256, sizeBytes, inspection: await inspectionOf(deps, copy) },
    from,
    how: 'browser',
  }
}

async function inspectionOf(
  deps: KeepRevisionDeps,
  { name, sha256, sizeBytes }: Pick<Content, 'name' | 'sha256' | 'sizeBytes'>,
): Promise<StoredFile['inspection']> {
  return deps.inspect({ path: await deps.blobs.path(sha256), name, sizeBytes })
}

/** 控え of its owner as bytes to be downloaded. */
export async function openCopy(
  deps: OpenContentDeps,
  { id, by }: { readonly id: string; readonly by: PersonId },
): Promise<Result<Content, { readonly code: 'not_found' }>> {
  const copy = await findCopy(deps.db, id, by)
  const proposalId = copy && (await findProposalOfAttachment(deps.db, copy.attachmentId))
  // Also of what was one's own: whoever may no longer read the case reads nothing of it.
  if (copy === undefined || proposalId === undefined || !(await mayReadProposal(deps, by, proposalId)))
    return no({ code: 'not_found' })
  return yes(contentOf(deps, copy.name, copy))
}

/** Its owner needs a 控え no more. */
export async function dropCopy(
  deps: MayReadDeps,
  { id, by }: { readonly id: string; readonly by: PersonId },
): Promise<Result<null, { readonly code: 'not_found' }>> {
  return (await deleteCopy(deps.db, id, by)) ? yes(null) : no({ code: 'not_found' })
}
