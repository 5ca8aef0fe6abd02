import type { Transaction } from 'kysely'
import type { AttachmentsChanged } from '../contract/attachments.ts'
import type { ProposalStatus } from '../domain/approval/proposal.ts'
import type { AttachmentId, PersonId, ProposalId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { type Draft, findDraft, findProposalOfAttachment, lockDraft } from '../store/attachments.ts'
import { refreshManifest } from '../store/manifests.ts'
import type { Database } from '../store/database.ts'
import { attachmentViews } from './attachment-view.ts'
import { type MayReadDeps, mayReadProposal } from './may-read.ts'
import { namedAt } from './who-is.ts'

export type EditRefusal =
  | { readonly code: 'not_found' }
  /** The drafter changes the files; on the way whoever's turn it is corrects one. */
  | { readonly code: 'files_not_yours'; readonly drafter?: string }
  /** On its way or ended: the files stay as they are. */
  | { readonly code: 'files_fixed'; readonly status: ProposalStatus }

/** Whether somebody may change the files of a proposal: the drafter, while it is a draft or lies returned. */
export async function mayEditFiles(
  deps: MayReadDeps,
  proposalId: ProposalId,
  by: PersonId,
): Promise<Result<undefined, EditRefusal>> {
  const draft = await findDraft(deps.db, proposalId)
  const may = editable(draft, by)
  if (draft === undefined || may.ok || may.error.code !== 'files_not_yours') return may
  // Who may not read it is not told that it exists.
  if (!(await mayReadProposal(deps, by, proposalId))) return no({ code: 'not_found' })
  const drafter = namedAt(await deps.organisation.current(), draft.drafter, deps.now())
  return no({ code: 'files_not_yours', drafter })
}

/** The same of a proposal that is held. */
export function editable(draft: Draft | undefined, by: PersonId): Result<undefined, EditRefusal> {
  if (draft === undefined) return no({ code: 'not_found' })
  if (draft.drafter !== by) return no({ code: 'files_not_yours' })
  if (draft.status !== 'draft' && draft.status !== 'returned')
    return no({ code: 'files_fixed', status: draft.status })
  return yes(undefined)
}

/** The proposal whose attachment is meant, for the person who may change it. */
export async function editAttachment<Refused>(
  deps: MayReadDeps,
  request: { readonly id: AttachmentId; readonly by: PersonId },
  change: (trx: Transaction<Database>) => Promise<Result<undefined, Refused>>,
): Promise<Result<AttachmentsChanged, EditRefusal | Refused>> {
  const proposalId = await findProposalOfAttachment(deps.db, request.id)
  if (proposalId === undefined) return no({ code: 'not_found' })
  return editFiles(deps, { proposalId, by: request.by }, change)
}

/** Changes the files of a proposal in one transaction that holds it, and answers what it has now. */
export async function editFiles<Refused>(
  deps: MayReadDeps,
  request: { readonly proposalId: ProposalId; readonly by: PersonId },
  change: (trx: Transaction<Database>) => Promise<Result<undefined, Refused>>,
): Promise<Result<AttachmentsChanged, EditRefusal | Refused>> {
  const may = await mayEditFiles(deps, request.proposalId, request.by)
  if (!may.ok) return may
  return deps.db.transaction().execute(async (trx) => {
    const still = editable(await lockDraft(trx, request.proposalId), request.by)
    if (!still.ok) return still
    const changed = await change(trx)
    if (!changed.ok) return changed
    return yes(await filesNow(trx, request.proposalId))
  })
}

async function filesNow(trx: Transaction<Database>, id: ProposalId): Promise<AttachmentsChanged> {
  const manifestSha256 = await refreshManifest(trx, id)
  return { attachments: await attachmentViews(trx, id), manifestSha256 }
}
