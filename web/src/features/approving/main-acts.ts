import type { StepView } from '../../../../server/contract/route.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'
import type { Ask } from './use-acting.ts'

/**
 * What can be open above the buttons: the form of an act, the words beside a seal, the list of everything else, or the
 * replacement of one file.
 */
export type Panel = Ask['type'] | 'conditional' | 'object' | 'note' | 'menu' | { readonly replaces: string }

/** Acts that put a seal on the paper. */
export const sealing = ['decide', 'provisionally_decide', 'approve', 'examine', 'concur'] as const
const forDrafter = ['resubmit', 'submit'] as const
const beside = ['respond', 'answer', 'post_review', 'acknowledge'] as const

type MainAct = (typeof sealing)[number] | (typeof forDrafter)[number] | (typeof beside)[number]

/**
 * The buttons of the bar. `first` are large, under the thumb: the seal, or for the drafter 提出; where there is neither,
 * what else waits for this person. `second` stand beside them.
 */
export function barActs(proposal: ProposalView): {
  readonly first: readonly MainAct[]
  readonly second: readonly Ask['type'][]
} {
  const may = <Type extends Ask['type']>(types: readonly Type[]) =>
    types.filter((it) => proposal.allowed.includes(it))
  const first = [...may(sealing), ...may(forDrafter)]
  const waiting = may(beside).filter((it) => it !== 'respond' || first.length === 0)
  const held = may(['end_hold'])
  return {
    first: first.length === 0 ? waiting : first,
    second: [...may(['return', 'reject', 'take_back']), ...held, ...(first.length === 0 ? [] : waiting)],
  }
}

/** Every step of the route. */
export function stepsOf(proposal: Pick<ProposalView, 'route'>): readonly StepView[] {
  return proposal.route?.stages.flatMap((it) => it.steps) ?? []
}

/** Steps that wait for this person as holder of their posts; several in a parallel stage for somebody with 兼務. */
export function ownSteps(proposal: ProposalView, me: string | undefined): readonly StepView[] {
  return stepsOf(proposal).filter(
    (it) => it.state === 'waiting' && it.holders.some((holder) => holder.id === me),
  )
}

/** An act in the post chosen (兼務), where it is one of a step. */
export function inPost(ask: Ask, as: string | undefined): Ask {
  if (as === undefined) return ask
  switch (ask.type) {
    case 'reject':
    case 'return':
    case 'hold':
    case 'change_route':
    case 'revise':
    case 'judge_edit':
      return { ...ask, as }
    default:
      return ask
  }
}

/** The role a sealing act fills. */
export function isActing(proposal: ProposalView, type: Ask['type']): boolean {
  return proposal.acting?.role === type
}
