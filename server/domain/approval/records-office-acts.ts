import { no } from '../result.ts'
import { type Decided, asSelf, event, notOffice, unlessChanged, withReason } from './acting.ts'
import { mayKnow } from './beside-acts.ts'
import type { Acting, CommandOf } from './commands.ts'
import { isRequired, isSettled, stepsOf } from './progress.ts'
import type { InApproval, Proposal } from './proposal.ts'
import type { Refusal } from './refusals.ts'
import type { Step } from './route.ts'
import { earlierActOf, hasDrafted } from './seats.ts'

/** Lets those who sit in a seat today act there although they acted before in another post (人事異動), with the reason. */
export function confirmSeat(proposal: Proposal, command: CommandOf<'confirm_seat'>, acting: Acting): Decided {
  return atOpenStep(proposal, command.step, acting, (open, step) => {
    const people = acting.facts
      .seatOf(step.post)
      .holders.filter((it) => earlierActOf(open, step, it.person) !== undefined)
      .map(({ person, name }) => ({ person, name }))
    if (people.length === 0) return no({ code: 'nobody_to_confirm', postName: step.postName })
    return withReason(command.reason, (reason) =>
      asOffice(acting, (act) => event({ ...act, type: 'seat_confirmed', step: step.id, people, reason })),
    )
  })
}

/** Gives a step to another post. The decider comes from the 専決 table alone and is nobody's to choose. */
export function reassign(proposal: Proposal, command: CommandOf<'reassign'>, acting: Acting): Decided {
  return atOpenStep(proposal, command.step, acting, (open, step) => {
    if (step.role === 'decide') return no({ code: 'decider_not_reassignable' })
    const { post, postName, seated } = command
    if (post === step.post) return no({ code: 'nothing_changed' })
    // Its drafter's step would go by as 自己, and nobody would have looked.
    if (seated.some((person) => hasDrafted(open, person))) return no({ code: 'drafter_seated', postName })
    if (!seated.every((person) => mayKnow(open, person)))
      return no({ code: 'secret_not_listed', names: [postName] })
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
  const decider = stepsOf(proposal.route).at(-1)
  const decides = decider && acting.facts.seatOf(decider.post).holders.some((it) => it.person === to.person)
  // Nobody could decide it then, until it is handed over once more.
  if (decides === true) return no({ code: 'decider_would_draft', postName: decider?.postName ?? '' })
  if (!mayKnow(proposal, to.person)) return no({ code: 'secret_not_listed', names: [to.name] })
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
