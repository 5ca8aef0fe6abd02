import type { ActBody } from '../../../../server/contract/acts.ts'
import type { InboxItem } from '../../../../server/contract/inbox.ts'
import type { ProposalView } from '../../../../server/contract/proposals.ts'

/**
 * What is listed, with what was found since at its end; the same list when that is nothing. A case stands there once,
 * however many of its steps wait for the same person: one act is sent for it, and one outcome told.
 */
export function listedOnce(listed: readonly InboxItem[], found: readonly InboxItem[]): readonly InboxItem[] {
  const known = new Set(listed.map((it) => it.proposalId))
  const added = found.filter(({ proposalId }) => !known.has(proposalId) && known.add(proposalId))
  return added.length === 0 ? listed : [...listed, ...added]
}

/** Why a case is not handled together with others, but by itself. */
export type LeftOut = 'secret' | 'paper' | 'opinions' | 'changed' | 'edit' | 'acting' | 'not_waiting'

export type Together =
  | { readonly ok: true; readonly body: ActBody; readonly decides: boolean }
  | { readonly ok: false; readonly because: LeftOut }

/**
 * The act for a case that is handled together with others, bound to exactly what was looked at; or why it has to be
 * opened by itself: what is secret, on paper, disputed or changed is nobody's routine.
 */
export function togetherWith(view: ProposalView): Together {
  const because = whyAlone(view)
  if (because !== undefined) return { ok: false, because }
  const { version, manifestSha256, allowed } = view
  const basis = { version, manifestSha256 }
  if (allowed.includes('decide')) return { ok: true, body: { type: 'decide', ...basis }, decides: true }
  if (allowed.includes('approve')) return { ok: true, body: { type: 'approve', ...basis }, decides: false }
  if (allowed.includes('provisionally_decide'))
    return { ok: true, body: { type: 'provisionally_decide', ...basis }, decides: false }
  if (allowed.includes('examine')) return { ok: true, body: { type: 'examine', ...basis }, decides: false }
  if (allowed.includes('concur')) {
    return { ok: true, body: { type: 'concur', opinion: 'agree', ...basis }, decides: false }
  }
  return { ok: false, because: 'not_waiting' }
}

function whyAlone(view: ProposalView): LeftOut | undefined {
  const { content, secrecyReleasedAt, opinions, edits } = view
  if (content.secrecy !== 'none' && content.secrecy !== '' && secrecyReleasedAt === undefined) return 'secret'
  if (view.paperToCheck !== undefined) return 'paper'
  if (opinions.some((it) => it.opinion !== 'agree')) return 'opinions'
  if (view.changedSinceMine !== undefined) return 'changed'
  if (edits.some((it) => it.effect === 'minor' && it.confirmedBy === undefined)) return 'edit'
  return view.acting === undefined ? undefined : 'acting'
}
