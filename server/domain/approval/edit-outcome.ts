import type { Sha256 } from '../ids.ts'
import { type EditEffect, theSystem } from './events.ts'
import { evolve } from './evolve.ts'
import type { Mark, Proposal } from './proposal.ts'

/** Whose acts stand and whose fall. */
export type EditOutcome = { readonly stands: readonly Mark[]; readonly falls: readonly Mark[] }

const otherManifest = 'e'.repeat(64) as Sha256

/**
 * What a change of this weight would do to the acts given so far, asked of the rules before anything is saved.
 * Undefined for a case in which nothing can be changed.
 */
export function editOutcome(proposal: Proposal, effect: EditEffect): EditOutcome | undefined {
  if (proposal.status !== 'in_approval' && proposal.status !== 'returned') return undefined
  const { route, matter, manifestSha256 } = proposal
  // Who asked for the correction gave no seal that could fall.
  const marks = proposal.marks.filter((mark) => mark.act !== 'returned')
  const act = { by: theSystem, at: proposal.submittedAt, manifestSha256 }
  const after =
    proposal.status === 'returned'
      ? evolve(proposal, {
          ...act,
          manifestSha256: otherManifest,
          type: 'resubmitted',
          title: '',
          mode: 'resume',
          effect,
          route,
          matter,
        })
      : evolve(proposal, {
          ...act,
          type: 'revised',
          step: route.stages[proposal.turn]?.steps[0]?.id ?? '',
          effect,
          changes: [],
          reason: '',
          to: otherManifest,
        })
  if (after.status === 'draft') return undefined
  const kept = new Set(after.marks.map((mark) => mark.step))
  return {
    stands: marks.filter((mark) => kept.has(mark.step)),
    falls: marks.filter((mark) => !kept.has(mark.step)),
  }
}
