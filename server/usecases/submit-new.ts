import type { ActDone, ProposalContent } from '../contract/proposals.ts'
import type { PersonId, PostId, ProposalId } from '../domain/ids.ts'
import { type Result, no, yes } from '../domain/result.ts'
import { loadMany } from '../store/proposals.ts'
import { prepared } from '../store/run-query.ts'
import { act } from './act.ts'
import type { ApplicationCaller } from './application-caller.ts'
import type { ApprovalDeps } from './approval-deps.ts'
import type { ActRefusal } from './commit-act.ts'
import { type CreateRefusal, createProposal } from './create-proposal.ts'

export type NewCase = {
  readonly by: PersonId
  readonly caller?: ApplicationCaller
  readonly content?: ProposalContent
  readonly drafterPost?: PostId
  readonly clientKey?: string
  /** 連携元の番号. */
  readonly externalRef?: string
}

/** Submits a draft as it is now; one that went up under the same key before is answered as it stands. */
async function submitAsIs(
  deps: ApprovalDeps,
  { by, caller }: NewCase,
  id: ProposalId,
): Promise<Result<ActDone, ActRefusal>> {
  const stored = (await loadMany(prepared(deps.pool), [id])).get(id)
  if (stored === undefined) return no({ code: 'not_found' })
  const { version, manifestSha256, state } = stored
  if (state.status !== 'draft') return yes({ id, version, status: state.status })
  const body = { type: 'submit', version, manifestSha256 } as const
  return act(deps, { id, by, body, ...(caller === undefined ? {} : { caller }) })
}

type Made = Result<
  ActDone & { readonly created: boolean },
  { readonly refusal: CreateRefusal | ActRefusal; readonly id?: ProposalId }
>

/** Makes a draft, or finds the one made under the key, as it stands now. */
export async function draftNew(deps: ApprovalDeps, request: NewCase): Promise<Made> {
  const made = await createProposal(deps, request)
  if (!made.ok) return no({ refusal: made.error })
  const { id, created } = made.value
  const stored = (await loadMany(prepared(deps.pool), [id])).get(id)
  if (stored === undefined) throw new Error(`draft ${id} vanished`)
  return yes({ id, version: stored.version, status: stored.state.status, created })
}

/**
 * Makes a draft and submits it in one go. Refused at the submission it stays a draft, whose id comes with the refusal: it can be
 * mended and submitted, and the same key finds it again.
 */
export async function submitNew(deps: ApprovalDeps, request: NewCase): Promise<Made> {
  const made = await createProposal(deps, request)
  if (!made.ok) return no({ refusal: made.error })
  const { id, created } = made.value
  const done = await submitAsIs(deps, request, id)
  return done.ok ? yes({ ...done.value, created }) : no({ refusal: done.error, id })
}
