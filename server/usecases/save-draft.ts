import type { ProposalContent, SaveDraftBody, SavedDraft } from '../contract/proposals.ts'
import { refuseMatter } from '../domain/applications/application.ts'
import type { PersonId, ProposalId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { refreshManifest } from '../store/manifests.ts'
import { lockProposal, updateContent } from '../store/proposals.ts'
import type { ApplicationCaller } from './application-caller.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { type ActRefusal, versionChanged } from './commit-act.ts'
import { mayReadProposal } from './may-read.ts'
import { type OriginRefusal, isSameOrigin, isSameReceived, isTrueOrigin } from './true-origin.ts'
import { namedAt } from './who-is.ts'

/** Keeps what the drafter typed, while it is a draft or lies returned. A save over somebody else's save is refused. */
export async function saveDraft(
  deps: ApprovalDeps,
  request: {
    readonly id: ProposalId
    readonly by: PersonId
    readonly body: SaveDraftBody
    readonly caller?: ApplicationCaller
  },
): Promise<Result<SavedDraft, ActRefusal | OriginRefusal>> {
  const { id, by, body, caller } = request
  const refused = caller && refuseMatter(caller, body.content.authorityCode, false)
  if (refused !== undefined) return no(refused)
  const { origin } = body.content
  const isTrue = await isTrueOrigin(deps, { by, origin, caller })
  const at = deps.now()
  const saved = await deps.db.transaction().execute(async (trx) => {
    const stored = await lockProposal(trx, id)
    if (stored === undefined) return no({ code: 'not_found' as const })
    if (stored.drafter !== by) {
      const drafter = namedAt(await deps.organisation.current(), stored.drafter, at)
      return no({ code: 'not_drafter' as const, drafter })
    }
    if (stored.status !== 'draft' && stored.status !== 'returned') {
      return no({ code: 'wrong_status' as const, status: stored.status })
    }
    if (stored.version !== body.version) return no({ code: 'version_changed' as const })
    if (!isTrue && !isSameOrigin(origin, (stored.content as ProposalContent).origin))
      return no({ code: 'origin_not_found' as const })
    if (!isSameReceived(body.content.received, (stored.content as ProposalContent).received))
      return no({ code: 'received_untrue' as const })
    const version = await updateContent(trx, id, body.content, at)
    return yes({ version, manifestSha256: await refreshManifest(trx, id), savedAt: at })
  })
  if (!saved.ok) {
    if (saved.error.code === 'version_changed') return no(await versionChanged(deps, id))
    // Who may not read it is not told that it exists.
    if (saved.error.code === 'not_drafter' && !(await mayReadProposal(deps, by, id))) {
      return no({ code: 'not_found' })
    }
    return no(saved.error)
  }
  deps.live.publish({ type: 'proposal', proposalId: id, version: saved.value.version }, { people: [by] })
  return saved
}
