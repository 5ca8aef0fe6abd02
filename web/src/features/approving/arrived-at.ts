import type { ProposalView } from '../../../../server/contract/proposals.ts'

/**
 * When the steps of a stage were reached: the last act in a stage before it, or the (re)submission where that is
 * later. What another step of the same stage did meanwhile does not count. An instant.
 */
export function arrivedAt(
  proposal: Pick<ProposalView, 'route' | 'history' | 'createdAt'>,
  stageIndex: number,
): string {
  const sent = proposal.history.findLast((it) => it.type === 'submitted' || it.type === 'resubmitted')
  const before = (proposal.route?.stages ?? []).slice(0, stageIndex).flatMap((it) => it.steps)
  const times = [sent?.at ?? proposal.createdAt, ...before.flatMap((it) => it.mark?.at ?? [])]
  return times.reduce((latest, it) => (it > latest ? it : latest))
}
