import type { PersonId, PostId } from '../ids.ts'
import { getStep, isSettled, stepsAhead, stepsWaitingNow } from './progress.ts'
import type { InApproval, Mark, OnRoute } from './proposal.ts'
import type { Step } from './route.ts'

type SeatFacts = Pick<OnRoute, 'route' | 'marks' | 'confirmedSeats'>

/**
 * The act that stands between a person and a seat: somebody who was not in it when the route was compiled, came by
 * transfer (人事異動) and acted before in another post of the same route. Undefined when nothing does, or when the
 * records office has confirmed the seat.
 */
export function earlierActOf(facts: SeatFacts, step: Step, person: PersonId): Mark | undefined {
  if (step.seated.includes(person) || isConfirmed(facts, step, person)) return undefined
  return facts.marks.find(
    (mark) =>
      mark.by.person === person &&
      mark.step !== step.id &&
      getStep(facts.route, mark.step).post !== step.post,
  )
}

function isConfirmed({ confirmedSeats }: SeatFacts, { post }: Step, person: PersonId): boolean {
  return confirmedSeats.some((it) => it.post === post && it.person === person)
}

/** Whether somebody drafted the case, now or before it was handed over: nobody seals the own draft. */
export function hasDrafted(
  { drafter, formerDrafters = [] }: Pick<OnRoute, 'drafter' | 'formerDrafters'>,
  person: PersonId,
): boolean {
  return drafter.person === person || formerDrafters.includes(person)
}

/** What keeps a seat from being gone through until the records office does something. */
export type SeatTrouble =
  | { readonly kind: 'same_person'; readonly step: Step; readonly earlier: Mark }
  /** 欠員: it waits for a post that nobody exercises. */
  | { readonly kind: 'vacant'; readonly step: Step }
  /** 不在: it waits for holders who are all away, and nothing lets it go by. */
  | { readonly kind: 'absent'; readonly step: Step }
  /** It waits for a post that only its drafters hold, who may not act there, be it handed over since. */
  | { readonly kind: 'drafter_only'; readonly step: Step }

/**
 * The seats of a case on its way that need the records office, in route order; `seatedIn`: who exercises a post now,
 * `isAway`: who is away for longer than today. The 決裁 of somebody who is away is 代決-ed.
 */
export function seatTroubles(
  proposal: InApproval,
  seatedIn: (post: PostId) => readonly PersonId[],
  isAway: (person: PersonId) => boolean,
): readonly SeatTrouble[] {
  const waiting = stepsWaitingNow(proposal)
  const open = [...waiting, ...stepsAhead(proposal)].filter((step) => !isSettled(proposal, step))
  return open.flatMap((step): readonly SeatTrouble[] => {
    const seated = seatedIn(step.post)
    if (seated.length === 0) return waiting.includes(step) ? [{ kind: 'vacant', step }] : []
    const earlier = seated
      .map((person) => earlierActOf(proposal, step, person))
      .find((it) => it !== undefined)
    if (earlier !== undefined) return [{ kind: 'same_person', step, earlier }]
    if (!waiting.includes(step)) return []
    const others = seated.filter((person) => !hasDrafted(proposal, person))
    if (others.length === 0) {
      const mayDecide = step.because.some((it) => it.code === 'self_decides')
      return mayDecide ? [] : [{ kind: 'drafter_only', step }]
    }
    return step.role !== 'decide' && others.every(isAway) ? [{ kind: 'absent', step }] : []
  })
}
