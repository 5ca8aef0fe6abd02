import type { Sha256 } from '../ids.ts'
import { type EditEffect, type MatterFacts, theSystem } from './events.ts'
import { evolve } from './evolve.ts'
import type { InApproval, Mark, Proposal, Returned } from './proposal.ts'
import type { Route } from './route.ts'
import { aligned } from './standing.ts'

/** Whose acts stand and whose fall. */
export type EditOutcome = { readonly stands: readonly Mark[]; readonly falls: readonly Mark[] }

/** 再提出 as it would be asked for: on the route and with the matter compiled for what is saved now. */
export type Again = {
  readonly mode: 'resume' | 'restart'
  /** Absent when nothing changed. */
  readonly effect?: EditEffect
  readonly route: Route
  readonly matter: MatterFacts
}

const otherManifest = 'e'.repeat(64) as Sha256

/** What a correction of this weight on the way would do to the acts given so far, asked of the rules before saving. */
export function editOutcome(proposal: InApproval, effect: EditEffect): EditOutcome {
  const { route, turn, submittedAt, manifestSha256 } = proposal
  const step = route.stages[turn]?.steps[0]?.id ?? ''
  const act = { by: theSystem, at: submittedAt, manifestSha256 }
  const edit = { type: 'revised', step, effect, changes: [], reason: '', to: otherManifest } as const
  return compare(proposal, evolve(proposal, { ...act, ...edit }))
}

/** The same of a 再提出: whoever is not asked in the new route any more loses the act, whatever the weight of the change. */
export function resubmitOutcome(proposal: Returned, again: Again): EditOutcome {
  const act = { by: theSystem, at: proposal.submittedAt, manifestSha256: otherManifest }
  const route = aligned(proposal.route, again.route)
  return compare(proposal, evolve(proposal, { ...again, ...act, route, type: 'resubmitted', title: '' }))
}

function compare(before: InApproval | Returned, after: Proposal): EditOutcome {
  if (after.status === 'draft') throw new Error('a case on its way became a draft')
  const kept = new Set(after.marks.map((mark) => mark.step))
  // Who asked for the correction gave no seal that could fall.
  const marks = before.marks.filter((mark) => mark.act !== 'returned')
  return {
    stands: marks.filter((mark) => kept.has(mark.step)),
    falls: marks.filter((mark) => !kept.has(mark.step)),
  }
}
