import { no } from '../result.ts'
import { type Decided, asSelf, event, notOffice, unlessChanged, withReason } from './acting.ts'
import type { Acting, CommandOf } from './commands.ts'
import { isRequired, isSettled, stepsOf } from './progress.ts'
import type { InApproval, Proposal } from './proposal.ts'
import type { Refusal } from './refusals.ts'
import type { Step } from './route.ts'

/** Lets somebody act in a seat although he or she acted before in another post (人事異動), with the reason. */
export function confirmSeat(proposal: Proposal, command: CommandOf<'confirm_seat'>, acting: Acting): Decided {
  return atOpenStep(proposal, command.step, acting, (open, step) => {
    if (open.confirmedSeats.includes(step.id)) return no({ code: 'nothing_changed' })
    return withReason(command.reason, (reason) =>
      asOffice(acting, (act) => event({ ...act, type: 'seat_confirmed', step: step.id, reason })),
    )
  })
}

/** Gives a step to another post. The decider comes from the 専決 table alone and is nobody's to choose. */
export function reassign(proposal: Proposal, command: CommandOf<'reassign'>, acting: Acting): Decided {
  return atOpenStep(proposal, command.step, acting, (_open, step) => {
    if (step.role === 'decide') return no({ code: 'decider_not_reassignable' })
    const { post, postName, seated } = command
    if (post === step.post) return no({ code: 'nothing_changed' })
    return withReason(command.reason, (reason) =>
      asOffice(acting, (act) =>
        event({ ...act, type: 'reassigned', step: step.id, post, postName, seated, reason }),
      ),
    )
  })
}

/** Gives the draft to another drafter when the first one left. */
export function handOverDraft(
  proposal: Proposal,
  command: CommandOf<'hand_over_draft'>,
  acting: Acting,
): Decided {
  if (proposal.status !== 'in_approval' && proposal.status !== 'returned') {
    return no({ code: 'wrong_status', status: proposal.status })
  }
  if (!acting.roles.includes('records_manager')) return notOffice(acting)
  if (command.to.person === proposal.drafter.person) return no({ code: 'nothing_changed' })
  const { to } = command
  return withReason(command.reason, (reason) =>
    asOffice(acting, (act) => event({ ...act, type: 'draft_handed_over', to, reason })),
  )
}

function asOffice(acting: Acting, then: Parameters<typeof asSelf>[2]): Decided {
  return unlessChanged(
    acting,
    asSelf(acting, () => true, then),
  )
}

/** A step of a running case that nobody has acted in, asked for by the 文書主管課. */
function atOpenStep(
  proposal: Proposal,
  id: string,
  acting: Acting,
  then: (open: InApproval, step: Step) => Decided,
): Decided {
  if (proposal.status !== 'in_approval') return no({ code: 'wrong_status', status: proposal.status })
  if (!acting.roles.includes('records_manager')) return notOffice(acting)
  const step = stepsOf(proposal.route).find((it) => it.id === id)
  const settled: Refusal = { code: 'step_already_settled' }
  if (step === undefined || !isRequired(proposal.route, step) || isSettled(proposal, step)) return no(settled)
  return then(proposal, step)
}
