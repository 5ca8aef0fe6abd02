import type { Editing, LeaseTaken } from '../contract/editing.ts'
import { allowed } from '../domain/approval/allowed.ts'
import { mayRead } from '../domain/access/may-read.ts'
import { type EditingBy, type Lock, leaseEndsAt, takeable } from '../domain/editing/lease.ts'
import type { AttachmentId, PersonId, ProposalId, RevisionId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findProposalOfAttachment, lockDraft } from '../store/attachments.ts'
import { findRevision } from '../store/held-revisions.ts'
import { listPasses } from '../store/edit-passes.ts'
import { endLease, extendLease, findLease, listCopies, listLeases, putLease } from '../store/editing.ts'
import { actingOf } from './acting-of.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { converterVersion } from './converter-version.ts'
import type { EditRefusal } from './edit-files.ts'
import { mayEditFiles } from './edit-files.ts'
import type { EditingRefusal } from './editing-refusal.ts'
import { mayReadProposal } from './may-read.ts'
import type { OfficeHost } from './office-server.ts'
import { readerOf, refOf } from './who-is.ts'

export type LeaseRefusal = EditRefusal | EditingRefusal

type Take = {
  readonly id: AttachmentId
  readonly by: PersonId
  readonly revisionId: RevisionId
  readonly takeOver: boolean
  readonly how: EditingBy
  /** A program's; how long it asks for in milliseconds. */
  readonly lock?: Lock
  readonly askedMs?: number
}

/** Takes a file for editing: nobody else does meanwhile, unless it is taken over. */
export async function takeLease(
  deps: ApprovalDeps,
  { id, by, revisionId, takeOver, how, lock, askedMs }: Take,
): Promise<Result<LeaseTaken, LeaseRefusal>> {
  const proposalId = await findProposalOfAttachment(deps.db, id)
  if (proposalId === undefined) return no({ code: 'not_found' })
  const refused = await whyNotEdit(deps, proposalId, by)
  if (refused !== undefined) return no(refused)
  // A content of this file and of no other.
  if ((await findRevision(deps.db, revisionId, converterVersion))?.attachmentId !== id)
    return no({ code: 'not_found' })
  const { name, title } = refOf(await deps.organisation.current(), by, deps.now())
  const taken = await deps.db
    .transaction()
    .execute(async (trx): Promise<Result<LeaseTaken, LeaseRefusal>> => {
      await lockDraft(trx, proposalId)
      const at = deps.now()
      const may = takeable(await findLease(trx, id), { by, at, takeOver, lock })
      if (!may.ok) return may
      const leaseId = deps.newId()
      const expiresAt = leaseEndsAt(how, at, askedMs)
      await putLease(trx, {
        ...{ attachmentId: id, id: leaseId, person: by, name, title, from: revisionId, how },
        ...{ takenAt: at, expiresAt },
        ...(lock === undefined ? {} : { lock }),
      })
      return yes({ id: leaseId, expiresAt })
    })
  if (taken.ok) deps.live.publish({ type: 'editing', proposalId })
  return taken
}

/**
 * The editing goes on. `lease_gone`: the time was over and somebody took it, or it was taken over. Whoever may not edit
 * any more (the case has moved on) is told so, and the file is free.
 */
export async function renewLease(
  deps: ApprovalDeps,
  lease: {
    readonly id: string
    readonly by: PersonId
    readonly how: EditingBy
    readonly askedMs?: number
  },
): Promise<Result<LeaseTaken, LeaseRefusal>> {
  const { id, by, how, askedMs } = lease
  const renewed = await extendLease(deps.db, {
    ...{ id, by },
    expiresAt: leaseEndsAt(how, deps.now(), askedMs),
  })
  if (renewed === undefined) return no({ code: 'lease_gone' })
  const proposalId = await findProposalOfAttachment(deps.db, renewed.attachmentId)
  const refused = proposalId && (await whyNotEdit(deps, proposalId, by))
  if (refused !== undefined) {
    await dropLease(deps, lease)
    return no(refused)
  }
  return yes({ id: renewed.id, expiresAt: renewed.expiresAt })
}

/** The editing has ended, with a save or without; also when it had already. */
export async function dropLease(
  deps: ApprovalDeps,
  lease: { readonly id: string; readonly by: PersonId },
): Promise<Result<null, LeaseRefusal>> {
  const attachmentId = await endLease(deps.db, lease)
  const proposalId = attachmentId && (await findProposalOfAttachment(deps.db, attachmentId))
  if (proposalId !== undefined) deps.live.publish({ type: 'editing', proposalId })
  return yes(null)
}

/** Who edits which file of a case, and what the reader could not save. */
export async function viewEditing(
  deps: ApprovalDeps & { readonly office?: OfficeHost },
  { id, by }: { readonly id: ProposalId; readonly by: PersonId },
): Promise<Result<Editing, { readonly code: 'not_found' }>> {
  if (!(await mayReadProposal(deps, by, id))) return no({ code: 'not_found' })
  const at = deps.now()
  const [leases, passes, copies] = await Promise.all([
    listLeases(deps.db, id, at),
    listPasses(deps.db, id, by, at),
    listCopies(deps.db, id, by, deps.now()),
  ])
  return yes({
    editing: leases.map(({ attachmentId, name, title, takenAt: since, person, how }) => ({
      ...{ attachmentId, name, title, since, how },
      own: person === by,
    })),
    passes: passes.map(({ id, attachmentId, way, madeAt, expiresAt }) => ({
      ...{ id, attachmentId, way, madeAt, expiresAt },
    })),
    copies: copies.map((it) => ({
      ...{ id: it.id, attachmentId: it.attachment_id, fromRevisionId: it.from_revision },
      ...{ name: it.name, at: it.at },
    })),
    office: [...(deps.office?.server.endings() ?? [])],
  })
}

/** Why a person may not edit the files of a proposal now: neither its drafter with a draft, nor the one whose turn it is. */
export async function whyNotEdit(
  deps: ApprovalDeps,
  id: ProposalId,
  by: PersonId,
): Promise<EditRefusal | undefined> {
  const may = await mayEditFiles(deps, id, by)
  if (may.ok || may.error.code === 'not_found') return may.ok ? undefined : may.error
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const at = deps.now()
  if (stored === undefined || !mayRead(stored.matter, readerOf(organisation, by, at)))
    return { code: 'not_found' }
  const manifests = { shown: stored.manifestSha256, current: stored.manifestSha256 }
  const acting = actingOf(organisation, by, at, manifests, stored.unit)
  return allowed(stored.state, acting).includes('revise') ? undefined : may.error
}
