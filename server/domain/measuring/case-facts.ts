import type { ApprovalEvent } from '../approval/events.ts'
import { evolve } from '../approval/evolve.ts'
import type { Proposal } from '../approval/proposal.ts'
import { type LocalDate, localDateOf } from '../ids.ts'

/** What of a case is counted, as its events tell it. */
export type CaseFacts = {
  readonly submittedOn: LocalDate
  /** Absent while it is on its way. */
  readonly ended?: {
    readonly on: LocalDate
    readonly as: 'decided' | 'rejected' | 'withdrawn' | 'abandoned'
  }
  readonly dueOn?: LocalDate
  /** 併用決裁: part of it goes round on paper. */
  readonly isHybrid: boolean
  /** 差戻し, to the drafter or to an earlier step. */
  readonly returnCount: number
}

const endings = ['decided', 'rejected', 'withdrawn', 'abandoned'] as const

/** The facts of a case from its events, first to last; undefined before it is submitted, and of what was brought in. */
export function factsOf(events: readonly ApprovalEvent[]): CaseFacts | undefined {
  const [first] = events
  if (first === undefined) return undefined
  let state: Proposal = { status: 'draft', drafter: first.by.person }
  let ended: CaseFacts['ended']
  for (const event of events) {
    state = evolve(state, event)
    const as = endings.find((it) => it === state.status)
    if (as === undefined) ended = undefined
    else ended ??= { on: localDateOf(event.at), as }
  }
  // What another system decided was not decided here, and counts in no rate.
  if (state.status === 'draft' || state.status === 'imported') return undefined
  const { dueOn, paper } = state.matter
  return {
    submittedOn: localDateOf(first.at),
    ...(ended === undefined ? {} : { ended }),
    ...(dueOn === undefined ? {} : { dueOn }),
    isHybrid: paper !== undefined,
    returnCount: events.filter((it) => it.type === 'returned').length,
  }
}
