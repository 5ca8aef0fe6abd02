import type { ProposalContent } from '../contract/proposals.ts'
import { isSecretAt, mayRead } from '../domain/access/may-read.ts'
import { type PersonId, type ProposalId, localDateOf } from '../domain/ids.ts'
import { seatedIn } from '../domain/organisation/holders.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { findSheet } from '../store/sheets.ts'
import { findBodyName } from '../store/stamped-pdfs.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import { roleNames } from './because-text.ts'
import type { PaperSlip } from './ports.ts'
import { nameOf, readerOf } from './who-is.ts'

/**
 * What stands on the slip that goes with the paper of a 併用決裁: which case it belongs to, what it is and why, and a
 * line for everybody on the route. `not_found` also when nothing goes round on paper.
 */
export async function paperSlipOf(
  deps: ApprovalDeps,
  request: { readonly id: ProposalId; readonly by: PersonId; readonly publicUrl: string },
): Promise<Result<PaperSlip, { readonly code: 'not_found' | 'no_paper' }>> {
  const { id, by, publicUrl } = request
  const [organisation, stored] = await Promise.all([deps.organisation.current(), deps.reads.find(id)])
  const at = deps.now()
  if (stored === undefined || !mayRead(stored.matter, readerOf(organisation, by, at))) {
    return no({ code: 'not_found' })
  }
  const { state } = stored
  const onRoute = state.status === 'draft' ? undefined : state
  const sheet = await findSheet(deps.db, id)
  const content = sheet?.content as ProposalContent | undefined
  if (content?.paper === undefined) return no({ code: 'no_paper' })
  const day = localDateOf(at)
  const steps = onRoute?.route.stages.flatMap((stage) => stage.steps) ?? []
  return yes({
    bodyName: await findBodyName(deps.db),
    number: stored.number ?? '',
    // the paper lies on desks; who may read finds the title by the code.
    title: isSecretAt(stored.matter, at) ? '' : content.title,
    drafter: onRoute === undefined ? nameOf(organisation, by) : onRoute.drafter.name,
    drafterTitle: onRoute?.drafter.capacity.title ?? '',
    what: content.paper.what,
    reason: content.paper.reason,
    printedOn: day,
    url: `${publicUrl}/proposals/${id}`,
    stops: steps
      .filter((step) => step.skipped === undefined)
      .map((step) => ({
        roleName: roleNames[step.role],
        postName: step.postName,
        holders: seatedIn(organisation, step.post, day).map((it) => nameOf(organisation, it.person)),
      })),
  })
}
